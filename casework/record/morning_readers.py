"""Which officer is told what of each table, asked once for a whole centre: Art. 4(2), 10(2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, any_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import Session

from identity.officers import in_force
from models.asked import DAY, PLACE, kept
from models.life import Life
from models.participant import WITHDRAWN, Participant, ParticipantWord
from models.people import Account, Deputy
from rules.mornings import Side
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class MorningTable:
    """One open table; a quarter's has no manager."""

    life_id: UUID
    label: str
    of_case: bool
    manager_id: UUID | None = None
    in_conflict: bool = False
    """Its manager is, and the head does their part."""


@dataclass(frozen=True, slots=True)
class MorningReaders:
    """The officers of a centre as they are on one day."""

    head: UUID | None
    deputy: UUID | None
    convener: UUID | None
    in_office: frozenset[UUID]
    changes_on: date | None
    """From when somebody else has the head's side, as it is known today."""
    barred: frozenset[tuple[UUID, UUID]]
    """Tables, each with an officer who declared a conflict of interest there."""

    @property
    def supervises(self) -> UUID | None:
        """Who has the head's side of the whole centre."""
        return self.deputy or self.head

    def of(self, table: MorningTable, side: Side) -> UUID | None:
        """As `casework.tell.readers` says it of one: whoever runs the table, or decides on it."""
        if side is Side.HEAD:
            return self.decides(table)
        runs = table.manager_id if table.of_case else self.convener
        if table.in_conflict or runs not in self.in_office or self._is_barred(table, runs):
            return self.decides(table)
        return runs

    def decides(self, table: MorningTable, but: UUID | None = None) -> UUID | None:
        """The deputy while there is one, else the head; nobody on their own case, or who is barred
        there, or is left out."""
        deputy = self.deputy if self.deputy not in {table.manager_id, but} else None
        head = self.head if self.head != but else None
        able = (each for each in (deputy, head) if each and not self._is_barred(table, each))
        return next(able, None)

    def _is_barred(self, table: MorningTable, who: UUID | None) -> bool:
        return who is not None and (table.life_id, who) in self.barred


def readers_on(session: Session, municipality_id: UUID, today: date) -> MorningReaders:
    asked = {"place": municipality_id, "day": today}
    found = session.execute(_in_office(), asked).all()
    head = next((row.id for row in found if row.role == Role.HEAD), None)
    deputies = sorted((row.Deputy for row in found if row.Deputy), key=lambda each: each.valid_from)
    deputy = next((each for each in deputies if each.is_in_force(today)), None)
    begins = next((each.valid_from for each in deputies if each.valid_from > today), None)
    ends = deputy.last_day + timedelta(days=1) if deputy and deputy.last_day else None
    return MorningReaders(
        head=head,
        deputy=deputy.account_id if deputy else None,
        convener=next((row.id for row in found if row.convener), head),
        in_office=frozenset(row.id for row in found),
        changes_on=min((day for day in (begins, ends) if day), default=None),
        barred=frozenset((life, who) for row in found[:1] for life, who in row.barred),
    )


def of_place(lives: Select[UUID]) -> ColumnElement[UUID]:
    """For `any_`. How many they are is not known beforehand, so that what is asked of them is
    looked up by their keys, and not in all that there is of the country: decision 0173."""
    return func.array(lives.scalar_subquery(), type_=ARRAY(Uuid()))


def of_these(lives: Select[UUID], name: str) -> ColumnElement[UUID]:
    """One of them, for `==`: asked for once, however often it stands in a question."""
    once = select(of_place(lives).label("ids")).cte(name)
    ids: Any = any_(cast(select(once.c.ids).scalar_subquery(), ARRAY(Uuid())))
    found: ColumnElement[UUID] = ids
    return found


def open_lives() -> Select[UUID]:
    return select(Life.id).where(Life.municipality_id == PLACE, Life.ended_at.is_(None))


@kept
def _in_office() -> Select[UUID, str, bool, Deputy | None, Any]:
    """Each once for every day on which they are or will be the head's deputy; and with all, the
    tables at which an officer declared a conflict, and who."""
    bars = (
        select(array([Participant.life_id, Participant.account_id]))
        .join(ParticipantWord, ParticipantWord.participant_id == Participant.id)
        .join(Life, Life.id == Participant.life_id)
        .where(ParticipantWord.conflict.is_(True), ~WITHDRAWN)
        .where(Participant.account_id.is_not(None))
        .where(Life.municipality_id == PLACE, Life.ended_at.is_(None))
    )
    to_come = (Deputy.valid_from > DAY) & Deputy.ended_on.is_(None)
    deputises = and_(Deputy.account_id == Account.id, Deputy.municipality_id == PLACE)
    return (
        select(
            Account.id,
            Account.role,
            Account.convener,
            Deputy,
            func.array(bars.scalar_subquery(), type_=ARRAY(Uuid(), dimensions=2)).label("barred"),
        )
        .outerjoin(Deputy, and_(deputises, or_(in_force(DAY), to_come)))
        .where(Account.municipality_id == PLACE, Account.disabled_at.is_(None))
        .order_by(Account.id)
    )
