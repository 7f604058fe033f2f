"""The head asks of a manager's work, and is answered; all of it beside the file: Art. 16(1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select

from casework.record.numbers import next_of
from casework.tell import supervision as tell
from identity.access import NotThere
from identity.heads_word import take_for_head
from models.assessment import Assessment
from models.case import Case
from models.duty import DutyRow
from models.life import Life
from models.meeting import Meeting, Minutes
from models.plan import Plan, ReportRequest
from models.session import Work
from models.supervision import QuestionTurn, SupervisionQuestion
from rules.beginning import check_done
from rules.duties import Duty
from rules.supervision import (
    BASIS,
    Supervised,
    Turn,
    TurnFacts,
    check_answer,
    check_closing,
    check_question,
    check_reopening,
    check_supervises,
)
from workflow.life import lock

OF_CASE: Final[Mapping[Supervised, type[Assessment | Plan | ReportRequest]]] = {
    Supervised.ASSESSMENT: Assessment,
    Supervised.PLAN: Plan,
    Supervised.REPORT: ReportRequest,
}


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What a question is on: the case, one open duty, or one paper."""

    about: Supervised = Supervised.CASE
    subject_id: UUID | None = None
    duty: Duty | None = None


def ask(
    work: Work, case_id: UUID, *, asked_on: date, words: str, of: AskedOf | None = None
) -> SupervisionQuestion:
    """The head asks whoever manages the case, who is told by mail that there is a question; where
    nobody does, or there is a conflict, whoever is appointed next is."""
    case, of = _taken_for_head(work, case_id, asked_on), of or AskedOf()
    by, today = work.actor.id, work.clock.today()
    check_question(asked_on, today, words=words, by=by, manager_id=case.manager_id)
    check_done(asked_on, case.referred_on)
    assert by is not None  # an officer acts
    question = SupervisionQuestion(
        case_id=case.id,
        number=next_of(work, SupervisionQuestion.number, SupervisionQuestion.case_id == case.id),
        about=of.about,
        subject_id=of.subject_id,
        duty=of.duty,
        due_on=_due(work, case, of),
        asked_on=asked_on,
        recorded_at=work.clock.now(),
        asked_by_id=by,
        words=words.strip(),
    )
    work.session.add(question)
    work.session.flush()
    detail = {"question": question.id, "number": question.number, "on": asked_on}
    work.record("supervision question asked", "16(1)", life=case.life, about=of.about, **detail)
    tell.asked(work, case, question, question.id)
    return question


def _due(work: Work, case: Case, of: AskedOf) -> date | None:
    """Until when the duty is owed; raises `NotThere` for what is not of this case."""
    session, subject = work.session, of.subject_id
    there: bool | None = (of.about is Supervised.CASE) is (subject is None)
    due = None
    if of.about is Supervised.DUTY:
        same = DutyRow.subject_id.is_not_distinct_from(subject)
        query = select(DutyRow).where(DutyRow.life_id == case.id, DutyRow.duty == of.duty, same)
        row = session.scalars(query).first()
        there, due = row is not None, row.due_on if row else None
    elif of.about is Supervised.MINUTES:
        held = exists().where(Meeting.id == Minutes.meeting_id, Meeting.life_id == case.id)
        there = session.scalar(select(exists().where(Minutes.id == subject, held)))
    elif of.about is not Supervised.CASE:
        table = OF_CASE[of.about]
        there = session.scalar(
            select(exists().where(table.id == subject, table.case_id == case.id))
        )
    if not there or (of.about is Supervised.DUTY) is (of.duty is None):
        raise NotThere
    return due


def answer(work: Work, question_id: UUID, *, said_on: date, words: str) -> QuestionTurn:
    """The case manager answers, also a question put to who managed the case before."""
    question, case = _question(work, question_id)
    check_answer(
        said_on,
        work.clock.today(),
        words=words,
        asked_on=question.asked_on,
        by=work.actor.id,
        asked_by=question.asked_by_id,
    )
    turn = _add(work, question, Turn.ANSWERED, said_on, words)
    tell.answered(work, case, question, turn)
    return turn


def close(work: Work, question_id: UUID, *, said_on: date, words: str = "") -> QuestionTurn:
    """The head closes it; with a reason where nobody has answered."""
    question, case = _question(work, question_id)
    _taken_for_head(work, case.id, said_on, own=True)
    today, turns = work.clock.today(), _turns(question)
    check_closing(said_on, today, turns, words=words, asked_on=question.asked_on)
    return _add(work, question, Turn.CLOSED, said_on, words)


def reopen(work: Work, question_id: UUID, *, said_on: date, words: str) -> QuestionTurn:
    """The head asks further; whoever manages the case is told again."""
    question, case = _question(work, question_id)
    _taken_for_head(work, case.id, said_on, own=True)
    today, turns = work.clock.today(), _turns(question)
    check_reopening(said_on, today, turns, words=words, asked_on=question.asked_on)
    turn = _add(work, question, Turn.REOPENED, said_on, words)
    tell.asked(work, case, question, turn.id)
    return turn


def _taken_for_head(work: Work, case_id: UUID, on: date, *, own: bool = False) -> Case:
    """The case, with its life locked; also where it is sealed, for nothing in the file changes."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id, populate_existing=True)
    take_for_head(work, case.municipality_id, work.actor.id, BASIS, at=case_id, on=on)
    if own:
        check_supervises(work.actor.id, case.manager_id)
    return case


def _question(work: Work, question_id: UUID) -> tuple[SupervisionQuestion, Case]:
    question = work.session.get(SupervisionQuestion, question_id)
    if question is None:
        raise NotThere
    lock(work, question.case_id)
    work.session.refresh(question)
    return question, work.session.get_one(Case, question.case_id)


def _turns(question: SupervisionQuestion) -> list[TurnFacts]:
    return [TurnFacts(each.turn, each.said_on) for each in question.turns]


def _add(
    work: Work, question: SupervisionQuestion, what: Turn, said_on: date, words: str
) -> QuestionTurn:
    assert work.actor.id is not None  # an officer acts
    turn = QuestionTurn(
        question_id=question.id,
        turn=what,
        said_on=said_on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        words=words.strip() or None,
    )
    work.session.add(turn)
    work.session.flush()
    detail = {"question": question.id, "number": question.number, "on": said_on}
    life = work.session.get(Life, question.case_id)
    work.record(f"supervision question {what}", "16(1)", life=life, **detail)
    return turn
