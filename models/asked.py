"""Questions that are put together once and asked with other values each time.

Writing a statement down in Python costs more than Postgres takes to answer it: what a look asks of
every life, several times an act, is built at the first time and `kept`.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cache
from threading import RLock
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    ColumnClause,
    ColumnElement,
    CompoundSelect,
    Date,
    Executable,
    Integer,
    Select,
    String,
    TableValuedAlias,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.cache_key import CacheKey
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal, replacement_traverse
from sqlalchemy.types import TypeEngine

from models.session import engine

LIFE: Final[BindParameter[UUID]] = bindparam("life", type_=Uuid())
"""The life, or the case of the same id, that a kept question is about."""

PLACE: Final[BindParameter[UUID]] = bindparam("place", type_=Uuid())
"""The municipality that a kept question is about."""

DAY: Final[BindParameter[date]] = bindparam("day", type_=Date())
"""The day that a kept question is about."""

OF_EACH: Final[ColumnClause[UUID]] = literal_column("asked_of.id", Uuid())
"""In turn each of the lives of a question put by `of_each`; it names no table of its own."""


def of_each(*rows: Select[Any]) -> Select[Any]:
    """What these rows say of each of the `lives`, that life in front: one statement for all.

    Each finds its rows by the index of its life, as it does for one alone.
    """
    lives = _asked_of()
    found = union_all(*rows).lateral("found")
    return select(lives.c.id.label("life"), found).join_from(lives, found, true())


def _asked_of() -> TableValuedAlias:
    every = func.unnest(bindparam("lives", type_=ARRAY(Uuid())))
    lives = every.table_valued(column("id", Uuid()), joins_implicitly=True)
    return lives.render_derived(name="asked_of")


_Question = TypeVar("_Question", bound=ClauseElement | Executable)
_first = RLock()  # a question may be a part of another


def kept(build: Callable[[], _Question]) -> Callable[[], _Question]:
    """Built and compiled by whichever thread asks first; the others wait for it.

    A subquery names its columns when they are first looked at. Two threads that ask the same
    question for the first time at once would each name them, and one of them not find its own in
    the answer: `NoSuchColumnError` (as in sqlalchemy/sqlalchemy#12302 and #9777).
    """
    built = cache(build)

    @cache
    def compiled() -> _Question:
        with _first:
            question = _spelt_out(built())
            cast("ClauseElement", question).compile(engine())
            _known_by_itself(question)
        return question

    return compiled


class _Same(tuple[Any, ...]):
    """Equal to nothing but itself."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


def _known_by_itself(question: object) -> None:
    """SQLAlchemy finds what it has compiled by all that stands in a question, gone through each
    time that it is sent: a seventh of what the facts of a case cost. One that is kept is its own.
    """
    memoized: Any = question
    key: CacheKey | None = memoized._generate_cache_key()
    if key is not None:
        own = key._replace(key=_Same(key.key))
        memoized.__dict__["_generate_cache_key"] = lambda: own


def _spelt_out(question: _Question) -> _Question:
    """With the words and numbers that stand in it written down, and no values to be sent.

    Of a status that is a value Postgres does not know how rare it is, of LIMIT not how few it asks
    for, nor which partial index serves: it would plan the same question anew each time, at 4 ms for
    the largest, since a plan for any values looks dear (PostgreSQL docs, `plan_cache_mode`).
    """
    if not isinstance(question, Select | CompoundSelect):
        return question
    return cast("_Question", replacement_traverse(question, {}, _in_words))


def _in_words(element: object, **_: object) -> ColumnElement[Any] | None:
    if not isinstance(element, BindParameter):
        return None
    if not element.unique:  # what is asked about has a name, and stays what it is: `_in_turn`
        return element
    said = element.value if isinstance(element.value, list | tuple) else [element.value]
    is_plain = bool(said) and all(isinstance(each, str | int) for each in said)
    kind = getattr(element.type, "impl", element.type)
    is_spelt = is_plain and isinstance(kind, String | Integer)
    return _Spelt(element.value, element.type) if is_spelt else None


class _Spelt(ColumnElement[Any]):
    """A word, a number or a list of them. SQLAlchemy's own way writes them into the text each time
    that it is sent, and takes an eighth of what the facts of a case cost."""

    __visit_name__ = "spelt"
    _traverse_internals = [  # noqa: RUF012 - as SQLAlchemy declares it
        ("value", InternalTraversal.dp_plain_obj),
        ("type", InternalTraversal.dp_type),
    ]

    def __init__(self, value: Any, type_: TypeEngine[Any]) -> None:
        self.value = tuple(value) if isinstance(value, list) else value
        self.type = type_


@compiles(_Spelt)
def _written(element: _Spelt, compiler: SQLCompiler, **_: Any) -> str:
    if not isinstance(element.value, tuple):
        return compiler.render_literal_value(element.value, element.type)
    every = (compiler.render_literal_value(each, element.type) for each in element.value)
    return f"({', '.join(every)})"


def several(name: str) -> ColumnElement[UUID]:
    """One of these ids, for `==`; sent as an array, so that the question is the same however many
    they are, and Postgres plans it once."""
    ids: Any = any_(bindparam(name, type_=ARRAY(Uuid())))
    found: ColumnElement[UUID] = ids
    return found


def answers(
    session: Session,
    question: Callable[[], Select[*tuple[Any, ...]]],
    lives: Collection[UUID],
    **values: Any,
) -> dict[UUID, Sequence[Any]]:
    """What a kept question about `LIFE` says of each of these, in its order: one statement for all.

    Its own subqueries may name the life wherever they stand but in a join of its own, where
    PostgreSQL shows them nothing of what stands beside it.
    """
    if len(lives) == 1:
        (life,) = lives
        return {life: session.execute(question(), {"life": life, **values}).all()}
    found: dict[UUID, list[Any]] = {life: [] for life in lives}
    if lives:
        asked, row = _of_several(question)
        for *said, life in session.execute(asked, {"lives": list(lives), **values}):
            found[life].append(row(*said))
    return dict(found)


@cache
def _of_several(
    question: Callable[[], Select[*tuple[Any, ...]]],
) -> tuple[Select[*tuple[Any, ...]], Callable[..., Any]]:
    """The same question with the lives in place of the one, and what makes its rows."""
    with _first:
        alone = question()
        put: Any = replacement_traverse(cast("Any", alone), {}, _in_turn)
        every: Select[Any] = put.add_columns(_asked_of().c.id.label("of_life"))
        every.compile(engine())
        _known_by_itself(every)
        names = [each["name"] or "" for each in alone.column_descriptions]
        return every, namedtuple("Row", names, rename=True)


def _in_turn(element: object, **_: object) -> ColumnClause[UUID] | None:
    return OF_EACH if element is LIFE else None
