"""Words that are left out of what is handed out, wherever and however they are spelled: ours.

A word is left out from its beginning on, with whatever ending it has there: `Teut` also finds
`Teutës`. A name that changes before its ending is found by its stem: `Qanarija` also finds
`Qanarisë`, `Marko` also `Marka`. Capitals, accents, the alphabet, letters that stand apart and the
spaces of a telephone number make no difference.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

BLACK: Final = "█████"
"""The same length whatever stood there."""
_STROKE: Final = str.maketrans("đĐłŁøØı", "dDlLoOi")
_CYRILLIC: Final = dict(
    zip("абвгдежзијклмнопрстуфхцчшћђыэёйщю", "abvgdezzijklmnoprstufhccscdieejsu", strict=True)
) | {"љ": "lj", "њ": "nj", "џ": "dz", "я": "ja"}
_SPELLED: Final = (
    *(("xh", "dz"), ("gj", "d"), ("dj", "d"), ("sh", "s"), ("zh", "z"), ("dh", "d")),
    *(("th", "t"), ("ll", "l"), ("rr", "r"), ("x", "dz"), ("w", "v")),
)
"""How Serbian writes an Albanian name: Хоџа is Hoxha."""
_ENDINGS: Final = (
    *("a", "e", "es", "en", "se", "ne", "ja", "je", "jes", "jen", "at", "ave", "ash"),
    *("i", "it", "in", "u", "ut", "un", "ju", "o", "jo", "om", "jom", "em", "ama", "jama"),
    *("ina", "ino", "ine", "inog", "inom", "inim", "jin", "jina", "jino", "jine", "jinog"),
    *("jinom", "jinim", "ov", "ova", "ovo", "ove", "ovi", "ovog", "ovom", "ovim", "ev", "eva"),
    *("evo", "eve", "evi", "evog", "evom", "evim", "inoj", "jinoj", "ovoj", "evoj"),
)
"""Of names in Albanian and Serbian, after a stem, without accents."""
_VOWELS: Final = "aeiouy"
_APART: Final = r"[\W_]{1,3}"
_BETWEEN: Final = r"[\s().,/\\_-]*"
_TELEPHONE: Final = 6
"""Digits that make a telephone number."""
_STARTS: Final = r"(?<![^\W_])"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words made ready to be looked for in many texts: for one page, and with it they are gone."""

    sought: Sequence[tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = ()
    """What is looked for in any text, and what in Cyrillic letters alone."""

    @classmethod
    def of(cls, words: Collection[str]) -> "LeftOut":
        return cls().and_also(words)

    def and_also(self, words: Collection[str]) -> "LeftOut":
        return LeftOut((*self.sought, _sought(words))) if words else self


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text in small Latin letters without accents, and where each stands in the text."""

    said: str
    places: list[int]
    cyrillic: str
    """The same, with a sign that is no letter of a name for what stands there in Latin letters."""


def black_out(text: str, words: Collection[str] | LeftOut) -> str:
    """The text without these words."""
    plain = unicodedata.normalize("NFC", text)
    places = _places(plain, words)
    for start, end in reversed(places):
        plain = plain[:start] + BLACK + plain[end:]
    return plain if places else text


def has_any(text: str, words: Collection[str] | LeftOut) -> bool:
    return bool(_places(unicodedata.normalize("NFC", text), words))


def parts(said: str) -> list[str]:
    """Of what is said of a person, each word long enough to be left out, and each number."""
    numbers = [each.strip() for each in re.findall(r"\+?\d[\d\s().,/\\_-]{4,}\d", said)]
    return [*(each for each in re.findall(r"[^\W\d_]{4,}", said)), *numbers]


def digits_of(said: str) -> list[str]:
    """The telephone numbers in it, without their spaces and prefix."""
    found = (re.sub(r"\D", "", each) for each in parts(said) if not each.isalpha())
    return [_core(each) for each in found if len(each) >= _TELEPHONE]


def _places(plain: str, words: Collection[str] | LeftOut) -> list[tuple[int, int]]:
    """Each once and apart, in their order."""
    left_out = words if isinstance(words, LeftOut) else LeftOut.of(words)
    if not left_out.sought:
        return []
    of = _folded(plain)
    found: list[tuple[int, int]] = []
    for latin, spelled in left_out.sought:
        found += [match.span() for match in latin.finditer(of.said)] if latin else []
        if spelled is not None and of.cyrillic.strip("0"):
            found += [match.span() for match in spelled.finditer(of.cyrillic)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted((of.places[a], of.places[b - 1] + 1) for a, b in found if b > a):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _sought(words: Collection[str]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    plain = [re.split(r"[\s-]+", _folded(each).said.strip()) for each in words if each.strip()]
    latin = {_pattern(each) for each in plain}
    spelled = {_pattern(each) for of in plain for each in _in_serbian(of)}
    return _any_of(latin), _any_of(spelled)


def _any_of(patterns: set[str]) -> re.Pattern[str] | None:
    wanted = sorted(filter(None, patterns), key=lambda each: (-len(each), each))
    if not wanted:
        return None
    found = re.compile("|".join(wanted))
    re.purge()  # the library keeps 512 patterns; of these names none stays behind in the process
    return found


def _pattern(words: list[str]) -> str:
    joined = "".join(words)
    digits = re.sub(r"\D", "", joined)
    if len(digits) >= _TELEPHONE and not any(each.isalpha() for each in joined):
        return _telephone(digits)
    each = [_word(word) for word in words if word]
    return _STARTS + r"[\W_]+".join(each) if each else ""


def _word(word: str) -> str:
    ways = [re.escape(word) + r"\w*"]
    if word.isalpha():
        for stem in stems(word):
            endings = _ENDINGS if len(stem) > 2 else ("e", "es", "en")
            bare = "?" if len(stem) > 3 else ""
            ways.append(f"{stem}(?:{'|'.join(endings)}){bare}(?!\\w)")
        if len(word) > 3:
            apart = [_APART.join(each) for each in (word, *stems(word))]
            ways += [rf"{each}(?:{_APART}\w(?!\w))*" for each in apart]
    return f"(?:{'|'.join(ways)})"


def stems(word: str) -> list[str]:
    """What of a name stays before its endings, where that is less than the name."""
    found = [word[:-1]] if word[-1] in _VOWELS and len(word) > 2 else []
    if found and len(word) > 4 and word[-2] == "j":
        found.append(word[:-2])
    if found and word[-2] in "kgh" and len(word) > 4:  # Zorka, Zorci
        found.append(word[:-2] + {"k": "c", "g": "z", "h": "s"}[word[-2]])
    if len(word) > 4 and word[-2] == "a" and word[-1] in "rckl" and word[-3] not in _VOWELS:
        found.append(word[:-2] + word[-1])  # Petar, Petra
    return found


def _telephone(digits: str) -> str:
    """With any spacing, with the prefix of the country and without."""
    core = _core(digits)
    before = rf"(?<!\d)(?:(?:0{_BETWEEN}0{_BETWEEN})?3{_BETWEEN}8{_BETWEEN}3{_BETWEEN})?"
    return rf"{before}(?:0{_BETWEEN})*{_BETWEEN.join(core)}\d*"


def _core(digits: str) -> str:
    return re.sub(r"^(?:00)?383|^0+", "", digits).lstrip("0") or digits


def _in_serbian(words: list[str]) -> Iterator[list[str]]:
    """As the words are heard there: q is ć or k, y is i or u."""
    for q in "ck":
        for y in "iu":
            said = [each.replace("q", q).replace("y", y) for each in words]
            for ours, theirs in _SPELLED:
                said = [each.replace(ours, theirs) for each in said]
            yield said


def _folded(text: str) -> _Folded:
    said: list[str] = []
    cyrillic: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(unicodedata.normalize("NFC", text)):
        if unicodedata.category(sign) == "Cf":  # a soft hyphen within a word
            continue
        latin = _CYRILLIC.get(sign.lower())
        plain = latin or _plain(sign)
        said += plain
        cyrillic += plain if latin or not plain.isalpha() else "0" * len(plain)
        places += [place] * len(plain)
    return _Folded("".join(said), places, "".join(cyrillic))


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFD", sign.translate(_STROKE))[0].lower()[:1]
