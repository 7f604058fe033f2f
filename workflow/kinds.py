"""What one kind of life is: everything this machine must know of it, in one object.

A life is a row that lives for months and does one thing after the other: a case, a quarter of the
municipal roundtable. The bootstrap registers every kind; nothing else tells kinds apart.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false
from sqlalchemy.orm import Session

from models.case import Case
from models.life import Life
from models.people import Account
from models.session import Work
from notifications.notices.base import Notice
from rules.breaches import Breach
from rules.duties import Duty, OpenDuty
from rules.planned import Planned
from rules.steps import DueStep, Step


@dataclass(frozen=True, slots=True)
class Look:
    """What one reading of a life's facts says."""

    steps: Sequence[DueStep]
    """Every step due now, in the order they should be done."""
    waiting_for: str
    wake_at: datetime | None
    ended: bool = False
    duties: Sequence[OpenDuty] = ()
    """What people owe, nearest first."""
    planned: Sequence[Planned] = ()
    """What the life will do by itself."""
    limits: Sequence[Breach] = ()
    """What is a breach of the text once its last day has passed, beside the duties."""
    at_wake: Sequence[DueStep] = ()
    """What will be due at `wake_at`, as far as is known beforehand."""


Act = Callable[[Work, UUID, UUID | None], Look | None]
"""One step carried out: the life's id and the subject's. Gives what is to be found afterwards where
it has read all of that; else the life is looked at anew."""


@dataclass(frozen=True, slots=True)
class TableNotices:
    """The words of one kind of table for what every table says."""

    names: str
    """The field of these notices that says which table."""
    declarations: Callable[..., Notice]
    date_to_agree: Callable[..., Notice]
    invitation: Callable[..., Notice]
    unsent: Callable[..., Notice]
    cancelled: Callable[..., Notice]
    not_coming: Callable[..., Notice]
    minutes_drafted: Callable[..., Notice]
    minutes_to_sign: Callable[..., Notice]
    obstacle_reported: Callable[..., Notice]


def _whole_key(life: Life) -> str:
    return life.key


def _nobody(_session: Session, _life: Life, _on: date) -> Account | None:
    return None


def _never_on_paper(_session: Session, _life: Life) -> date | None:
    return None


def _alone(_work: Work, _life: Life) -> None:
    pass


def _nothing(_work: Work, _life: Life, _duties: Collection[Duty]) -> None:
    pass


def _no_officer(_account: Account, _as_head: bool) -> ColumnElement[bool]:
    return false()


@dataclass(frozen=True)
class Kind:
    """One kind of life."""

    name: str
    look: Callable[[Work, Life], Look]
    """One reading of the facts: what is due, what is owed, when it wakes."""
    acts: Mapping[str, Act]
    looks: Callable[[Work, Sequence[Life]], Mapping[UUID, Look]] | None = None
    """The same reading of many lives, in as many statements as of one; by life."""
    label: Callable[[Life], str] = _whole_key
    """What it is called outside the building; it names nobody."""
    chair: Callable[[Session, Life, date], Account | None] = _nobody
    """Who convenes and chairs its table: Art. 4(2), 8(2)."""
    answered_by: Callable[[Account, bool], ColumnElement[bool]] = _no_officer
    """Which of these lives, within the officer's municipality, an officer answers for; the second
    says whether they act as the head today."""
    acted: Callable[[Work, Life], None] = _alone
    """What a person's act on it means beyond its duties: for what was decided, for other lives;
    asked once its own is settled."""
    owed: Callable[[Work, Life, Collection[Duty]], None] = _nothing
    """What it means for other lives that somebody owes these duties from now on."""
    from_paper_on: Callable[[Session, Life], date | None] = _never_on_paper
    """Since when it runs here, where it ran on paper before."""
    alone: bool = False
    """No act on another life changes what its look finds: what was found holds while nobody has
    this life's lock."""
    asks_itself: bool = False
    """Its acts ask under the lock what is due, and do nothing where nothing is."""
    of_a_child: bool = False
    """A child's file: opening it is put on record, and who has not declared may not sit: 18(1)."""
    notices: TableNotices | None = None


_KINDS: dict[str, Kind] = {}
_STEPS: dict[str, Step] = {}


class NotJoined(Exception):
    """A step without an act, or an act without a row in the table of steps: nothing may start."""


def register(kinds: Iterable[Kind], steps: Mapping[str, Step]) -> None:
    """Make kinds known to this process, each act joined to its row; raises `NotJoined`.

    For the bootstrap, and for tests and measurements that bring a kind of their own.
    """
    known = list(kinds)
    acts = {act for kind in known for act in kind.acts}
    if acts != steps.keys():
        raise NotJoined(", ".join(sorted(acts ^ steps.keys())))
    _KINDS.update({kind.name: kind for kind in known})
    _STEPS.update(steps)


def steps() -> Mapping[str, Step]:
    """Every step that some kind of life takes, by its act."""
    return MappingProxyType(_STEPS)


def kinds() -> Mapping[str, Kind]:
    """Every kind this process knows, by name."""
    return MappingProxyType(_KINDS)


def kind_of(life: Life) -> Kind:
    """What this life is; raises `KeyError` where the process has not been bootstrapped."""
    return _KINDS[life.kind]


def case_of(session: Session, life_id: UUID) -> Case | None:
    """The case that this life is of; None of a life about no child, such as the municipal table.

    Asked of the kind and never of what is found: a case that is hidden behind the wall is no
    municipal table (0149), and raises `NoResultFound`.
    """
    is_of_a_child = kind_of(session.get_one(Life, life_id)).of_a_child
    return session.get_one(Case, life_id) if is_of_a_child else None


def label_of(session: Session, life_id: UUID) -> str:
    """What a life is called outside the building: a case number, or `2026-Q4`."""
    life = session.get_one(Life, life_id)
    return kind_of(life).label(life)


def notices_of(life: Life) -> tuple[TableNotices, Mapping[str, Any]]:
    """The words of this life's table, and what each of them says of the table itself.

    Raises `TypeError` for a life without a table.
    """
    kind = kind_of(life)
    if kind.notices is None:
        raise TypeError(f"a life of the kind {life.kind!r} has no table")
    return kind.notices, {"life_id": life.id, kind.notices.names: kind.label(life)}
