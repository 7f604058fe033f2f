"""Personal values: sealed in their cell, and nowhere else to be read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from casework.case import referral
from core import crypto
from core.crypto import KeyRing
from core.sealed import SealBroken
from models import Base, in_clear
from models.case import Child, FamilyPerson
from models.session import unit_of_work
from rules.composition import Relation
from simulation import words
from simulation.people import FERIZAJ, OFFICERS
from tests.conftest import At
from tests.database import past_the_rights, whole
from tests.scenes import a_referral

CANARY = "Kanarina"


STORED = "name_sealed"


def stored(row: Base) -> Any:
    """What the column holds."""
    return getattr(row, STORED)


def child() -> Child:
    with unit_of_work() as work:
        return work.session.scalars(select(Child)).one()


@pytest.mark.article("18(1)", "10(6)")
def test_a_sealed_value_is_plain_on_its_own_row_only(a_case: At) -> None:
    a_case("referred")
    row = child()
    assert row.name == "Lirie Podgorani"
    assert row.birth_date == date(2024, 5, 14)
    assert b"Lirie" not in stored(row)


@pytest.mark.article("18(1)")
def test_a_value_moved_to_another_column_does_not_open(a_case: At) -> None:
    a_case("referred")
    with past_the_rights() as work:
        work.session.execute(text("UPDATE child SET gender_sealed = name_sealed"))
    with pytest.raises(SealBroken) as broken:
        _ = child().gender
    assert "Lirie" not in str(broken.value)


@pytest.mark.article("18(1)")
def test_a_value_moved_to_another_row_does_not_open(a_case: At) -> None:
    a_case("prepared")
    with unit_of_work() as work:
        people = {p.relation: p for p in work.session.scalars(select(FamilyPerson))}
        setattr(people[Relation.MOTHER], STORED, stored(people[Relation.FATHER]))
    with unit_of_work() as work:
        people = {p.relation: p for p in work.session.scalars(select(FamilyPerson))}
        assert people[Relation.FATHER].name == "Skender Podgorani"
        with pytest.raises(SealBroken):
            _ = people[Relation.MOTHER].name


@pytest.mark.article("18(1)")
def test_a_changed_value_does_not_open(a_case: At) -> None:
    a_case("referred")
    with unit_of_work() as work:
        flip = text(
            "UPDATE child SET name_sealed = "
            "set_byte(name_sealed, 20, 255 - get_byte(name_sealed, 20))"
        )
        work.session.execute(flip)
    with pytest.raises(SealBroken):
        _ = child().name


@pytest.mark.article("18(1)")
def test_without_its_key_nothing_opens_and_the_refusal_names_the_key(a_case: At) -> None:
    a_case("referred")
    row, ring = child(), crypto.ring()
    crypto.install(KeyRing.generate())
    try:
        with pytest.raises(SealBroken, match=ring.keys[0][0]):
            _ = row.name
        another = ring.with_another()
        crypto.install(another.with_front(another.keys[-1][0]))
        assert row.name == "Lirie Podgorani"
    finally:
        crypto.install(ring)


def test_nothing_stays_nothing() -> None:
    row = Child(name=None)
    assert row.name is None
    assert stored(row) is None
    with pytest.raises(TypeError, match="no attribute"):
        Child(nickname="x")


def plain_dump() -> Iterator[str]:
    """Every row of every table as text, as a backup would hold it."""
    for table in Base.metadata.sorted_tables:
        with whole(table.name).connect() as connection:
            for (row,) in connection.execute(text(f'SELECT t::text FROM "{table.name}" AS t')):
                yield f"{table.name}: {row}"


def canaries() -> list[str]:
    """What people wrote about the child and its family in the story."""
    known = [str(getattr(words.Family().child, f.name)) for f in fields(words.Family().child)]
    family = words.Family()
    narrative = (words.BEST_INTEREST, words.SUMMARY, words.GOAL, words.MINUTES, words.CLOSING)
    others = [family.father, family.mother, family.situation, words.FATHERS_VIEWS, *narrative]
    indicators = [getattr(words.COMPREHENSIVE, f.name) for f in fields(words.COMPREHENSIVE)]
    plan = [part for row in words.PLAN for part in row[1:]]
    reached = [part for who in FERIZAJ for part in (who.name, who.email, who.phone)]
    officers = [part for who in OFFICERS for part in (who.name, who.email)]
    found = [*known, *others, *words.REASONS.values(), *indicators, *plan, *reached, *officers]
    return [value for value in found if len(value) > 8]  # shorter ones are words of every day


@pytest.mark.article("18(1)", "10(6)")
def test_a_dump_of_a_whole_life_says_nothing_about_the_child(a_case: At) -> None:
    a_case("closed")
    dump = "\n".join(plain_dump())
    assert "R-26-1001" in dump
    told = [
        value
        for value in canaries()
        if value in dump or value.encode().hex() in dump or value.splitlines()[0] in dump
    ]
    assert told == []


@pytest.mark.article("18(1)")
def test_a_planted_leak_is_found(a_case: At) -> None:
    case = a_case("appointed")
    leaky = replace(words.Family().child, name=CANARY)
    with unit_of_work() as work:
        place = referral.municipality(work, "ferizaj").id
        leak = referral.refer(work, place, a_referral(leaky))
        leak.life.waiting_for = CANARY
    assert any(CANARY in line for line in plain_dump())
    assert case.case


@pytest.mark.article("18(1)")
def test_every_column_in_clear_has_its_reason() -> None:
    """A new column of words or marks is sealed, or says why it is not; so does the page."""
    listed = Counter(column for columns in in_clear.IN_CLEAR.values() for column in columns)
    assert set(listed) == set(in_clear.columns())
    assert set(listed.values()) == {1}
    assert Path("docs/dump.md").read_text() == in_clear.page(), "python -m models.in_clear"
    assert {"child.status", "closure.ground"} & set(listed) == set()
