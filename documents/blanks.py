"""The forms of no case: the number on each is the same on every copy, and leads to none: 0194."""

from collections.abc import Mapping
from typing import Final

from core.i18n import LANGUAGES, Language
from documents import code

FORMS: Final = (
    *("annex-1", "declarations", "monitoring", "review", "report", "visit", "decision"),
    *("opinion-child", "opinion", "annual-report"),
)
"""As they are called in an address."""


def number_of(form: str, language: Language) -> str:
    """Of a form in one language."""
    return code.number_of(f"tryeza form\n{form}\n{language}".encode())


BLANK: Final[Mapping[str, str]] = {
    number_of(form, language): form for form in FORMS for language in LANGUAGES
}
"""By the number on its pages, which form it is."""
