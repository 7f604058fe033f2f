"""What a centre is called under a letter, and where a meeting at the centre itself is: 0166."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from core.i18n import Language, Translator, translator
from core.lines import one_line

PROGRAM: Final = "Tryeza"


def centre(say: Translator, place: str) -> str:
    """`QPS Ferizaj`, `CSR Uroševac`, `CSW Ferizaj`; an administrator's letters come from none."""
    if not place.strip():
        return PROGRAM
    return say.gettext("CSW %(place)s", place=one_line(place))


def places_of(names: Mapping[Language, str]) -> frozenset[str]:
    """The centre of a place, in each language."""
    return frozenset(_called(code, name) for code, name in names.items())


@lru_cache(maxsize=512)
def _called(language: Language, name: str) -> str:
    return centre(translator(language), name)


def at_place(place: str, language: Language, name: str, own: Collection[str]) -> str:
    """Of a meeting, as its reader calls it: `own` is what the centre is called in every language;
    any other place has the words that were written."""
    return centre(translator(language), name) if place in own else place
