"""Long texts as people read them: paragraphs, numbered headings, the article of an item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.record.agenda import AgendaLine
from core.i18n import LANGUAGES, translator
from portal.words import AGENDA_ARTICLES
from rules.items import AGENDA


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, with its heading where its first line is a numbered item."""

    heading: str
    article: str
    lines: Sequence[str]


def blocks(text: str | None) -> Iterator[Block]:
    """The paragraphs of a text; `2. Reports` above other lines is a heading."""
    for part in re.split(r"\n\s*\n", (text or "").strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if not lines:
            continue
        if len(lines) > 1 and _is_numbered(lines[0]) and not _is_numbered(lines[1]):
            yield Block(lines[0], _article_of(lines[0]), lines[1:])
        else:
            yield Block("", "", lines)


def _is_numbered(line: str) -> bool:
    return re.match(r"\d{1,2}\. ", line) is not None


def _article_of(heading: str) -> str:
    """The article of an agenda item that stands in the heading, in whatever language."""
    words = heading.partition(". ")[2]
    for code, item in AGENDA.items():
        if words in {translator(language).gettext(item) for language in LANGUAGES}:
            return AGENDA_ARTICLES[code]
    return ""


@dataclass(frozen=True, slots=True)
class AgendaShown:
    """One item of an agenda as a page shows it."""

    code: str
    words: str
    """The chair's own; else still to be translated."""
    article: str
    late_on: date | None
    id: UUID | None

    @property
    def is_own(self) -> bool:
        return self.id is not None


def agenda_items(lines: Sequence[AgendaLine]) -> Sequence[AgendaShown]:
    """The items of an agenda, a fixed one with its article."""
    return [
        AgendaShown(
            line.code,
            line.words or AGENDA[line.code],
            AGENDA_ARTICLES.get(line.code, ""),
            line.late_on,
            line.item_id,
        )
        for line in lines
    ]
