"""When invitations leave, and who is told and asked before a meeting: Art. 8(3), 8(7), 18(2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules import convening, referral
from rules.convening import (
    day_to_invite,
    last_day_to_invite,
    may_be_agreed,
)
from rules.duties import Duty
from rules.facts import HeldFacts, MemberFacts
from tests.rules.known import (
    LAST,
    MEETING,
    MEETS,
    MEMBER,
    REFERRED,
    REPORT,
    a_case,
    a_meeting,
    a_table,
    held,
)
from tests.rules.test_convening import owed, planned

LAST_TO_INVITE = last_day_to_invite(MEETS)


@pytest.mark.article("8(3)", "6(1.3)")
def test_nobody_is_invited_before_the_head_agrees() -> None:
    table = a_table(meeting=a_meeting(), composed=True, papers_ready=True)
    assert planned(table) == {"ask_agreement": REFERRED}
    asked = replace(table, meeting=a_meeting(asked=True))
    assert planned(asked) == {}
    assert owed(asked) == {Duty.AGREE_DATE: REFERRED + timedelta(days=1)}
    agreed = replace(table, meeting=a_meeting(asked=True, agreed=True))
    assert planned(agreed) == {"invite_members": day_to_invite(agreed.meeting.day)}  # type: ignore[union-attr]


@pytest.mark.article("8(7)")
def test_no_invitation_without_assessment_and_initial_plan() -> None:
    table = a_table(meeting=a_meeting(agreed=True), composed=True, papers_ready=False)
    assert "invite_members" not in planned(table)
    assert "invite_members" in planned(replace(table, papers_ready=True))


@pytest.mark.article("8(3)", "8(7)")
def test_what_holds_invitations_back_is_owed_by_the_last_day_to_invite() -> None:
    table = a_table(meeting=a_meeting(agreed=True), composed=True)
    last = last_day_to_invite(a_meeting().day)
    (owing,) = [duty for duty in convening.duties(table) if duty.duty is Duty.INVITE]
    assert (owing.actor, owing.due, str(owing.basis)) == ("manager", last, "8(7)")
    table = replace(table, papers_ready=True)
    (owing,) = [duty for duty in convening.duties(table) if duty.duty is Duty.INVITE]
    assert (owing.actor, owing.due, str(owing.basis)) == ("system", last, "8(3)")


@pytest.mark.article("8(3)")
def test_after_the_last_day_nobody_is_invited_without_a_reason() -> None:
    meeting = a_meeting(agreed=True)
    table = a_table(meeting=meeting, composed=True, papers_ready=True)
    last = last_day_to_invite(meeting.day)
    (step,) = convening.steps(table)
    assert step.is_due(last)
    assert not step.is_due(last + timedelta(days=1))
    (step,) = convening.steps(replace(table, meeting=replace(meeting, excused=True)))
    assert step.is_due(last + timedelta(days=1))


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("more", [{"excused": True}, {"inviting": True}])
def test_nobody_is_invited_to_a_day_that_has_passed(more: dict[str, bool]) -> None:
    meeting = a_meeting(agreed=True, **more)
    (step,) = convening.steps(a_table(meeting=meeting, composed=True, papers_ready=True))
    assert step.is_due(meeting.day)
    assert not step.is_due(meeting.day + timedelta(days=1))


@pytest.mark.article("8(3)", "18(2)")
def test_what_the_text_gives_no_moment_is_ours() -> None:
    member = MemberFacts(MEMBER, asked=True, declared=False)
    meeting = a_meeting(agreed=True, excused=True)
    table = a_table(meeting=meeting, composed=True, papers_ready=True, members=(member,))
    owing = {each.duty: each for each in convening.duties(table)}
    assert (owing[Duty.INVITE].due, owing[Duty.INVITE].is_ours) == (meeting.day, True)
    assert (owing[Duty.DECLARE].due, owing[Duty.DECLARE].is_ours) == (meeting.day, True)
    by_law = replace(table, meeting=replace(meeting, excused=False))
    assert not next(d for d in convening.duties(by_law) if d.duty is Duty.INVITE).is_ours


@pytest.mark.article("8(8)")
def test_without_papers_only_where_the_information_is_given_in_the_meeting() -> None:
    meeting = a_meeting(agreed=True, needs_papers=False)
    assert "invite_members" in planned(a_table(meeting=meeting, composed=True))


@pytest.mark.article("4(3)")
def test_no_invitation_before_the_table_is_chosen() -> None:
    table = a_table(meeting=a_meeting(agreed=True), composed=False, papers_ready=True)
    assert planned(table) == {}


@pytest.mark.article("8(3)")
def test_a_date_sent_back_is_the_managers_to_propose_again() -> None:
    table = a_table(meeting=a_meeting(asked=True, countered=True), composed=True, papers_ready=True)
    assert planned(table) == {}
    assert list(owed(table)) == [Duty.PLAN_MEETING]


@pytest.mark.article("15(1)", "8(3)")
@pytest.mark.parametrize(
    ("kind", "duty", "article"),
    [
        ("first", Duty.PLAN_MEETING, "8(7)"),
        ("review", Duty.PLAN_REVIEW, "15(1)"),
        ("closure", Duty.PLAN_MEETING, "17(2)"),
    ],
)
def test_another_day_is_proposed_under_the_articles_of_its_kind(
    kind: str, duty: Duty, article: str
) -> None:
    meeting = a_meeting(kind=kind, asked=True, countered=True)
    found = list(convening.duties(a_table(meeting=meeting)))
    assert [(each.duty, str(each.basis)) for each in found] == [(duty, article)]


@pytest.mark.article("18(2)", "10(2)")
def test_every_member_is_asked_for_the_declarations_once_the_table_is_chosen() -> None:
    members = (MemberFacts(MEMBER, asked=False, declared=False), MemberFacts(MEETING, True, False))
    table = a_table(members=members, composed=True)
    assert [step.subject_id for step in convening.steps(table)] == [MEMBER]
    assert not list(convening.steps(replace(table, composed=False)))


@pytest.mark.article("18(2)")
def test_who_has_not_declared_owes_it_until_the_meeting() -> None:
    members = (MemberFacts(MEMBER, True, False), MemberFacts(MEETING, True, True))
    meeting = a_meeting(agreed=True)
    duties = list(convening.duties(a_table(members=members, meeting=meeting)))
    declare = next(duty for duty in duties if duty.duty is Duty.DECLARE)
    assert (declare.due, declare.count, str(declare.basis)) == (meeting.day, 1, "18(2)")


@pytest.mark.article("18(2)", "10(2)")
def test_who_has_not_declared_owes_it_also_without_a_meeting_to_come() -> None:
    members = (MemberFacts(MEMBER, True, False), MemberFacts(MEETING, False, False))
    duties = list(convening.duties(a_table(members=members, last=held())))
    assert [(each.duty, each.due, each.members) for each in duties] == [
        (Duty.DECLARE, None, (MEMBER,))
    ]
    countered = a_meeting(asked=True, countered=True)
    assert owed(a_table(members=members, meeting=countered))[Duty.DECLARE] is None


@pytest.mark.article("18(2)", "10(2)")
def test_a_declaration_that_a_meeting_did_not_wait_for_stays_late() -> None:
    late = MemberFacts(MEMBER, True, False, missed=HeldFacts(LAST, MEETS))
    new = MemberFacts(REPORT, True, False)
    found = list(convening.duties(a_table(members=(late,), last=held())))
    assert [(each.due, each.subject_id, each.meeting_id) for each in found] == [(MEETS, LAST, LAST)]
    assert found[0].is_missed(MEETS + timedelta(days=1))
    later = MEETS + timedelta(days=30)
    table = a_table(members=(late, new), last=held(), meeting=a_meeting(day=later, agreed=True))
    owing = [each for each in convening.duties(table) if each.duty is Duty.DECLARE]
    assert [(each.due, each.members, each.meeting_id) for each in owing] == [
        (MEETS, (MEMBER,), MEETING),
        (later, (REPORT,), MEETING),
    ]


@pytest.mark.article("8(10)")
def test_the_family_is_told_before_the_meeting() -> None:
    meeting = a_meeting(agreed=True, family_told=False)
    assert owed(a_table(meeting=meeting))[Duty.NOTIFY_FAMILY] == meeting.day
    assert Duty.NOTIFY_FAMILY not in owed(a_table(meeting=replace(meeting, family_told=True)))
    assert Duty.NOTIFY_FAMILY not in owed(a_table(meeting=meeting, has_family=False))


@pytest.mark.article("8(1)", "8(2)")
@pytest.mark.parametrize(
    ("kind", "article", "is_ours"), [("first", "8(1)", True), ("quarterly", "8(2)", True)]
)
def test_a_meeting_is_held_under_its_article(kind: str, article: str, is_ours: bool) -> None:
    """The text names no day for a case; a quarter's own limit is its last day: both are ours."""
    duties = list(convening.duties(a_table(meeting=a_meeting(kind=kind, agreed=True))))
    hold = next(duty for duty in duties if duty.duty is Duty.HOLD_MEETING)
    assert (str(hold.basis), hold.is_ours) == (article, is_ours)


@pytest.mark.article("8(3)")
def test_another_proposal_gives_the_head_no_more_time() -> None:
    meeting = a_meeting(asked=True, open_since=REFERRED - timedelta(days=20))
    assert owed(a_table(meeting=meeting)) == {Duty.AGREE_DATE: REFERRED - timedelta(days=19)}


@pytest.mark.article("8(3)", "8(7)")
@pytest.mark.parametrize(
    ("ahead", "excused", "answer", "papers"),
    [(14, False, 1, 3), (4, False, 1, 1), (3, False, 0, 0), (3, True, 1, 3)],
)
def test_what_the_invitation_waits_for_is_owed_by_its_last_day(
    ahead: int, excused: bool, answer: int, papers: int
) -> None:
    """Our own limit is never later than the three days of the law."""
    day = REFERRED + timedelta(days=ahead)
    meeting = a_meeting(day=day, asked=True, excused=excused)
    assert owed(a_table(meeting=meeting)) == {Duty.AGREE_DATE: REFERRED + timedelta(days=answer)}
    case = a_case(appointed_on=REFERRED, table=a_table(meeting=meeting))
    found = {each.duty: each for each in referral.duties(case)}
    for duty in (Duty.RECORD_ASSESSMENT, Duty.CHOOSE_COMPOSITION):
        assert found[duty].due == REFERRED + timedelta(days=papers)
        assert found[duty].is_ours is (papers == 3), "else the limit is the law's"


def test_a_contact_that_mail_does_not_reach_is_the_managers_to_correct_by_the_next_day() -> None:
    since = date(2026, 9, 7)
    (duty,) = convening.duties(a_table(bad_contacts=2, bad_since=since))
    assert (duty.duty, duty.actor, duty.count) == (Duty.CORRECT_CONTACT, "manager", 2)
    assert duty.is_ours
    assert not duty.is_missed(since + timedelta(days=1))
    assert duty.is_missed(since + timedelta(days=2))


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("days_ahead", "excused", "may"),
    [(4, False, True), (3, False, True), (2, False, False), (2, True, True), (0, True, True)],
)
def test_a_day_is_agreed_while_it_can_be_kept(days_ahead: int, excused: bool, may: bool) -> None:
    today = date(2026, 9, 7)
    day = today + timedelta(days=days_ahead)
    assert may_be_agreed(day, today, excused=excused) is may
    assert not may_be_agreed(today - timedelta(days=1), today, excused=excused)
