"""The monitoring review form, and what the table is told of it: Art. 14(6), 14(3.4)."""

from datetime import date, timedelta

import pytest

from rules.days import StillToCome
from rules.death import PlanEndedWithDeath
from rules.monitoring import (
    FindingsMeans,
    Indicator,
    KnownAfterwards,
    MonitoredFacts,
    NobodyMetThen,
    NothingMonitored,
    NothingPlannedThen,
    NothingToTell,
    OtherVersionThen,
    VersionInForce,
    WorseWithoutFinding,
    changed_unmonitored,
    check_findings,
    check_monitoring,
    untold_since,
)
from rules.refusals import ProcedureRefused

TODAY = date(2026, 10, 20)
DAY = timedelta(days=1)
FIRST = VersionInForce(1, TODAY - 20 * DAY, TODAY - 5 * DAY)
SECOND = VersionInForce(2, TODAY - 5 * DAY)
THIRD = VersionInForce(3, TODAY - DAY)
PLANNED = FIRST.adopted_on
SAME = MonitoredFacts(1, Indicator.SAME)


@pytest.mark.article("14(6)")
@pytest.mark.parametrize(
    "line",
    [
        SAME,
        MonitoredFacts(1, Indicator.NOT_KNOWN),
        MonitoredFacts(1, Indicator.WORSE, "Mungon.", TODAY),
        MonitoredFacts(1, Indicator.BETTER, "Vjen."),
    ],
)
def test_each_open_action_has_its_indicator_and_not_known_is_one(line: MonitoredFacts) -> None:
    check_monitoring(SECOND, [SAME, line], TODAY, TODAY)


@pytest.mark.article("14(6)")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        (MonitoredFacts(2, None, "Mungon."), NothingMonitored),
        (MonitoredFacts(2, Indicator.WORSE, " "), WorseWithoutFinding),
        (MonitoredFacts(2, Indicator.BETTER), WorseWithoutFinding),
        (MonitoredFacts(2, Indicator.SAME, known_on=TODAY), KnownAfterwards),
    ],
)
def test_what_moved_says_what_was_found_and_nothing_was_known_before_its_day(
    line: MonitoredFacts, why: type[ProcedureRefused]
) -> None:
    with pytest.raises(why) as refused:
        check_monitoring(SECOND, [SAME, line], TODAY - DAY, TODAY)
    assert refused.value.facts["number"] == 2


@pytest.mark.article("14(6)")
def test_the_form_is_of_the_version_in_force_on_its_day() -> None:
    check_monitoring(FIRST, [SAME], TODAY - 20 * DAY, TODAY)
    check_monitoring(FIRST, [SAME], TODAY - 5 * DAY, TODAY)
    check_monitoring(SECOND, [SAME], TODAY - 5 * DAY, TODAY)
    for version, on in (
        (FIRST, TODAY - 4 * DAY),
        (FIRST, TODAY - 21 * DAY),
        (SECOND, TODAY - 6 * DAY),
    ):
        with pytest.raises(OtherVersionThen):
            check_monitoring(version, [SAME], on, TODAY)
    with pytest.raises(StillToCome):
        check_monitoring(SECOND, [SAME], TODAY + DAY, TODAY)


@pytest.mark.article("14(6)")
@pytest.mark.parametrize(
    ("versions", "monitored", "warned"),
    [
        ([], [], []),
        ([FIRST], [], []),
        ([FIRST, SECOND], [], [1]),
        ([FIRST, SECOND], [(1, SECOND.adopted_on)], []),
        ([FIRST, SECOND], [(1, SECOND.adopted_on + DAY)], [1]),
        ([FIRST, SECOND], [(2, SECOND.adopted_on)], [1]),
        ([FIRST, SECOND, THIRD], [(2, THIRD.adopted_on)], [1]),
        ([FIRST, SECOND, THIRD], [(1, SECOND.adopted_on)], [2]),
        ([FIRST, SECOND, THIRD], [], [1, 2]),
    ],
)
def test_a_plan_that_changed_without_a_form_of_the_version_before_is_warned_of(
    versions: list[VersionInForce], monitored: list[tuple[int, date]], warned: list[int]
) -> None:
    assert changed_unmonitored(versions, monitored) == warned


@pytest.mark.article("14(3.4)")
@pytest.mark.parametrize(
    ("met_on", "told_on", "planned", "since"),
    [
        (TODAY - 3 * DAY, [], True, TODAY - 3 * DAY),
        (TODAY - 3 * DAY, [TODAY - 3 * DAY], True, TODAY - 3 * DAY),
        (TODAY - 3 * DAY, [TODAY - 2 * DAY], True, None),
        (TODAY - 3 * DAY, [], False, None),
        (TODAY, [], True, None),
        (None, [], True, None),
    ],
)
def test_nothing_told_since_the_last_meeting_is_warned_of_from_the_day_after_it(
    met_on: date | None, told_on: list[date], *, planned: bool, since: date | None
) -> None:
    assert untold_since(met_on, told_on, TODAY, planned=planned) == since


@pytest.mark.article("14(3.4)")
def test_the_table_is_told_in_words() -> None:
    link, words = FindingsMeans.LINK, "Po zbatohet."
    check_findings(words, TODAY, TODAY, means=link, planned_on=PLANNED)
    with pytest.raises(NothingToTell):
        check_findings(" ", TODAY, TODAY, means=link, planned_on=PLANNED)
    with pytest.raises(StillToCome):
        check_findings(words, TODAY + DAY, TODAY, means=link, planned_on=PLANNED)


@pytest.mark.article("14(3.4)")
def test_in_a_meeting_it_is_told_on_a_day_on_which_the_table_met() -> None:
    words, met = "Po zbatohet.", {TODAY - DAY}
    check_findings(
        words, TODAY - DAY, TODAY, means=FindingsMeans.MEETING, planned_on=PLANNED, met=met
    )
    check_findings(words, TODAY, TODAY, means=FindingsMeans.PAPER, planned_on=PLANNED, met=met)
    for on in (TODAY, TODAY - 2 * DAY):
        with pytest.raises(NobodyMetThen):
            check_findings(
                words, on, TODAY, means=FindingsMeans.MEETING, planned_on=PLANNED, met=met
            )


@pytest.mark.article("14(3.4)")
@pytest.mark.parametrize("planned_on", [None, TODAY + DAY])
def test_before_a_plan_there_is_nothing_to_tell_of(planned_on: date | None) -> None:
    with pytest.raises(NothingPlannedThen):
        check_findings("Mirë.", TODAY, TODAY, means=FindingsMeans.PAPER, planned_on=planned_on)
    check_findings("Mirë.", TODAY, TODAY, means=FindingsMeans.PAPER, planned_on=TODAY)


@pytest.mark.article("14(6)", "17(3.5)")
def test_after_the_death_nothing_is_monitored_and_what_was_by_its_day_is_recorded() -> None:
    check_monitoring(SECOND, [SAME], TODAY, TODAY, died_on=TODAY)
    with pytest.raises(PlanEndedWithDeath):
        check_monitoring(SECOND, [SAME], TODAY, TODAY, died_on=TODAY - DAY)
