"""A date proposed, agreed with the head, and the table invited: Art. 8(3), 8(7), 8(8), 6(1.3)."""

from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest

from casework.table import convening
from core.clock import at_local
from models.session import unit_of_work
from notifications import posting
from notifications.channels import mail
from rules.convening import MeetingInThePast, MeetingTooSoon
from rules.duties import Duty
from rules.proposal import NoMeetingPlanned, ProposalNotOpen
from tests.builders import HEAD, HOUR, MANAGER, ACase
from tests.casework.conftest import At


def counter(case: ACase) -> None:
    meeting = case.meeting()
    with case.head() as work:
        convening.counter(work, meeting.id, note="Jam në Prishtinë atë ditë.")
    case.stage.settle()


def cancel(case: ACase) -> None:
    with case.manager() as work:
        convening.cancel(work, case.case)


def in_days(case: ACase, days: int) -> date:
    return case.clock.today() + timedelta(days=days)


@pytest.mark.article("8(3)", "6(1.3)")
def test_a_proposed_date_goes_to_the_head_and_to_nobody_else(a_case: At) -> None:
    case = a_case("proposed")
    assert len(case.messages("convening/agree_date", case.account(HEAD).id)) == 1
    assert case.messages("convening/invitation") == []
    assert case.life().waiting_for == "AwaitingAgreement"
    case.again("ask_agreement", case.meeting().id)
    assert len(case.messages("convening/agree_date")) == 1


@pytest.mark.article("8(3)", "8(7)")
def test_invitations_leave_a_week_ahead_with_agenda_and_papers(a_case: At) -> None:
    case = a_case("agreed")
    day = case.meeting().day
    case.stage.move_to(day - timedelta(days=8))
    assert case.messages("convening/invitation") == []
    case.stage.move_to(day - timedelta(days=7))
    sent = case.messages("convening/invitation")
    assert len(sent) == len(case.members())
    assert all(message.context["agenda"] for message in sent)
    assert all(message.link_id for message in sent)
    assert case.recorded("members invited").detail["days_ahead"] == 7


@pytest.mark.article("8(3)")
def test_everybody_is_invited_once(a_case: At) -> None:
    case = a_case("invited")
    sent = len(case.messages("convening/invitation"))
    case.again("invite_members", case.meeting().id)
    assert len(case.messages("convening/invitation")) == sent
    assert case.trail().count(("members invited", "8(3)")) == 1


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("days", "reason", "refusal"),
    [
        (-1, "", MeetingInThePast),
        (-1, "Rrezik.", MeetingInThePast),
        (0, "", MeetingTooSoon),
        (2, "", MeetingTooSoon),
        (2, "   ", MeetingTooSoon),
        (3, "", None),
        (2, "Rrezik i lartë.", None),
    ],
)
def test_a_day_too_near_needs_a_reason(
    a_case: At, days: int, reason: str, refusal: type[Exception] | None
) -> None:
    case = a_case("prepared")
    starts_at = at_local(in_days(case, days), HOUR)
    if refusal is None:
        case.propose(starts_at, short_notice_reason=reason)
        assert case.recorded("meeting proposed").detail["short_notice"] == int(days < 3)
        return
    with pytest.raises(refusal):
        case.propose(starts_at, short_notice_reason=reason)
    with pytest.raises(NoMeetingPlanned):
        case.meeting()


@pytest.mark.article("14(5)")
def test_an_extraordinary_meeting_keeps_its_reason_and_its_kind(a_case: At) -> None:
    case = a_case("minuted")
    meeting = case.propose(
        at_local(in_days(case, 1), HOUR), extraordinary=True, short_notice_reason="Rrezik."
    )
    assert (meeting.kind, meeting.short_notice_reason) == ("extraordinary", "Rrezik.")
    case.stage.settle()
    case.agree()
    case.stage.settle()
    assert case.recorded("members invited").detail["days_ahead"] == 1
    for template in ("convening/agree_date", "convening/invitation"):
        told = max(case.messages(template), key=lambda each: each.queued_at)
        article = "8(3), 14(5)" if template == "convening/agree_date" else "8(7), 14(5)"
        assert (told.article, told.context["extraordinary"]) == (article, True)


@pytest.mark.article("10(1)", "14(5)")
@pytest.mark.parametrize("days", [3, 20])
def test_only_whoever_meets_first_has_no_minutes_to_approve(a_case: At, days: int) -> None:
    case = a_case("proposed")
    first = case.meeting()
    haste = case.propose(at_local(in_days(case, days), HOUR), extraordinary=True)
    assert "approve_minutes" not in first.agenda
    assert ("approve_minutes" in haste.agenda) is (haste.day > first.day)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(("days", "is_late"), [(3, False), (2, True)])
def test_an_ordinary_meeting_called_at_short_notice_is_told_as_one(
    a_case: At, days: int, *, is_late: bool
) -> None:
    case = a_case("prepared")
    case.propose(at_local(in_days(case, days), HOUR), short_notice_reason="Nuk pritet.")
    case.stage.settle()
    case.agree()
    case.stage.settle()
    [asked, *_] = case.messages("convening/agree_date")
    assert asked.context["short"] is is_late
    for invitation in case.messages("convening/invitation"):
        with unit_of_work(read_only=True) as work:
            sent = posting.prepare(work, invitation)
        assert isinstance(sent, mail.Envelope)
        body = message_from_bytes(sent.content, policy=policy.SMTP).get_body(("plain",))
        assert body is not None
        assert ("8(3)" in body.get_content()) is is_late


@pytest.mark.article("8(3)", "6(1.3)")
def test_the_head_agrees_once(a_case: At) -> None:
    case = a_case("agreed")
    assert case.meeting().agreed_by_id == case.account(HEAD).id
    assert case.recorded("date agreed").article == "8(3)"
    with pytest.raises(ProposalNotOpen):
        case.agree()


@pytest.mark.article("8(3)")
def test_an_agreement_that_leaves_no_three_days_is_refused(a_case: At) -> None:
    case = a_case("proposed")
    case.stage.move_to(case.meeting().day - timedelta(days=2))
    with pytest.raises(MeetingTooSoon):
        case.agree()
    assert case.meeting().agreed_at is None


@pytest.mark.article("8(3)")
def test_an_agreement_on_the_third_day_is_in_time(a_case: At) -> None:
    case = a_case("proposed")
    case.stage.move_to(case.meeting().day - timedelta(days=3))
    case.agree()
    case.stage.settle()
    assert case.recorded("members invited").detail["days_ahead"] == 3


@pytest.mark.article("8(3)")
def test_the_head_asks_for_another_day_and_the_manager_proposes_again(a_case: At) -> None:
    case = a_case("proposed")
    counter(case)
    assert len(case.messages("convening/countered", case.account(MANAGER).id)) == 1
    assert case.duties()[Duty.PLAN_MEETING].actor == "manager"
    case.stage.move_to(in_days(case, 20))
    assert case.messages("convening/invitation") == []
    meeting = case.propose(at_local(in_days(case, 10), HOUR))
    assert meeting.number == 1  # what fell is not counted


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("scene", ["agreed", "invited"])
def test_a_decision_of_the_head_stands(a_case: At, scene: str) -> None:
    case = a_case(scene)
    with pytest.raises(ProposalNotOpen):
        counter(case)
