"""What members contribute to the plan: Art. 6(1.6)."""

from datetime import date, timedelta

import pytest

from rules.basis import Default
from rules.contributions import (
    ContributedForAPastDay,
    ContributionFacts,
    IsInThePlan,
    LeftBeforeItWasSaid,
    LeftWithoutWord,
    NothingContributed,
    NothingIsPlanned,
    TakenOverBeforeItWasSaid,
    asks_for_contributions,
    check_contribution,
    check_left,
    check_taken_over,
    silent,
)
from rules.days import StillToCome
from rules.death import PlanEndedWithDeath
from rules.defaults import DEFAULTS
from rules.information import (
    InformantFacts,
    InformantHasLeft,
    InformantNotBound,
    InformedFromNoSeat,
)
from rules.initiative import RequestMeans
from rules.items import agenda_for
from rules.meetings import MeetingKind
from rules.refusals import ProcedureRefused

TODAY = date(2026, 9, 20)
DAY = timedelta(days=1)
SITS = InformantFacts(sits=True, declared=True, seated_on=date(2026, 9, 5))
SAID = ContributionFacts(TODAY, "Kontroll te pediatri")


@pytest.mark.article("6(1.6)", "15(1)")
@pytest.mark.parametrize(
    ("kind", "on_review", "asks"),
    [
        (MeetingKind.FIRST, False, True),
        (MeetingKind.REVIEW, False, True),
        (MeetingKind.EXTRAORDINARY, False, True),
        (MeetingKind.OTHER, False, True),
        (MeetingKind.CLOSURE, False, False),
        (MeetingKind.CLOSURE, True, True),
        (MeetingKind.QUARTERLY, False, False),
    ],
)
def test_a_meeting_that_plans_asks_for_contributions(
    kind: MeetingKind, *, on_review: bool, asks: bool
) -> None:
    assert asks_for_contributions(agenda_for(kind, on_review=on_review)) is asks


@pytest.mark.article("6(1.6)", "18(2)")
@pytest.mark.parametrize(
    ("member", "why"),
    [
        (InformantFacts(sits=False, declared=False, seated_on=SITS.seated_on), InformantHasLeft),
        (InformantFacts(sits=True, declared=False, seated_on=SITS.seated_on), InformantNotBound),
    ],
)
def test_by_a_link_contributes_who_sits_and_has_declared(
    member: InformantFacts, why: type[ProcedureRefused]
) -> None:
    check_contribution(SAID, TODAY, SITS)
    with pytest.raises(why):
        check_contribution(SAID, TODAY, member)


@pytest.mark.article("6(1.6)")
def test_typed_later_the_seat_counts_as_it_was_on_that_day() -> None:
    left = InformantFacts(
        sits=False, declared=False, seated_on=SITS.seated_on, until=TODAY - 2 * DAY
    )
    check_contribution(ContributionFacts(TODAY - 2 * DAY, "x", RequestMeans.PHONE), TODAY, left)
    with pytest.raises(InformedFromNoSeat) as refused:
        check_contribution(ContributionFacts(TODAY - DAY, "x", RequestMeans.PHONE), TODAY, left)
    assert refused.value.basis is DEFAULTS.CONTRIBUTION


@pytest.mark.article("6(1.6)", "17(3)")
@pytest.mark.parametrize(
    ("said", "decided_on", "why"),
    [
        (ContributionFacts(TODAY, " "), None, NothingContributed),
        (ContributionFacts(TODAY + DAY, "x"), None, StillToCome),
        (ContributionFacts(TODAY, "x", due_on=TODAY - DAY), None, ContributedForAPastDay),
        (SAID, TODAY - DAY, NothingIsPlanned),
    ],
)
def test_it_says_something_of_a_day_that_has_come_while_the_table_still_plans(
    said: ContributionFacts, decided_on: date | None, why: type[ProcedureRefused]
) -> None:
    with pytest.raises(why):
        check_contribution(said, TODAY, SITS, decided_on=decided_on)


@pytest.mark.article("6(1.6)")
def test_what_was_said_until_the_decision_and_for_the_same_day_is_taken() -> None:
    check_contribution(ContributionFacts(TODAY, "x", due_on=TODAY), TODAY, SITS, decided_on=TODAY)


@pytest.mark.article("6(1.6)", "17(3.5)")
def test_what_was_said_until_the_childs_death_is_taken_and_nothing_after_it() -> None:
    said = ContributionFacts(TODAY, "x")
    check_contribution(said, TODAY, SITS, died_on=TODAY)
    with pytest.raises(PlanEndedWithDeath):
        check_contribution(said, TODAY, SITS, died_on=TODAY - timedelta(days=1))


@pytest.mark.article("6(1.6)")
def test_a_plan_takes_over_what_had_been_said_by_its_day() -> None:
    check_taken_over(1, TODAY, TODAY)
    with pytest.raises(TakenOverBeforeItWasSaid) as refused:
        check_taken_over(1, TODAY, TODAY - DAY)
    assert isinstance(refused.value.basis, Default)


@pytest.mark.article("6(1.6)")
@pytest.mark.parametrize(
    ("left_on", "words", "planned", "why"),
    [
        (TODAY - DAY, "x", False, LeftBeforeItWasSaid),
        (TODAY + DAY, "x", False, StillToCome),
        (TODAY, " ", False, LeftWithoutWord),
        (TODAY, "x", True, IsInThePlan),
    ],
)
def test_it_is_left_out_with_a_word_while_no_plan_has_it(
    left_on: date, words: str, *, planned: bool, why: type[ProcedureRefused]
) -> None:
    check_left(TODAY, TODAY, TODAY, "x", planned=False)
    with pytest.raises(why):
        check_left(left_on, TODAY, TODAY, words, planned=planned)


@pytest.mark.article("6(1.6)")
def test_who_said_nothing_since_the_table_planned_last_is_named() -> None:
    met, before = TODAY, TODAY - 30 * DAY
    asked = [
        ("on the day", [met]),
        ("for the last meeting", [before]),
        ("after it", [met + DAY]),
        ("the day after the last", [before + DAY]),
        ("never", []),
    ]
    assert silent(asked, met, before) == ["for the last meeting", "after it", "never"]
    assert silent(asked, met, None) == ["after it", "never"]
