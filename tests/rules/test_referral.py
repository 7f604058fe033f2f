"""From referral to a manager with an initial assessment: Art. 4(2), 5(1.1), 6(1.5), 8(1)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules import referral
from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.facts import CaseFacts
from rules.referral import (
    CATEGORIES,
    OTHER_CATEGORIES,
    AppointedBeforeTheReferral,
    AppointedMeanwhile,
    NoCategory,
    StandingAppointment,
    check_appointed,
    check_as_shown,
    check_categories,
)
from tests.rules.known import MEETING, REFERRED, a_case, a_managed_case, a_table


def owed(facts: CaseFacts) -> list[Duty]:
    return [duty.duty for duty in referral.duties(facts)]


@pytest.mark.article("5(1.1)", "20(1)")
def test_annex_1_has_nineteen_categories_of_which_four_are_other() -> None:
    assert len(CATEGORIES) == len(set(CATEGORIES)) == 19
    assert set(CATEGORIES) >= OTHER_CATEGORIES
    assert len(OTHER_CATEGORIES) == 4


@pytest.mark.article("5(1.1)")
@pytest.mark.parametrize("codes", [[], ["M8"], ["M1", "X1"], ["m1"]])
def test_a_referral_without_a_category_is_refused(codes: list[str]) -> None:
    with pytest.raises(NoCategory):
        check_categories(codes)


@pytest.mark.article("5(1.1)")
def test_more_than_one_category_may_apply() -> None:
    check_categories(CATEGORIES)
    check_categories(["N2"])


@pytest.mark.article("4(2)")
def test_the_head_is_told_and_appoints_by_the_next_day() -> None:
    facts = a_case()
    assert [(step.act, step.on) for step in referral.steps(facts)] == [
        ("announce_referral", REFERRED)
    ]
    duty = next(iter(referral.duties(facts)))
    assert (duty.duty, duty.actor) == (Duty.APPOINT_MANAGER, "head")
    assert duty.due == REFERRED + timedelta(days=1)
    assert duty.is_ours  # the Regulation gives no limit


@pytest.mark.article("4(2)")
def test_nobody_is_appointed_before_the_referral_reached_the_centre() -> None:
    typed = REFERRED + timedelta(days=3)
    assert check_appointed(REFERRED, typed, REFERRED) == REFERRED
    assert check_appointed(None, typed, REFERRED) == typed
    with pytest.raises(AppointedBeforeTheReferral) as refused:
        check_appointed(REFERRED - timedelta(days=1), typed, REFERRED)
    assert refused.value.basis == DEFAULTS.HAPPENED
    with pytest.raises(StillToCome):
        check_appointed(typed + timedelta(days=1), typed, REFERRED)


@pytest.mark.article("4(2)")
def test_the_officer_is_told_of_the_appointment() -> None:
    facts = a_case(announced=True, appointed_on=REFERRED, appointment_to_announce=MEETING)
    assert [step.act for step in referral.steps(facts)] == ["announce_appointment"]
    assert not list(referral.steps(replace(facts, appointment_to_announce=None)))


@pytest.mark.article("12(1)", "6(1.5)", "4(3)")
def test_the_manager_assesses_drafts_a_plan_and_chooses_the_table() -> None:
    facts = a_managed_case(assessed_initially=False)
    assert owed(facts) == [Duty.RECORD_ASSESSMENT, Duty.CHOOSE_COMPOSITION]
    without_plan = a_managed_case(planned_initially=False)
    assert Duty.RECORD_ASSESSMENT in owed(without_plan)
    assert next(referral.duties(without_plan)).count == referral.PLAN_ONLY
    assert next(referral.duties(facts)).count != referral.PLAN_ONLY
    assert owed(a_managed_case(table=a_table(composed=True))) == []


@pytest.mark.article("4(2)")
def test_nobody_replaces_a_manager_of_whom_the_page_did_not_tell_them() -> None:
    standing = StandingAppointment(UUID(int=2), "Blerim Hoxha", "Arta Berisha", date(2026, 9, 1))
    check_as_shown("", None)
    check_as_shown(standing.id.hex, standing)
    for shown in ("", UUID(int=1).hex, "another"):
        with pytest.raises(AppointedMeanwhile) as refused:
            check_as_shown(shown, standing)
        assert refused.value.facts["officer"] == "Blerim Hoxha"
