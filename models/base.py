"""The declarative base, the sealed attribute, and names for every constraint."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar, overload
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
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core import crypto
from core.ids import new_id

T = TypeVar("T")


class Sealed(Generic[T]):
    """A personal value: plain on the object, AES-256-GCM in its column, bound to its cell.

    Only equality with NULL can be asked of it in SQL; a list never needs to open it.
    """

    def __init__(self, kind: type[T], form: Callable[[str], str] = str) -> None:
        self.kind = kind
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
        sealed: bytes | None = getattr(row, self.column)
        if sealed is None:
            return None
        text = crypto.ring().open(sealed, self._place(row))
        return date.fromisoformat(text) if self.kind is date else text  # type: ignore[return-value]

    def __set__(self, row: "Base", value: T | None) -> None:
        if value is None:
            setattr(row, self.column, None)
            return
        text = value.isoformat() if isinstance(value, date) else self.form(str(value))
        setattr(row, self.column, crypto.ring().seal(text, self._place(row)))

    def is_there(self, row: "Base") -> bool:
        """Whether anything is sealed here, without opening it."""
        return getattr(row, self.column) is not None

    def _place(self, row: "Base") -> str:
        return f"{row.__tablename__}.{self.name}.{row.id}"


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
                setattr(cls, f"{name}_sealed", mapped_column(LargeBinary, nullable=True))
        super().__init_subclass__(**kwargs)

    def __init__(self, **values: Any) -> None:
        self.id = values.pop("id", None) or new_id()
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no attribute {name}")
            setattr(self, name, value)
