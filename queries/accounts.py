"""Officers and how they stand, for administrators: no case, and nobody's secrets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from core.clock import Clock
from identity import credentials
from identity.access import administrator_of
from models.credentials import Enrolment, EnrolmentPurpose
from models.people import Account, Municipality
from models.session import Work
from rules.roles import Role


class AccountState(StrEnum):
    """How an account stands."""

    IN_USE = "in_use"
    INVITED = "invited"
    LAPSED = "lapsed"
    """Invited, and nobody came in time."""
    DISABLED = "disabled"


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


def officers(work: Work, clock: Clock) -> Sequence[AccountLine]:
    """All of them, centre by centre; administrators last."""
    reader = administrator_of(work)
    used, doors = credentials.set_up(work), _doors(work, clock)
    rows = work.session.scalars(select(Account).options(joinedload(Account.municipality)))
    lines = [_line(row, used, doors.get(row.id), reader.id) for row in rows]
    return sorted(lines, key=lambda line: (line.place.slug if line.place else "~", line.name))


def officer(work: Work, clock: Clock, account_id: UUID) -> AccountLine | None:
    return next((each for each in officers(work, clock) if each.id == account_id), None)


def centres(work: Work) -> Sequence[Municipality]:
    return work.session.scalars(select(Municipality).order_by(Municipality.slug)).all()


def _doors(work: Work, clock: Clock) -> dict[UUID, Enrolment]:
    query = select(Enrolment).where(
        Enrolment.ended_at.is_(None), Enrolment.expires_at > clock.now()
    )
    return {row.account_id: row for row in work.session.scalars(query)}


def _line(account: Account, used: set[UUID], door: Enrolment | None, reader: UUID) -> AccountLine:
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
    )
