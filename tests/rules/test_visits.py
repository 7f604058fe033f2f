"""A monitoring visit says who, what it found, and what is to follow until when: Art. 16(2)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from rules.days import StillToCome
from rules.supervision import OwnWork
from rules.visits import (
    BeforeTheVisit,
    Followed,
    FollowsBefore,
    NobodyVisited,
    NotDoneWithoutReason,
    NothingFollows,
    NothingFound,
    check_follow_up,
    check_followed,
    check_visit,
    is_overdue,
)

HEAD, MANAGER = UUID(int=1), UUID(int=2)
ON, TODAY = date(2026, 10, 5), date(2026, 10, 20)


@pytest.mark.article("16(2)")
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"who": " "}, NobodyVisited),
        ({"findings": ""}, NothingFound),
        ({"by": MANAGER}, OwnWork),
        ({"visited_on": date(2026, 10, 21)}, StillToCome),
    ],
)
def test_a_visit_says_who_and_what(wrong: dict[str, Any], refusal: type[Exception]) -> None:
    right: dict[str, Any] = {
        "visited_on": ON, "who": "Udhëheqësja", "findings": "Mirë.", "by": HEAD,
        "manager_id": MANAGER,
    }  # fmt: skip
    check_visit(right.pop("visited_on"), TODAY, **right)
    asked = {"visited_on": ON} | right | wrong
    with pytest.raises(refusal):
        check_visit(asked.pop("visited_on"), TODAY, **asked)


@pytest.mark.article("16(2)")
def test_what_is_to_follow_has_words_and_no_day_before_the_visit() -> None:
    check_follow_up(ON, words="Thirret mjeku.", until=None)
    check_follow_up(ON, words="Thirret mjeku.", until=ON)
    with pytest.raises(NothingFollows):
        check_follow_up(ON, words=" ", until=TODAY)
    with pytest.raises(FollowsBefore):
        check_follow_up(ON, words="Thirret mjeku.", until=date(2026, 10, 4))


@pytest.mark.article("16(2)")
@pytest.mark.parametrize(
    ("on", "became", "words", "refusal"),
    [
        (date(2026, 10, 4), Followed.DONE, "", BeforeTheVisit),
        (date(2026, 10, 21), Followed.DONE, "", StillToCome),
        (TODAY, Followed.NOT_DONE, " ", NotDoneWithoutReason),
    ],
)
def test_what_became_of_it_has_a_day_and_a_reason_where_it_was_not_done(
    on: date, became: Followed, words: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        check_followed(on, TODAY, visited_on=ON, became=became, words=words)
    check_followed(TODAY, TODAY, visited_on=ON, became=Followed.DONE, words="")
    check_followed(TODAY, TODAY, visited_on=ON, became=Followed.NOT_DONE, words="Ishte mbyllur.")


@pytest.mark.article("16(2)")
@pytest.mark.parametrize(
    ("until", "said", "late"),
    [
        (None, [], False),
        (TODAY, [], False),
        (date(2026, 10, 19), [], True),
        (date(2026, 10, 19), [(ON, Followed.DONE)], False),
        (date(2026, 10, 19), [(ON, Followed.NOT_DONE)], True),
        (date(2026, 10, 19), [(TODAY, Followed.NOT_DONE), (ON, Followed.DONE)], True),
        (date(2026, 10, 19), [(ON, Followed.NOT_DONE), (ON, Followed.DONE)], False),
    ],
)
def test_it_is_late_until_it_is_done(
    until: date | None, said: list[tuple[date, Followed]], late: bool
) -> None:
    assert is_overdue(until, said, TODAY) is late
