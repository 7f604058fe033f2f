"""Where the record, its keys and the trail's key are, for whoever copies it or puts it back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core.crypto import KeyRing
from core.database_roles import OWNER
from core.i18n import N_
from core.trail import TrailKeys
from deployments.account import CannotPrepare
from deployments.backup import Sources
from deployments.faults import checked
from deployments.postgres import EmbeddedPostgres
from deployments.state import State, state_directory
from deployments.terminal import UNREADABLE_KEYS

NO_PLACE: Final = N_("DATABASE_URL also needs %(name)s, the address of the role %(role)s.")


@contextmanager
def sources(env: Mapping[str, str]) -> Iterator[Sources]:
    """The running system's, or what the environment says."""
    directory = state_directory(env)
    where = keys({**State(directory).running().get("env", {}), **env})
    ring(where)
    signed_by = trail_key(where, env)
    if given := env.get("OWNER_DATABASE_URL"):
        checked(given, "OWNER_DATABASE_URL")
        yield Sources(given, where, signed_by, None)
        return
    if not (directory / "passwords.json").exists():
        raise CannotPrepare(NO_PLACE, name="OWNER_DATABASE_URL", role=OWNER)
    server = EmbeddedPostgres(directory)
    is_running = bool(State(directory).running())
    try:
        server.start()
        yield Sources(server.url(OWNER), where, signed_by, server.postmaster.data)
    finally:
        if not is_running:
            server.stop()


def keys(env: Mapping[str, str]) -> Path:
    return Path(env.get("TRYEZA_KEYS_FILE") or state_directory(env) / "keys")


def ring(path: Path) -> KeyRing:
    try:
        return KeyRing.load(path)
    except (OSError, ValueError):
        raise CannotPrepare(UNREADABLE_KEYS, path=path) from None


def trail_key(beside: Path | None, env: Mapping[str, str] | None = None) -> TrailKeys | None:
    """The trail's key where it is at hand: it is the worker's alone."""
    given = (env or {}).get("TRYEZA_TRAIL_KEY_FILE")
    path = Path(given) if given else beside.with_name("trail-key") if beside else None
    if env is not None and not given and not env.get("OWNER_DATABASE_URL"):
        path = state_directory(env) / "trail-key"  # where an embedded system's worker looks
    return trail_key_at(path) if path is not None else None


def trail_key_at(path: Path) -> TrailKeys | None:
    try:
        return TrailKeys.load(path)
    except (OSError, ValueError):
        return None
