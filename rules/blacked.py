"""Words that are left out of what is handed out, wherever and however they are spelled: ours.

A word is left out from its beginning on, with whatever ending it has there: `Teut` also finds
`Teutës`; capitals and accents make no difference.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

BLACK: Final = "█████"
"""The same length whatever stood there."""
_STROKE: Final = str.maketrans("đĐłŁøØ", "dDlLoO")


def black_out(text: str, words: Collection[str]) -> str:
    """The text without these words."""
    plain = unicodedata.normalize("NFC", text)
    places = _places(plain, words)
    for start, end in reversed(places):
        plain = plain[:start] + BLACK + plain[end:]
    return plain if places else text


def has_any(text: str, words: Collection[str]) -> bool:
    return bool(_places(unicodedata.normalize("NFC", text), words))


def _places(plain: str, words: Collection[str]) -> list[tuple[int, int]]:
    wanted = sorted({pattern for each in words if (pattern := _pattern(each))}, key=len)
    if not wanted:
        return []
    found = re.finditer("|".join(reversed(wanted)), _folded(plain))
    return [match.span() for match in found]


def _pattern(words: str) -> str:
    each = [re.escape(word) + r"\w*" for word in _folded(words).split()]
    return r"(?<![^\W_])" + r"[\W_]+".join(each) if each else ""


def _folded(text: str) -> str:
    """Sign by sign, so that a place in it is the same place in the text."""
    composed = unicodedata.normalize("NFC", text).translate(_STROKE)
    return "".join(unicodedata.normalize("NFD", sign)[0].lower()[:1] for sign in composed)
