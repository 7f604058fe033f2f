"""What a field may hold: a line, prose, a day, an hour, an address; each with its refusal."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from core import reach
from core.i18n import N_


@dataclass(frozen=True, slots=True)
class Ask:
    """How a field is asked for: its label, a hint, and what to say when it is empty."""

    label: str
    hint: str = ""
    missing: str = ""
    open: bool = False
    """May stay empty, and nobody need be told so."""


def wrong(message: str, **facts: object) -> PydanticCustomError:
    """A field error in words of our own; `{facts}` are filled in after translation."""
    return PydanticCustomError("said", "{message}", {"message": message, **facts})


FIRST_YEAR, LAST_YEAR = 1900, 2199
YEARS: Final[Mapping[str, object]] = {"first": FIRST_YEAR, "last": LAST_YEAR}
"""Beyond them a day is a slip of the hand, and the pictures of a case's life have no end."""


def _storable(text: str) -> str:
    signs = (sign for sign in text if sign not in "\n\t")
    if any(sign == "\ufffd" or unicodedata.category(sign) in {"Cc", "Cs"} for sign in signs):
        raise wrong(N_("There are characters in it that cannot be stored. Type it again."))
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise wrong(N_("Write this on one line."))
    return text


def _day(typed: object) -> object:
    if not isinstance(typed, str):
        return typed
    parts = re.fullmatch(
        r"\s*([0-9]{1,2})\s*[./-]\s*([0-9]{1,2})\s*[./-]\s*([0-9]{4})\.?\s*", typed
    )
    iso = re.fullmatch(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})\s*", typed)
    if not (parts or iso):
        raise wrong(N_("Write the day like 20.11.2026."))
    try:
        day = (
            date(int(parts[3]), int(parts[2]), int(parts[1]))
            if parts
            else date(*map(int, iso.groups()))  # type: ignore[union-attr]
        )
    except ValueError:
        raise wrong(N_("There is no such day. Look at the calendar again.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(N_("Look at the year again: it lies between {first} and {last}."), **YEARS)
    return day


def _hour(typed: object) -> object:
    if not isinstance(typed, str):
        return typed
    parts = re.fullmatch(r"\s*([0-9]{1,2})\s*[:.]\s*([0-9]{2})\s*", typed)
    if not parts or int(parts[1]) > 23 or int(parts[2]) > 59:
        raise wrong(N_("Write the time like 14:00."))
    return time(int(parts[1]), int(parts[2]))


def _as(form: Callable[[str], str]) -> AfterValidator:
    """Written as `core.reach` stores it, or refused in its words."""

    def check(text: str) -> str:
        try:
            return form(text)
        except reach.Unreachable as why:
            raise wrong(why.sentence, **why.facts) from None

    return AfterValidator(check)


Line = Annotated[
    str, StringConstraints(max_length=200), AfterValidator(_storable), AfterValidator(_one_line)
]
Prose = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_storable)]
Day = Annotated[date, BeforeValidator(_day)]
UNSAID: Final = N_("Say on which day it was: tick one, or write it.")
Happened = Annotated[Day, Ask(N_("On which day was it?"), missing=UNSAID)]
"""The true day of what an officer types in. It is asked, and nothing is ticked: a limit runs from
what happened, not from when it was typed. Shown by `happened()` of components/happened.html."""
Source = Annotated[
    Line,
    Ask(
        N_("Who says so, or which paper?"),
        missing=N_("Write who said so, or which paper says it."),
    ),
]
Corrects = Annotated[
    UUID | None,
    Ask(
        N_("Does it correct an earlier entry?"),
        hint=N_("The earlier one stays as it is, and says by which one it is corrected."),
        open=True,
    ),
]
WhyWrong = Annotated[
    Prose, Ask(N_("Why was the record wrong?"), missing=N_("Write why the record was wrong."))
]
Hour = Annotated[time, BeforeValidator(_hour)]
Mail = Annotated[Line, _as(reach.mail_address)]
Phone = Annotated[Line, _as(reach.mobile_number)]
"""Takes an SMS."""
MemberPhone = Annotated[Line, _as(reach.number_of_member)]
"""The same, with what to do where there is none."""
Called = Annotated[Line, _as(reach.any_number)]
"""A number that somebody was called on: a landline too."""
