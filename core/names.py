"""Whether two names, or two institutions, are written for the same."""

import unicodedata
from typing import Final

# What NFKD does not take apart: these have no accent that could be left out.
_LATIN: Final = str.maketrans({"đ": "dj", "ß": "ss", "ł": "l"})


def folded(text: str) -> str:
    """Without capitals, accents, signs and the order of the words: `Gashi, Fatmir`."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return " ".join(sorted(words))
