"""An action whose day passed, and the reports that say what became of it: Art. 14(2), 14(3.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import action_words, reports
from identity.access import NotThere
from models.people import MemberLink
from models.plan import PlanAction, Progress, ReportedAction, ReportRequest, Review
from models.session import unit_of_work
from rules import reports as law
from rules.assessment import Risk
from rules.duties import Duty
from rules.late_actions import ActionWord, DayAnswer
from rules.planning import ActionStatus
from rules.reports import ActionIsDone
from simulation.stage import member_acting
from tests.builders import ACase
from tests.casework.case.test_planning import adopt
from tests.casework.conftest import At
from workflow.life import after_act

DONE = "Katër vizita; asgjë shqetësuese."


def both_are_asked(case: ACase) -> None:
    """Two days after the day of an action, which is the day on which reports are asked for."""
    own, other, *_ = case.drafts()
    meeting_on = case.at(30)
    day = meeting_on.date() - timedelta(days=12)
    adopt(case, [replace(own, due_on=day), other])
    case.write_minutes()
    case.convene(meeting_on, on_review=True)
    case.stage.move_to(day + timedelta(days=2))


def both_of(case: ACase) -> tuple[ReportRequest, ReportRequest]:
    """What is open of one member then: the report for the meeting, and the question about their
    action."""
    own = next(iter(case.drafts()))
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.member_id == own.member_id)
        for_meeting, question = work.session.scalars(query.order_by(ReportRequest.action_id.desc()))
        assert (for_meeting.action_id, question.meeting_id) == (None, None)
        return for_meeting, question


def both_asked(case: ACase) -> tuple[ReportRequest, ReportRequest]:
    both_are_asked(case)
    return both_of(case)


def receive(request: ReportRequest, status: ActionStatus | None, action: ReportRequest) -> None:
    assert action.action_id is not None
    said = {action.action_id: status} if status else {}
    with member_acting(request.member_id) as work:
        reports.receive(work, request.id, done=DONE, statuses=said)


def is_owed(case: ACase, question: ReportRequest) -> bool:
    owed = [each for each in case.facts().reports if each.id == question.id]
    return any(not (each.received or each.done) for each in owed)


@pytest.mark.article("14(2)", "14(3.2)", "14(3.3)")
@pytest.mark.parametrize("status", [*ActionStatus, None])
def test_the_report_for_the_meeting_answers_the_question_about_the_action_it_names(
    a_case: At, status: ActionStatus | None
) -> None:
    case = a_case("assessed", both_are_asked)
    for_meeting, question = both_of(case)
    assert is_owed(case, question)
    receive(for_meeting, status, question)
    assert is_owed(case, question) is (status is None)
    with unit_of_work() as work:
        now = work.session.get_one(ReportRequest, question.id)
        link = select(MemberLink).where(MemberLink.subject_id == question.id)
        is_cut = all(each.revoked_at for each in work.session.scalars(link).all())
        assert is_cut is (status is not None)
        assert now.answered_in_id == (for_meeting.id if status else None)
        assert (now.received_on == case.clock.today()) is (status is not None)
    told = case.messages("reports/action_late")
    assert {each.status for each in told} == {"obsolete" if status else "queued"}
    case.stage.move_to(question.due_on + timedelta(days=8))  # reminded three times: 0182
    asked = {
        each.subject_id for each in law.duties(case.facts()) if each.duty is Duty.CONFIRM_NOTICE
    }
    assert (question.id in asked) is (status is None)


@pytest.mark.article("8(9)", "14(3.3)")
def test_a_word_on_the_action_leaves_the_report_for_the_meeting_asked_for(a_case: At) -> None:
    case = a_case("assessed", both_are_asked)
    for_meeting, question = both_of(case)
    receive(question, ActionStatus.IN_PROCESS, question)
    assert not is_owed(case, question)
    assert is_owed(case, for_meeting)
    asked = [each.status for each in case.messages("reports/request")]
    assert set(asked) == {"queued"}


def say(case: ACase, question: ReportRequest, word: ActionWord) -> ReportRequest:
    case.clock.moment += timedelta(minutes=1)
    with member_acting(question.member_id) as work:
        return action_words.answer(work, question.id, word, words="Ende jo.")


def is_cut(question: ReportRequest) -> bool:
    with unit_of_work() as work:
        link = select(MemberLink).where(MemberLink.subject_id == question.id)
        return all(each.revoked_at for each in work.session.scalars(link))


@pytest.mark.article("14(2)", "15(3)")
def test_a_member_says_more_by_the_same_link_until_the_action_is_completed(a_case: At) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    today = case.clock.today()
    until = today + timedelta(days=9)
    say(case, question, ActionWord(ActionStatus.IN_PROCESS, until=until))
    late = case.duties()[Duty.LATE_ACTION]
    assert (late.actor, late.due) == ("manager", today - timedelta(days=2))
    assert not is_cut(question)
    further = say(case, question, ActionWord(ActionStatus.UNCOMPLETED))
    assert (further.follows_id, further.received_on) == (question.id, today)
    assert case.duties()[Duty.LATE_ACTION].actor == "members"
    say(case, question, ActionWord(ActionStatus.COMPLETED, done_on=today - timedelta(days=1)))
    assert Duty.LATE_ACTION not in case.duties()
    assert is_cut(question)
    with unit_of_work() as work:
        every = select(ReportedAction).join(
            ReportRequest, ReportRequest.id == ReportedAction.request_id
        )
        said = work.session.scalars(every.order_by(ReportRequest.received_at)).all()
        assert [(row.done_on, row.asked_until) for row in said] == [
            (None, until),
            (None, None),
            (today - timedelta(days=1), None),
        ]
    assert ("further word on a late action", "14(2)") in case.trail()
    with pytest.raises(ActionIsDone):
        say(case, question, ActionWord(ActionStatus.COMPLETED))


@pytest.mark.article("14(2)", "15(3)")
def test_what_a_review_finds_of_another_action_leaves_the_word_on_this_one(a_case: At) -> None:
    case = a_case("assessed")
    _, question = both_asked(case)
    until = case.clock.today() + timedelta(days=9)
    say(case, question, ActionWord(ActionStatus.IN_PROCESS, until=until))
    with unit_of_work() as work:
        other = select(PlanAction).where(PlanAction.id != question.action_id)
        action = work.session.scalars(other.order_by(PlanAction.number.desc())).first()
        assert action is not None
        review = Review(
            case_id=case.case,
            meeting_id=case.meeting().id,
            plan_id=action.plan_id,
            settled_on=until,
            recorded_at=case.clock.now() + timedelta(days=9),
            risk=Risk.MEDIUM,
            finding="Vijon.",
        )
        work.session.add(review)
        work.session.flush()
        work.session.add(
            Progress(
                review_id=review.id,
                action_id=action.id,
                status=ActionStatus.IN_PROCESS,
                changes=[],
                day_answer=DayAnswer.GIVEN,
            )
        )
        after_act(work, case.case, "reviewed")
    assert case.duties()[Duty.LATE_ACTION].actor == "manager"


@pytest.mark.article("14(2)")
def test_a_word_on_an_action_is_given_to_its_question_and_to_nothing_else(a_case: At) -> None:
    case = a_case("assessed", both_are_asked)
    for_meeting, question = both_of(case)
    further = say(case, question, ActionWord(ActionStatus.IN_PROCESS))
    further = say(case, question, ActionWord(ActionStatus.IN_PROCESS))
    for other in (for_meeting, further):
        with pytest.raises(NotThere):
            say(case, other, ActionWord(ActionStatus.COMPLETED))
    assert len([each for each in case.facts().reports if each.action_id]) == 1


@pytest.mark.article("14(2)", "14(3.3)")
def test_what_comes_when_nothing_is_late_any_more_is_kept_and_says_nothing_of_it(
    a_case: At,
) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    with unit_of_work() as work:
        assert question.action_id is not None
        work.session.get_one(PlanAction, question.action_id).status = ActionStatus.COMPLETED
    found = say(case, question, ActionWord(ActionStatus.UNCOMPLETED))
    assert (found.id, found.done) == (question.id, "Ende jo.")
    with unit_of_work() as work:
        assert work.session.scalars(select(ReportedAction)).all() == []
