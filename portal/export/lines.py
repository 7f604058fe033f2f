"""A piece of a record as it is handed out: its heading, its lines, without what is left out."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from casework.case.export_pieces import FILE, OfMeeting, Piece, Whom
from casework.case.export_state import is_decided
from core.i18n import N_, Translator
from models.record_export import ExportDecision
from portal.annex import CATEGORY_WORDS, GENDERS
from portal.assessment_page import NAMES
from portal.export.common import is_common
from portal.export.words import DAY, LABELS, OF_ONE, TITLES, WORDS
from portal.known_words import YES_NO
from portal.known_words import shown as answer_in_words
from portal.words import RELATIONS
from rules.blacked import BLACK, LeftOut, black_out, has_any, parts
from rules.exports import Becomes
from rules.known import FORMS, FactName, Form

NUMBERED: Final = ("number", "version")


@dataclass(frozen=True, slots=True)
class PieceLine:
    """One line of a piece."""

    column: str
    label: str
    text: str
    whole: str
    """As it stands in the record."""

    @property
    def is_blacked(self) -> bool:
        return self.text != self.whole


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """One piece as it would be handed out now."""

    piece: Piece
    heading: str
    lines: Sequence[PieceLine]
    word: ExportDecision | None
    """What was decided on it as it is now."""

    @property
    def is_out(self) -> bool:
        return self.word is not None and self.word.outcome is not Becomes.WITHHELD

    @property
    def is_blacked(self) -> bool:
        return any(each.is_blacked for each in self.lines)


def left_out_everywhere(
    decisions: Mapping[str, ExportDecision], pieces: Sequence[Piece]
) -> list[str]:
    """The words that stand in no piece; what the referral says of who reported is one of them until
    somebody has decided to give it, and word by word: while nobody has decided each of its words,
    and afterwards each that is no word of the language, whatever else was named."""
    found = [word for each in decisions.values() if each.throughout for word in each.words]
    for piece in pieces:
        if piece.is_reporter:
            given = is_decided(decisions, piece)
            given = given and decisions[piece.key].outcome is Becomes.GIVEN
            found += [] if given else _of_reporter(piece, decided=is_decided(decisions, piece))
    found += _beside(found, pieces)
    return sorted({each for each in found if each.strip()})


def _of_reporter(piece: Piece, *, decided: bool) -> Iterator[str]:
    said = str(piece.values["referrer"])
    yield said
    yield from (each for each in parts(said) if not (decided and is_common(each)))


def _beside(words: Collection[str], pieces: Iterable[Piece]) -> Iterator[str]:
    """A list in which one name or institution alone is black says whose it is: so are the others of
    its kind."""
    named = (each for piece in pieces for each in piece.values.values())
    people = [each for each in named if isinstance(each, Whom) and each.institution]
    sought = LeftOut.of(words)
    for kind in ({each.institution for each in people}, {each.name for each in people}):
        said = {each for each in kind if each}
        if any(has_any(each, sought) for each in said):
            yield from said


def shown(
    say: Translator, piece: Piece, decisions: Mapping[str, ExportDecision], everywhere: LeftOut
) -> ShownPiece:
    """As the decision on it has it; whole, but for what is left out everywhere, where there is
    none."""
    word = decisions[piece.key] if is_decided(decisions, piece) else None
    fields: Collection[str] = word.fields if word else ()
    words = everywhere.and_also(word.words if word else ())
    if piece.is_reporter:
        words = LeftOut()
    lines = [
        PieceLine(column, label, BLACK if column in fields else black_out(text, words), text)
        for column, label, text in _lines(say, piece)
    ]
    return ShownPiece(piece, heading_of(say, piece), lines, word)


def heading_of(say: Translator, piece: Piece) -> str:
    """What it is, its number and its day: nothing of what it says."""
    name = say.gettext(TITLES[piece.table])
    number = next((piece.values[each] for each in NUMBERED if each in piece.values), None)
    if isinstance(number, int):
        name = f"{name} {number}"
    days = (each for each in piece.values.values() if isinstance(each, date))
    of = piece.values.get("meeting_id")
    if isinstance(of, OfMeeting):
        return f"{name} · {_value(say, piece, 'meeting_id', of)}"
    day = next(days, None)
    of_somebody = piece.table in {"child", "family_person", "age_finding", "fact"}
    return name if day is None or of_somebody else f"{name} · {say.day(day)}"


def label_of(say: Translator, table: str, column: str) -> str:
    named = OF_ONE.get(f"{table}.{column}") or LABELS.get(column)
    if named is None and column.endswith(("_on", "_at")):
        named = DAY
    return say.gettext(named or LABELS[column])


def _lines(say: Translator, piece: Piece) -> Iterable[tuple[str, str, str]]:
    for column, value in piece.values.items():
        if column in NUMBERED and isinstance(value, int):
            continue
        text = _value(say, piece, column, value)
        if text:
            yield column, label_of(say, piece.table, column), text


def _value(say: Translator, piece: Piece, column: str, value: Any) -> str:
    if special := _SPECIAL.get((piece.table, column)):
        return special(say, piece, value)
    return next((told(say, value) for kind, told in _KINDS if isinstance(value, kind)), str(value))


def _person(say: Translator, who: Whom) -> str:
    # As it is recorded, in no other language: words that are left out are found as they were typed.
    beside = who.institution
    if who.relation is not None:
        beside = say.gettext(RELATIONS[who.relation])
    return ", ".join(each for each in (who.name, beside) if each)


def _meeting(say: Translator, of: OfMeeting) -> str:
    words = N_("meeting %(number)s of %(day)s")
    return say.gettext(words, number=of.number, day=say.day(of.on))


def _sections(say: Translator, names: list[str]) -> str:
    return ", ".join(say.gettext(NAMES.get(each, each)) for each in names)


def _yes_or_no(say: Translator, value: object) -> str:
    return say.gettext(YES_NO["yes" if value else "no"])


_KINDS: Final[Sequence[tuple[type[Any], Callable[[Translator, Any], str]]]] = (
    (Whom, _person),
    (OfMeeting, _meeting),
    (StrEnum, lambda say, value: say.gettext(WORDS[type(value)][value])),
    (bool, _yes_or_no),
    (date, lambda say, value: say.day(value)),  # a moment is one too
    (list, _sections),
)


def _answer(say: Translator, piece: Piece, value: Any) -> str:
    name, found = FactName(piece.values["name"]), json.loads(value)
    if found and FORMS[name] is Form.DAY:
        found = date.fromisoformat(found)
    return answer_in_words(say, name, found, {})  # who acts for the centre is told where they are


def _categories(say: Translator, _: Piece, value: Mapping[str, str]) -> str:
    named = [(say.gettext(CATEGORY_WORDS.get(code, code)), said) for code, said in value.items()]
    return "\n".join(f"{name}: {said}" if said else name for name, said in named)


def _supplement(_: Translator, __: Piece, value: str) -> str:
    return str(json.loads(value)["words"])


def _gender(say: Translator, _: Piece, value: str) -> str:
    return say.gettext(GENDERS.get(value, value))


def _fingerprint(_: Translator, __: Piece, value: str) -> str:
    return " ".join(value[at : at + 8] for at in range(0, len(value), 8))


_SPECIAL: Final[Mapping[tuple[str, str], Callable[[Translator, Piece, Any], str]]] = {
    ("fact", "answer"): _answer,
    ("cases", "categories"): _categories,
    ("supplement", "text"): _supplement,
    ("child", "gender"): _gender,
    (FILE, "sha256"): _fingerprint,
}
