"""What waits for an officer's word and is no duty of a case: a new contact that was asked for in a
centre's list of people, and an emergency access that nobody has judged.

Who decides on them is told in the mail of a morning as of any duty: beside Art. 18(1), 0027, 0258.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CompoundSelect, String, Uuid, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from casework.record.morning_readers import MorningReaders
from core.clock import local_day
from core.working_days import around
from models.asked import LIFE, PLACE, kept
from models.case import Case
from models.contacts import ContactChange
from models.emergency import Emergency
from models.life import Life
from notifications.notices.morning import MorningLine
from rules.basis import Default
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.mornings import MailSection, Side, told_as

LIMITS: Final[Mapping[Duty, Default]] = MappingProxyType(
    {Duty.CONFIRM_CONTACT: DEFAULTS.CONFIRM_CONTACT, Duty.JUDGE_EMERGENCY: DEFAULTS.EMERGENCY}
)


@dataclass(frozen=True, slots=True)
class BesideDuties:
    """One on which nobody has decided."""

    duty: Duty
    id: UUID
    asked_by: UUID
    since: date
    number: str = ""
    """Of the case, where it is of one."""
    case_id: UUID | None = None

    @property
    def due(self) -> date:
        return self.since + timedelta(days=LIMITS[self.duty].days)

    @property
    def is_told_before(self) -> bool:
        """Of an emergency the head was told as it was opened, and again once its day has passed."""
        return self.duty is not Duty.JUDGE_EMERGENCY

    def deciders(self, readers: MorningReaders) -> frozenset[UUID]:
        """The deputy or the head, whichever did not ask, and is not barred; else, of a contact,
        every other officer of the centre. Nobody judges an emergency but those two: 0248."""
        above = (
            each for each in (readers.deputy, readers.head) if each and self._may(readers, each)
        )
        decides = next(above, None)
        if decides or self.duty is Duty.JUDGE_EMERGENCY:
            return frozenset({decides} if decides else ())
        return readers.in_office - {self.asked_by}

    def line(self, section: MailSection) -> MorningLine:
        return MorningLine(
            section=section,
            side=Side.HEAD if self.case_id else Side.MANAGER,
            what=self.duty.value,
            table=self.number,
            on=self.due,
            article=str(LIMITS[self.duty]),
            key=f"{section}:{self.duty}:{self.id}:{self.due.isoformat()}",
            is_ours=True,
            of_case=self.case_id is not None,
        )

    def _may(self, readers: MorningReaders, who: UUID) -> bool:
        return who != self.asked_by and (self.case_id, who) not in readers.barred


def lines_on(
    asked: Iterable[BesideDuties], readers: MorningReaders, day: date
) -> Iterator[tuple[UUID, MorningLine]]:
    """What is near or late of them, to each who may decide."""
    for each in asked:
        told = told_as(each.due, day, around(day))
        if told and (each.is_told_before or told is MailSection.LATE):
            for reader in each.deciders(readers):
                yield reader, each.line(told)


def beside_duties(session: Session, life: Life) -> Sequence[BesideDuties]:
    """Of the centre whose reminders these are: what is asked for in its list stands there."""
    rows = session.execute(_waiting(), {"life": life.id, "place": life.municipality_id})
    return [
        BesideDuties(Duty(duty), id, by, local_day(at), number, case_id)
        for duty, id, by, at, number, case_id in rows
    ]


@kept
def _waiting() -> CompoundSelect[Any]:
    contacts: Any = select(
        literal(Duty.CONFIRM_CONTACT.value, String()).label("duty"),
        ContactChange.id,
        ContactChange.asked_by_id,
        ContactChange.asked_at.label("since"),
        literal("", String()),
        cast(null(), Uuid()),
    ).where(ContactChange.life_id == LIFE, ContactChange.ended_at.is_(None))
    emergencies: Any = (
        select(
            literal(Duty.JUDGE_EMERGENCY.value, String()),
            Emergency.id,
            Emergency.asked_by_id,
            Emergency.opened_at,
            Case.number,
            Case.id,
        )
        .join(Case, Case.id == Emergency.case_id)
        .where(Case.municipality_id == PLACE)
        .where(Emergency.opened_at.is_not(None), Emergency.reviewed_at.is_(None))
    )
    return union_all(contacts, emergencies).order_by("since")
