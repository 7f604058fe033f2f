"""Of a case that ran on paper: what was said of each section, and what of it stands here: 0165."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from casework.record.closing_words import RanOnPaper, UnknownOfPaper
from casework.record.table import plan_in_force
from core.clock import day_begins, local_day
from models.assessment import Assessment
from models.breach import BreachRow
from models.case import Case, Member
from models.inquiry import Inquiry
from models.logbook import LogEntry
from models.meeting import Meeting
from models.paper_case import PaperCase, PaperWord
from models.plan import Plan
from rules.paper_facts import PaperFacts
from rules.paper_sections import PaperSection, SectionAnswer
from rules.planning import REVIEW_ITEM, PlanKind


def being_entered(case: Case) -> bool:
    """What lay before is being entered: it has not all been yet."""
    return case.from_paper_on is not None and case.paper_ended_at is None


def paper_facts(case: Case) -> PaperFacts | None:
    """Of a case that ran on paper: since when it runs here."""
    since = case.from_paper_on
    return PaperFacts(since, case.paper_ended_at is not None) if since else None


def from_before() -> ColumnElement[bool]:
    """Of a limit that passed: it did before the case ran here, and is counted apart."""
    case = aliased(Case)
    of_it = select(case.id).where(case.id == BreachRow.life_id)
    return of_it.where(BreachRow.limit_on < case.from_paper_on).exists()


def have_it_on_paper(members: Collection[Member], handed_at: datetime | None) -> list[UUID]:
    """Who sat when it was put on record that everybody had the plan: Art. 13(3)."""
    if handed_at is None:
        return []
    return [each.id for each in members if each.selected_recorded_at <= handed_at]


def words_of(session: Session, case_id: UUID) -> Sequence[PaperCase]:
    """Every word on since when it runs here, in the order of entry; the last one holds."""
    query = select(PaperCase).where(PaperCase.case_id == case_id)
    query = query.options(joinedload(PaperCase.recorded_by))
    return session.scalars(query.order_by(PaperCase.number)).all()


def answers_of(session: Session, case_id: UUID) -> Mapping[PaperSection, PaperWord]:
    """What was said last of each section."""
    query = select(PaperWord).where(PaperWord.case_id == case_id)
    query = query.options(joinedload(PaperWord.recorded_by))
    return {row.section: row for row in session.scalars(query.order_by(PaperWord.number))}


def reviewed_on(session: Session, case: Case) -> date | None:
    """When the table first reviewed, on paper, a plan that nobody knows any more: Art. 15(1)."""
    if case.from_paper_on is None or case.paper_ended_at is None:
        return None
    if plan_in_force(session, case.id) is not None:
        return None
    query = select(func.min(Meeting.held_at)).where(
        Meeting.life_id == case.id,
        Meeting.agenda.contains([REVIEW_ITEM]),
        Meeting.held_at < day_begins(case.from_paper_on),
    )
    met = session.scalar(query)
    return local_day(met) if met else None


def on_paper(session: Session, case: Case) -> RanOnPaper | None:
    """As the closing form says it; None of a case that began here."""
    if case.from_paper_on is None:
        return None
    unknown = (
        UnknownOfPaper(section=section, words=row.words or "")
        for section, row in answers_of(session, case.id).items()
        if row.answer is SectionAnswer.NOT_KNOWN
    )
    lies = words_of(session, case.id)[-1].lies or ""
    return RanOnPaper(until=case.from_paper_on, lies=lies, unknown=tuple(unknown))


def on_record(session: Session, case_id: UUID) -> set[PaperSection]:
    """The sections of which something stands here."""
    return {
        section
        for section, asked in _what_stands(case_id)
        if session.scalar(asked.limit(1)) is not None
    }


def _what_stands(case_id: UUID) -> Iterator[tuple[PaperSection, Select[UUID]]]:
    table = select(Member.id).where(Member.life_id == case_id)
    yield PaperSection.TABLE, table
    said = or_(Member.declared_at.is_not(None), Member.refused_at.is_not(None))
    yield PaperSection.DECLARATIONS, table.where(said)
    yield PaperSection.ASSESSMENT, select(Assessment.id).where(Assessment.case_id == case_id)
    held = select(Meeting.id).where(Meeting.life_id == case_id, Meeting.held_at.is_not(None))
    yield PaperSection.MEETINGS, held
    plans = select(Plan.id).where(Plan.case_id == case_id, Plan.kind == PlanKind.UNIFIED)
    yield PaperSection.PLAN, plans
    yield PaperSection.PROMISES, select(Inquiry.id).where(Inquiry.case_id == case_id)
    visits = select(LogEntry.id).where(LogEntry.case_id == case_id)
    yield PaperSection.PROMISES, visits.where(LogEntry.next_visit_on.is_not(None))
