"""`tryeza keys new|status|add|use|rotate|retire`: what is sealed under which key, and another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cyclopts import App
from rich.table import Table
from sqlalchemy import Engine, select, update

from core.crypto import KeyRing
from core.database_roles import OWNER
from core.i18n import N_
from core.settings import prepare, settings
from deployments import ring_file
from deployments.account import CannotPrepare
from deployments.faults import checked
from deployments.postgres import EmbeddedPostgres
from deployments.state import state_directory
from deployments.terminal import as_json, join_system, out, say, words
from models import ring, rotation
from models.pool import owners_engine
from models.ring_key import RingKey

app = App(name="keys", help="The key ring: what is sealed under which key, and another key.")
SETTLES: Final = timedelta(minutes=5)
"""After another key was put in front: no process seals with the former any more by then."""

UNKNOWN: Final = N_("There is no key %(key)s in the key ring.")


@app.command
def status(*, json: bool = False) -> None:
    """Say how many values stand under which key; nothing of what they say."""
    with _owner() as engine, engine.connect() as connection:
        rotation.check_role(connection)
        found = rotation.standing(connection)
    held = _ring()
    names = [*dict(held.keys), *sorted(found.keys() - dict(held.keys).keys())]
    if json:
        as_json({"front": held.front, "values": {name: found[name] for name in names}})
        return
    tell = words().gettext
    table = Table(tell(N_("Key")), tell(N_("Values")), tell(N_("What it does")))
    for name in names:
        table.add_row(name, str(found[name]), tell(_does(held, name)))
    out.print(table)


def _does(held: KeyRing, name: str) -> str:
    if name == rotation.DATA_KEYS:
        return N_("One a case; each is sealed under a key of the ring itself.")
    if name not in dict(held.keys):
        return N_("It is not in the ring: nothing of it can be read.")
    if name == held.front:
        return N_("It seals what is written.")
    return N_("It opens what was written.")


@app.command
def new() -> None:
    """Make the first ring of a system, in TRYEZA_KEYS_FILE; never where there is one."""
    path = Path(os.environ.get("TRYEZA_KEYS_FILE", "keys"))
    if path.exists():
        raise CannotPrepare(N_("There is a key ring in %(path)s already."), path=path)
    ring_file.make(path, KeyRing.generate())
    say(N_("The key ring is in %(path)s: keep a copy of it apart from the database."), path=path)


@app.command
def add() -> None:
    """Put a new key into the ring, behind the others: it opens, and seals nothing yet."""
    with _owner() as engine:
        fresh = _ring().with_another()
        ring_file.write(_path(), fresh)
        with engine.begin() as connection:
            ring.note(connection, fresh)
    name = fresh.keys[-1][0]
    say(N_("Key %(key)s is in the ring. Copy the ring to every machine, then:"), key=name)
    say(N_("  tryeza keys use %(key)s"), key=name)


@app.command
def use(key: str) -> None:
    """Put a key in front: from now on it seals. Every machine has it already.

    Parameters
    ----------
    key
        Its four letters.
    """
    with _owner() as engine:
        _use(engine, key)
    say(N_("Key %(key)s seals what is written. Then: tryeza keys rotate"), key=key)


def _use(engine: Engine, key: str) -> None:
    held = _ring()
    if key not in dict(held.keys):
        raise CannotPrepare(UNKNOWN, key=key)
    with engine.begin() as connection:
        ring.note(connection, held)
        now = datetime.now(UTC)
        names = update(RingKey).where(RingKey.name.in_(dict(held.keys)))
        connection.execute(names.where(RingKey.name == key).values(put_back_at=None))
        behind = names.where(RingKey.name != key, RingKey.put_back_at.is_(None))
        connection.execute(behind.values(put_back_at=now))
        ring_file.write(_path(), held.with_front(key))


@app.command
def rotate(*, new: bool = False) -> None:
    """Seal everything anew under the key in front, while everybody goes on working.

    Stopped half-way it is run again, and goes on where it was.

    Parameters
    ----------
    new
        Make a key and put it in front first: where all of Tryeza runs on one machine.
    """
    with _owner() as engine:
        with engine.connect() as connection:
            rotation.check_role(connection)
        if new:
            fresh = _ring().with_another()
            ring_file.write(_path(), fresh)
            _use(engine, fresh.keys[-1][0])
        held = _ring()
        count = rotation.seal_anew(engine, held)
    say(N_("%(count)s values were sealed anew under %(key)s."), count=count, key=held.front)


@app.command
def retire(key: str) -> None:
    """Take a key out of the ring, once nothing is sealed with it.

    Parameters
    ----------
    key
        Its four letters.
    """
    held = _ring()
    if key not in dict(held.keys):
        raise CannotPrepare(UNKNOWN, key=key)
    if key == held.front:
        raise CannotPrepare(N_("Key %(key)s seals what is written; use another one."), key=key)
    with _owner() as engine, engine.begin() as connection:
        rotation.check_role(connection)
        since = connection.scalar(select(RingKey.put_back_at).where(RingKey.name == key))
        if since is None or datetime.now(UTC) - since < SETTLES:
            message = N_("Key %(key)s sealed until a moment ago: wait five minutes.")
            raise CannotPrepare(message, key=key)
        if count := rotation.standing(connection)[key]:
            message = N_("%(count)s values stand under %(key)s: run `tryeza keys rotate`.")
            raise CannotPrepare(message, count=count, key=key)
        own = update(RingKey).where(RingKey.name == key)
        connection.execute(own.values(retired_at=datetime.now(UTC)))
        aside = ring_file.put_aside(_path(), held, key)
    say(N_("Key %(key)s is retired. Older copies of the database need it: it is in"), key=key)
    say(f"  {aside}")


def _path() -> Path:
    return settings().keys_file


def _ring() -> KeyRing:
    """As the file has it, whatever this process had read before."""
    _read_settings()
    return KeyRing.load(_path())


@contextmanager
def _owner() -> Iterator[Engine]:
    """The role that migrates: no other may write anew what is kept as it was written."""
    _read_settings()
    engine = owners_engine(_owner_url())
    try:
        yield engine
    except rotation.CannotRotate as lacks:
        raise CannotPrepare(lacks.message, **lacks.facts) from None
    finally:
        engine.dispose()


def _read_settings() -> None:
    """Those of the running system; where units run it, whoever holds the ring is told the owner's
    address and no other, and keeps nothing in the state folder."""
    given = os.environ.get("OWNER_DATABASE_URL")
    if not given or os.environ.get("DATABASE_URL", given) != given:
        join_system(prepare)
        return
    checked(given, "OWNER_DATABASE_URL")
    os.environ.setdefault("TRYEZA_STATE_DIR", str(state_directory(os.environ)))
    os.environ["DATABASE_URL"] = given
    prepare()


def _owner_url() -> str:
    environment: dict[str, Any] = dict(os.environ)
    if given := environment.get("OWNER_DATABASE_URL"):
        return str(given)
    directory = state_directory(environment)
    if not (directory / "passwords.json").exists():
        raise CannotPrepare(
            N_("DATABASE_URL also needs %(name)s, the address of the role %(role)s."),
            name="OWNER_DATABASE_URL",
            role=OWNER,
        )
    return EmbeddedPostgres(directory).start().url(OWNER)
