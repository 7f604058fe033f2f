"""What each ground of closing needs, and what the table may not leave open: Art. 17(3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.assessment import NoMeetingHeld, Risk
from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.facts import HeldFacts
from rules.grounds import (
    AcceptanceIncomplete,
    AgeNotFound,
    AgeWithoutSource,
    Ground,
    GroundFacts,
    NoPlanToComplete,
    NothingToTakeOver,
    NotTakenOver,
    NotYetEighteen,
    check_acceptance,
    check_age_finding,
    check_ground,
    check_ground_before_the_table,
)
from tests.rules.known import LAST

TODAY = date(2026, 11, 20)
BIRTHDAY = date(2008, 11, 20)
SAFE = GroundFacts(
    Ground.OUT_OF_DANGER, "", date(2020, 1, 1), planned=True, open_actions=0, risk=Risk.LOW
)
OF_AGE = replace(SAFE, ground=Ground.EIGHTEEN, birth_date=BIRTHDAY)
MOVED = replace(SAFE, ground=Ground.OTHER_CENTRE, detail="QPS Gjilan")


@pytest.mark.article("17(3.1)")
@pytest.mark.parametrize("risk", [*Risk, None])
def test_without_a_plan_no_measures_are_completed(risk: Risk | None) -> None:
    with pytest.raises(NoPlanToComplete) as refused:
        check_ground(replace(SAFE, planned=False, risk=risk), TODAY)
    assert refused.value.basis == Article(17, "3.1")


@pytest.mark.article("17(3.2)")
def test_an_estimate_may_be_proposed_and_closes_no_case() -> None:
    guessed = replace(OF_AGE, birth_estimated=True)
    check_ground(guessed, TODAY)
    with pytest.raises(AgeNotFound):
        check_ground_before_the_table(guessed, TODAY)
    check_ground_before_the_table(replace(guessed, found_born_on=BIRTHDAY), TODAY)
    later = replace(guessed, found_born_on=BIRTHDAY + timedelta(days=1))
    with pytest.raises(NotYetEighteen):  # what the table found goes before the estimate
        check_ground_before_the_table(later, TODAY)


@pytest.mark.article("17(3.2)")
def test_a_date_of_birth_that_is_known_needs_no_finding() -> None:
    check_ground_before_the_table(OF_AGE, TODAY)
    overtaken = replace(OF_AGE, found_born_on=TODAY)  # the register was found after the finding
    check_ground_before_the_table(overtaken, TODAY)


@pytest.mark.article("17(3.2)")
def test_the_table_finds_an_age_from_a_source() -> None:
    met = HeldFacts(LAST, TODAY)
    check_age_finding(met, BIRTHDAY, "Libri amë.")
    with pytest.raises(NoMeetingHeld) as alone:
        check_age_finding(None, BIRTHDAY, "Libri amë.")
    assert alone.value.basis == Article(17, "3.2")
    for born, source in [(None, "Libri amë."), (BIRTHDAY, " ")]:
        with pytest.raises(AgeWithoutSource) as bare:
            check_age_finding(met, born, source)
        assert bare.value.basis == DEFAULTS.AGE_FOUND


@pytest.mark.article("17(3.3)")
@pytest.mark.parametrize(
    ("accepted_on", "closes"),
    [(None, False), (TODAY + timedelta(days=1), False), (TODAY, True), (BIRTHDAY, True)],
)
def test_a_move_closes_once_the_other_centre_has_the_case(
    accepted_on: date | None, closes: bool
) -> None:
    check_ground(MOVED, TODAY)
    known = replace(MOVED, accepted_on=accepted_on)
    if closes:
        check_ground_before_the_table(known, TODAY)
        return
    with pytest.raises(NotTakenOver) as refused:
        check_ground_before_the_table(known, TODAY)
    assert refused.value.basis == Article(17, "3.3")


@pytest.mark.article("17(3.3)")
def test_an_acceptance_says_who_and_by_which_letter() -> None:
    check_acceptance(Ground.OTHER_CENTRE, "Drejtoresha", "04-112")
    for by, letter in [("", "04-112"), ("Drejtoresha", "\n")]:
        with pytest.raises(AcceptanceIncomplete) as refused:
            check_acceptance(Ground.OTHER_CENTRE, by, letter)
        assert refused.value.basis == DEFAULTS.TAKEN_OVER
    with pytest.raises(NothingToTakeOver):
        check_acceptance(Ground.DEATH, "Drejtoresha", "04-112")
