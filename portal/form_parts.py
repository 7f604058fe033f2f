"""Parts of a form in its reader's language: what is asked, under which article, what was said."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from core.i18n import Translator
from documents.form import FormPart, FormTable

BOX: Final = "☐"
"""In a cell of a table that is filled in by hand."""


def asked(say: Translator, words: str, article: str = "", **answer: Any) -> FormPart:
    """With the room or the answer that it has."""
    name = say.gettext(words)
    return FormPart(heading=f"{name} ({say.article(article)})" if article else name, **answer)


def written(say: Translator, words: str, text: str | None, article: str = "") -> FormPart:
    """What somebody typed; that nothing is stated is said."""
    lines = [line for line in (text or "").splitlines() if line.strip()]
    return asked(say, words, article, lines=lines or [say.gettext("not stated")])


def free(say: Translator, *words: str) -> list[tuple[str, str]]:
    """Lines that are filled in by hand."""
    return [(say.gettext(each), "") for each in words]


def choices(
    say: Translator, words: Mapping[Any, str], chosen: object = None
) -> list[tuple[str, bool]]:
    return [(say.gettext(name), code == chosen) for code, name in words.items()]


def to_tick(say: Translator, words: Iterable[str]) -> str:
    """The same within a cell."""
    return "\n".join(f"{BOX} {say.gettext(each)}" for each in words)


def table(
    say: Translator,
    heads: Iterable[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[str]] = (),
    *,
    room: int = 0,
) -> FormTable:
    return FormTable([say.gettext(each) for each in heads], widths, list(rows), room)
