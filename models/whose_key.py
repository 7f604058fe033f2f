"""Whose key a value is sealed with: found from the row as it is written, so that no act forgets.

A row that leads to a life by its foreign keys is sealed with that life's data key, any other with
the ring. It happens as the row is written and not as the attribute is set, because only then does
the row hang on its parents.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table, event, select
from sqlalchemy.orm import Mapper, Session, object_session
from sqlalchemy.orm.util import identity_key

from core import crypto
from models import data_keys
from models.base import Base, Sealed, Unsealed

LIFE: Final = ("life_id", "case_id")
"""The columns that name a life outright."""
UNDER_THE_RING: Final = frozenset(
    {"contact_change", "disowned_address", "disputed_number", "member_authenticator"}
    | {"member_link", "one_time_code", "superior_link"}
    | {"erasure", "legal_hold"}
)
"""Of a professional and how they are reached, not of the child at whose table they were asked; and
why a file was erased or held, which stays when it is gone."""
PAPERS: Final = ("minutes", "closure", "member", "participant")
"""What a `paper_id` may name, which no foreign key can say."""


@cache
def sealed_of(table: type[Base]) -> tuple[Sealed[Any], ...]:
    return tuple(value for value in vars(table).values() if isinstance(value, Sealed))


@lru_cache(maxsize=1)
def _tables() -> dict[str, type[Base]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


@cache
def ways(name: str, *past: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which columns of a table lead to a life, and by which tables: the surest first.

    Empty for a table that leads to none, `(column, ())` where it names the life outright.
    """
    if name in UNDER_THE_RING:
        return ()
    table = Base.metadata.tables[name]
    if name == "cases":
        return (("id", ()),)
    outright = next((column for column in LIFE if column in table.columns), None)
    if outright is not None:
        return ((outright, ()),)
    if "paper_id" in table.columns:
        return (("paper_id", PAPERS),)
    parents = sorted(_parents(table, {name, *past}))
    return tuple((column, (parent,)) for _, column, parent in parents)


def _parents(table: Table, past: set[str]) -> Iterator[tuple[bool, str, str]]:
    for key in table.foreign_key_constraints:
        parent = key.referred_table.name
        if len(key.columns) == 1 and parent not in past and ways(parent, *past):
            column = key.columns[0]
            yield bool(column.nullable), column.name, parent


def life_of(row: Base, session: Session) -> UUID | None:
    """The life that a row is about; None where it is about none."""
    named = [(getattr(row, column), parents) for column, parents in ways(row.__tablename__)]
    return _of_first(named, session)


def _of_first(named: Iterable[tuple[Any, tuple[str, ...]]], session: Session) -> UUID | None:
    for value, parents in named:
        if value is not None:
            return UUID(str(value)) if not parents else _life_at(parents, value, session)
    return None


def _life_at(tables: tuple[str, ...], row_id: UUID, session: Session) -> UUID | None:
    """The life of a row of one of these tables: one that is loaded, else it is asked for."""
    for name in tables:
        loaded = session.identity_map.get(identity_key(_tables()[name], row_id))
        if isinstance(loaded, Base):
            return life_of(loaded, session)
    for new in session.new:
        if new.id == row_id and new.__tablename__ in tables:
            return life_of(new, session)
    for name in tables:
        table, columns = _tables()[name], ways(name)
        query = select(*(getattr(table, column) for column, _ in columns))
        row = session.connection().execute(query.where(table.id == row_id)).one_or_none()
        if row is not None:
            return _of_first(zip(row, (parents for _, parents in columns), strict=True), session)
    return None


def under_the_ring(table: type[Base], value: Sealed[str], row_id: UUID, text: str) -> bytes:
    """As it stands sealed in a row that is written without an object."""
    assert table.__tablename__ in UNDER_THE_RING, "only the row says whose key it is"
    return crypto.ring().seal(value.form(text), value.place_in(table, row_id))


@event.listens_for(Base, "before_insert", propagate=True)
@event.listens_for(Base, "before_update", propagate=True)
def _seal(_mapper: Mapper[Base], _connection: Connection, row: Base) -> None:
    """What was set stands sealed in the statement that writes the row."""
    waiting = [
        (sealed, held.text)
        for sealed in sealed_of(type(row))
        if isinstance(held := vars(row).get(sealed.column), Unsealed)
    ]
    if not waiting:
        return
    session = object_session(row)
    assert session is not None  # it is being flushed
    life_id = life_of(row, session)
    for sealed, text in waiting:
        place = sealed.place(row)
        key = crypto.ring() if life_id is None else data_keys.of_life(life_id, place, session)
        setattr(row, sealed.column, key.seal(text, place))
