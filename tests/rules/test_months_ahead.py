"""A case's next months, computed from the rules: beside Art. 11, decision 0207."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.duties import Duty
from rules.facts import CaseFacts, MeetingFacts, MemberFacts, PlanFacts, TableFacts
from rules.meetings import MeetingKind
from rules.months_ahead import CALL_OFF, REMIND, Foreseen, foresee
from rules.moved_days import side_by_side
from rules.phases import Phase

TODAY = date(2026, 9, 7)  # a Monday
CASE, MEETING, SEAT, PLAN = (UUID(int=n) for n in range(1, 5))
SEATS = (MemberFacts(SEAT, asked=True, declared=True),)
NO_HOLIDAYS: frozenset[date] = frozenset()


def referred() -> CaseFacts:
    return CaseFacts(
        id=CASE,
        phase=Phase.ASSESSMENT,
        referred_on=TODAY,
        announced=False,
        appointed_on=None,
        appointment_to_announce=None,
        assessed_initially=False,
        planned_initially=False,
        assessed=False,
        table=TableFacts(),
    )


def in_review(meets_on: date) -> CaseFacts:
    """A month's review: the plan was adopted three weeks ago, and the table is invited."""
    first = MeetingFacts(
        UUID(int=9), MeetingKind.FIRST, date(2026, 8, 17), TODAY, held_on=date(2026, 8, 17)
    )
    meeting = MeetingFacts(
        MEETING,
        MeetingKind.REVIEW,
        meets_on,
        TODAY - timedelta(days=5),
        asked=True,
        agreed=True,
        invited=True,
        inviting=True,
        reports_asked=True,
        on_review=True,
    )
    table = TableFacts(
        members=SEATS,
        meeting=meeting,
        last=first,
        composed=True,
        papers_ready=True,
        in_paper_file=frozenset([first.id]),
    )
    return replace(
        referred(),
        phase=Phase.REVIEW,
        announced=True,
        appointed_on=date(2026, 8, 3),
        assessed_initially=True,
        planned_initially=True,
        assessed=True,
        table=table,
        plan=PlanFacts(PLAN, date(2026, 8, 17), sent=True),
        review_opened_on=date(2026, 9, 1),
    )


def days_of(course: list[Foreseen], what: Duty | str) -> list[date]:
    if isinstance(what, Duty):
        return [e.on for e in course if e.duty and e.duty.duty is what and not e.act]
    return [each.on for each in course if each.act == what]


@pytest.mark.article("11(1)", "5(1.5)", "8(3)", "8(9)")
def test_from_a_referral_the_rules_lead_through_six_months() -> None:
    course = foresee(referred(), TODAY, NO_HOLIDAYS)
    assert days_of(course, "announce_referral") == [TODAY]
    assert days_of(course, Duty.APPOINT_MANAGER) == [date(2026, 9, 8)]
    held = days_of(course, Duty.HOLD_MEETING)
    assert len(held) == 6
    asked, due = days_of(course, "ask_reports"), days_of(course, Duty.WRITE_REPORT)
    assert [(met - day).days for met, day in zip(held[1:], due, strict=False)] == [3] * len(due)
    assert len(asked) >= len(due) == len(held) - 1  # none ahead of the first meeting
    reviewed = days_of(course, Duty.REVIEW_PLAN)
    months = [(met.month % 12 + 1, met.day) for met in held[:-1]]
    assert [(day.month, day.day) for day in reviewed[: len(months)]] == months
    assert not any(each.missed for each in course)
    assert [each.on for each in course] == sorted(each.on for each in course)
    assert days_of(course, REMIND)


@pytest.mark.article("8(3)", "5(1.5)")
def test_a_meeting_that_moves_past_the_month_is_a_limit_that_passes() -> None:
    known, day = in_review(date(2026, 9, 16)), date(2026, 9, 22)
    stands, tried = (foresee(known, TODAY, NO_HOLIDAYS, meets_on=on) for on in (None, day))
    assert days_of(stands, Duty.HOLD_MEETING)[0] == date(2026, 9, 16)
    assert days_of(tried, Duty.HOLD_MEETING)[0] == day
    assert days_of(tried, CALL_OFF) == [TODAY]
    assert days_of(tried, "invite_members")[0] == day - timedelta(days=7)
    assert not any(each.missed for each in stands)
    missed = [each for each in tried if each.missed]
    assert [(each.on, str(each.of)) for each in missed] == [(date(2026, 9, 17), "5(1.5)")]
    pairs = side_by_side(stands, tried)
    moved = {each.either.what: each for each in pairs if each.moves and not each.later}
    review = moved["", Duty.REVIEW_PLAN]
    assert review.tried is not None
    assert review.tried.missed
    assert review.stands is not None
    assert review.stands.on == review.tried.on
    assert moved["", Duty.HOLD_MEETING].either.on == day
    assert moved["invite_members", ""].stands is None  # they have left for the day as it stands
    assert any(each.later for each in pairs)
    assert known == in_review(date(2026, 9, 16))  # nothing was written anywhere
