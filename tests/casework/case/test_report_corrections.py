"""Reports and words on late actions that were typed wrong: Art. 8(9), 14(2), decision 0135."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import action_words, report_corrections, reports
from core.clock import local_day
from identity.access import NotThere
from models.people import LinkPurpose, MemberLink
from models.plan import ReportedAction, ReportRequest
from models.report_correction import ReportCorrection
from models.session import unit_of_work
from rules.late_actions import ActionWord
from rules.planning import ActionStatus
from rules.report_corrections import ReportStandsNoMore
from tests.builders import ACase
from tests.casework.case.test_late_actions import both_are_asked, both_of, is_owed
from tests.casework.conftest import At

DONE, NOT_DONE = ActionWord(ActionStatus.COMPLETED), ActionWord(ActionStatus.UNCOMPLETED)


def type_word(case: ACase, question: ReportRequest, word: ActionWord, *, ago: int = 0) -> None:
    with case.manager() as work:
        on = work.clock.today() - timedelta(days=ago)
        action_words.answer(work, question.id, word, words="Thanë.", on_paper=True, on=on)
    case.clock.moment += timedelta(minutes=1)


def now(question: ReportRequest) -> ReportRequest:
    with unit_of_work() as work:
        return work.session.get_one(ReportRequest, question.id)


def open_links(question: ReportRequest) -> int:
    with unit_of_work() as work:
        query = select(MemberLink).where(
            MemberLink.purpose == LinkPurpose.REPORT,
            MemberLink.subject_id == question.id,
            MemberLink.revoked_at.is_(None),
        )
        return len(work.session.scalars(query).all())


def is_late(case: ACase, question: ReportRequest) -> bool:
    return any(each.id == question.action_id for each in case.facts().actions)


@pytest.mark.article("14(2)", "14(3.3)")
def test_a_word_taken_back_opens_the_question_and_stays_to_be_read(a_case: At) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    type_word(case, question, DONE)
    assert not is_owed(case, question)
    assert open_links(question) == 0
    with case.manager() as work:
        report_corrections.take_back(work, question.id, why="Tjetër veprim.")
    assert is_owed(case, question)
    assert open_links(question) == 1
    with unit_of_work() as work:
        (kept,) = work.session.scalars(select(ReportCorrection)).all()
        (line,) = work.session.scalars(select(ReportedAction)).all()
    assert (kept.now_on, kept.done, kept.reason) == (None, "Thanë.", "Tjetër veprim.")
    assert line.ended_by_id == kept.id
    with case.manager() as work, pytest.raises(ReportStandsNoMore):
        report_corrections.take_back(work, question.id, why="Prapë.")
    type_word(case, question, NOT_DONE)
    assert not is_owed(case, question)


@pytest.mark.article("14(2)", "14(3.3)")
def test_where_the_first_word_is_taken_back_a_further_one_answers(a_case: At) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    type_word(case, question, NOT_DONE, ago=1)
    type_word(case, question, ActionWord(ActionStatus.IN_PROCESS))
    with case.manager() as work:
        report_corrections.take_back(work, question.id, why="Tjetër veprim.")
    assert not is_owed(case, question)
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.follows_id == question.id)
        further = work.session.scalars(query).one()
    assert now(question).answered_in_id == further.id
    with case.manager() as work, pytest.raises(ReportStandsNoMore):  # its own word stands there
        report_corrections.take_back(work, question.id, why="Prapë.")
    with case.manager() as work:
        report_corrections.take_back(work, further.id, why="Edhe kjo.")
    assert is_owed(case, question)


@pytest.mark.article("14(2)", "14(3.3)")
def test_the_order_of_typing_decides_nothing(a_case: At) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    type_word(case, question, DONE, ago=1)
    assert not is_late(case, question)
    type_word(case, question, NOT_DONE)
    assert is_late(case, question)
    assert open_links(question) == 1  # more can be said behind it again


@pytest.mark.article("14(2)", "14(3.3)")
def test_a_report_taken_back_opens_the_question_that_it_had_answered(a_case: At) -> None:
    case = a_case("assessed", both_are_asked)
    for_meeting, question = both_of(case)
    assert question.action_id is not None
    with case.manager() as work:
        said = {question.action_id: ActionStatus.COMPLETED}
        reports.receive(work, for_meeting.id, done="Dy vizita.", statuses=said, on_paper=True)
    assert not is_owed(case, question)
    with case.manager() as work:
        report_corrections.take_back(work, for_meeting.id, why="I tjetër rasti.")
    assert is_owed(case, question)
    assert is_owed(case, for_meeting)
    assert (now(question).answered_in_id, now(for_meeting).done) == (None, None)


@pytest.mark.article("8(9)", "14(2)", "14(3.3)")
def test_a_report_of_another_day_answers_no_question_of_a_later_day(a_case: At) -> None:
    """What was said of an action in process before its day does not say what became of it."""
    case = a_case("assessed", both_are_asked)
    for_meeting, question = both_of(case)
    assert question.action_id is not None
    with case.manager() as work:
        said = {question.action_id: ActionStatus.IN_PROCESS}
        reports.receive(work, for_meeting.id, done="Dy vizita.", statuses=said, on_paper=True)
    assert not is_owed(case, question)
    came_on = local_day(case.clock.moment) - timedelta(days=3)
    with case.manager() as work:
        report_corrections.correct_day(work, for_meeting.id, came_on, reason="Ditë tjetër.")
    assert is_owed(case, question)
    assert now(for_meeting).received_on == came_on
    with case.manager() as work, pytest.raises(NotThere):
        report_corrections.correct_word(
            work, for_meeting.id, DONE, words="Jo.", on=came_on, reason="Nuk është fjalë."
        )
