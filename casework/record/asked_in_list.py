"""New contacts that were asked for in a centre's list of people: of no case, and so no duty of one.

Who decides on them is told in the mail of a morning as of any duty: beside Art. 18(1), 0027.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.record.morning_readers import MorningReaders
from core.clock import local_day
from core.working_days import around
from models.asked import LIFE, kept
from models.contacts import ContactChange
from notifications.notices.morning import MorningLine
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.mornings import MailSection, Side, told_as


@dataclass(frozen=True, slots=True)
class AskedInList:
    """One that nobody has decided on."""

    id: UUID
    asked_by: UUID
    asked_on: date

    @property
    def due(self) -> date:
        return self.asked_on + timedelta(days=DEFAULTS.CONFIRM_CONTACT.days)

    def deciders(self, readers: MorningReaders) -> frozenset[UUID]:
        """The deputy or the head, whichever did not ask; else every other officer of the centre."""
        above = (
            each for each in (readers.deputy, readers.head) if each not in {None, self.asked_by}
        )
        decides = next(above, None)
        return frozenset({decides}) if decides else readers.in_office - {self.asked_by}

    def line(self, section: MailSection) -> MorningLine:
        return MorningLine(
            section=section,
            side=Side.MANAGER,
            what=Duty.CONFIRM_CONTACT.value,
            table="",
            on=self.due,
            article=str(DEFAULTS.CONFIRM_CONTACT),
            key=f"{section}:{Duty.CONFIRM_CONTACT}:{self.id}:{self.due.isoformat()}",
            is_ours=True,
            of_case=False,
        )


def lines_on(
    asked: Iterable[AskedInList], readers: MorningReaders, day: date
) -> Iterator[tuple[UUID, MorningLine]]:
    """What is near or late of them, to each who may decide."""
    for each in asked:
        if told := told_as(each.due, day, around(day)):
            for reader in each.deciders(readers):
                yield reader, each.line(told)


def asked_in_list(session: Session, round_id: UUID) -> Sequence[AskedInList]:
    """Of the centre whose reminders these are: what is asked for in its list stands there."""
    rows = session.execute(_asked(), {"life": round_id})
    return [AskedInList(id, by, local_day(at)) for id, by, at in rows]


@kept
def _asked() -> Select[UUID, UUID, datetime]:
    return (
        select(ContactChange.id, ContactChange.asked_by_id, ContactChange.asked_at)
        .where(ContactChange.life_id == LIFE, ContactChange.ended_at.is_(None))
        .order_by(ContactChange.asked_at)
    )
