"""An action whose day passed, and the reports that say what became of it: Art. 14(2), 14(3.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import reports
from models.people import MemberLink
from models.plan import ReportRequest
from models.session import unit_of_work
from rules.duties import Duty
from rules.planning import ActionStatus
from simulation.stage import member_acting
from tests.builders import ACase
from tests.casework.case.test_planning import adopt
from tests.casework.conftest import At

DONE = "Katër vizita; asgjë shqetësuese."


def both_asked(case: ACase) -> tuple[ReportRequest, ReportRequest]:
    """What is open of one member on the day on which reports are asked for: the report for the
    meeting, and the question about their action whose day passed two days before."""
    own, other, *_ = case.drafts()
    meeting_on = case.at(30)
    day = meeting_on.date() - timedelta(days=12)
    adopt(case, [replace(own, due_on=day), other])
    case.write_minutes()
    case.convene(meeting_on, on_review=True)
    case.stage.move_to(day + timedelta(days=2))
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.member_id == own.member_id)
        for_meeting, question = work.session.scalars(query.order_by(ReportRequest.action_id.desc()))
        assert (for_meeting.action_id, question.meeting_id) == (None, None)
        return for_meeting, question


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
    case = a_case("assessed")
    for_meeting, question = both_asked(case)
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
    case.stage.move_to(question.due_on + timedelta(days=1))
    assert (Duty.CONFIRM_NOTICE in case.duties()) is (status is None)


@pytest.mark.article("8(9)", "14(3.3)")
def test_a_word_on_the_action_leaves_the_report_for_the_meeting_asked_for(a_case: At) -> None:
    case = a_case("assessed")
    for_meeting, question = both_asked(case)
    receive(question, ActionStatus.IN_PROCESS, question)
    assert not is_owed(case, question)
    assert is_owed(case, for_meeting)
    asked = [each.status for each in case.messages("reports/request")]
    assert set(asked) == {"queued"}
