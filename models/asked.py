"""Questions that are put together once and asked with other values each time.

Writing a statement down in Python costs more than Postgres takes to answer it: what a look asks of
every life, several times an act, is built at the first time and kept by `functools.cache`.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, bindparam

LIFE: Final[BindParameter[UUID]] = bindparam("life", type_=Uuid())
"""The life, or the case of the same id, that a kept question is about."""

PLACE: Final[BindParameter[UUID]] = bindparam("place", type_=Uuid())
"""The municipality that a kept question is about."""


def several(name: str) -> BindParameter[UUID]:
    """Ids of any number, for `in_`."""
    return bindparam(name, expanding=True, type_=Uuid())
