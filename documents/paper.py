"""What every paper has: its language, its letterhead, and what is said about it beside its text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from core.i18n import Language


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is, and where they are reached."""

    centre: str
    contact: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PaperCode:
    """By which each page of a paper is found again."""

    number: str
    shown: str
    """The same as it stands beside the code."""
    start: str
    """Of the code; the number of the page follows."""
    alt: str
    """What the picture is, for whoever does not see it."""


@dataclass(frozen=True, slots=True)
class PaperText:
    """Some lines of prose, under their own heading where they have one."""

    lines: Sequence[str]
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPaper:
    """Words and values as they are printed: no paper decides, counts or translates."""

    template: ClassVar[str]

    language: Language
    title: str
    """Of the file, in whose properties it stands: nothing of a child."""
    made_on: date
    letterhead: Letterhead | None = None
    marks: Sequence[str] = ()
    """Under the title: what is ours, what is a translation."""
    foot: Sequence[str] = ()
    """On every page."""
    code: PaperCode | None = None
    """On every page; a form that is of nothing yet has none."""
    hand: bool = False
    """To be filled in by hand: lines and room to write."""


@dataclass(frozen=True, slots=True)
class Attendant:
    """One line of a table of people, with the place for a signature."""

    name: str
    institution: str = ""
    present: str = ""
    signed: str = ""
    """What stands in place of a signature; empty: it is signed there by hand."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action of a plan, in the columns of Annex 1."""

    action: str
    service: str = ""
    institution: str = ""
    due: str = ""
    status: str = ""
    look: str = ""
    """When it is looked at again, or in a review how far it went."""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ReviewLines:
    """What one review found."""

    on: str
    lines: Sequence[PlanLine] = field(default_factory=tuple)
