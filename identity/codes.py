"""The one-time code that opens a mailed link, by the other channel: our choice beside Art. 18(1).

It is one person's at one centre, and opens what their links lead to: ten minutes, five tries, used
once. How many a day, and who says one on the telephone: DEFAULTS.CODES_A_DAY, decision 0155.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from core import crypto
from core.clock import day_begins
from core.ids import new_code, new_id
from identity import disputed_numbers, member_apps
from identity.member_links import lets_in
from models.case import Member
from models.contacts import ContactChange
from models.identity_check import IdentityCheck
from models.life import ActorKind, Life
from models.outbox import Channel, Message, RecipientKind
from models.people import MemberLink, OneTimeCode, Professional
from models.session import Actor, Work, unit_of_work
from notifications import delivery, outbox
from notifications.notices.base import Recipient
from notifications.notices.codes import CodeSent
from notifications.notices.contacts import ContactCode
from rules.defaults import DEFAULTS
from rules.identity_checks import check_read_out
from rules.sign_in_limits import LIMITS
from workflow.kinds import kind_of

VALID_FOR: Final = timedelta(minutes=LIMITS.MEMBER_CODE.minutes)
TRIES: Final = LIMITS.MEMBER_CODE.tries
A_DAY: Final = DEFAULTS.CODES_A_DAY.count
NEWEST_FIRST: Final = (OneTimeCode.created_at.desc(), OneTimeCode.used_at.is_(None).desc())
"""Of two of one moment, the one that is still to be used."""


class NoCode(Exception):
    """No code was made; the message names the link's or the change's id only."""


class LinkClosed(NoCode):
    """The link does not exist or leads nowhere any more."""


class NoTelephone(NoCode):
    """The member has no number that a code could go to."""


class NumberDisputed(NoCode):
    """The member said that the number on record is not theirs."""


class OwnApp(NoCode):
    """Their codes come from an app of their own, and none by SMS: decision 0168."""


class TooManyCodes(NoCode):
    """So many codes were sent to this person today that nobody typed."""


def send_code(link_id: UUID) -> bool:
    """Make a code and send it at once; false if the SMS did not leave. Raises `NoCode`."""
    with unit_of_work(Actor(ActorKind.MEMBER, link_id)) as work:
        message = issue(work, link_id)
    return delivery.deliver_now(message)


def issue(work: Work, link_id: UUID, confirmation_id: UUID | None = None) -> UUID:
    """Make a code that opens the person's links, or confirms one word of theirs, and queue its SMS;
    gives the message's id, to be delivered after the commit."""
    member = _open_to(work, link_id)
    _hold(work, member.professional_id)
    code = _sent(work, member.professional_id, confirmation_id=confirmation_id)
    life = work.session.get_one(Life, member.life_id)
    kind = kind_of(life)
    notice = CodeSent(
        recipient=Recipient(RecipientKind.MEMBER, member.professional_id),
        life_id=life.id,
        link_id=link_id,
        code_id=code.id,
        table=kind.label(life),
        of_case=kind.of_a_child,
        confirms=confirmation_id is not None,
    )
    outbox.queue(work, notice, channel=Channel.SMS)
    work.record("code sent", "18(1)", life=life, link=link_id)
    return work.session.scalars(select(Message.id).where(Message.key == notice.key)).one()


def issue_for_change(work: Work, change: ContactChange, life_id: UUID) -> UUID:
    """A code to the number that was on record before the change; gives the message's id."""
    code = _sent(work, change.professional_id, change_id=change.id)
    notice = ContactCode(
        recipient=Recipient(RecipientKind.MEMBER, change.professional_id),
        life_id=life_id,
        change_id=change.id,
        code_id=code.id,
    )
    outbox.queue(work, notice, channel=Channel.SMS)
    return work.session.scalars(select(Message.id).where(Message.key == notice.key)).one()


def read_out(work: Work, check: IdentityCheck, waits: UUID | None = None) -> OneTimeCode:
    """A code that is said to whom an officer has recognised, and never sent: as many a day as by
    SMS, counted apart. It confirms the word that waits, else it opens their links."""
    _hold(work, check.professional_id)
    check_read_out(_untyped(work, check.professional_id, read_out=True))
    return make(work, check.professional_id, confirmation_id=waits, check_id=check.id)


def _open_to(work: Work, link_id: UUID) -> Member:
    link = work.session.get(MemberLink, link_id)
    if link is None or not lets_in(work, link):
        raise LinkClosed(str(link_id))
    member = work.session.get_one(Member, link.member_id)
    if member_apps.in_force(work, member.professional_id):
        raise OwnApp(str(link_id))
    if not member.professional.phone:
        raise NoTelephone(str(link_id))
    if disputed_numbers.standing(work, member.professional_id):
        raise NumberDisputed(str(link_id))
    return member


def _hold(work: Work, professional_id: UUID) -> None:
    """The person, until commit, so that their codes are counted one after the other."""
    # not FOR UPDATE: whatever refers to the person would wait (PostgreSQL docs, 13.3.2)
    query = select(Professional.id).where(Professional.id == professional_id)
    work.session.execute(query.with_for_update(key_share=True))


def _sent(
    work: Work,
    professional_id: UUID,
    *,
    change_id: UUID | None = None,
    confirmation_id: UUID | None = None,
) -> OneTimeCode:
    """A code on its way, within the day's limit. One that was typed came to who they are, and is
    not counted: whoever signs ten papers on one day has ten codes."""
    if _untyped(work, professional_id, read_out=False) >= A_DAY:
        raise TooManyCodes
    return make(work, professional_id, change_id=change_id, confirmation_id=confirmation_id)


def _untyped(work: Work, professional_id: UUID, *, read_out: bool) -> int:
    """How many were made today, of those that are read out or of those that are sent."""
    check = OneTimeCode.identity_check_id
    untyped = select(func.count()).where(
        OneTimeCode.professional_id == professional_id,
        OneTimeCode.created_at >= day_begins(work.clock.today()),
        OneTimeCode.used_at.is_(None),
        check.is_not(None) if read_out else check.is_(None),
    )
    return work.session.scalar(untyped) or 0


def make(
    work: Work,
    professional_id: UUID,
    *,
    change_id: UUID | None = None,
    confirmation_id: UUID | None = None,
    check_id: UUID | None = None,
) -> OneTimeCode:
    """A code on record; whoever calls sends it, or reads it out to whom they have recognised."""
    row, secret, now = new_id(), new_code(), work.clock.now()
    opens_what = (professional_id, change_id, confirmation_id)
    code = OneTimeCode(
        id=row,
        professional_id=professional_id,
        change_id=change_id,
        confirmation_id=confirmation_id,
        identity_check_id=check_id,
        code=secret,
        code_digest=fingerprint(secret, row, *opens_what),
        created_at=now,
        expires_at=now + VALID_FOR,
        tries=0,
    )
    work.session.add(code)
    work.session.flush()
    return code


def fingerprint(code: str, row: UUID, *of: UUID | None) -> bytes:
    """Keyed: a million codes are soon tried against a plain digest. `of` is whose it is, and of
    which change or word: who moves a row to another person has no code of theirs."""
    return crypto.ring().index(code, ".".join(map(str, ("one_time_code", row, *of))))


@dataclass(frozen=True, slots=True)
class Code:
    """The newest code of a person or a change, without the code."""

    sent_at: datetime
    expires_at: datetime
    read_out: bool


def opens(professional_id: UUID) -> ColumnElement[bool]:
    """The codes that open a person's links."""
    return and_(
        OneTimeCode.professional_id == professional_id,
        OneTimeCode.change_id.is_(None),
        OneTimeCode.confirmation_id.is_(None),
    )


def confirms(confirmation_id: UUID) -> ColumnElement[bool]:
    """The codes of one word."""
    return OneTimeCode.confirmation_id == confirmation_id


def newest(work: Work, of: ColumnElement[bool]) -> Code | None:
    """The code that was made last, while it can still be used: Art. 18(1)."""
    query = select(OneTimeCode).where(of, OneTimeCode.expires_at > work.clock.now())
    code = work.session.scalars(query.order_by(*NEWEST_FIRST).limit(1)).first()
    if code is None or code.used_at is not None or code.tries >= TRIES:
        return None
    return Code(code.created_at, code.expires_at, code.identity_check_id is not None)
