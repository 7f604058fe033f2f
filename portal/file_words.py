"""What a file that somebody brought is called, and what is said of it beside its name: 0193."""

from collections.abc import Mapping
from typing import Final

from casework.record.files import AttachedFile
from core.i18n import N_, Translator

PDF: Final = "application/pdf"
FORMATS: Final[Mapping[str, str]] = {
    PDF: "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
}
TEXT: Final = N_("Text")


def kind(say: Translator, file: AttachedFile) -> str:
    return FORMATS.get(file.original.media_type) or say.gettext(TEXT)


def called(say: Translator, file: AttachedFile) -> str:
    """As its bearer calls it; what nobody has named is told by its kind and day."""
    if file.original.name:
        return file.original.name
    return f"{kind(say, file)}, {say.day(file.original.stored_at)}"


def size(of: int) -> str:
    """Rounded up, and never nothing."""
    unit, words = (1_000, "kB") if of < 1_000_000 else (1_000_000, "MB")
    return f"{-(-of // unit)} {words}"


def facts(say: Translator, file: AttachedFile) -> str:
    """Kind and size of the copy that readers get, and of a PDF its pages."""
    found = [kind(say, file), size(file.cleaned.size)]
    pages = file.cleaned.pages
    if pages and file.cleaned.media_type == PDF:
        found.append(say.ngettext("%(num)s page", "%(num)s pages", pages))
    return ", ".join(found)


def on_paper(say: Translator, file: AttachedFile) -> str:
    """One line of a list on a paper; by its hash it is found again, whoever printed the list."""
    digest = file.cleaned.sha256.hex()
    return f"{called(say, file)}: {facts(say, file)}. SHA-256 {digest}"
