"""A slip in the day of a referral is corrected, before all that rests on it: Art. 4(2), 8(1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rules import referral_day
from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.referral_day import (
    DayBefore,
    ReferralDayStands,
    ReferralDayUnreasoned,
    RestsOnTheReferral,
    check_came,
    check_referral_day,
    may_correct,
    stood_then,
)
from rules.refusals import ProcedureRefused
from tests.rules.known import REFERRED

DAY = timedelta(days=1)
TODAY = REFERRED + 20 * DAY
FACTS = RestsOnTheReferral(referred_on=REFERRED, entered_on=REFERRED + 6 * DAY)
WHY = "U shtyp gabim."


@pytest.mark.article("8(1)")
def test_another_day_stands_for_the_one_on_record_from_long_before_to_its_entry() -> None:
    for days in (-30, -1, 1, 6):
        check_referral_day(FACTS, REFERRED + days * DAY, WHY, TODAY)


@pytest.mark.article("8(1)")
def test_it_has_a_reason_and_is_another_day_that_has_come() -> None:
    with pytest.raises(ReferralDayUnreasoned):
        check_referral_day(FACTS, REFERRED - DAY, " ", TODAY)
    with pytest.raises(ReferralDayStands):
        check_referral_day(FACTS, REFERRED, WHY, TODAY)
    with pytest.raises(StillToCome):
        check_referral_day(FACTS, TODAY + DAY, WHY, TODAY)
    with pytest.raises(StillToCome):  # said before anything else
        check_referral_day(FACTS, TODAY + DAY, "", TODAY)


@pytest.mark.article("4(2)", "8(1)")
@pytest.mark.parametrize(
    ("what", "refused"),
    [
        ("entered_on", referral_day.EnteredBeforeItCame),
        ("appointed_on", referral_day.AppointedBeforeItCame),
        ("seated_on", referral_day.SeatedBeforeItCame),
        ("met_on", referral_day.MetBeforeItCame),
        ("told_on", referral_day.ToldBeforeItCame),
        ("done_on", referral_day.DoneBeforeItCame),
        ("handed_on", referral_day.ReceiptBeforeItCame),
        ("linked_on", referral_day.LinkedBeforeItCame),
    ],
)
def test_nothing_that_rests_on_it_was_before_it(what: str, refused: type[ProcedureRefused]) -> None:
    facts = replace(FACTS, **{what: REFERRED + 3 * DAY})
    check_referral_day(facts, REFERRED + 3 * DAY, WHY, TODAY)
    with pytest.raises(refused) as raised:
        check_referral_day(facts, REFERRED + 4 * DAY, WHY, TODAY)
    assert raised.value.facts == {"day": REFERRED + 3 * DAY}
    assert raised.value.basis in {DEFAULTS.HAPPENED, DEFAULTS.RECEIPT, DEFAULTS.REOPENING}


@pytest.mark.article("5(1.1)", "8(1)")
def test_who_was_referred_was_born_and_is_a_child_when_it_is_entered() -> None:
    entered, first = date(2026, 9, 7), date(2008, 9, 7)
    check_came(first, entered, None)
    with pytest.raises(referral_day.CameBeforeAChildhood) as raised:
        check_came(first - DAY, entered, None)
    assert raised.value.facts == {"day": first}
    born = date(2019, 3, 4)
    check_came(born, entered, born)
    with pytest.raises(referral_day.CameBeforeTheBirth) as unborn:
        check_came(born - DAY, entered, born)
    assert (unborn.value.facts, unborn.value.basis) == ({"day": born}, DEFAULTS.HAPPENED)
    facts = replace(FACTS, born_on=REFERRED - DAY)
    check_referral_day(facts, REFERRED - DAY, WHY, TODAY)
    with pytest.raises(referral_day.CameBeforeTheBirth):
        check_referral_day(facts, REFERRED - 2 * DAY, WHY, TODAY)


@pytest.mark.article("17(3.2)")
def test_whoever_was_of_age_when_the_referral_came_is_no_child() -> None:
    entered, came = date(2026, 9, 7), date(2026, 9, 1)
    check_came(came, entered, date(2008, 9, 2))  # of age since, and a child when it came
    with pytest.raises(referral_day.NoChildAnyMore) as refused:
        check_came(came, entered, date(2008, 9, 1))
    assert (str(refused.value.basis), refused.value.facts) == ("17(3.2)", {})
    facts = replace(FACTS, born_on=REFERRED.replace(year=REFERRED.year - 18) + DAY)
    with pytest.raises(referral_day.NoChildAnyMore):
        check_referral_day(facts, REFERRED + DAY, WHY, TODAY)


@pytest.mark.article("18(1)", "8(1)")
def test_the_earlier_case_stays_the_earlier_one() -> None:
    facts = replace(FACTS, earlier_on=REFERRED - 9 * DAY)
    check_referral_day(facts, REFERRED - 9 * DAY, WHY, TODAY)
    with pytest.raises(referral_day.CameBeforeTheEarlier):
        check_referral_day(facts, REFERRED - 10 * DAY, WHY, TODAY)


@pytest.mark.article("4(2)")
@pytest.mark.parametrize(
    ("runs", "is_managed", "acts_as_head", "may"),
    [
        (True, True, False, True),
        (False, False, True, True),
        (False, True, True, False),
        (False, False, False, False),
    ],
)
def test_whoever_runs_the_case_corrects_it_and_the_head_while_nobody_is_appointed(
    *, runs: bool, is_managed: bool, acts_as_head: bool, may: bool
) -> None:
    assert may_correct(runs=runs, is_managed=is_managed, acts_as_head=acts_as_head) is may


@pytest.mark.article("8(1)", "18(1)")
def test_a_paper_says_the_day_that_stood_there_then() -> None:
    first = datetime(2026, 9, 10, 9, tzinfo=UTC)
    second = first + 2 * DAY
    corrections = [DayBefore(REFERRED, first), DayBefore(REFERRED - DAY, second)]
    now = REFERRED - 2 * DAY
    assert stood_then(corrections, now, first - DAY) == REFERRED
    assert stood_then(corrections, now, first) == REFERRED - DAY
    assert stood_then(corrections, now, second + DAY) == now
    assert stood_then([], now, first) == now
