"""Which fact holds on a day, and what follows from a change: Art. 4(5), 4(6), 12(1)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from rules.composition import BY_LAW, TOLD_OF_MEETINGS, ChildStatus, Relation
from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.grounds import Ground
from rules.known import (
    FactCorrectedWithoutReason,
    FactName,
    LiftedWithoutReason,
    MarkWithoutSource,
    NotAnAnswer,
    SourceMissing,
    Value,
    asked_of,
    check,
    check_words,
    in_force,
    is_safe,
    uncorrected,
)
from rules.known_change import Change, Consequence, follows

TODAY = date(2026, 9, 20)


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as it stands in a row."""

    id: UUID
    valid_from: date | None
    known_on: date
    recorded_at: datetime
    corrects_id: UUID | None = None

    @property
    def number(self) -> int:
        return self.id.int


def said(number: int, valid_from: int | None, known_on: int, corrects: int | None = None) -> Said:
    """One fact by days of September, recorded in the order of their numbers."""
    return Said(
        UUID(int=number),
        date(2026, 9, valid_from) if valid_from else None,
        date(2026, 9, known_on),
        datetime(2026, 9, 20, number, tzinfo=UTC),
        UUID(int=corrects) if corrects else None,
    )


def holding(facts: list[Said], *days: int) -> list[int | None]:
    found = [in_force(facts, date(2026, 9, day)) for day in days]
    return [fact.id.int if fact else None for fact in found]


def test_a_change_holds_from_its_day_and_what_was_before_held_until_then() -> None:
    facts = [said(1, 2, 2), said(2, 10, 15)]
    assert holding(facts, 1, 2, 9, 10, 20) == [None, 1, 1, 2, 2]


def test_where_nobody_knows_since_when_it_holds_since_it_was_known_and_the_first_also_before() -> (
    None
):
    facts = [said(1, None, 5), said(2, None, 12)]
    assert holding(facts, 1, 5, 11, 12) == [1, 1, 1, 2]
    assert holding([said(1, 5, 5)], 4) == [None]


@pytest.mark.article("12(1)")
def test_a_correction_without_a_day_holds_from_where_what_it_corrects_began() -> None:
    heard = [said(1, 2, 2), said(2, None, 12), said(3, None, 18, corrects=2)]
    assert holding(heard, 11, 12, 17, 18) == [1, 3, 3, 3]
    dated = [said(1, 2, 2), said(2, 10, 12), said(3, None, 18, corrects=2)]
    assert holding(dated, 9, 10, 17) == [1, 3, 3]


def test_an_earlier_beginning_learned_later_does_not_push_out_what_came_after_it() -> None:
    facts = [said(1, 10, 10), said(2, 3, 18)]
    assert holding(facts, 5, 10, 20) == [2, 1, 1]


def test_of_two_that_begin_on_one_day_the_one_recorded_later_holds() -> None:
    assert holding([said(2, 5, 5), said(1, 5, 5)], 5) == [2]


def test_a_beginning_that_is_known_wins_over_one_that_nobody_knew() -> None:
    assert holding([said(1, None, 10), said(2, 3, 18)], 2, 3, 20) == [1, 2, 2]


@pytest.mark.article("4(5)")
def test_what_protects_holds_from_the_day_it_is_said() -> None:
    no, mark = said(1, 10, 10), said(2, 3, 18)
    assert in_force([no, mark], TODAY) is no
    assert in_force([no, mark], TODAY, newest=True) is mark


def test_what_was_corrected_never_held_and_a_correction_can_be_corrected() -> None:
    wrong = [said(1, 2, 2), said(2, 12, 15, corrects=1)]
    assert holding(wrong, 5, 12) == [None, 2]
    again = [*wrong, said(3, 1, 16, corrects=2)]
    assert holding(again, 5, 12) == [3, 3]
    assert [fact.id.int for fact in uncorrected(again)] == [3]


def test_a_correction_of_what_nobody_knew_since_when_holds_from_where_that_began() -> None:
    first, second = said(1, None, 2), said(2, None, 10)
    facts = [first, second, said(3, None, 18, corrects=2)]
    assert holding(facts, 9, 10, 20) == [1, 3, 3]
    assert holding([first, second, said(3, 15, 18, corrects=2)], 12, 15) == [1, 3]
    assert holding([*facts, said(4, None, 19, corrects=3)], 9, 10) == [1, 4]


def test_no_answer_is_in_force_where_nobody_was_asked() -> None:
    assert in_force([], TODAY) is None


def test_what_was_said_of_an_earlier_contact_says_nothing_of_a_new_one() -> None:
    contact, answer, moved = said(1, None, 2), said(2, None, 3), said(3, None, 4)
    assert is_safe(contact, answer, True) is True
    assert is_safe(contact, answer, None) is None
    assert is_safe(moved, answer, True) is None
    assert is_safe(contact, None, None) is None


@pytest.mark.article("4(5)")
@pytest.mark.parametrize("relation", Relation)
def test_violence_is_asked_of_every_adult_and_of_no_child(relation: Relation) -> None:
    asked = asked_of(relation)
    assert (FactName.VIOLENCE in asked) is (relation is not Relation.CHILD)
    assert (FactName.STATUS in asked) is (relation is Relation.CHILD)
    assert (FactName.OFFICER in asked) is (relation is Relation.GUARDIAN)
    assert {FactName.CONTACT_SAFE, FactName.INTERPRETER, FactName.CAN_READ} <= set(asked)


@pytest.mark.article("8(10)", "17(2)")
def test_a_carer_is_told_of_meetings_and_is_no_guardian_by_law() -> None:
    assert Relation.CARER in TOLD_OF_MEETINGS - BY_LAW
    assert Relation.RELATIVE not in TOLD_OF_MEETINGS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (FactName.STATUS, "tourist"),
        (FactName.STATUS, ChildStatus.UNKNOWN),  # not known is None
        (FactName.RELATION, Relation.CHILD),
        (FactName.RELATION, None),
        (FactName.VIOLENCE, "yes"),
        (FactName.BIRTH_DATE, "2024-03-12"),
        (FactName.RESIDENCE, ""),
    ],
)
def test_an_answer_to_another_question_is_refused(name: FactName, value: Value) -> None:
    with pytest.raises(NotAnAnswer):
        check(name, value, valid_from=None, known_on=TODAY, today=TODAY)


@pytest.mark.parametrize("name", sorted(set(FactName) - {FactName.RELATION}))
def test_not_known_is_an_answer_everywhere(name: FactName) -> None:
    check(name, None, valid_from=None, known_on=TODAY, today=TODAY)


def test_no_fact_is_of_a_day_to_come() -> None:
    later = date(2026, 9, 21)
    days: list[dict[str, Any]] = [
        {"valid_from": later, "known_on": TODAY},
        {"valid_from": None, "known_on": later},
    ]
    for more in days:
        with pytest.raises(StillToCome):
            check(FactName.RESIDENCE, "Ferizaj", today=TODAY, **more)
    with pytest.raises(StillToCome):
        check(FactName.BIRTH_DATE, later, valid_from=None, known_on=TODAY, today=TODAY)


def words(name: FactName, before: Value, value: Value, **more: Any) -> None:
    said: dict[str, Any] = {"source": "Nëna.", "corrects": False, "reason": ""} | more
    check_words(name, before, value, **said)


@pytest.mark.article("4(5)", "12(1)")
def test_a_source_always_and_a_reason_for_a_correction() -> None:
    with pytest.raises(SourceMissing):
        words(FactName.RESIDENCE, None, "Ferizaj", source=" ")
    with pytest.raises(MarkWithoutSource):
        words(FactName.VIOLENCE, None, True, source="")
    with pytest.raises(FactCorrectedWithoutReason):
        words(FactName.RESIDENCE, "Lipjan", "Ferizaj", corrects=True)
    words(FactName.RESIDENCE, "Lipjan", "Ferizaj", corrects=True, reason="Gabim.")


@pytest.mark.article("4(5)")
@pytest.mark.parametrize("value", [False, None])
def test_a_mark_of_violence_is_lifted_with_a_reason_only(value: Value) -> None:
    with pytest.raises(LiftedWithoutReason) as refused:
        words(FactName.VIOLENCE, True, value)
    assert refused.value.basis == DEFAULTS.VIOLENCE
    words(FactName.VIOLENCE, True, value, reason="Gjykata e liroi.")
    words(FactName.VIOLENCE, False, value)


@pytest.mark.article("4(5)", "4(6)", "17(3.2)")
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            Change(FactName.STATUS, "resident", "refugee", "refugee", {"1.6"}),
            Consequence.REPRESENTATIVE_MISSING,
        ),
        (Change(FactName.STATUS, "resident", "refugee", "refugee", {"1.6", "6.1"}), None),
        (Change(FactName.STATUS, "refugee", "resident", "resident", {"1.6"}), None),
        (Change(FactName.STATUS, "refugee", None, None, {"1.6"}), None),
        (Change(FactName.VIOLENCE, None, True, True), Consequence.BARRED),
        (Change(FactName.VIOLENCE, False, True, True, told=1), Consequence.TOLD_BEFORE),
        (Change(FactName.VIOLENCE, True, True, True, told=1), None),
        (Change(FactName.VIOLENCE, True, None), Consequence.BAR_LIFTED),
        (Change(FactName.VIOLENCE, None, False, False), None),
        (Change(FactName.CONTACT, "044", "044", "044"), Consequence.SAFETY_OPEN),
        (Change(FactName.CONTACT, "044", None), None),
        (Change(FactName.RESIDENCE, "Ferizaj", "Ferizaj", "Lipjan"), Consequence.EARLIER),
        (Change(FactName.BIRTH_DATE, date(2008, 9, 1), date(2008, 9, 21)), None),
        (
            Change(FactName.BIRTH_DATE, None, date(2008, 9, 21), ground=Ground.EIGHTEEN),
            Consequence.TOO_YOUNG,
        ),
        (Change(FactName.BIRTH_DATE, None, date(2008, 9, 20), ground=Ground.EIGHTEEN), None),
        (
            Change(FactName.BIRTH_DATE, date(2008, 1, 1), None, ground=Ground.EIGHTEEN),
            Consequence.TOO_YOUNG,
        ),
    ],
)
def test_what_follows_from_a_change(change: Change, found: Consequence | None) -> None:
    assert follows(change, TODAY) is found
