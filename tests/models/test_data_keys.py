"""What is written about a child stands under that child's own key, and goes with it: Art. 18(1)."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select, text

from bench.statements import counted
from core.clock import FrozenClock
from core.sealed import KeyDestroyed, SealBroken, key_id_of
from models import Base, data_keys
from models.base import Unsealed
from models.case import Child, FamilyPerson
from models.data_key import DataKeyRow
from models.people import Account
from models.session import unit_of_work
from models.whose_key import UNDER_THE_RING, ways
from rules.composition import Relation
from tests.conftest import At
from tests.database import Cleaner, whole
from tests.scenes import Scenes


def sealed_columns() -> list[tuple[str, str]]:
    tables = Base.metadata.sorted_tables
    return [
        (table.name, each.name)
        for table in tables
        for each in table.columns
        if each.name.endswith("_sealed")
    ]


def sealed_values() -> Iterator[tuple[str, bytes]]:
    """Every sealed value there is, with its table."""
    for table, column in sealed_columns():
        with whole(table).connect() as connection:
            query = text(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
            yield from ((table, bytes(value)) for (value,) in connection.execute(query))


@pytest.mark.article("18(1)")
def test_all_that_leads_to_a_child_stands_under_its_key_and_all_else_under_the_ring(
    a_case: At,
) -> None:
    case = a_case("closed")
    with unit_of_work() as work:
        keys = {row.id: row.life_id for row in work.session.scalars(select(DataKeyRow))}
    of_a_life = 0
    for table, value in sealed_values():
        key = key_id_of(value)
        assert isinstance(key, UUID) == bool(ways(table)), table
        of_a_life += isinstance(key, UUID) and keys[key] == case.case
    assert of_a_life > 100
    assert sum(life == case.case for life in keys.values()) == 1


def test_a_new_table_that_leads_to_a_life_is_found_by_its_foreign_keys() -> None:
    leading = {each.name for each in Base.metadata.sorted_tables if ways(each.name)}
    assert {"child", "fact", "signed_text", "follow_up_word", "presence_correction"} <= leading
    assert not {"account", "professional", "signed_month", "annex_wording"} & leading
    assert {name for name, _ in sealed_columns()} >= UNDER_THE_RING


@pytest.mark.article("18(1)")
def test_once_its_key_is_destroyed_nothing_of_a_child_opens_nor_is_written(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("prepared", clock)
    cleaner.tamper("UPDATE data_key SET wrapped = NULL, destroyed_at = now()")
    data_keys.forget()
    with unit_of_work() as work:
        child = work.session.scalars(select(Child)).one()
        with pytest.raises(KeyDestroyed, match=r"child\.name"):
            _ = child.name
        assert work.session.scalars(select(Account)).first().name  # type: ignore[union-attr]
    kin = FamilyPerson(case_id=case.case, relation=Relation.RELATIVE, name="Kanarina")
    with pytest.raises(KeyDestroyed), unit_of_work() as work:
        work.session.add(kin)
    with pytest.raises(SealBroken):
        case.propose_closure()


def test_two_acts_that_are_the_first_of_a_life_make_one_key(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("referred", clock)
    cleaner.tamper("DELETE FROM data_key")
    data_keys.forget()
    with unit_of_work() as work:
        mine = data_keys.of_life(case.case, "here", work.session)
        assert data_keys.of_life(case.case, "here", work.session) is mine
    with unit_of_work() as work:
        assert work.session.scalars(select(DataKeyRow.id)).all() == [mine.id]


def test_a_key_that_was_rolled_back_seals_nothing_later(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("referred", clock)
    cleaner.tamper("DELETE FROM data_key")
    data_keys.forget()
    with unit_of_work() as work:
        lost = data_keys.of_life(case.case, "here", work.session)
        work.session.rollback()
    with unit_of_work() as work:
        assert data_keys.of_life(case.case, "here", work.session).id != lost.id


def test_a_key_that_is_met_before_it_is_committed_is_nobody_elses(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    """A question for other keys in the same transaction finds it in the database too."""
    case = scenes.stop_at("referred", clock)
    cleaner.tamper("DELETE FROM data_key")
    data_keys.forget()
    with unit_of_work() as work:
        kin = FamilyPerson(case_id=case.case, relation=Relation.RELATIVE, name="Kanarina")
        work.session.add(kin)
        work.session.flush()
        with pytest.raises(SealBroken, match="no data key"):
            data_keys.by_id(kin.id, "here", work.session)
        lost = data_keys.of_life(case.case, "here", work.session)
        work.session.rollback()
    with unit_of_work() as work:
        assert data_keys.of_life(case.case, "here", work.session).id != lost.id


@pytest.mark.article("18(1)")
def test_the_keys_of_all_that_is_loaded_are_one_query(a_case: At) -> None:
    a_case("closed")
    data_keys.forget()
    with counted() as seen, unit_of_work() as work:
        people = work.session.scalars(select(FamilyPerson)).all()
        assert len([person.name for person in people]) > 2
    assert len([each for each in seen if "data_key" in each]) == 1


def test_a_value_never_reaches_the_database_in_the_clear() -> None:
    row = Child(name="Kanarina")
    held = vars(row)["name_sealed"]
    assert isinstance(held, Unsealed)
    assert not isinstance(held, (bytes, str))
    assert row.name == "Kanarina"


@pytest.mark.article("18(1)")
def test_the_same_value_again_keeps_its_bytes(a_case: At) -> None:
    a_case("referred")
    with unit_of_work() as work:
        child = work.session.scalars(select(Child)).one()
        sealed = vars(child)["name_sealed"]
        child.name = child.name
        child.birth_date = child.birth_date
        assert vars(child)["name_sealed"] is sealed
        assert not work.session.dirty
