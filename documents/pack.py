"""Several papers in one file, in the order in which they are needed: beside Art. 8(3), 10(4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from documents.paper import PaperText, PrintedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPaper(PrintedPaper):
    """Each part is set by its own template, as it is alone; pages are counted through."""

    template: ClassVar[str] = "pack"

    parts: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsPaper(PrintedPaper):
    """What lies in a pack, what does not, and for whom it is."""

    template: ClassVar[str] = "contents"

    heading: str
    facts: Sequence[tuple[str, str]]
    within: Sequence[str]
    texts: Sequence[PaperText] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesPaper(PrintedPaper):
    """Blank lines, for whoever writes by hand."""

    template: ClassVar[str] = "notes"

    heading: str
    facts: Sequence[tuple[str, str]]
    rooms: int = 24
    """How many lines."""


def parts_of(papers: Iterable[PrintedPaper]) -> list[Mapping[str, Any]]:
    """With the template by which each is set."""
    return [{**asdict(each), "template": each.template} for each in papers]
