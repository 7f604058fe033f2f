"""A sealed trail, and what somebody can do to it who has the superuser's password."""

from datetime import timedelta
from typing import LiteralString

from psycopg import sql

from core.trail import FIELDS, Head, TrailKeys, digest_of, link
from models.sealing import seal
from models.session import unit_of_work
from queries import audit
from queries.trail_faults import Fault, TrailFinding
from tests.database import Cleaner

OURS, THEIRS = (TrailKeys.parse(TrailKeys.generate()) for _ in range(2))
"""The sealer's, and another's."""


def sealed(known: Head | None = None, by: TrailKeys = OURS) -> Head | None:
    with unit_of_work() as work:
        return seal(work.session, by, known)


def found(*elsewhere: tuple[int, str]) -> list[TrailFinding]:
    with unit_of_work() as work:
        return audit.verify_all(work.session, OURS, elsewhere=elsewhere)


def faults(*elsewhere: tuple[int, str]) -> set[Fault]:
    return {each.fault for each in found(*elsewhere)}


def rehash(cleaner: Cleaner, where: LiteralString = "true") -> None:
    """Give every entry the digest of what it says now."""
    names = ", ".join(f"{name}::text" if name == "detail" else name for name in FIELDS)
    query = sql.SQL("SELECT {}, id FROM audit WHERE " + where).format(sql.SQL(names))
    for *fields, key in cleaner.connection.execute(query).fetchall():
        renewed = (digest_of(fields), key)
        cleaner.connection.execute("UPDATE audit SET digest = %s WHERE id = %s", renewed)


def reseal(cleaner: Cleaner) -> None:
    """Count every link and head anew; only a signature cannot be made."""
    cleaner.connection.execute(
        "UPDATE audit_seal SET digest = audit.digest FROM audit WHERE audit.number ="
        " audit_seal.number"
    )
    rows = cleaner.connection.execute(
        "SELECT position, digest, life_id FROM audit_seal ORDER BY position"
    ).fetchall()
    chain, ends = b"", dict[object, bytes]()
    for position, digest, life in rows:
        chain = link(chain, digest)
        ends[life] = link(ends.get(life), digest)
        cleaner.connection.execute(
            "UPDATE audit_seal SET chain = %s, life_chain = CASE WHEN life_id IS NOT NULL THEN"
            " %s::bytea END WHERE position = %s",
            (chain, ends[life], position),
        )
        cleaner.connection.execute(
            "UPDATE audit_head SET chain = %s WHERE position = %s", (chain, position)
        )


def set_back(cleaner: Cleaner, by: timedelta) -> None:
    """As if all of this had been written and sealed so long ago; signed by the sealer then."""
    cleaner.connection.execute("UPDATE audit SET recorded_at = recorded_at - %s", (by,))
    rehash(cleaner)
    reseal(cleaner)
    cleaner.connection.execute("UPDATE audit_head SET sealed_at = sealed_at - %s", (by,))
    sign(cleaner)


def sign(cleaner: Cleaner, by: TrailKeys = OURS) -> None:
    """What only the sealer can."""
    rows = cleaner.connection.execute(
        "SELECT position, chain, sealed_at, lanes FROM audit_head"
    ).fetchall()
    for position, chain, sealed_at, lanes in rows:
        signature = by.sign(Head(position, chain, sealed_at, lanes))
        cleaner.connection.execute(
            "UPDATE audit_head SET signature = %s WHERE position = %s", (signature, position)
        )
