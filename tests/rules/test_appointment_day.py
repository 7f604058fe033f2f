"""A slip in the day of an appointment is corrected, within its bounds: Art. 4(2), decision 0140."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.appointment_day import (
    AfterItsFirstWork,
    AfterTheNextManager,
    AppointmentDayStands,
    AppointmentDayUnreasoned,
    AppointmentFacts,
    EnteredBeforeAppointed,
    check_appointment_day,
)
from rules.days import StillToCome
from rules.referral import AppointedBeforeTheReferral, BeforeTheFormerManager

DAY = timedelta(days=1)
REFERRED, APPOINTED, ENTERED, TODAY = (date(2026, 9, day) for day in (2, 4, 10, 20))
FACTS = AppointmentFacts(APPOINTED, ENTERED, REFERRED)
WHY = "U shtyp gabim."


@pytest.mark.article("4(2)")
def test_it_is_no_day_before_the_referral_and_none_after_it_was_entered() -> None:
    for day in (REFERRED, ENTERED):
        check_appointment_day(FACTS, day, WHY, TODAY)
    with pytest.raises(AppointedBeforeTheReferral) as early:
        check_appointment_day(FACTS, REFERRED - DAY, WHY, TODAY)
    assert early.value.facts == {"day": REFERRED - DAY, "since": REFERRED}
    with pytest.raises(EnteredBeforeAppointed) as late:
        check_appointment_day(FACTS, ENTERED + DAY, WHY, TODAY)
    assert late.value.facts == {"day": ENTERED}


@pytest.mark.article("4(2)")
def test_it_is_another_day_that_has_come_with_its_reason() -> None:
    with pytest.raises(AppointmentDayStands):
        check_appointment_day(FACTS, APPOINTED, WHY, TODAY)
    with pytest.raises(AppointmentDayUnreasoned):
        check_appointment_day(FACTS, REFERRED, " ", TODAY)
    with pytest.raises(StillToCome):
        check_appointment_day(FACTS, TODAY + DAY, WHY, TODAY)


@pytest.mark.article("4(2)")
def test_the_managers_follow_each_other() -> None:
    between = replace(FACTS, former_on=date(2026, 9, 3), next_on=date(2026, 9, 6))
    for day in (date(2026, 9, 3), date(2026, 9, 6)):
        check_appointment_day(between, day, WHY, TODAY)
    with pytest.raises(BeforeTheFormerManager):
        check_appointment_day(between, REFERRED, WHY, TODAY)
    with pytest.raises(AfterTheNextManager):
        check_appointment_day(between, date(2026, 9, 7), WHY, TODAY)


@pytest.mark.article("4(2)", "8(3)")
def test_it_is_no_day_after_what_only_the_manager_does() -> None:
    worked = replace(FACTS, rests_on=date(2026, 9, 6))
    check_appointment_day(worked, date(2026, 9, 6), WHY, TODAY)
    with pytest.raises(AfterItsFirstWork) as refused:
        check_appointment_day(worked, date(2026, 9, 7), WHY, TODAY)
    assert refused.value.facts == {"day": date(2026, 9, 6)}
