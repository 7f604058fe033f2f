"""Which signs the vendored typefaces have, and how a text is printed with no others."""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
MISSING: Final = "\N{REPLACEMENT CHARACTER}"
"""Printed for a sign that no typeface here has: nothing is left out unseen."""
LONG: Final = re.compile(r"\S{25,}")
PIECE: Final = 12
DIGEST: Final = re.compile(r"(?:[0-9a-f]{32}){1,2}")
"""A SHA-256, or half of one: it is copied to be compared, and fits in a line."""
BREAK: Final = "\N{ZERO WIDTH SPACE}"
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, marks that turn the direction of reading, and what is no character: never printed."""


def legible(text: str) -> str:
    """The text as it can be printed: no controls, no unknown signs, and no word without an end.

    PDF/A-2a knows no sign without a shape. A word of more than 24 letters may be broken at each
    twelfth, where nothing is drawn; a digest is not.
    """
    known = signs()
    shown = "".join(_shown(sign, known) for sign in unicodedata.normalize("NFC", text))
    return LONG.sub(lambda word: BREAK.join(_pieces(word[0])), shown)


def _shown(sign: str, known: frozenset[int]) -> str:
    if sign in "\n\t":
        return sign
    if unicodedata.category(sign) in UNSEEN:
        return ""
    return sign if ord(sign) in known else MISSING


def _pieces(word: str) -> Iterator[str]:
    if DIGEST.fullmatch(word):
        yield word
        return
    for start in range(0, len(word), PIECE):
        yield word[start : start + PIECE]


@lru_cache(maxsize=1)
def signs() -> frozenset[int]:
    """What all typefaces together can print."""
    files = sorted([*FOLDER.glob("*.otf"), *FOLDER.glob("*.ttf")])
    return frozenset().union(*(_signs_of(each.read_bytes()) for each in files))


def _signs_of(font: bytes) -> set[int]:
    """The code points of a typeface's `cmap`: OpenType 1.9, chapter cmap, formats 4 and 12."""
    tables = struct.unpack(">H", font[4:6])[0]
    records = (
        struct.unpack(">4sLLL", font[at : at + 16]) for at in range(12, 12 + 16 * tables, 16)
    )
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack(">H", font[start + 2 : start + 4])[0]
    found: set[int] = set()
    for at in range(start + 4, start + 4 + 8 * count, 8):
        table = start + struct.unpack(">L", font[at + 4 : at + 8])[0]
        kind = struct.unpack(">H", font[table : table + 2])[0]
        if kind == 4:
            found.update(_format_4(font, table))
        elif kind == 12:
            found.update(_format_12(font, table))
    return found


def _format_4(font: bytes, at: int) -> Iterator[int]:
    half = struct.unpack(">H", font[at + 6 : at + 8])[0]
    ends = struct.unpack(f">{half // 2}H", font[at + 14 : at + 14 + half])
    starts = struct.unpack(f">{half // 2}H", font[at + 16 + half : at + 16 + 2 * half])
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)


def _format_12(font: bytes, at: int) -> Iterator[int]:
    groups = struct.unpack(">L", font[at + 12 : at + 16])[0]
    for place in range(at + 16, at + 16 + 12 * groups, 12):
        first, last, _ = struct.unpack(">LLL", font[place : place + 12])
        yield from range(first, last + 1)
