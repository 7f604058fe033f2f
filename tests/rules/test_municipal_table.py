"""What a municipal table lacks, since when, on what basis: Art. 3, 4(1), 8(2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.municipal_table import (
    SEATED_KINDS,
    EndedBeforeItBegan,
    EndWithoutReason,
    KindSeats,
    Lack,
    Lacking,
    MunicipalTable,
    SeatHeld,
    StandsAlready,
    StandsNoMore,
    check_seat,
    check_seat_end,
    lacks,
    seated_from,
)
from rules.refusals import ProcedureRefused
from rules.seats import SeatedThen, ThereAfterwards

TODAY = date(2026, 10, 15)
DAY = timedelta(days=1)
SINCE, LEFT, BACK = date(2026, 7, 1), date(2026, 9, 1), date(2026, 10, 1)
FULL = dict.fromkeys(SEATED_KINDS, KindSeats(1, 1))


def found(kinds: Mapping[str, KindSeats], *, convened: bool = True) -> list[Lack]:
    return list(
        lacks(MunicipalTable(SINCE, convened, LEFT if not convened else None, kinds), TODAY)
    )


@pytest.mark.article("4(1)")
def test_the_kinds_of_other_institutions_have_a_seat_from_1_3_to_1_14() -> None:
    assert tuple(f"1.{number}" for number in range(3, 15)) == SEATED_KINDS
    assert found(FULL) == []


@pytest.mark.article("3", "4(1)")
def test_a_kind_lacks_a_seat_since_the_last_one_ended_or_since_the_municipality_is_in_service() -> (
    None
):
    ended = FULL | {"1.6": KindSeats(0, 0, left_on=LEFT)}
    assert found(ended) == [Lack(Lacking.SEAT, DEFAULTS.STANDING_SEAT, LEFT, "1.6")]
    never = {kind: seats for kind, seats in FULL.items() if kind != "1.4"}
    assert found(never) == [Lack(Lacking.SEAT, DEFAULTS.STANDING_SEAT, SINCE, "1.4")]


@pytest.mark.article("3", "4(1)")
def test_one_address_that_works_is_enough_and_none_is_a_line_since_it_came_back() -> None:
    two = FULL | {"1.6": KindSeats(2, 1, unreached_since=BACK)}
    assert found(two) == []
    none = FULL | {"1.6": KindSeats(2, 0, left_on=LEFT, unreached_since=BACK)}
    assert found(none) == [Lack(Lacking.CONTACT, DEFAULTS.STANDING_SEAT, BACK, "1.6")]
    unwritten = FULL | {"1.6": KindSeats(1, 0)}
    assert [each.since for each in found(unwritten)] == [None]


@pytest.mark.article("3", "4(1)")
def test_whoever_is_said_to_have_left_is_a_line_beside_what_else_lacks() -> None:
    gone = FULL | {"1.6": KindSeats(2, 2, gone_since=BACK)}
    assert found(gone) == [Lack(Lacking.LEFT, DEFAULTS.STANDING_SEAT, BACK, "1.6")]
    both = FULL | {"1.6": KindSeats(1, 0, unreached_since=LEFT, gone_since=BACK)}
    assert [each.what for each in found(both)] == [Lacking.CONTACT, Lacking.LEFT]


@pytest.mark.article("3")
def test_a_table_of_nobody_is_one_line_under_article_3() -> None:
    assert found({}) == [Lack(Lacking.MEMBERS, Article(3), SINCE)]
    left = {"1.6": KindSeats(left_on=LEFT), "1.9": KindSeats(left_on=BACK)}
    assert found(left) == [Lack(Lacking.MEMBERS, Article(3), BACK)]


@pytest.mark.article("3")
def test_whoever_convenes_is_looked_for_first() -> None:
    assert found(FULL, convened=False) == [Lack(Lacking.CONVENER, DEFAULTS.CONVENER, LEFT)]
    assert [each.what for each in found({}, convened=False)] == [
        Lacking.CONVENER,
        Lacking.MEMBERS,
    ]


@pytest.mark.article("3")
def test_a_seat_is_taken_once_on_a_day_that_has_come() -> None:
    check_seat(TODAY, TODAY, stands=False, left=False, last_ended_on=None)
    for stands, left in ((True, False), (False, True)):
        with pytest.raises(StandsAlready):
            check_seat(TODAY, TODAY, stands=stands, left=left, last_ended_on=None)
    with pytest.raises(ProcedureRefused):
        check_seat(TODAY + DAY, TODAY, stands=False, left=False, last_ended_on=None)


@pytest.mark.article("3")
def test_another_seat_begins_on_the_day_on_which_the_one_before_ended_or_later() -> None:
    check_seat(LEFT, TODAY, stands=False, left=False, last_ended_on=LEFT)
    with pytest.raises(SeatedThen):
        check_seat(LEFT - DAY, TODAY, stands=False, left=False, last_ended_on=LEFT)


@pytest.mark.article("3")
def test_a_seat_ends_once_for_a_reason_and_not_before_it_began() -> None:
    held = SeatHeld(stands=True, since=LEFT, there_on=None)
    check_seat_end(LEFT, TODAY, held, "Tjetër punë.")
    check_seat_end(LEFT, TODAY, replace(held, since=None), "Tjetër punë.")
    with pytest.raises(StandsNoMore):
        check_seat_end(LEFT, TODAY, replace(held, stands=False), "x")
    with pytest.raises(EndedBeforeItBegan):
        check_seat_end(LEFT - DAY, TODAY, held, "x")
    with pytest.raises(EndWithoutReason):
        check_seat_end(LEFT, TODAY, held, " ")
    with pytest.raises(ProcedureRefused):
        check_seat_end(TODAY + DAY, TODAY, held, "x")


@pytest.mark.article("3", "9")
def test_a_seat_does_not_end_before_a_meeting_at_which_the_record_has_its_holder() -> None:
    held = SeatHeld(stands=True, since=None, there_on=LEFT)
    check_seat_end(LEFT, TODAY, held, "Tjetër punë.")
    with pytest.raises(ThereAfterwards):
        check_seat_end(LEFT - DAY, TODAY, held, "Tjetër punë.")


@pytest.mark.article("8(2)")
def test_who_stands_sits_in_the_quarter_from_the_true_day_of_the_seat() -> None:
    assert seated_from(BACK, SINCE, TODAY) == BACK
    assert seated_from(SINCE, BACK, TODAY) == BACK, "the table did not begin before"
    assert seated_from(None, SINCE, TODAY) == TODAY, "nobody knows since when"
