"""What the next manager of a case is told and asked: Art. 4(2), 8(4), 14(1)."""

from datetime import date, timedelta

import pytest

from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.handover import (
    WhatIsOpen,
    goes_along,
    goes_to_who_decides,
    handed_over,
    waits_for_who_decides,
    waits_for_who_runs,
)
from rules.roles import Owner

TODAY = date(2026, 10, 20)


def owes(duty: Duty, *, by: Owner = Owner.MANAGER, days: int | None = 1) -> OpenDuty:
    due = TODAY + timedelta(days=days) if days is not None else None
    return OpenDuty(duty, by, due, DEFAULTS.MINUTES)


@pytest.mark.article("4(2)", "14(1)")
def test_the_next_manager_answers_for_all_that_is_open_and_learns_how_much() -> None:
    found = handed_over(
        [
            owes(Duty.WRITE_MINUTES, days=-1),
            owes(Duty.ANSWER_REQUEST, days=0),
            owes(Duty.ANSWER_REQUEST),
            owes(Duty.CONFIRM_NOTICE),
            owes(Duty.NAME_SUPERIOR, days=None),
            owes(Duty.CONFIRM_CONTACT),
            owes(Duty.CONFIRM_CONTACT, by=Owner.HEAD),
            owes(Duty.SIGN_MINUTES, by=Owner.MEMBERS, days=-3),
        ],
        TODAY,
    )
    assert found == WhatIsOpen(duties=6, late=1, requests=2, notices=2, confirmations=1)
    assert handed_over([], TODAY) == WhatIsOpen()


@pytest.mark.article("4(2)")
def test_what_is_said_to_the_officer_themselves_stays_with_them() -> None:
    assert goes_along("initiative/asked")
    assert goes_along("members/obstacle")
    assert not goes_along("appointment/appointed")
    assert not goes_along("chairing/sign")
    assert waits_for_who_decides("minutes/dissent")
    assert not waits_for_who_runs("supervision/answered")
    assert not waits_for_who_runs("appointment/manager")
    assert waits_for_who_runs("information/given")
    assert not waits_for_who_decides("declarations/refused")
    assert goes_to_who_decides("chairing/absent")
    assert goes_to_who_decides("convening/agree_date")
    assert not goes_to_who_decides("chairing/named")
