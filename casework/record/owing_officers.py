"""Which officer owes what of which people are reminded: Art. 4(2), 8(2), 8(3), 10(2), 17(5)."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.record.morning_readers import MorningReaders, MorningTable
from identity.officers import chair_of
from models.case import Case
from models.duty import DutyRow
from models.life import Life
from models.meeting import Meeting, Minutes
from models.people import Account
from rules.duties import Duty
from workflow.kinds import kind_of


@dataclass(slots=True)
class Officers:
    """Which officer owes what; who chairs is asked once a table, and once for all quarters."""

    session: Session
    today: date
    readers: MorningReaders
    """Who decides on each table of the centre."""
    chairs: dict[UUID | str, Account | None] = field(default_factory=dict)

    def who_owes(self, row: DutyRow, life: Life, meeting: Meeting | None) -> Account | None:
        """The one whose name stands at the duty, else whoever runs the table; nobody under a
        closing form whose only signer has a conflict of interest: 10(2), 17(5)."""
        if row.officer_id is not None:
            return self.session.get(Account, row.officer_id)
        if row.duty == Duty.CHAIR_SIGNS_CLOSURE:
            return None
        if meeting is not None:
            return self._answers(life, meeting)
        if row.duty == Duty.CHAIR_SIGNS_MINUTES:
            paper = self.session.get_one(Minutes, row.subject_id)
            return chair_of(self.session, life, paper.meeting.met_on)
        table = life.id if kind_of(life).of_a_child else life.kind
        if table not in self.chairs:
            self.chairs[table] = chair_of(self.session, life, self.today)
        return self.chairs[table]

    def _answers(self, life: Life, meeting: Meeting) -> Account | None:
        """Who decides for the centre; nobody on their own case, or on a day of theirs: 8(3)."""
        kind = kind_of(life)
        case = self.session.get(Case, life.id) if kind.of_a_child else None
        table = MorningTable(
            life.id, kind.label(life), kind.of_a_child, case.manager_id if case else None
        )
        found = self.readers.decides(table, but=meeting.proposed_by_id)
        return self.session.get(Account, found) if found else None
