"""The declarative base, the sealed attribute, and names for every constraint."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Generic, NamedTuple, Self, TypeVar, overload
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, object_session

from core import crypto
from core.ids import new_id
from core.sealed import key_id_of
from models import data_keys

T = TypeVar("T")

READ: Final[dict[type, Callable[[str], Any]]] = {
    **{date: date.fromisoformat, bool: "true".__eq__, list: json.loads, dict: json.loads},
}
SPELL: Final[dict[type, Callable[[Any], str]]] = {
    **{
        date: date.isoformat,
        bool: lambda value: str(value).lower(),
        list: json.dumps,
        dict: json.dumps,
    },
}


class Unsealed(NamedTuple):
    """What a sealed column holds until its row is written: only then is it known whose it is.

    Of no type that a database takes, so that nothing passes by `models.whose_key` in the clear.
    """

    text: str


class Sealed(Generic[T]):
    """A personal value: plain on the object, AES-256-GCM in its column, bound to its cell.

    Only equality with NULL can be asked of it in SQL; a list never needs to open it. What is about
    a child stands under that child's own key, all else under the ring: `models.whose_key`.
    """

    def __init__(self, kind: type[T], form: Callable[[str], str] = str) -> None:
        self.read: Callable[[str], Any] = READ.get(kind, kind)
        self.spell: Callable[[Any], str] = SPELL.get(kind, str)
        self.form = form
        """How a text is written before it is sealed; raises `ValueError` for one it refuses."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.column = f"{name}_sealed"

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: "Base", owner: type) -> T | None: ...
    def __get__(self, row: "Base | None", owner: type) -> "Self | T | None":
        if row is None:
            return self
        text = self.text(row)
        return None if text is None else self.read(text)

    def __set__(self, row: "Base", value: T | None) -> None:
        text = None if value is None else self.form(self.spell(value))
        # The same again keeps its bytes: what stays as written is compared sealed, in the database.
        if text is None or text != self.text(row):
            setattr(row, self.column, None if text is None else Unsealed(text))

    def is_there(self, row: "Base") -> bool:
        """Whether anything is sealed here, without opening it."""
        return getattr(row, self.column) is not None

    def place(self, row: "Base") -> str:
        return self.place_in(type(row), row.id)

    def place_in(self, table: "type[Base]", row_id: UUID) -> str:
        """The cell of a row, where there is no object of it."""
        return f"{table.__tablename__}.{self.name}.{row_id}"

    def text(self, row: "Base") -> str | None:
        """As it is sealed, whatever it stands for."""
        held: bytes | Unsealed | None = getattr(row, self.column)
        if held is None or isinstance(held, Unsealed):
            return held and held.text
        key_id, place = key_id_of(held), self.place(row)
        if isinstance(key_id, str):
            return crypto.ring_for(held).open(held, place)
        return data_keys.by_id(key_id, place, object_session(row)).open(held, place)


class SealedAlways(Sealed[T]):
    """One that no row is without."""

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: "Base", owner: type) -> T: ...
    def __get__(self, row: "Base | None", owner: type) -> "Self | T":
        if row is None:
            return self
        text = self.text(row)
        assert text is not None  # NOT NULL
        found: T = self.read(text)
        return found


class SealedWords(Sealed[list[str]]):
    """Some words of a list, in its order; none of them is NULL, which SQL may ask for."""

    def __init__(self) -> None:
        super().__init__(list)

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: "Base", owner: type) -> list[str]: ...
    def __get__(self, row: "Base | None", owner: type) -> "Self | list[str]":
        return self if row is None else super().__get__(row, owner) or []

    def __set__(self, row: "Base", value: list[str] | None) -> None:
        super().__set__(row, value or None)


class EnumText(TypeDecorator[StrEnum]):
    """A column of text that is read as one of an enum's words; `listed` keeps others out."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


def listed(column: str, words: type[StrEnum]) -> CheckConstraint:
    """The column holds one of the enum's words, or NULL where it may."""
    return CheckConstraint(f"{column} IN ({texts(words)})", name=column)


def texts(words: Iterable[StrEnum]) -> str:
    """Some words of an enum as SQL lists them."""
    return ", ".join(f"'{word}'" for word in words)


class Base(DeclarativeBase):
    """Every row has a UUID made here, because sealed values are bound to it before it is stored."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: DateTime(timezone=True), UUID: Uuid(), str: String()}  # noqa: RUF012

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        for name, value in list(vars(cls).items()):
            if isinstance(value, Sealed):
                column = mapped_column(LargeBinary, nullable=not isinstance(value, SealedAlways))
                setattr(cls, f"{name}_sealed", column)
        super().__init_subclass__(**kwargs)

    def __init__(self, **values: Any) -> None:
        self.id = values.pop("id", None) or new_id()
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no attribute {name}")
            setattr(self, name, value)
