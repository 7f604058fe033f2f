"""Which reports had not come by their last day, whatever turns out later: Art. 8(9)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from rules.missed_reports import (
    AskedReport,
    NobodyOwedIt,
    check_owed,
    limits,
    missed,
    standing,
)
from tests.rules.known import MEMBER, a_case, a_report, in_implementation

DAY = timedelta(days=1)
ONE, DUE, TODAY = UUID(int=1), date(2027, 3, 4), date(2027, 3, 10)
HELD = date(2027, 3, 6)
ASKED = AskedReport(ONE, ONE, DUE, None, None, met_before=True, sat=True)


@pytest.mark.article("8(9)")
def test_a_report_for_which_no_day_was_left_is_in_time_until_the_meeting() -> None:
    """Nobody is late with it before; whoever had written nothing when the table met is."""
    at_once = replace(ASKED, due=HELD, at_once=True)
    assert missed(at_once, TODAY) is None  # the table has not met, or nobody has typed it
    held = replace(at_once, held_on=HELD)
    assert missed(held, HELD) is None
    lapse = missed(held, TODAY)
    assert lapse is not None
    assert lapse.limit == HELD
    assert missed(replace(held, received_on=HELD), TODAY) is None
    assert missed(replace(held, received_on=date(2027, 3, 7)), TODAY) is not None
    assert missed(replace(held, died_on=HELD), TODAY) is None


@pytest.mark.article("8(9)")
@pytest.mark.parametrize("held_on", [DUE - DAY, DUE])
def test_of_a_meeting_before_the_last_day_a_report_is_in_time_until_it(held_on: date) -> None:
    """Nobody had written, and the table met: on whatever day it turns out to have been."""
    early = replace(ASKED, held_on=held_on)
    lapse = missed(early, TODAY)
    assert lapse is not None
    assert lapse.limit == held_on
    assert missed(early, held_on) is None
    assert missed(replace(early, received_on=held_on), TODAY) is None
    assert missed(replace(early, received_on=held_on + DAY), TODAY) is not None
    assert missed(replace(early, died_on=held_on), TODAY) is None
    assert missed(replace(early, called_off_on=held_on), TODAY) is None
    assert missed(replace(early, called_off_on=held_on + DAY), TODAY) is not None
    (noted,) = limits(a_case(reports=(a_report(due=DUE, held_on=held_on),)))
    assert noted.limit == held_on


@pytest.mark.article("8(9)")
def test_who_had_no_day_and_wrote_nothing_is_late_from_the_meeting_on() -> None:
    report = a_report(at_once=True, held_on=DUE)
    (lapse,) = limits(a_case(reports=(report,)))
    assert (lapse.limit, lapse.member_id) == (DUE, MEMBER)
    others: list[dict[str, Any]] = [
        {"held_on": None},
        {"received": True},
        {"owed": False},
        {"at_once": False, "due": DUE - DAY},
    ]
    for other in others:
        assert not list(limits(a_case(reports=(replace(report, **other),))))


@pytest.mark.article("8(9)")
def test_a_report_is_missed_where_it_was_owed_and_had_not_come() -> None:
    lapse = missed(ASKED, TODAY)
    assert lapse is not None
    assert (lapse.limit, lapse.meeting_id, lapse.member_id) == (DUE, ONE, ONE)
    assert missed(replace(ASKED, received_on=DUE), TODAY) is None
    assert missed(replace(ASKED, received_on=HELD), TODAY) is not None
    assert missed(ASKED, DUE) is None
    assert missed(replace(ASKED, called_off_on=DUE), TODAY) is None
    assert missed(replace(ASKED, called_off_on=HELD), TODAY) is not None
    assert missed(replace(ASKED, met_before=False), TODAY) is None
    assert missed(replace(ASKED, sat=False), TODAY) is None
    assert missed(replace(ASKED, held_on=HELD), TODAY) == lapse
    assert missed(replace(ASKED, died_on=DUE), TODAY) is None
    assert missed(replace(ASKED, died_on=HELD), TODAY) is not None


@pytest.mark.article("8(9)", "14(3.2)")
def test_nobody_hears_of_a_report_that_nobody_owed() -> None:
    owed = a_report()
    facts = in_implementation(reports=(owed, replace(owed, owed=False)))
    assert list(standing(facts)) == [owed]
    check_owed(owed)
    with pytest.raises(NobodyOwedIt):
        check_owed(replace(owed, owed=False))
