"""Which page goes to its paper by itself, and what a person may do with one that does not."""

from datetime import date

import pytest

from rules.filing import (
    CodedPage,
    NoSuchNumber,
    NoSuchPage,
    NotPrintedYet,
    OtherTextOnThatDay,
    RejectedWithoutReason,
    WaitsNoMore,
    WhyAside,
    check_known,
    check_page,
    check_rejected,
    check_same_text,
    check_signed_after_print,
    check_waits,
    put_aside,
)

GOOD = CodedPage(is_theirs=True, fits=True, is_in_force=True, is_there=False)
DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("codes", "found", "why"),
    [
        (1, GOOD, None),
        (0, None, WhyAside.NO_CODE),
        (2, None, WhyAside.TWO_CODES),
        (1, None, WhyAside.NOT_KNOWN),
        (1, CodedPage(False, False, False, True), WhyAside.NOT_THEIRS),
        (1, CodedPage(True, False, False, True), WhyAside.NO_SUCH_PAGE),
        (1, CodedPage(True, True, False, True), WhyAside.DOUBLE),
        (1, CodedPage(True, True, False, False), WhyAside.OLD_TEXT),
    ],
)
def test_what_is_unclear_waits_and_what_is_not_theirs_says_no_more(
    codes: int, found: CodedPage | None, why: WhyAside | None
) -> None:
    assert put_aside(codes, found) is why


def test_a_page_that_the_paper_has_not_is_refused() -> None:
    check_page(3, 3)
    for page in (0, 4):
        with pytest.raises(NoSuchPage) as refused:
            check_page(page, 3)
        assert refused.value.facts == {"pages": 3}


def test_what_is_decided_is_decided_once_with_a_number_or_a_reason() -> None:
    check_waits(waits=True)
    check_known(known=True)
    check_rejected("E njëjta.")
    with pytest.raises(WaitsNoMore):
        check_waits(waits=False)
    with pytest.raises(NoSuchNumber):
        check_known(known=False)
    with pytest.raises(RejectedWithoutReason):
        check_rejected(" ")


def test_nobody_signed_before_it_was_printed_or_under_another_text() -> None:
    check_signed_after_print(DAY, DAY)
    check_same_text(DAY, 1, same=True)
    with pytest.raises(NotPrintedYet):
        check_signed_after_print(DAY.replace(day=29), DAY)
    with pytest.raises(OtherTextOnThatDay):
        check_same_text(DAY, 1, same=False)
