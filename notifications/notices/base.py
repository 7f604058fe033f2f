"""What every notice is: a value that knows its words, its reader and what makes it the only one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self
from uuid import UUID

from pydantic import TypeAdapter

from models.outbox import RecipientKind
from rules.hours import Leaves

NOBODY: Final = UUID(int=0)
"""In a reader's place: nobody may read it yet, and it waits for who decides next."""
COLUMNS = frozenset({"recipient", "life_id", "link_id"})  # have columns of their own in the outbox


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who reads it: a professional, their superior, an officer, or whoever referred a child."""

    kind: RecipientKind
    id: UUID
    """A professional's id for `member` and `superior`, an account's for `account`, a receipt's for
    `referrer`."""


def taken_back(on: date | None) -> tuple[object, ...]:
    """Part of the occasion: asked anew, because what was on record was none."""
    return () if on is None else ("taken back", on.isoformat())


_notices: dict[str, type["Notice"]] = {}
NOTICES: Final[Mapping[str, type["Notice"]]] = MappingProxyType(_notices)
"""Every notice by its template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Ids, case numbers, dates, places and codes; nothing about a child has a field to stand in."""

    template: ClassVar[str]
    article: ClassVar[str]
    read_by: ClassVar[RecipientKind] = RecipientKind.MEMBER
    has_link: ClassVar[bool] = True
    """It carries the link to one duty of its reader."""
    hours: ClassVar[Leaves] = Leaves.BY_DAY

    def __init_subclass__(cls) -> None:
        """Make a notice known by its template; what has none of its own is a part of others."""
        if "template" in cls.__dict__:
            _notices[cls.template] = cls

    recipient: Recipient
    life_id: UUID | None
    link_id: UUID | None = None

    @property
    def over_at(self) -> datetime | None:
        """From when on it says nothing any more that anybody can act on: it does not leave then."""
        return None

    @property
    def leaves(self) -> Leaves:
        """Whether it waits for an hour at which people are written to."""
        return self.hours

    @property
    def followed_after(self) -> date | None:
        """The morning of which it is, where the mail of a later one takes it along, or says all of
        it."""
        return None

    @property
    def last_lawful(self) -> date | None:
        """The last day on which it is in time, or on which what it asks for is: on that it does not
        wait."""
        return None

    def as_of(self, today: date) -> Self:  # noqa: ARG002 - most say the same on every day
        """What it says on the day on which it leaves."""
        return self

    @property
    def occasion(self) -> tuple[object, ...]:
        """Ids and days that tell this notice from the next of its kind in the same life."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """What makes it the only one: kind, life, occasion, reader."""
        reader = f"{self.recipient.kind}:{self.recipient.id}"
        return self.prefix(self.life_id, *self.occasion) + reader

    @classmethod
    def prefix(cls, life_id: UUID | None, *occasion: object) -> str:
        """What the keys of all notices of one occasion begin with."""
        parts = (cls.template, life_id or "-", *occasion)
        return "".join(f"{part}:" for part in parts)

    @property
    def context(self) -> dict[str, Any]:
        """What the outbox stores: every field without a column of its own."""
        stored: dict[str, Any] = _adapter(type(self)).dump_python(self, mode="json")
        return {name: value for name, value in stored.items() if name not in COLUMNS}

    @classmethod
    def restore(cls, context: Mapping[str, Any], **columns: object) -> Self:
        """The notice again, from its row; raises `pydantic.ValidationError` on one that is odd."""
        notice: Self = _adapter(cls).validate_python({**context, **columns})
        return notice


_adapters: dict[str, TypeAdapter[Any]] = {}


def _adapter(kind: type[Notice]) -> TypeAdapter[Any]:
    """Checks and converts the fields of one kind; made once, because that is not cheap."""
    if kind.template not in _adapters:
        _adapters[kind.template] = TypeAdapter(kind)
    return _adapters[kind.template]
