"""The number under which a case or a notice stands in the protocol book of a centre's own office.

Public offices keep one by the law on their work (04/L-184). The Regulation knows of none, and
nothing is numbered here: what the book says is entered. Decision 0183.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.refusals import NotPossible

LONGEST: Final = 40


class NoProtocolNumber(NotPossible):
    reason = "This is no number of a protocol book."
    way_out = "Write it as it stands there: one line, at most 40 characters, with a digit in it."


class NamesAPerson(NotPossible):
    reason = "This number holds a name of the child or of the family, and mails carry it."
    way_out = "Write it without the name, or leave it out: no mail needs one."


class BookedLater(NotPossible):
    reason = "This day has not come yet."
    way_out = "Write the day under which it stands in the protocol book."


class BookedBeforeIt(NotPossible):
    reason = "On that day this notice was not written yet."
    way_out = "Look at the protocol book again: it may be the number of another notice."


class NotOutgoing(NotPossible):
    reason = "A protocol number is of a notice by mail of this case that has left."
    way_out = "Look in the proof of notice at what became of it."


class BookedAlready(NotPossible):
    reason = "A protocol number is on record of this already, or this entry was corrected already."
    way_out = "Open the proof of notice again and correct what stands there."


@dataclass(frozen=True, slots=True)
class Booked:
    """What the protocol book says."""

    number: str
    on: date


def check_number(number: str) -> str:
    """Without what stands around it."""
    number = number.strip()
    has_digit = any(sign.isdecimal() for sign in number)
    if not (has_digit and number.isprintable() and len(number) <= LONGEST):
        raise NoProtocolNumber
    return number


def check_no_name(number: str, names: Iterable[str]) -> None:
    """It leaves in mails, which say nothing of a child; whatever is shorter than three letters may
    be anything: Art. 18(1)."""
    said = _plain(number)
    if any(len(word) > 2 and _plain(word) in said for name in names for word in name.split()):
        raise NamesAPerson


def _plain(words: str) -> str:
    """In small letters without marks."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def check_left(*, outgoing: bool) -> None:
    """Of what went out to a member or a superior; what is still here, the office has not booked."""
    if not outgoing:
        raise NotOutgoing


def check_first(*, booked: bool) -> None:
    """One a notice and one a case; another is a correction, of the entry that stands."""
    if booked:
        raise BookedAlready


def check_booked(said: Booked, written: date, today: date) -> Booked:
    number = check_number(said.number)
    if said.on > today:
        raise BookedLater
    if said.on < written:
        raise BookedBeforeIt
    return Booked(number, said.on)
