"""The head's questions on a case, with all that they may be on: Art. 16(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from casework.record.table import minutes_of
from core.clock import local_day
from identity import access
from identity.access import NotThere
from models.assessment import Assessment
from models.case import Case, Member
from models.plan import Plan, ReportRequest
from models.session import Work
from models.supervision import QuestionTurn, SupervisionQuestion
from rules.duties import Duty
from rules.roles import Owner, Role
from rules.supervision import QuestionState, Supervised, TurnFacts, state_of
from workflow.duties import duties_of


def case_of(work: Work, number: str, *, role: Role | None = None) -> Case:
    """The case for who manages it and for the head; for nobody who only chairs one meeting."""
    case = access.case_for(work, number, role=role)
    access.only_while(work, case.id, lambda: access.runs_case(work, case) or access.is_head(work))
    return case


def supervises(work: Work, case: Case) -> bool:
    """Whether the reader takes the head's part here: not of a case that they manage."""
    return access.is_head(work) and work.actor.id != case.manager_id


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is or may be on, before it is put into words."""

    about: Supervised
    subject_id: UUID | None = None
    duty: Duty | None = None
    kind: str = ""
    """Of an assessment or a plan."""
    number: int = 0
    """A version, or the number of a meeting."""
    institution: str = ""
    on: date | None = None

    @property
    def key(self) -> str:
        """What a form says of it."""
        return ":".join((self.about, self.duty or "", str(self.subject_id or "")))


def subjects(work: Work, case: Case) -> list[Subject]:
    """All that a question may be on: the case, what its manager owes, each paper."""
    duties = [
        Subject(Supervised.DUTY, owed.subject_id, owed.duty, on=owed.due)
        for owed in duties_of(work, case.id)
        if owed.actor is Owner.MANAGER and owed.officer in {None, case.manager_id}
    ]
    return [Subject(Supervised.CASE), *duties, *_papers(work, case)]


def _papers(work: Work, case: Case) -> list[Subject]:
    session = work.session
    assessed = select(Assessment.id, Assessment.kind, Assessment.version, Assessment.made_on)
    assessed = assessed.where(Assessment.case_id == case.id).order_by(Assessment.recorded_at)
    plans = select(Plan.id, Plan.kind, Plan.version, Plan.adopted_on)
    plans = plans.where(Plan.case_id == case.id).order_by(Plan.kind, Plan.version)
    reports = (
        select(ReportRequest)
        .where(ReportRequest.case_id == case.id, ReportRequest.received_at.is_not(None))
        .options(joinedload(ReportRequest.member).joinedload(Member.professional))
        .order_by(ReportRequest.received_at)
    )
    return [
        *(
            Subject(Supervised.ASSESSMENT, id, kind=kind, number=version, on=on)
            for id, kind, version, on in session.execute(assessed)
        ),
        *(
            Subject(Supervised.PLAN, id, kind=kind, number=version, on=on)
            for id, kind, version, on in session.execute(plans)
        ),
        *(
            Subject(Supervised.MINUTES, each.id, number=each.meeting.number, on=each.meeting.day)
            for each in minutes_of(session, case.id)
        ),
        *(
            Subject(
                Supervised.REPORT, each.id, institution=each.member.professional.affiliation,
                on=local_day(each.received_at) if each.received_at else None,
            )
            for each in session.scalars(reports)
        ),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question with what was said of it, in the order of the days."""

    row: SupervisionQuestion
    subject: Subject

    @property
    def turns(self) -> Sequence[QuestionTurn]:
        return self.row.turns

    @property
    def state(self) -> QuestionState:
        return state_of(TurnFacts(each.turn, each.said_on) for each in self.row.turns)


def questions_of(work: Work, case: Case) -> list[QuestionLine]:
    """Every question on a case, the newest first."""
    query = (
        select(SupervisionQuestion)
        .where(SupervisionQuestion.case_id == case.id)
        .options(
            joinedload(SupervisionQuestion.asked_by),
            selectinload(SupervisionQuestion.turns).joinedload(QuestionTurn.recorded_by),
        )
        .order_by(SupervisionQuestion.number.desc())
        .execution_options(populate_existing=True)
    )
    papers = {each.subject_id: each for each in _papers(work, case)}
    return [QuestionLine(row, _subject(row, papers)) for row in work.session.scalars(query)]


def _subject(row: SupervisionQuestion, papers: Mapping[UUID | None, Subject]) -> Subject:
    """A duty as it stood when it was asked of; a paper as it is called."""
    if row.about is Supervised.DUTY:
        return Subject(row.about, row.subject_id, Duty(row.duty or ""), on=row.due_on)
    if row.about is Supervised.CASE:
        return Subject(row.about)
    return papers.get(row.subject_id, Subject(row.about, row.subject_id))


def one_question(work: Work, case: Case, question_id: UUID) -> QuestionLine:
    """One question of this case; raises `NotThere`."""
    for line in questions_of(work, case):
        if line.row.id == question_id:
            return line
    raise NotThere
