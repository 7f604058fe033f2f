"""`tryeza restore`: everything is there again, or nothing was written."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, select

from core import crypto
from core.clock import FrozenClock
from core.crypto import KeyRing, ListBroken, WrongRing
from core.ids import digest
from core.sealed import KeyDestroyed
from core.trail import TrailKeys
from deployments import backup_file
from deployments import restore as restoring
from deployments.account import CannotPrepare
from deployments.postgres import EmbeddedPostgres
from deployments.restore import Brought
from models import erasures
from models.case import Child
from models.data_key import DataKeyRow
from models.erasures import Erasure
from models.outbox import Message, MessageStatus
from models.people import MemberLink
from models.pool import owners_engine
from models.session import unit_of_work
from notifications import after_restore, delivery, outbox
from runtime import auditor
from tests import sealed_trail
from tests.clocks import running_by
from tests.deployments.copied import (
    NOW,
    OURS,
    THE_TRAILS,
    Copied,
    is_empty,
    rows,
    started,
    to_mail,
    told_of,
    undone,
)
from tests.notifications.mail_server import running
from tests.waiting import wait_until

pytestmark = pytest.mark.xdist_group("backup")


def restored(copied: Copied, url: str, file: Path | None = None, **but: Any) -> None:
    """As the command does it, with what is brought to it."""
    brought = Brought(copied.keys, [copied.erased], TrailKeys.parse(THE_TRAILS))
    restoring.restore(file or copied.file, copied.identities, url, replace(brought, **but))


def changed(copied: Copied, folder: Path, said: Callable[[bytes], bytes]) -> Path:
    path = folder / copied.file.name
    path.write_bytes(said(copied.file.read_bytes()))
    return path


def made_anew(copied: Copied, folder: Path, ring: KeyRing, **but: Any) -> Path:
    """The same dump by somebody else, who knows the recipient as everybody may."""
    path = folder / copied.file.name
    recipients = [each.to_public() for each in copied.identities]
    with backup_file.reading(copied.file, copied.identities, None) as found, path.open("wb") as to:
        manifest = replace(found.manifest, **but)
        backup_file.write(to, recipients, ring, manifest, found.pieces())
    return path


def test_everything_is_there_again_as_it_was(copied: Copied, put_back: dict[str, str]) -> None:
    there = rows(put_back["OWNER_DATABASE_URL"])
    assert there.keys() == copied.rows.keys()
    moved = {"audit", "audit_lane", "data_key", "restored_copy", "backup"}
    moved |= {"staff_session", "member_session", "enrolment", "calendar_feed"}
    moved |= {"life"}  # of which the erased one is hidden
    moved |= {"name_key"}  # of who was erased since there are none again
    assert set(map(str, there["name_key"])) < set(map(str, copied.rows["name_key"]))
    assert [name for name in there if there[name] != copied.rows[name] and name not in moved] == []
    assert len(there["audit"]) >= len(copied.rows["audit"]) > 10
    for _, key in copied.ring.keys:
        secret = key.hex()
        assert not [name for name, found in there.items() if any(secret in str(f) for f in found)]


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("table", ["staff_session", "member_session", "enrolment", "calendar_feed"])
def test_whoever_was_signed_in_or_to_set_up_an_account_is_no_more(
    copied: Copied, put_back: dict[str, str], table: str
) -> None:
    """They may have left since, and the link may have been used; so may a calendar's address."""
    ended = f"SELECT ended_at IS NOT NULL FROM {table}"
    url = make_url(put_back["OWNER_DATABASE_URL"]).set(drivername="postgresql")
    plain = url.render_as_string(hide_password=False)
    with psycopg.connect(plain, options="-c tryeza.wall=lifted") as connection:
        assert connection.execute(ended).fetchall() == [(True,)] * len(copied.rows[table]) != []


def test_links_open_and_what_was_sealed_is_read(copied: Copied, put_back: dict[str, str]) -> None:
    with told_of(put_back), unit_of_work() as work:
        by_token = select(MemberLink).where(MemberLink.token_digest == digest(copied.token))
        assert work.session.scalars(by_token).one().token == copied.token
        child = work.session.scalars(select(Child).where(Child.case_id == copied.case)).one()
        assert child.name == "Lirie Podgorani"


def test_the_trail_is_as_it_was_written_and_goes_on(
    put_back: dict[str, str], tmp_path: Path
) -> None:
    with told_of(put_back | {"TRYEZA_STATE_DIR": str(tmp_path)}):
        assert auditor.check().alarms == []
        with unit_of_work() as work:
            work.record("somebody acts")
        assert sealed_trail.sealed(by=TrailKeys.parse(THE_TRAILS)) is not None
        assert auditor.check().alarms == []


@pytest.mark.article("18(1)")
def test_what_was_erased_after_the_copy_is_erased_in_it(
    copied: Copied, put_back: dict[str, str]
) -> None:
    with told_of(put_back), unit_of_work() as work:
        child = work.session.scalars(select(Child).where(Child.case_id == copied.lives[1])).one()
        with pytest.raises(KeyDestroyed):
            assert child.name
        key = select(DataKeyRow.wrapped).where(DataKeyRow.life_id == copied.lives[1])
        assert work.session.scalars(key).all() == [None]


def test_nothing_is_sent_before_somebody_has_said_what_had_left(
    copied: Copied, put_back: dict[str, str]
) -> None:
    with told_of(put_back):
        with unit_of_work(read_only=True) as work:
            waiting = work.session.scalars(
                select(Message).where(Message.status == MessageStatus.QUEUED)
            ).all()
            held = after_restore.paused(work)
            assert held is not None
            assert set(held.waiting) == {each.id for each in waiting}
        assert len(waiting) > 10
        assert not outbox.pending(waiting[0].life_id)
        assert delivery.deliver(waiting[0].life_id) == delivery.Delivery()
        assert not delivery.deliver_now(waiting[0].id)


def test_a_wrong_key_ring_is_named_and_nothing_is_written(
    copied: Copied, empty: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "keys"
    wrong.write_text(KeyRing.generate().dump())
    with pytest.raises(WrongRing) as refused:
        restored(copied, empty, keys=wrong)
    assert refused.value.facts == {"key": copied.ring.front}
    same_name = replace(KeyRing.generate(), keys=((copied.ring.front, b"0" * 32),))
    wrong.write_text(same_name.dump())
    with pytest.raises(WrongRing) as refused:
        restored(copied, empty, keys=wrong)
    assert refused.value.facts == {"key": copied.ring.front}
    assert is_empty(empty)


@pytest.mark.parametrize(
    "said",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-40000] + bytes([whole[-40000] ^ 1]) + whole[-39999:],
        lambda whole: whole + b"more",
    ],
    ids=["last byte gone", "half", "flipped", "longer"],
)
def test_a_copy_that_was_changed_is_refused_and_nothing_is_written(
    copied: Copied, empty: str, tmp_path: Path, said: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(CannotPrepare, match="not whole, or was changed"):
        restored(copied, empty, changed(copied, tmp_path, said))
    assert is_empty(empty)


def test_what_somebody_without_the_ring_has_made_is_not_carried_out(
    copied: Copied, empty: str, tmp_path: Path
) -> None:
    forged = made_anew(copied, tmp_path, KeyRing.generate())
    with pytest.raises(CannotPrepare, match="not made by whoever has this key ring"):
        restored(copied, empty, forged)
    assert is_empty(empty)


def test_a_newer_edition_is_not_put_back_and_a_row_too_few_is_missed(
    copied: Copied, empty: str, tmp_path: Path
) -> None:
    newer = made_anew(copied, tmp_path, copied.ring, revision="9999")
    with pytest.raises(CannotPrepare, match="newer edition"):
        restored(copied, empty, newer)
    with backup_file.reading(copied.file, copied.identities, None) as found:
        counted = dict(found.manifest.rows)
    fewer = made_anew(copied, tmp_path, copied.ring, rows=counted | {"cases": 4})
    with pytest.raises(CannotPrepare, match="TZ001"):
        restored(copied, empty, fewer)
    assert is_empty(empty)


def test_a_record_that_is_there_is_left_alone(copied: Copied, put_back: dict[str, str]) -> None:
    before = rows(put_back["OWNER_DATABASE_URL"])
    with pytest.raises(CannotPrepare, match="not empty"):
        restored(copied, put_back["OWNER_DATABASE_URL"])
    assert rows(put_back["OWNER_DATABASE_URL"]) == before


@pytest.mark.article("18(1)")
def test_without_the_list_of_erasures_nothing_is_put_back(
    copied: Copied, empty: str, postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    keys = copied.keys_for(tmp_path)
    with pytest.raises(CannotPrepare, match="--nothing-erased"):
        restored(copied, empty, keys=keys, lists=[])
    broken = tmp_path / "list"
    with undone(postgres) as connection:
        erasures.erase(connection, crypto.ring(), broken, Erasure(copied.lives[1], NOW))
    later = made_anew(copied, tmp_path, copied.ring, erased=1, erased_end="other")
    with pytest.raises(CannotPrepare, match="older than the backup"):
        restored(copied, empty, later, keys=keys, lists=[broken])
    broken.write_text(broken.read_text().replace("2027", "2028"))
    with pytest.raises(ListBroken):
        restored(copied, empty, keys=keys, lists=[broken])
    assert is_empty(empty)


def test_without_the_trails_key_nothing_is_put_back(copied: Copied, empty: str) -> None:
    for other in (None, TrailKeys.parse(TrailKeys.generate())):
        with pytest.raises(CannotPrepare, match="--trail-key-lost"):
            restored(copied, empty, trail_keys=other)
    assert is_empty(empty)


def test_who_dies_while_putting_back_leaves_an_empty_database(
    copied: Copied, empty: str, postgres: EmbeddedPostgres
) -> None:
    address = make_url(empty).set(drivername="postgresql").render_as_string(hide_password=False)
    told = OURS | copied.told(copied.keys) | {"OWNER_DATABASE_URL": empty}
    with psycopg.connect(address, autocommit=True) as look:

        def loads() -> bool:
            query = (
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                " WHERE datname = current_database() AND mode = 'AccessExclusiveLock'"
            )
            row = look.execute(query).fetchone()
            return row is not None and row[0] > 50

        process = started(told, "restore", copied.file, "--identity", copied.identity)
        wait_until(loads)
        process.kill()
        process.wait()
        wait_until(lambda: not loads())
    assert is_empty(empty)


def test_a_copy_of_a_record_whose_sending_was_paused_is_paused_once(
    copied: Copied, put_back: dict[str, str]
) -> None:
    manifest = backup_file.manifest_of(copied.file, copied.identities)
    again = restoring.pause(copied.file, manifest)
    engine = owners_engine(put_back["OWNER_DATABASE_URL"])
    with engine.connect() as connection:
        connection.exec_driver_sql(again.replace("%", "%%"))
        found = connection.exec_driver_sql(
            "SELECT resumed_at IS NULL, cardinality(waiting) > 10 FROM restored_copy ORDER BY 1"
        ).all()
        connection.rollback()
    engine.dispose()
    assert found == [(False, True), (True, True)]


def test_what_the_lost_system_sent_after_the_copy_is_not_sent_again(
    copied: Copied, put_back: dict[str, str]
) -> None:
    """The mail server's log names three; of the rest two leave here, once."""
    to_this = FrozenClock(copied.moment)
    with running_by(to_this), running() as server, told_of(put_back | to_mail(server.port)):
        with unit_of_work() as work:
            copy = after_restore.paused(work)
            assert copy is not None
            found = after_restore.held_back(work, copy, copied.moment)
            sent = after_restore.decided(found, "\n".join(copied.left), False, {})
            left = [each for each, is_sent in sent.items() if is_sent]
            after_restore.resume(work, left, stopped_at=copied.moment)
        names = {each.id: each.message_id for each in found if each.channel == "mail"}
        assert {names[each] for each in left if each in names} == set(copied.left)
        others = (each for each in names if each not in left)
        leave = filter(delivery.deliver_now, others)  # some are overtaken by now, and leave no more
        two = list(islice(leave, 2))
        for each in [*left, *two]:
            delivery.deliver_now(each)
        assert sorted(server.message_ids) == sorted(names[each] for each in two)
        assert len(two) == 2
