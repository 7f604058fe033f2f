"""Whose opinion is asked before a case is closed, and what counts as one: Art. 17(2)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from rules.composition import Relation
from rules.defaults import DEFAULTS
from rules.opinions import (
    Heard,
    Hearing,
    KinFacts,
    NotAskedWithoutReason,
    Opinion,
    OpinionOfTheDead,
    OpinionsMissing,
    OpinionWithoutWords,
    check_heard,
    check_opinion,
)

SAID, NOT_ASKED, NOT_POSSIBLE = Hearing.SAID, Hearing.NOT_ASKED, Hearing.NOT_POSSIBLE
DAY = date(2026, 11, 20)


def kin(relation: Relation, outcome: Hearing | None = None, **more: bool) -> KinFacts:
    return KinFacts(uuid4(), relation, outcome=outcome, **more)


CHILD = kin(Relation.CHILD, NOT_POSSIBLE)
MOTHER, FATHER = kin(Relation.MOTHER), kin(Relation.FATHER)


@pytest.mark.article("17(2)")
@pytest.mark.parametrize(
    "family",
    [
        (CHILD, replace(MOTHER, outcome=SAID), FATHER),  # "a parent": one who was asked is enough
        (CHILD, replace(MOTHER, outcome=NOT_ASKED), replace(FATHER, outcome=NOT_ASKED)),
        (CHILD, replace(MOTHER, outcome=NOT_ASKED), replace(FATHER, violent=True)),
        (CHILD, replace(FATHER, violent=True, outcome=SAID)),  # nobody is barred from being heard
        (CHILD, replace(MOTHER, died=True), kin(Relation.GUARDIAN, SAID)),
        (CHILD, replace(MOTHER, died=True)),
        (replace(CHILD, outcome=None, died=True), replace(MOTHER, outcome=SAID)),
        (replace(CHILD, outcome=NOT_ASKED), replace(MOTHER, outcome=SAID)),
    ],
)
def test_child_and_a_parent_are_heard_or_excused(family: tuple[KinFacts, ...]) -> None:
    check_heard(Heard(family))


@pytest.mark.article("17(2)")
@pytest.mark.parametrize(
    "family",
    [
        (replace(CHILD, outcome=None), replace(MOTHER, outcome=SAID)),
        (CHILD,),
        (CHILD, kin(Relation.CARER, SAID)),  # who looks after the child is no guardian by law
        (CHILD, replace(MOTHER, outcome=NOT_ASKED), FATHER),  # one's reason excuses one
        (CHILD, replace(MOTHER, outcome=NOT_ASKED), kin(Relation.GUARDIAN)),
        (CHILD, replace(FATHER, violent=True)),
    ],
)
def test_nobody_is_left_out_without_a_word(family: tuple[KinFacts, ...]) -> None:
    with pytest.raises(OpinionsMissing) as refused:
        check_heard(Heard(family))
    assert str(refused.value.basis) == "17(2)"


@pytest.mark.article("17(2)")
def test_where_nobody_is_named_the_reason_why_is_on_record() -> None:
    check_heard(Heard((CHILD,), why_none=True))
    with pytest.raises(OpinionsMissing):  # somebody was named since
        check_heard(Heard((CHILD, MOTHER), why_none=True))


@pytest.mark.article("17(2)")
def test_an_opinion_has_words_and_so_has_a_reason() -> None:
    check_opinion(Opinion(SAID, "Po.", of_child=False, asked_on=DAY))
    check_opinion(Opinion(NOT_POSSIBLE, "", of_child=True, asked_on=DAY))  # the text asks for none
    with pytest.raises(OpinionWithoutWords):
        check_opinion(Opinion(SAID, " ", of_child=True, asked_on=DAY))
    for outcome, of_child in ((NOT_ASKED, True), (NOT_ASKED, False), (NOT_POSSIBLE, False)):
        with pytest.raises(NotAskedWithoutReason) as ours:
            check_opinion(Opinion(outcome, "", of_child=of_child, asked_on=DAY))
        assert ours.value.basis == DEFAULTS.PARENT_EXCUSED


@pytest.mark.article("17(3.5)")
def test_of_the_dead_nobody_asks_but_what_they_said_before_is_kept() -> None:
    before = Opinion(SAID, "Po.", of_child=True, asked_on=DAY, died=True, died_on=DAY)
    check_opinion(before)
    for died_on in (None, date(2026, 11, 19)):
        with pytest.raises(OpinionOfTheDead):
            check_opinion(replace(before, died_on=died_on))
