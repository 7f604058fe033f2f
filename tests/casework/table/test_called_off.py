"""An agreement taken back, a meeting called off, a meeting without papers: Art. 8(3), 8(8)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text, update

from casework.case import assessment
from casework.table import composition, convening, meetings
from core.clock import at_local, local_day
from identity.access import NotThere
from models.breach import BreachRow
from models.meeting import Meeting
from models.outbox import Message
from models.session import Work, unit_of_work
from rules.assessment import Risk
from rules.days import StillToCome
from rules.duties import Duty
from rules.minutes import MinutesNotWritten
from rules.phases import StepOutOfTurn
from rules.proposal import (
    AssessmentExists,
    InvitationsHaveLeft,
    MeetingAlreadyPlanned,
    NobodyAtRisk,
    NoMeetingPlanned,
)
from rules.refusals import ProcedureRefused
from rules.unplanned import CalledOffMeanwhile, HeldMeanwhile
from simulation import words
from tests.builders import DOCTOR, HOUR, SILENT
from tests.casework.conftest import At
from tests.casework.table.test_convening import cancel, in_days
from tests.casework.table.test_meetings import ABSENT, everybody, relatives
from tests.waiting import wait_until


@pytest.mark.article("8(3)")
def test_an_agreement_can_be_taken_back_until_the_invitations_leave(a_case: At) -> None:
    case = a_case("agreed")
    meeting = case.meeting()
    with case.head() as work:
        convening.withdraw_agreement(work, meeting.id)
    assert case.life().waiting_for == "AwaitingAgreement"
    case.stage.move_to(meeting.day, HOUR)
    assert case.messages("convening/invitation") == []
    assert ("agreement withdrawn", "8(3)") in case.trail()


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("scene", "refusal"), [("invited", InvitationsHaveLeft), ("proposed", NoMeetingPlanned)]
)
def test_what_has_left_or_was_never_agreed_is_not_taken_back(
    a_case: At, scene: str, refusal: type[Exception]
) -> None:
    case = a_case(scene)
    meeting = case.meeting()
    with pytest.raises(refusal), case.head() as work:
        convening.withdraw_agreement(work, meeting.id)


@pytest.mark.article("8(3)")
def test_a_meeting_that_is_not_there_is_not_agreed(a_case: At) -> None:
    case = a_case("proposed")
    for act in (convening.withdraw_agreement, lambda work, id_: convening.agree(work, id_, by=id_)):
        with pytest.raises(NotThere), case.head() as work:
            act(work, case.case)


@pytest.mark.article("8(1)")
def test_a_meeting_beside_another_is_asked_about_and_planned(a_case: At) -> None:
    case = a_case("proposed")
    with pytest.raises(MeetingAlreadyPlanned):
        case.propose(case.at(20))
    assert case.propose(case.at(20), all_the_same=True).number == 2


@pytest.mark.article("8(3)")
def test_a_cancelled_meeting_calls_its_invitations_back(a_case: At) -> None:
    case = a_case("invited")
    cancel(case)
    assert {message.status for message in case.messages("convening/invitation")} == {"obsolete"}
    with pytest.raises(NoMeetingPlanned):
        cancel(case)
    assert Duty.PLAN_MEETING in case.duties()
    assert not case.messages("convening/cancelled")  # nobody had heard of it
    assert case.propose(case.at(25)).number == 1


@pytest.mark.article("8(3)")
def test_whose_invitation_has_left_is_told_that_the_meeting_is_called_off(a_case: At) -> None:
    case = a_case("invited")
    with unit_of_work() as work:
        work.session.execute(
            update(Message)
            .where(Message.template == "convening/invitation")
            .values(status="sent", accepted_at=work.clock.now())
        )
    cancel(case)
    told = {message.recipient_id for message in case.messages("convening/cancelled")}
    assert len(told) == len(case.members())


@pytest.mark.article("8(3)", "9")
@pytest.mark.parametrize(
    ("first", "told"), [("call off", CalledOffMeanwhile), ("record", HeldMeanwhile)]
)
def test_whoever_comes_second_is_told_what_became_of_the_meeting(
    a_case: At, first: str, told: type[Exception]
) -> None:
    """Recorded and called off at the same moment, by two who do not know of each other."""
    case = a_case("told")
    meeting = case.meeting()
    case.stage.move_to(meeting.day, HOUR)
    kin = dict.fromkeys(relatives(case).values(), ABSENT)

    def off(work: Work) -> None:
        convening.cancel(work, case.case, meeting.id)

    def record(work: Work) -> None:
        there = everybody(work, case)
        meetings.hold(work, case.case, attendance=there, family=kin, meeting_id=meeting.id)  # type: ignore[arg-type]

    somebody_waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    acts = [off, record] if first == "call off" else [record, off]

    def comes_second() -> None:
        with case.manager() as work:
            acts[1](work)

    with ThreadPoolExecutor(1) as other:
        with case.manager() as work:
            acts[0](work)
            late = other.submit(comes_second)
            wait_until(lambda: bool(work.session.scalar(somebody_waits)))
        assert isinstance(late.exception(), told)
    with unit_of_work() as work:
        kept = work.session.get_one(Meeting, meeting.id)
    assert (kept.cancelled_at is None, kept.called_off_at) == (first == "record", None)


@pytest.mark.article("8(3)", "8(10)")
@pytest.mark.parametrize(("ahead", "struck"), [(1, True), (0, True), (-1, False)])
def test_what_was_owed_for_a_meeting_ends_on_the_day_on_which_it_was_called_off(
    a_case: At, ahead: int, *, struck: bool
) -> None:
    """Typed later, with its day; what had passed by then stays."""
    case = a_case("invited")
    meeting = case.meeting()
    case.stage.move_to(meeting.day + timedelta(days=2))
    on = meeting.day - timedelta(days=ahead)
    with case.manager() as work:
        convening.cancel(work, case.case, meeting.id, on=on)
    with unit_of_work() as work:
        found = select(BreachRow).where(BreachRow.duty == Duty.NOTIFY_FAMILY)
        row = work.session.scalars(found).one()
        kept = work.session.get_one(Meeting, meeting.id)
    assert (row.limit_on, row.struck_on is not None) == (meeting.day, struck)
    assert local_day(kept.cancelled_at or kept.proposed_at) == on
    assert kept.cancel_entered_at == case.clock.now()
    again = case.propose(case.at(40))
    with pytest.raises(StillToCome), case.manager() as work:
        convening.cancel(work, case.case, again.id, on=in_days(case, 1))


@pytest.mark.article("10(1)")
def test_no_next_meeting_before_the_minutes_of_the_last(a_case: At) -> None:
    case = a_case("planned")
    with pytest.raises(MinutesNotWritten):
        case.propose(case.at(30))
    case.write_minutes()
    assert case.propose(case.at(30)).kind == "review"


@pytest.mark.article("8(7)")
def test_without_an_initial_plan_nobody_is_invited(a_case: At) -> None:
    case = a_case("appointed")
    chosen = {case.person(email): "Siguria." for email in (SILENT, DOCTOR)}
    with case.manager() as work:
        assessment.record_initial(
            work, case.case, risk=Risk.HIGH, summary=words.SUMMARY, indicators=words.INITIAL
        )
        composition.choose(work, case.case, chosen)
    case.propose(case.at(14))
    case.stage.settle()
    case.agree()
    case.stage.move_to(case.working_day(14))
    assert case.messages("convening/invitation") == []


@pytest.mark.article("8(8)")
def test_where_no_assessment_is_possible_the_agenda_says_so(a_case: At) -> None:
    case = a_case("appointed")
    reason = "Rrezik i menjëhershëm."
    meeting = case.propose(case.at(14), no_assessment_reason=reason, stated_risk=Risk.HIGH)
    assert meeting.agenda[1] == "given_in_meeting"
    assert (meeting.no_assessment_reason, meeting.stated_risk) == (reason, Risk.HIGH)
    assert not case.facts().table.meeting.needs_papers  # type: ignore[union-attr]


@pytest.mark.article("8(8)")
@pytest.mark.parametrize(
    ("scene", "risk", "refusal"),
    [
        ("appointed", None, NobodyAtRisk),
        ("appointed", Risk.NONE, NobodyAtRisk),
        ("prepared", Risk.HIGH, AssessmentExists),
    ],
)
def test_both_conditions_are_asked_for(
    a_case: At, scene: str, risk: Risk | None, refusal: type[ProcedureRefused]
) -> None:
    case = a_case(scene)
    with pytest.raises(refusal):
        case.propose(case.at(14), no_assessment_reason="Nuk kishte kohë.", stated_risk=risk)


@pytest.mark.article("8(3)", "9")
def test_day_and_hour_are_those_of_kosovo(a_case: At) -> None:
    """The week in which summer time ends keeps its days."""
    case = a_case("prepared")
    starts_at = at_local(date(2026, 10, 26), HOUR)
    meeting = case.propose(starts_at)
    assert meeting.day == date(2026, 10, 26)
    assert local_day(starts_at) == meeting.day
    assert starts_at.hour == 9  # winter time again
    case.stage.settle()
    case.agree()
    case.stage.move_to(date(2026, 10, 18))
    assert case.messages("convening/invitation") == []
    case.stage.move_to(date(2026, 10, 19))
    assert len(case.messages("convening/invitation")) == len(case.members())


@pytest.mark.article("17(5)")
def test_a_sealed_file_plans_no_meeting(a_case: At) -> None:
    case = a_case("closed")
    with pytest.raises(StepOutOfTurn):
        case.propose(at_local(in_days(case, 20), HOUR))
