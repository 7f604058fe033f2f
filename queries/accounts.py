"""Officers and how they stand, for administrators: no case, and nobody's secrets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from core.clock import Clock
from core.names import folded
from identity import credentials, enrolment
from identity.access import administrator_of
from identity.accounts import head_who_invites
from models.credentials import Enrolment, EnrolmentPurpose
from models.outbox import ON_THE_WAY, Message, MessageStatus
from models.people import Account, Municipality
from models.session import Work
from queries.paging import Paged, cut
from rules.roles import Role


class AccountState(StrEnum):
    """How an account stands."""

    IN_USE = "in_use"
    INVITED = "invited"
    LAPSED = "lapsed"
    """Invited, and nobody came in time."""
    DISABLED = "disabled"


class LinkMail(StrEnum):
    """What is to be said of the mail with a link that stands open; nothing once a server took it,
    nor before it was tried."""

    WAITS = "waits"
    """It was tried, and leaves by itself later."""
    RESTS = "rests"
    """Nothing is tried any more, or it came back."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One officer."""

    id: UUID
    name: str
    email: str
    role: Role
    place: Municipality | None
    state: AccountState
    door: EnrolmentPurpose | None
    """What they may set anew behind a link, until when."""
    until: datetime | None
    own: bool
    mail: LinkMail | None

    @property
    def searched(self) -> str:
        place = self.place.ever_named if self.place else ""
        return folded(f"{self.name} {self.email} {place}")


@dataclass(frozen=True, slots=True)
class SoughtOfficers:
    """Whom the reader looks for; what fits nothing leaves an empty list."""

    words: str = ""
    """Of a name, an address or a centre, in any order and without accents."""
    centre: str = ""
    """Its slug."""


def listed(work: Work, clock: Clock, sought: SoughtOfficers, page: int) -> Paged[AccountLine]:
    """Centre by centre, administrators last. Names are sealed: only Python finds and sorts them."""
    of_centre = (Municipality.slug == sought.centre,) if sought.centre else ()
    # Of signs alone nothing is left folded, and they are sought as they were typed.
    words = folded(sought.words).split() or sought.words.split()
    found = [
        line
        for line in _lines(work, clock, *of_centre)
        if all(word in line.searched for word in words)
    ]
    found.sort(key=lambda line: (line.place.slug if line.place else "~", line.name))
    return cut(found, page)


def officer(work: Work, clock: Clock, account_id: UUID) -> AccountLine | None:
    return next(iter(_lines(work, clock, Account.id == account_id)), None)


def of_own_centre(work: Work, clock: Clock) -> list[AccountLine]:
    """The officers of the head who looks: who invites them sees whether they came in: 0163."""
    head = head_who_invites(work)
    lines = _of(work, clock, head.id, Account.municipality_id == head.municipality_id)
    return sorted(lines, key=lambda line: (line.state is AccountState.DISABLED, line.name))


def _lines(work: Work, clock: Clock, *which: ColumnElement[bool]) -> Sequence[AccountLine]:
    return _of(work, clock, administrator_of(work).id, *which)


def _of(
    work: Work, clock: Clock, reader: UUID, *which: ColumnElement[bool]
) -> Sequence[AccountLine]:
    used, doors = credentials.set_up(work), _doors(work, clock)
    mails = _mails(work, doors.values())
    query = select(Account).outerjoin(Account.municipality).where(*which)
    rows = work.session.scalars(query.options(contains_eager(Account.municipality)))
    return [_line(row, used, doors.get(row.id), reader, mails.get(row.id)) for row in rows]


def centres(work: Work) -> Sequence[Municipality]:
    return work.session.scalars(select(Municipality).order_by(Municipality.slug)).all()


def _doors(work: Work, clock: Clock) -> dict[UUID, Enrolment]:
    query = select(Enrolment).where(
        Enrolment.ended_at.is_(None), Enrolment.expires_at > clock.now()
    )
    return {row.account_id: row for row in work.session.scalars(query)}


def _mails(work: Work, doors: Collection[Enrolment]) -> Mapping[UUID, LinkMail]:
    """Of whose link it has not arrived, as far as the reader may see."""
    keys = [enrolment.mail_of(row).key for row in doors]
    query = select(Message).where(Message.key.in_(keys))
    found = work.session.scalars(query).all() if keys else ()
    return {each.recipient_id: said for each in found if (said := _said(each)) is not None}


def _said(mail: Message) -> LinkMail | None:
    if mail.status in ON_THE_WAY:
        return LinkMail.WAITS if mail.tried_since is not None else None
    has_left = mail.status is MessageStatus.SENT and mail.cause is None
    return None if has_left else LinkMail.RESTS


def _line(
    account: Account,
    used: set[UUID],
    door: Enrolment | None,
    reader: UUID,
    mail: LinkMail | None,
) -> AccountLine:
    if account.disabled_at is not None:
        state = AccountState.DISABLED
    elif account.id in used:
        state = AccountState.IN_USE
    else:
        state = AccountState.INVITED if door else AccountState.LAPSED
    return AccountLine(
        account.id,
        account.name or "",
        account.email or "",
        account.role,
        account.municipality,
        state,
        door.purpose if door else None,
        door.expires_at if door else None,
        account.id == reader,
        mail,
    )
