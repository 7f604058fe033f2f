"""What may stand in a cell of a file of people, column by column: 0163."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from core import reach
from core.i18n import LANGUAGES, N_, OWN_NAMES
from core.names import folded
from rules.composition import KINDS, OTHER

LONGEST: Final = 200
YES: Final = frozenset({"yes", "po", "da", "x", "1"})
NO: Final = frozenset({"", "no", "jo", "ne", "0"})
FIRST_YEAR, LAST_YEAR = 1900, 2199


class WrongCell(Exception):
    """What does not fit a column, in words for whoever wrote it."""

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def read_cell(column: str, cell: str) -> str:
    """As it is stored; raises `WrongCell`."""
    if len(cell) > LONGEST:
        raise WrongCell(N_("Shorten this to {most} characters."), most=LONGEST)
    if any(unicodedata.category(sign) == "Cc" for sign in cell if sign not in "\n\t"):
        raise WrongCell(N_("There are characters in it that cannot be stored. Type it again."))
    plain = " ".join(cell.split())
    read_as = READ_AS.get(column)
    return read_as(plain) if read_as and plain else plain


def _kind(cell: str) -> str:
    """`4(1.6)`, `1.6`, `Art. 4(4)`."""
    plain = re.sub(r"[^0-9.()a-z]", "", cell.casefold())
    number = re.search(r"(?:4\()?(\d+(?:\.\d+)*)\)?\.?$", plain)
    found = number[1] if number else plain
    if found in {"4", "4.4", OTHER}:
        return OTHER
    if found == "1.1":
        raise WrongCell(
            N_(
                "4(1.1) is the case manager, who has an account. Where a spreadsheet made 1.1 of"
                " 1.10, write 4(1.10)."
            )
        )
    if found not in KINDS:
        raise WrongCell(N_("Write the kind as Art. 4 counts it, like 4(1.6), or 4(4) for others."))
    return found


def _reached(form: Callable[[str], str]) -> Callable[[str], str]:
    def read_as(cell: str) -> str:
        try:
            return form(cell)
        except reach.Unreachable as why:
            raise WrongCell(why.sentence, **why.facts) from None

    return read_as


LANGUAGE_WORDS: Final[Mapping[str, str]] = {
    **dict(zip(LANGUAGES, LANGUAGES, strict=True)),
    **{folded(own): language for language, own in OWN_NAMES.items()},
    **{"albanian": "sq", "serbian": "sr", "serbisht": "sr", "albanski": "sq"},
    **{"anglisht": "en", "engleski": "en"},
}


def _language(cell: str) -> str:
    try:
        return LANGUAGE_WORDS[folded(cell)]
    except KeyError:
        raise WrongCell(N_("Write sq, sr or en.")) from None


def _shared(cell: str) -> str:
    if folded(cell) in YES:
        return "yes"
    if folded(cell) in NO:
        return ""
    raise WrongCell(N_("Write yes where they share it, else nothing."))


def read_day(cell: str) -> date | None:
    """`20.11.2026` or `2026-11-20`; None for an empty cell."""
    if not cell:
        return None
    parts = re.fullmatch(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})\.?", cell.replace(" ", ""))
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", cell)
    numbers = list(map(int, parts.groups()))[::-1] if parts else []
    numbers = list(map(int, iso.groups())) if iso else numbers
    if not numbers:
        raise WrongCell(N_("Write the day like 20.11.2026."))
    try:
        found = date(*numbers)
    except ValueError:
        raise WrongCell(N_("There is no such day. Look at the calendar again.")) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise WrongCell(N_("Write the day like 20.11.2026."))
    return found


def _is_day(cell: str) -> str:
    read_day(cell)
    return cell


READ_AS: Final[Mapping[str, Callable[[str], str]]] = {
    "kind": _kind,
    "mail": _reached(reach.mail_address),
    "shared_mail": _shared,
    "mobile": _reached(reach.number_of_member),
    "shared": _shared,
    "language": _language,
    "superior_mail": _reached(reach.mail_address),
    "superior_mobile": _reached(reach.mobile_number),
    "superior_language": _language,
    "since": _is_day,
    "until": _is_day,
    "deputy": _reached(reach.mail_address),
}
