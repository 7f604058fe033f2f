"""Words of a record that sound like a name that is left out, and were left: 0197.

Whoever decides and whoever confirms is shown them: a name has more spellings than are looked for.
A word in small letters that our own pages use is a word of the language, and is not among them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from core.sounds import keys, likeness
from portal.export.common import is_common
from portal.export.lines import ShownPiece
from rules.blacked import digits_of, parts
from rules.exports import ExportSection

LIKE: Final = 0.75
LIKE_IN_SMALL: Final = 0.85
"""Of a word that is written in small letters, and so is seldom a name."""
SAME_DIGITS: Final = 6
"""At the end of two telephone numbers."""


def left_alike(
    every: Iterable[ShownPiece], words: Collection[str]
) -> Mapping[ExportSection, list[str]]:
    """By part the words that stand in it though they look like one that is left out."""
    sought = {each for word in words for each in parts(word) if not _is_small_word(each)}
    names = {each: keys(each) for each in sought if each.isalpha()}
    numbers = {each for word in words for each in digits_of(word)}
    found: dict[ExportSection, list[str]] = {}
    if not names and not numbers:
        return found
    for piece in every:
        if piece.piece.is_reporter or (piece.word is not None and not piece.is_out):
            continue
        text = "\n".join(line.text for line in piece.lines)
        told = found.setdefault(piece.piece.section, [])
        told += [each for each in _alike(text, names, numbers) if each not in told]
    return {section: told for section, told in found.items() if told}


def _alike(
    text: str, names: Mapping[str, frozenset[str]], numbers: Collection[str]
) -> Iterator[str]:
    for word in dict.fromkeys(parts(text)):
        if _is_small_word(word):
            continue
        if word.isalpha():
            heard = keys(word)
            if any(_sounds_alike(word, heard, name, sounds) for name, sounds in names.items()):
                yield word
        elif any(_ends_alike(each, number) for each in digits_of(word) for number in numbers):
            yield word


def _sounds_alike(word: str, heard: frozenset[str], name: str, sounds: frozenset[str]) -> bool:
    enough = LIKE_IN_SMALL if word.islower() else LIKE
    return not sounds.isdisjoint(heard) and likeness(word, name) >= enough


def _ends_alike(one: str, other: str) -> bool:
    return one[-SAME_DIGITS:] == other[-SAME_DIGITS:]


def _is_small_word(word: str) -> bool:
    """What is written in capitals may be a name all the same."""
    return word.islower() and is_common(word)
