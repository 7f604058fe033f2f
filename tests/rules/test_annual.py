"""The year's report of a municipal table: Art. 5(1.6)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from rules import annual
from rules.annual import AnnualFacts
from rules.basis import Article, Default
from rules.days import StillToCome
from rules.duties import Duty
from rules.refusals import ProcedureRefused

THE_YEAR = AnnualFacts(uuid4(), 2026)
APPROVED, TODAY = date(2027, 1, 22), date(2027, 2, 1)


@pytest.mark.article("5(1.6)")
def test_it_is_owed_from_the_years_end_until_the_municipality_has_it() -> None:
    (owed,) = annual.duties(THE_YEAR)
    assert (owed.duty, owed.actor, owed.due) == (Duty.ANNUAL_REPORT, "manager", date(2027, 3, 31))
    assert isinstance(owed.basis, Default)
    given = AnnualFacts(THE_YEAR.id, 2026, given_on=TODAY)
    assert list(annual.duties(given)) == []


@pytest.mark.article("5(1.6)")
def test_whoever_asked_waits_for_it_however_many_they_are() -> None:
    asked = AnnualFacts(THE_YEAR.id, 2026, given_on=TODAY, asked_on=(TODAY, date(2027, 1, 30)))
    (owed,) = annual.duties(asked)
    assert (owed.duty, owed.count, owed.due) == (Duty.ANSWER_ANNUAL, 2, date(2027, 2, 14))
    early = AnnualFacts(THE_YEAR.id, 2026, given_on=TODAY, asked_on=(date(2026, 11, 1),))
    (owed,) = annual.duties(early)
    assert owed.due == date(2027, 1, 1)  # nobody reports on a year before it is over


@pytest.mark.article("5(1.6)")
def test_a_whole_year_without_it_is_a_lapse_that_stays() -> None:
    last = annual.lapses_on(2026)
    (lapse,) = annual.limits(THE_YEAR)
    assert (lapse.limit, lapse.basis) == (last, Article(5, "1.6"))
    late = AnnualFacts(THE_YEAR.id, 2026, given_on=last + timedelta(days=9))
    assert list(annual.limits(late)) == [lapse]
    in_time = AnnualFacts(THE_YEAR.id, 2026, given_on=last)
    assert list(annual.limits(in_time)) == []


def test_it_ends_once_given_and_answered_and_the_next_year_is_over() -> None:
    assert list(annual.steps(THE_YEAR)) == []
    given = AnnualFacts(THE_YEAR.id, 2026, given_on=TODAY)
    (end,) = annual.steps(given)
    assert (end.act, end.on) == ("close_annual", date(2028, 1, 1))
    asked = AnnualFacts(THE_YEAR.id, 2026, given_on=TODAY, asked_on=(TODAY,))
    assert list(annual.steps(asked)) == []


@pytest.mark.article("5(1.6)")
@pytest.mark.parametrize(
    ("met_on", "is_counted", "refused"),
    [
        (None, True, annual.NoSuchMeeting),
        (date(2026, 12, 30), True, annual.YearNotOver),
        (date(2027, 3, 1), True, StillToCome),
        (APPROVED, False, annual.NotCountedYet),
    ],
)
def test_what_approves_nothing(
    met_on: date | None, is_counted: bool, refused: type[ProcedureRefused]
) -> None:
    with pytest.raises(refused):
        annual.check_approval(2026, met_on, TODAY, is_counted=is_counted)


@pytest.mark.article("5(1.6)")
def test_nobody_is_handed_what_was_not_approved_or_not_asked_for() -> None:
    assert annual.check_given(APPROVED, None, TODAY, TODAY, is_there=False) == APPROVED
    for approved, asked, on, refused in (
        (None, None, TODAY, annual.NothingApproved),
        (APPROVED, None, date(2027, 1, 21), annual.GivenBeforeApproved),
        (APPROVED, date(2027, 1, 30), date(2027, 1, 29), annual.GivenBeforeAsked),
        (APPROVED, None, date(2027, 2, 2), StillToCome),
    ):
        with pytest.raises(refused):
            annual.check_given(approved, asked, on, TODAY, is_there=False)
    with pytest.raises(annual.AlreadyGiven):
        annual.check_given(APPROVED, None, TODAY, TODAY, is_there=True)


def test_what_was_approved_is_written_anew_for_a_reason_alone() -> None:
    with pytest.raises(annual.ReportStands):
        annual.check_open(APPROVED)
    with pytest.raises(annual.NothingApproved):
        annual.check_anew(None, "A slip.")
    with pytest.raises(annual.YearAnewWithoutReason):
        annual.check_anew(APPROVED, "  ")
    annual.check_anew(APPROVED, "A slip.")
