"""Questions that are put together once and asked with other values each time.

Writing a statement down in Python costs more than Postgres takes to answer it: what a look asks of
every life, several times an act, is built at the first time and `kept`.
"""

from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import Final, TypeVar, cast
from uuid import UUID

from sqlalchemy import BindParameter, ClauseElement, Executable, Uuid, bindparam

from models.session import engine

LIFE: Final[BindParameter[UUID]] = bindparam("life", type_=Uuid())
"""The life, or the case of the same id, that a kept question is about."""

PLACE: Final[BindParameter[UUID]] = bindparam("place", type_=Uuid())
"""The municipality that a kept question is about."""

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
            question = built()
            cast("ClauseElement", question).compile(engine())
        return question

    return compiled


def several(name: str) -> BindParameter[UUID]:
    """Ids of any number, for `in_`."""
    return bindparam(name, expanding=True, type_=Uuid())
