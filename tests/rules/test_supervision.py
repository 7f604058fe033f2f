"""The head asks, the manager answers, a month is signed off once: Art. 16(1)."""

from datetime import date
from uuid import UUID

import pytest

from rules.days import StillToCome
from rules.months import (
    MonthNotOver,
    MonthNotSigned,
    MonthSigned,
    NothingRemarked,
    OwedFacts,
    check_remark,
    check_sign_off,
    first_of,
    last_of,
    months_over,
    was_late,
)
from rules.refusals import ProcedureRefused
from rules.supervision import (
    BeforeTheQuestion,
    ClosedUnanswered,
    NothingAnswered,
    NothingAskedOf,
    OwnAnswer,
    OwnWork,
    QuestionClosed,
    QuestionState,
    QuestionWaits,
    Turn,
    TurnFacts,
    check_answer,
    check_closing,
    check_question,
    check_reopening,
    check_supervises,
    state_of,
)

HEAD, MANAGER = UUID(int=1), UUID(int=2)
ASKED, TODAY = date(2026, 10, 5), date(2026, 10, 20)
OCTOBER = date(2026, 10, 1)


def said(*turns: tuple[Turn, int]) -> list[TurnFacts]:
    return [TurnFacts(turn, date(2026, 10, day)) for turn, day in turns]


@pytest.mark.article("16(1)")
@pytest.mark.parametrize(
    ("turns", "state"),
    [
        ([], QuestionState.WAITS),
        ([(Turn.ANSWERED, 6)], QuestionState.ANSWERED),
        ([(Turn.ANSWERED, 6), (Turn.CLOSED, 7)], QuestionState.CLOSED),
        ([(Turn.CLOSED, 7), (Turn.ANSWERED, 6)], QuestionState.CLOSED),  # typed last, said before
        ([(Turn.CLOSED, 7), (Turn.ANSWERED, 9)], QuestionState.CLOSED),  # an answer opens nothing
        ([(Turn.CLOSED, 7), (Turn.REOPENED, 8)], QuestionState.WAITS),
        ([(Turn.ANSWERED, 6), (Turn.REOPENED, 8), (Turn.ANSWERED, 9)], QuestionState.ANSWERED),
        ([(Turn.REOPENED, 8), (Turn.CLOSED, 8)], QuestionState.CLOSED),  # on one day as entered
    ],
)
def test_where_a_question_stands(turns: list[tuple[Turn, int]], state: QuestionState) -> None:
    assert state_of(said(*turns)) is state
    assert state_of(said(*turns), date(2026, 10, 5)) is QuestionState.WAITS


@pytest.mark.article("16(1)")
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"words": " "}, NothingAskedOf),
        ({"manager_id": None}, None),
        ({"manager_id": HEAD}, OwnWork),
        ({"asked_on": date(2026, 10, 21)}, StillToCome),
        ({}, None),
    ],
)
def test_who_asks_what_of_whom(
    wrong: dict[str, object], refusal: type[ProcedureRefused] | None
) -> None:
    facts = {"asked_on": ASKED, "words": "Pse?", "by": HEAD, "manager_id": MANAGER} | wrong
    on = facts.pop("asked_on")
    _refuses(lambda: check_question(on, TODAY, **facts), refusal)  # type: ignore[arg-type]


@pytest.mark.article("16(1)")
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"words": ""}, NothingAnswered),
        ({"by": HEAD}, OwnAnswer),
        ({"on": date(2026, 10, 4)}, BeforeTheQuestion),
        ({"on": date(2026, 10, 21)}, StillToCome),
        ({}, None),
    ],
)
def test_who_answers_and_when(
    wrong: dict[str, object], refusal: type[ProcedureRefused] | None
) -> None:
    facts = {"on": TODAY, "words": "Po.", "asked_on": ASKED, "by": MANAGER, "asked_by": HEAD}
    facts |= wrong
    on = facts.pop("on")
    _refuses(lambda: check_answer(on, TODAY, **facts), refusal)  # type: ignore[arg-type]


@pytest.mark.article("16(1)")
@pytest.mark.parametrize(
    ("turns", "words", "closing", "reopening"),
    [
        ([], "", ClosedUnanswered, QuestionWaits),
        ([], "U sqarua në takim.", None, QuestionWaits),
        ([(Turn.ANSWERED, 6)], "", None, NothingAskedOf),
        ([(Turn.ANSWERED, 6)], "Kur?", None, None),
        ([(Turn.CLOSED, 6)], "Kur?", QuestionClosed, None),
        ([(Turn.CLOSED, 20), (Turn.ANSWERED, 20)], "Kur?", QuestionClosed, None),
    ],
)
def test_what_is_closed_and_what_is_asked_further(
    turns: list[tuple[Turn, int]],
    words: str,
    closing: type[ProcedureRefused] | None,
    reopening: type[ProcedureRefused] | None,
) -> None:
    facts = said(*turns)
    _refuses(lambda: check_closing(TODAY, TODAY, facts, words=words, asked_on=ASKED), closing)
    _refuses(lambda: check_reopening(TODAY, TODAY, facts, words=words, asked_on=ASKED), reopening)


@pytest.mark.article("16(1)")
def test_what_is_typed_later_is_judged_on_its_own_day() -> None:
    """Closed on the 7th; that it was closed on the 6th already is no second closing."""
    closed = said((Turn.ANSWERED, 6), (Turn.CLOSED, 7))
    check_closing(date(2026, 10, 6), TODAY, closed, words="", asked_on=ASKED)
    with pytest.raises(BeforeTheQuestion):
        check_closing(date(2026, 10, 4), TODAY, closed, words="x", asked_on=ASKED)


@pytest.mark.article("16(1)")
def test_nobody_supervises_their_own_work() -> None:
    with pytest.raises(OwnWork):
        check_supervises(MANAGER, MANAGER)
    check_supervises(HEAD, MANAGER)
    check_supervises(HEAD, None)


@pytest.mark.article("16(1)")
@pytest.mark.parametrize(
    ("today", "by", "signed", "refusal"),
    [
        (date(2026, 10, 31), HEAD, False, MonthNotOver),
        (date(2026, 11, 1), HEAD, False, None),
        (date(2026, 11, 1), MANAGER, False, OwnWork),
        (date(2026, 11, 1), HEAD, True, MonthSigned),
    ],
)
def test_a_month_that_is_over_is_signed_off_once_by_another(
    today: date, by: UUID, signed: bool, refusal: type[ProcedureRefused] | None
) -> None:
    _refuses(
        lambda: check_sign_off(OCTOBER, today, by=by, manager_id=MANAGER, signed=signed), refusal
    )


@pytest.mark.article("16(1)")
@pytest.mark.parametrize(
    ("words", "by", "signed", "refusal"),
    [
        ("Gabim.", HEAD, True, None),
        (" ", HEAD, True, NothingRemarked),
        ("Gabim.", HEAD, False, MonthNotSigned),
        ("Gabim.", MANAGER, True, OwnWork),
    ],
)
def test_a_later_remark_stands_beside_what_was_signed(
    words: str, by: UUID, signed: bool, refusal: type[ProcedureRefused] | None
) -> None:
    _refuses(lambda: check_remark(words, by=by, manager_id=MANAGER, signed=signed), refusal)


@pytest.mark.article("16(1)")
@pytest.mark.parametrize(
    ("due", "late"),
    [(None, False), (date(2026, 10, 30), True), (date(2026, 10, 31), False)],
)
def test_what_was_late_when_the_month_was_over(due: date | None, late: bool) -> None:
    assert was_late(OwedFacts(due), OCTOBER) is late


@pytest.mark.article("16(1)")
def test_months() -> None:
    assert first_of(TODAY) == OCTOBER
    assert last_of(date(2027, 2, 1)) == date(2027, 2, 28)
    assert months_over(date(2026, 8, 17), date(2026, 10, 31)) == [
        date(2026, 9, 1),
        date(2026, 8, 1),
    ]
    assert months_over(TODAY, TODAY) == []
    assert months_over(TODAY, date(2026, 11, 1)) == [OCTOBER]


def _refuses(asked: object, refusal: type[ProcedureRefused] | None) -> None:
    assert callable(asked)
    if refusal is None:
        asked()
        return
    with pytest.raises(refusal):
        asked()
