"""Whether this process has the keys that the database was sealed with: asked before it serves."""

from collections.abc import Mapping, Set

from sqlalchemy import Connection, text

from core.crypto import INDEX, KeyRing, WrongRing
from core.i18n import N_
from core.ids import new_id
from core.sealed import SealBroken

PROVEN = "a key of this record"
KNOWN = text("SELECT name, proof FROM ring_key WHERE retired_at IS NULL ORDER BY name")
KNOW = text(
    "INSERT INTO ring_key (id, name, proof, known_at)"
    " VALUES (:id, :name, :proof, clock_timestamp()) ON CONFLICT (name) DO NOTHING"
)
RETIRED = text("SELECT name FROM ring_key WHERE retired_at IS NOT NULL")


def note(connection: Connection, ring: KeyRing) -> None:
    """The same, and a new key is put on record: by the owner alone, before anybody seals with it.

    A name that anybody could add would stop the next start of everybody.
    """
    for name in sorted(_check(connection, ring)):
        values = {"id": new_id(), "name": name, "proof": _proof(ring, name)}
        connection.execute(KNOW, values)


def check(connection: Connection, ring: KeyRing) -> None:
    """Raise `WrongRing` with the id of a key that is missing, another or not on record."""
    for name in sorted(_check(connection, ring)):
        message = N_(
            "The key %(key)s of the key ring is not on record: a start with the owner's address"
            " puts it there."
        )
        raise WrongRing(message, name)


def known(connection: Connection) -> tuple[dict[str, bytes], set[str]]:
    """The keys that something may stand under, each with its proof; and those that are retired."""
    keys = {row.name: bytes(row.proof) for row in connection.execute(KNOWN)}
    return keys, set(connection.scalars(RETIRED))


def _check(connection: Connection, ring: KeyRing) -> set[str]:
    return compare(ring, *known(connection))


def compare(ring: KeyRing, known: Mapping[str, bytes], retired: Set[str]) -> set[str]:
    """Names that the record does not know, of which this is known; raises `WrongRing`."""
    for name, proof in known.items():
        if name != INDEX and name not in dict(ring.keys):
            raise WrongRing(
                N_("The key ring lacks the key %(key)s: bring the ring that has it."), name
            )
        if not _proves(ring, name, proof):
            raise WrongRing(
                N_(
                    "The key %(key)s of the key ring is another one than here: bring the ring of"
                    " this record."
                ),
                name,
            )
    if ring.front in retired:
        raise WrongRing(N_("The key %(key)s is retired, and seals nothing more."), ring.front)
    return {INDEX, *dict(ring.keys)} - known.keys() - retired


def _place(name: str) -> str:
    return f"ring_key.proof.{name}"


def _proof(ring: KeyRing, name: str) -> bytes:
    if name == INDEX:
        return ring.mac(PROVEN, "ring_key")
    return ring.with_front(name).seal(PROVEN, _place(name))


def _proves(ring: KeyRing, name: str, proof: bytes) -> bool:
    if name == INDEX:
        return ring.mac(PROVEN, "ring_key") == proof
    try:
        return ring.open(proof, _place(name)) == PROVEN
    except SealBroken:
        return False
