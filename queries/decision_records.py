"""Grave decisions of a case with what they were weighed against, and those without: ours, 0123."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from casework.record import waiting_facts
from casework.record.said_there import of_no_meeting
from identity import access
from identity.access import NotThere
from models.asked import LIFE, kept
from models.case import Case
from models.decision_record import DecisionOption, DecisionRecord
from models.dissent import Dissent
from models.meeting import Meeting
from models.session import Work
from rules.decision_records import DecisionSubject, met_otherwise, unweighed
from rules.phases import Phase


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record as it is read."""

    row: DecisionRecord
    corrects: int | None
    corrected_in: tuple[UUID, int] | None
    """The record that stands for it since."""
    rests: bool = True
    """It names no meeting, or one on record as held: `rules.said_there`."""

    @property
    def counts(self) -> bool:
        return self.stands and self.rests

    @property
    def put_back(self) -> bool:
        """The meeting it names was taken out of the case, and one of that day is on record."""
        met = self.row.meeting
        return self.counts and met is not None and met.held_at is None

    @property
    def stands(self) -> bool:
        return self.corrected_in is None and self.row.taken_back is None

    @property
    def met_otherwise(self) -> date | None:
        """The day of its meeting, where the record has another and stands."""
        met = self.row.meeting if self.stands else None
        return met_otherwise(self.row.decided_on, met.met_on if met and met.held_at else None)

    @property
    def chosen(self) -> DecisionOption:
        return self.row.options[self.row.chosen - 1]

    @property
    def others(self) -> Sequence[DecisionOption]:
        return [each for each in self.row.options if each.number != self.row.chosen]


def of_case(work: Work, case: Case) -> list[RecordLine]:
    """Every record, the newest day first; what was corrected stays in its place."""
    rows = work.session.scalars(_records(), {"life": case.id}).all()
    numbers = {row.id: row.number for row in rows}
    later = {row.corrects_id: (row.id, row.number) for row in rows if row.corrects_id}
    said = ((row.id, row.decided_on, row.meeting) for row in rows)
    gone = of_no_meeting(work.session, case.id, said)
    return [
        RecordLine(
            row,
            numbers[row.corrects_id] if row.corrects_id else None,
            later.get(row.id),
            rests=row.id not in gone,
        )
        for row in rows
    ]


@kept
def _records() -> Select[DecisionRecord]:
    return (
        select(DecisionRecord)
        .where(DecisionRecord.case_id == LIFE)
        .options(
            joinedload(DecisionRecord.recorded_by),
            joinedload(DecisionRecord.meeting),
            joinedload(DecisionRecord.taken_back),
            selectinload(DecisionRecord.options),
        )
        .order_by(DecisionRecord.decided_on.desc(), DecisionRecord.number.desc())
        .execution_options(populate_existing=True)
    )


def one_of_case(work: Work, case: Case, record_id: UUID) -> RecordLine:
    """One record of this case; raises `NotThere`."""
    for line in of_case(work, case):
        if line.row.id == record_id:
            return line
    raise NotThere


def of_meeting(work: Work, meeting_id: UUID) -> list[RecordLine]:
    """What the table decided there, as its members read it; nothing that stands no more."""
    meeting = work.session.get_one(Meeting, meeting_id)
    rows = work.session.scalars(_records(), {"life": meeting.life_id}).all()
    corrected = {row.corrects_id for row in rows}
    there = [row for row in rows if row.meeting_id == meeting_id and meeting.held_at]
    stand = [row for row in there if row.id not in corrected and row.taken_back is None]
    return [RecordLine(row, None, None) for row in stand]


def dissents_of(work: Work, record: DecisionRecord) -> Sequence[Dissent]:
    """Who dissented in that meeting, as it stands at its minutes: Art. 10(1)."""
    if record.meeting_id is None:
        return []
    query = (
        select(Dissent)
        .where(Dissent.meeting_id == record.meeting_id)
        .options(joinedload(Dissent.member))
        .order_by(Dissent.said_on, Dissent.recorded_at)
    )
    return work.session.scalars(query).all()


def without_record(
    work: Work, case: Case, lines: Iterable[RecordLine]
) -> list[tuple[DecisionSubject, date]]:
    """Which decisions the file shows and no record weighs, and since when."""
    facts = waiting_facts.read_all(work.session, [case.id])[case.id].decided
    standing = [each.row for each in lines if each.counts]
    return unweighed(facts, [(row.subject, row.decided_on) for row in standing])


def may_write(work: Work, case: Case) -> bool:
    """Who runs the case, until it is closed."""
    return case.phase != Phase.CLOSED and access.runs_case(work, case)
