"""What one process of a test run has played, another takes as it was left."""

from pathlib import Path
from typing import Final

import pytest
from psycopg import sql

from core.clock import FrozenClock
from tests.database import Cleaner
from tests.lent import Lent, said_first
from tests.portal.kept import Shelf
from tests.scenes import Scenes

TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
ROWS: Final = "SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) FROM {} AS row"


def all_rows(cleaner: Cleaner) -> dict[str, str]:
    said = {}
    for (table,) in cleaner.connection.execute(TABLES).fetchall():
        query = sql.SQL(ROWS).format(sql.Identifier("public", table))
        (said[table],) = cleaner.connection.execute(query).fetchone() or (None,)
    return said


def test_a_scene_is_taken_as_it_was_left(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner, tmp_path: Path
) -> None:
    played, left = scenes.stop_at("referred", clock), all_rows(cleaner)
    lent = Lent(cleaner, tmp_path)
    lent.give("scene_referred", scenes.kept["referred"])
    cleaner.forget("scene_referred")
    other = Scenes(cleaner, lent)
    taken = other.stop_at("referred", clock)
    assert (taken.case, all_rows(cleaner)) == (played.case, left)
    assert set(other.kept) == {"referred"}, "nothing was played"


def test_nothing_is_taken_that_nobody_played(cleaner: Cleaner, tmp_path: Path) -> None:
    assert Lent(cleaner, tmp_path).take("scene_referred") is None


def test_all_take_what_the_first_one_said(tmp_path: Path) -> None:
    said = [said_first(tmp_path / "keys", each.lower) for each in ("A", "B")]
    assert said == ["a", "a"]


def test_of_two_who_play_the_same_at_once_the_second_goes_on_from_the_first(
    database: FrozenClock, cleaner: Cleaner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is lent after it has the ids of the first."""
    first, second = (Shelf(cleaner, Lent(cleaner, tmp_path)).story(database) for _ in range(2))
    first.bring_back(())
    first.refer()
    there, take = first.case, Lent.take
    blind = iter([True])  # it looks before the first one has lent anything
    monkeypatch.setattr(Lent, "take", lambda *asked: None if next(blind, False) else take(*asked))
    second.bring_back(())
    second.refer()
    assert second.case == there
