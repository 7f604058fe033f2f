"""What the pages say of each kind of life, under its name: its word and the page it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.i18n import N_
from models.life import LifeKind
from workflow.kinds import Kind, kinds


@dataclass(frozen=True, slots=True)
class Shown:
    """One kind of life on a page."""

    words: str
    """What many of them are called, still to be translated."""
    page: str
    """Where its officers see one; `{label}` is what it is called."""


class NotShown(Exception):
    """A kind of life without a page: the portal does not start."""


_SHOWN: Final[dict[str, Shown]] = {
    LifeKind.CASE: Shown(N_("Cases"), "/cases/{label}"),
    LifeKind.QUARTERLY: Shown(N_("Quarterly meetings"), "/roundtable"),
    LifeKind.REMINDERS: Shown(N_("Reminders"), "/"),
    LifeKind.ANNUAL: Shown(N_("Annual reports"), "/roundtable"),
}


def show(kind: str, shown: Shown) -> None:
    """Add the part of one more kind."""
    _SHOWN[kind] = shown


def check(known: Iterable[Kind]) -> None:
    """Raise `NotShown` where a kind has no part here."""
    lacking = [kind.name for kind in known if kind.name not in _SHOWN]
    if lacking:
        raise NotShown(", ".join(lacking))


def page_of(kind: str, label: str) -> str:
    return _SHOWN[kind].page.format(label=label)


def words_of(kind: str) -> str:
    """What many of a kind are called, still to be translated."""
    return _SHOWN[kind].words


def number_of(kind: str, label: str) -> str:
    """A case's number; empty for what is no child's."""
    return label if kinds()[kind].of_a_child else ""
