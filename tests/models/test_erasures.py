"""What was erased stays erased, also in a copy of the database from before: Art. 18(1)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from core import crypto
from core.clock import FrozenClock
from core.crypto import ErasedLives, ListBroken, ListCut
from core.sealed import KeyDestroyed
from deployments import record
from deployments.postgres import DatabaseProvider
from models import data_keys, erasures
from models.case import Child
from models.data_key import DataKeyRow
from models.erasures import Erasure
from models.pool import owners_engine
from models.session import unit_of_work
from tests.scenes import Scenes

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def owner(postgres: DatabaseProvider) -> Iterator[Engine]:
    engine = owners_engine(postgres.url("tryeza_owner"))
    yield engine
    engine.dispose()
    data_keys.forget()


def name() -> str | None:
    data_keys.forget()
    with unit_of_work() as work:
        return work.session.scalars(select(Child)).one().name


@pytest.mark.article("18(1)")
def test_a_copy_that_is_put_back_is_erased_again_before_anybody_reads_it(
    scenes: Scenes, clock: FrozenClock, owner: Engine, tmp_path: Path
) -> None:
    case, cleaner = scenes.stop_at("referred", clock), scenes.cleaner
    keys = tmp_path / "keys"
    keys.write_text(crypto.ring().dump())
    path = erasures.beside(keys)
    cleaner.keep("before_erasing")
    assert name() == "Lirie Podgorani"
    with owner.begin() as connection:
        erasures.erase(connection, crypto.ring(), path, Erasure(case.case, NOW))
    with pytest.raises(KeyDestroyed):
        name()
    cleaner.clean("before_erasing")
    assert name() == "Lirie Podgorani"  # as the copy has it
    with unit_of_work() as work, pytest.raises(ErasedLives):
        erasures.check(work.session.connection(), crypto.ring(), path)
    record.prepare(
        owner.url.render_as_string(hide_password=False), keys
    )  # what every start does first
    with pytest.raises(KeyDestroyed):
        name()
    with unit_of_work() as work:
        erasures.check(work.session.connection(), crypto.ring(), path)
        (row,) = work.session.scalars(select(DataKeyRow).where(DataKeyRow.life_id == case.case))
        assert row.wrapped is None
        assert row.destroyed_at is not None


@pytest.mark.parametrize("line", [0, 1])
def test_a_list_that_was_changed_or_shortened_is_not_believed(
    database: FrozenClock, owner: Engine, tmp_path: Path, line: int
) -> None:
    ring, path = crypto.ring(), tmp_path / "keys.erased"
    assert erasures.read(ring, path) == []
    two = [Erasure(one.id, NOW) for one in (DataKeyRow(), DataKeyRow())]
    for one in two:
        with owner.begin() as connection:
            erasures.erase(connection, ring, path, one)
    assert erasures.read(ring, path) == two
    assert path.stat().st_mode & 0o077 == 0
    lines = path.read_text().splitlines(keepends=True)
    stranger = str(DataKeyRow().id)
    path.write_text("".join(lines).replace(str(two[line].life_id), stranger))
    with pytest.raises(ListBroken) as broken:
        erasures.read(ring, path)
    assert broken.value.facts["line"] == line + 1
    path.write_text(lines[1])
    with pytest.raises(ListBroken):
        erasures.read(ring, path)
    assert database


@pytest.mark.article("18(1)")
def test_a_list_whose_end_was_cut_off_is_missed_by_the_record(
    scenes: Scenes, clock: FrozenClock, owner: Engine, tmp_path: Path
) -> None:
    case, path = scenes.stop_at("referred", clock), tmp_path / "keys.erased"
    with owner.begin() as connection:
        erasures.erase(connection, crypto.ring(), path, Erasure(case.case, NOW))
    whole = path.read_text()
    for cut in ("", None):
        path.write_text(cut) if cut is not None else path.unlink()
        with unit_of_work() as work, pytest.raises(ListCut):
            erasures.check(work.session.connection(), crypto.ring(), path)
    path.write_text(whole)
    with unit_of_work() as work:
        erasures.check(work.session.connection(), crypto.ring(), path)
