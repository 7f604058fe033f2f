"""Another key in front: everything is sealed anew under load, and the former one can go."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text

from core import crypto
from core.crypto import KeyRing, WrongRing
from core.settings import Settings
from deployments.postgres import DatabaseProvider
from models import data_keys, ring, rotation
from models.case import Child
from models.life import Life
from models.people import Account
from models.plan import PlanAction
from models.pool import owners_engine
from models.session import unit_of_work
from tests.conftest import At


@pytest.fixture
def owner(postgres: DatabaseProvider) -> Iterator[Engine]:
    engine = owners_engine(postgres.url("tryeza_owner"))
    yield engine
    engine.dispose()


@dataclass
class Rotated:
    """The ring of this process, with one more key in front after another."""

    first: KeyRing
    ring: KeyRing

    def another(self) -> KeyRing:
        wider = self.ring.with_another()
        self.ring = wider.with_front(wider.keys[-1][0])
        crypto.install(self.ring)
        return self.ring


@pytest.fixture
def keys(a_case: At, owner: Engine) -> Iterator[Rotated]:
    """Everything stands under the first again at the end: `a_case` looks at it then."""
    del a_case  # it ends after this
    held = Rotated(crypto.ring(), crypto.ring())
    yield held
    if held.ring is not held.first:
        rotation.seal_anew(owner, held.ring.with_front(held.first.front))
    crypto.install(held.first)
    data_keys.forget()


def standing(owner: Engine) -> dict[str, int]:
    with owner.connect() as connection:
        rotation.check_role(connection)
        return dict(rotation.standing(connection))


@pytest.mark.article("18(1)")
def test_everything_is_sealed_anew_what_is_kept_as_written_too(
    a_case: At, owner: Engine, keys: Rotated
) -> None:
    a_case("closed")
    before, former = standing(owner), keys.first.front
    fresh = keys.another()
    count = rotation.seal_anew(owner, fresh)
    assert count == before[former] > 20
    after = standing(owner)
    assert former not in after
    assert after[fresh.front] == before[former]
    assert after[rotation.DATA_KEYS] == before[rotation.DATA_KEYS] > 100
    assert rotation.seal_anew(owner, fresh) == 0  # run again, it finds nothing to do
    crypto.install(fresh.without(former))
    data_keys.forget()
    with unit_of_work() as work:
        assert work.session.scalars(select(Child)).one().name == "Lirie Podgorani"
        assert all(each.name for each in work.session.scalars(select(Account)))


class Ended(BaseException):
    """As if the process had been killed."""


@pytest.mark.article("18(1)")
def test_a_rotation_that_is_killed_leaves_all_to_be_read_and_goes_on(
    a_case: At, owner: Engine, keys: Rotated, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case("referred")
    whole = standing(owner)[keys.first.front]
    monkeypatch.setattr(rotation, "BATCH", 3)
    fresh, renewed = keys.another(), []

    def renew(ring: KeyRing, sealed: bytes, place: str) -> bytes:
        renewed.append(place)
        if len(renewed) == 8:  # within a batch: two of it are written, none is kept
            raise Ended
        return plain(ring, sealed, place)

    plain = KeyRing.renew
    with monkeypatch.context() as patch:
        patch.setattr(KeyRing, "renew", renew)
        with pytest.raises(Ended):
            rotation.seal_anew(owner, fresh)
    half = standing(owner)
    assert 0 < half[fresh.front] < 8
    assert half[fresh.front] + half[keys.first.front] == whole
    data_keys.forget()
    with unit_of_work() as work:
        assert work.session.scalars(select(Child)).one().name == "Lirie Podgorani"
    assert rotation.seal_anew(owner, fresh) == whole - half[fresh.front]
    assert set(standing(owner)) == {fresh.front, rotation.DATA_KEYS}


@pytest.mark.article("18(1)")
def test_whoever_writes_meanwhile_loses_nothing(
    a_case: At, owner: Engine, keys: Rotated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rounds of rotation beside somebody who changes officers' names without a pause."""
    a_case("referred")
    monkeypatch.setattr(rotation, "BATCH", 3)
    ended = threading.Event()
    written: list[str] = []

    def write() -> None:
        while not ended.is_set():
            with unit_of_work() as work:
                officer = work.session.scalars(select(Account).order_by(Account.id)).first()
                assert officer is not None
                officer.name = f"Zyrtari {len(written)}"
            written.append(f"Zyrtari {len(written)}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            fresh = keys.another()
            rotation.seal_anew(owner, fresh)
            seen = len(written)
            while len(written) < seen + 3 and writer.is_alive():
                pass
    finally:
        ended.set()
        writer.join()
    rotation.seal_anew(owner, fresh)  # what was sealed with a former key as the last round began
    assert len(written) > 3
    with unit_of_work() as work:
        officer = work.session.scalars(select(Account).order_by(Account.id)).first()
        assert officer is not None
        assert officer.name == written[-1]
    assert set(standing(owner)) == {fresh.front, rotation.DATA_KEYS}


def test_the_application_may_not_pass_the_triggers(a_case: At) -> None:
    a_case("closed")
    with unit_of_work() as work, pytest.raises(rotation.CannotRotate):
        rotation.check_role(work.session.connection())


def test_a_role_that_does_not_see_every_row_is_refused(owner: Engine) -> None:
    """What it does not see it would take for nothing, and let a key go that is needed."""
    unsaid = create_engine(owner.url, hide_parameters=True)
    with unsaid.connect() as connection, pytest.raises(rotation.CannotRotate) as refused:
        rotation.check_role(connection)
    assert refused.value.facts == {"table": "absence_notice"}
    unsaid.dispose()


def test_a_process_reads_the_ring_again_when_somebody_changes_it(
    tmp_path: Path, configured: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert configured
    first, path = crypto.ring(), tmp_path / "keys"
    path.write_text(first.dump())
    another = first.with_another()
    value = another.with_front(another.keys[-1][0]).seal("fjalë", "here")
    try:
        crypto.install(crypto.RingFile(path))
        path.write_text(another.dump())
        assert crypto.ring_for(value).open(value, "here") == "fjalë"  # an unknown key: at once
        monkeypatch.setattr(crypto, "LOOKED_EVERY", 0.0)
        path.write_text(another.with_front(another.keys[-1][0]).dump())
        assert crypto.ring().front == another.keys[-1][0]
        path.write_text("half of")
        assert crypto.ring().front == another.keys[-1][0]
    finally:
        crypto.install(first)


@pytest.mark.parametrize("change", ["missing", "another", "index"])
def test_a_wrong_or_missing_key_is_named_before_anything_is_read(
    database: object, owner: Engine, change: str
) -> None:
    assert database
    keys = crypto.ring()
    with owner.begin() as connection:
        connection.execute(text("DELETE FROM ring_key"))
        with pytest.raises(WrongRing, match="not on record"):
            ring.check(connection, keys)
        ring.note(connection, keys)
        ring.note(connection, keys)  # again, and nothing is new
        ring.check(connection, keys)
    stranger = KeyRing.generate()
    held = {
        "missing": KeyRing(stranger.keys, keys.index_key),
        "another": KeyRing(((keys.front, stranger.keys[0][1]),), keys.index_key),
        "index": KeyRing(keys.keys, stranger.index_key),
    }[change]
    with owner.connect() as connection, pytest.raises(WrongRing) as wrong:
        ring.check(connection, held)
    assert wrong.value.facts == {"key": "index" if change == "index" else keys.front}


def test_a_ring_is_read_as_it_was_written() -> None:
    held = KeyRing.generate().with_another()
    assert KeyRing.parse(held.dump()) == held
    assert "keys=" not in repr(held)
    for odd in ("", "abcd:AAAA", held.dump() * 2, held.dump().replace("index", "abcd")):
        with pytest.raises(ValueError, match="key"):
            KeyRing.parse(odd)


@pytest.mark.article("18(1)")
def test_a_fingerprint_of_a_telephone_number_is_not_found_without_the_ring() -> None:
    mine, other = KeyRing.generate(), KeyRing.generate()
    number = "+38344123456"
    assert mine.index(number, "a") == mine.index(f" {number} ", "a")
    assert len({mine.index(number, "a"), mine.index(number, "b"), other.index(number, "a")}) == 3
    rotated = mine.with_another().with_front(mine.with_another().keys[0][0])
    assert rotated.index(number, "a") == mine.index(number, "a")


def test_the_tables_of_the_rotation_are_all_that_is_sealed() -> None:
    known = {(cell.table.name, cell.column.name) for cell in rotation.cells()}
    assert ("data_key", "wrapped") in known
    assert (PlanAction.__tablename__, "objective_sealed") in known
    assert not any(name == Life.__tablename__ for name, _ in known)
