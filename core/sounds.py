"""Names as they sound, whoever wrote them: Albanian, Serbian in both alphabets, and neither.

Hoxha, Hodža, Hodza and Хоџа are one name. Each word of a name is brought to what is heard of it:
its consonants, those that the two languages write alike or that lose their marks on a keyboard as
one, and how it begins. Soundex and Metaphone know English; Daitch and Mokotoff's idea, several keys
for a word that can be read in two ways, is kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдежзијклмнопрстуфхцчшћђ", "abvgdežzijklmnoprstufhcčšćđ", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dž"}
)
_TWO: Final = (
    *(("dzh", "G"), ("tsh", "C"), ("tch", "C"), ("sch", "S"), ("dž", "G"), ("dz", "G")),
    *(("xh", "G"), ("gj", "G"), ("dj", "G"), ("sh", "S"), ("zh", "Z"), ("ch", "C")),
    *(("kj", "C"), ("tj", "C"), ("th", "T"), ("dh", "T"), ("ph", "F"), ("ts", "C")),
)
"""Two letters for one sound, the longest first."""
_ONE: Final = str.maketrans(
    {"č": "C", "ć": "C", "ç": "C", "q": "C", "c": "C", "đ": "G", "x": "G", "š": "S", "s": "S"}
    | {"ž": "Z", "z": "Z", "d": "T", "t": "T", "b": "P", "p": "P", "g": "K", "k": "K"}
    | {"v": "F", "f": "F", "w": "F", "l": "L", "r": "R", "m": "M", "n": "N"}
)
"""Marks are lost on a keyboard, and what is voiced at the end of a word is written both ways."""
_BEGINS: Final = {"a": "A", "ë": "A", "e": "E", "i": "E", "y": "E", "o": "O", "u": "O"}
_ENDING: Final = re.compile(r"(?:[oe]v)?i(?:ć|č|q|c|qi|ci|ch|ç)$")
"""Of a family's name in its Serbian form: Hasani is Hasanović."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def words(name: str) -> list[str]:
    """Of a name, each in small Latin letters with their marks; order is not kept by who writes."""
    composed = unicodedata.normalize("NFC", name).lower().translate(_CYRILLIC)
    return _WORD.findall(composed)


def folded(word: str) -> str:
    """The same without marks."""
    apart = unicodedata.normalize("NFD", word.replace("đ", "dj"))
    return "".join(each for each in apart if not unicodedata.combining(each))


def sounds(word: str) -> frozenset[str]:
    """How one word may be heard: what two spellings of a name have in common."""
    heard = {_heard(word)}
    stem = _ENDING.sub("", word)
    if len(stem) > 2:  # what is left is still a name
        heard.add(_heard(stem))
    if "q" in word or "ć" in word:  # Qemal is Ćemal and Kemal
        heard.add(_heard(word.replace("q", "k").replace("ć", "k")))
    return frozenset(heard)


def is_same_name(one: str, other: str) -> bool:
    """The same words in whatever order, alphabet and case."""
    return bool(words(one)) and set(map(folded, words(one))) == set(map(folded, words(other)))


def keys(name: str) -> frozenset[str]:
    """Of each word of a name, and of two that some write as one: Abdyl Kadri, Abdylkadri."""
    found = words(name)
    joined = ("".join(pair) for pair in pairwise(found))
    return frozenset(key for word in (*found, *joined) for key in sounds(word))


def likeness(one: str, other: str) -> float:
    """From nought to one: how much two names are the same, in whatever order."""
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return 0.0
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    found = 0.0
    for word in mine:
        alike = [_alike(word, each) for each in theirs]
        found += max(alike)
        del theirs[alike.index(max(alike))]
    return found / (len(mine) + 0.1 * len(theirs))  # a second name that one of two papers has


def _alike(one: str, other: str) -> float:
    written = SequenceMatcher(None, folded(one), folded(other), autojunk=False).ratio()
    if not sounds(one) & sounds(other):
        return written
    return max(written, 0.8 + 0.2 * written)


def _heard(word: str) -> str:
    begins = next(iter(word), "")
    for letters, sound in _TWO:
        word = word.replace(letters, sound)
    found = "".join(_consonants(word.translate(_ONE)))
    return _BEGINS.get(begins, "") + found if begins in _BEGINS else found or word


def _consonants(word: str) -> Iterator[str]:
    """What is heard for certain, no sound twice in a row: vowels, h and j come and go."""
    last = ""
    for each in word:
        if each.isupper() and each.isascii() and each != last:
            yield each
        last = each if each.isupper() else last if each == "h" else each
