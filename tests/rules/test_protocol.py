"""What a number of the office's protocol book may be: decision 0183."""

from datetime import date, timedelta

import pytest

from rules.protocol import (
    LONGEST,
    Booked,
    BookedBeforeIt,
    BookedLater,
    NoProtocolNumber,
    check_booked,
    check_number,
)

WRITTEN, TODAY = date(2026, 11, 20), date(2026, 11, 30)


@pytest.mark.parametrize("number", ["04-123/26", "Nr. 02/1-55", " 7 ", "1" * LONGEST])
def test_a_number_is_taken_as_the_book_has_it(number: str) -> None:
    assert check_number(number) == number.strip()


@pytest.mark.parametrize(
    "number", ["", "  ", "Vjosa Berisha", "1\n2", "1\u2028x", "1\x00", "1" * (LONGEST + 1)]
)
def test_what_is_none_is_refused(number: str) -> None:
    with pytest.raises(NoProtocolNumber):
        check_number(number)


def test_its_day_is_from_the_notice_on_until_today() -> None:
    for on in (WRITTEN, TODAY):
        assert check_booked(Booked(" 1/26 ", on), WRITTEN, TODAY) == Booked("1/26", on)
    with pytest.raises(BookedLater):
        check_booked(Booked("1/26", TODAY + timedelta(days=1)), WRITTEN, TODAY)
    with pytest.raises(BookedBeforeIt):
        check_booked(Booked("1/26", WRITTEN - timedelta(days=1)), WRITTEN, TODAY)
