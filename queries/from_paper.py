"""A case that ran on paper: since when it runs here, what is known of before: decision 0165."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from casework.case.paper_meetings import at_the_table
from casework.record import from_paper as record
from casework.record.table import held_of, meetings, plan_in_force, seats
from core.clock import local_day
from identity import access
from models.assessment import Assessment
from models.case import Case, Member
from models.meeting import Meeting
from models.paper_case import PaperCase, PaperWord
from models.plan import Plan
from models.session import Work
from rules import from_paper as law
from rules import referral_day
from rules.assessment import AssessmentKind
from rules.paper_sections import PaperSection, SectionAnswer
from rules.phases import Phase


@dataclass(frozen=True, slots=True)
class SectionOfPaper:
    """One section as the page asks of it."""

    section: PaperSection
    stands: bool
    """Something of it is on record."""
    word: PaperWord | None
    """What was said of it last."""


PHASES_OF: Final[Mapping[PaperSection, Collection[Phase]]] = {
    PaperSection.ASSESSMENT: (Phase.ASSESSMENT,),
    PaperSection.PLAN: (Phase.PLANNING, Phase.IMPLEMENTATION, Phase.REVIEW),
}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """All that the page of the take-over shows."""

    case: Case
    words: Sequence[PaperCase]
    """Every word on since when it runs here; the last one holds."""
    sections: Sequence[SectionOfPaper]
    members: Sequence[Member]
    assessments: Sequence[Assessment]
    meetings: Sequence[Meeting]
    plan: Plan | None
    may_begin: bool
    may_enter: bool

    @property
    def holds(self) -> PaperCase | None:
        """The word in force; None where the case does not come from paper."""
        return self.words[-1] if self.words and self.words[-1].from_on else None

    @property
    def ended_on(self) -> date | None:
        """When all that is known had been entered."""
        return local_day(self.case.paper_ended_at) if self.case.paper_ended_at else None

    @property
    def owed_by(self) -> date | None:
        """Until when what had passed before is owed now: ours."""
        return law.last_day(self.case.from_paper_on) if self.case.from_paper_on else None

    @property
    def unknown_phases(self) -> set[Phase]:
        """Of which something was done on paper, or all, that nobody knows any more."""
        left = {
            each.section
            for each in self.sections
            if each.word is not None and each.word.answer is SectionAnswer.NOT_KNOWN
        }
        return {phase for each in left for phase in PHASES_OF.get(each, ())} - self._on_record

    @property
    def _on_record(self) -> set[Phase]:
        """Of which the paper stands here, entered since or made by the table that met."""
        by_table = any(each.kind == AssessmentKind.COMPREHENSIVE for each in self.assessments)
        planned = {Phase.PLANNING, Phase.IMPLEMENTATION} if self.plan else set()
        return planned | ({Phase.ASSESSMENT} if by_table else set())

    @property
    def unanswered(self) -> int:
        return sum(each.word is None for each in self.sections)


def read(work: Work, case: Case) -> PaperFile:
    said, there = record.answers_of(work.session, case.id), record.on_record(work.session, case.id)
    return PaperFile(
        case=case,
        words=record.words_of(work.session, case.id),
        sections=[SectionOfPaper(each, each in there, said.get(each)) for each in PaperSection],
        members=seats(work.session, case.id),
        assessments=_assessments(work, case),
        meetings=held_of(meetings(work.session, case.id)),
        plan=plan_in_force(work.session, case.id),
        may_begin=may_begin(work, case) if case.from_paper_on else may_offer(work, case),
        may_enter=record.being_entered(case) and access.runs_case(work, case),
    )


def _assessments(work: Work, case: Case) -> Sequence[Assessment]:
    query = select(Assessment).where(Assessment.case_id == case.id)
    return work.session.scalars(query.order_by(Assessment.made_on, Assessment.version)).all()


def may_begin(work: Work, case: Case) -> bool:
    """Of those whom the door lets in: who runs the case; the head while nobody does."""
    is_open = case.phase != Phase.CLOSED and case.paper_ended_at is None
    return is_open and referral_day.may_correct(
        runs=access.runs_case(work, case),
        is_managed=case.manager_id is not None,
        acts_as_head=access.is_head(work),
    )


def may_offer(work: Work, case: Case) -> bool:
    """It came before it was entered, and no meeting stands on record: it may have run on paper."""
    if case.from_paper_on is not None or case.referred_on >= local_day(case.life.began_at):
        return False
    return may_begin(work, case) and not meetings(work.session, case.id)


def sat_on(work: Work, case: Case, day: date | None) -> Sequence[Member]:
    """Who may have been at a meeting of that day; whoever ever sat, while no day is said."""
    return at_the_table(work, case.id, day) if day else seats(work.session, case.id)
