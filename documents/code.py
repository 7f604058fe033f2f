"""The number of a printed paper and what the code on its pages says: nothing of a child.

Ten signs of an alphabet in which no two look alike, and none is a vowel, so that no word comes of
it. The last is a check: one wrong sign, or two that changed places, are no number.
"""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

ALPHABET: Final = "23456789CDFHJKMNPQRTWXY"
"""As many as a prime number: so the check finds every wrong sign and every exchange of two."""
LENGTH: Final = 10
READ: Final = re.compile(rf"([{ALPHABET}]{{{LENGTH}}})/(\d{{1,3}})/(\d{{1,3}})")
BETWEEN: Final = re.compile(r"[\s\-–.]+")


@dataclass(frozen=True, slots=True)
class PageCode:
    """What stands on one page of one paper."""

    number: str
    version: int
    """Of its text; 0 for one that has none."""
    page: int

    def __str__(self) -> str:
        return f"{start(self.number, self.version)}{self.page}"


def start(number: str, version: int) -> str:
    """What the codes of a paper's pages begin with; the number of the page follows."""
    return f"{number}/{version}/"


def new_number() -> str:
    """One that nobody guesses: some 1.8 million million there are."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + _check(drawn)


def number_of(seed: bytes) -> str:
    """The same number for the same seed: of a paper that has to be the same whoever makes it."""
    left, drawn = int.from_bytes(sha256(seed).digest()), ""
    for _ in range(LENGTH - 1):
        left, at = divmod(left, len(ALPHABET))
        drawn += ALPHABET[at]
    return drawn + _check(drawn)


def shown(number: str) -> str:
    """As it stands on paper, in two groups."""
    return f"{number[: LENGTH // 2]}-{number[LENGTH // 2 :]}"


def typed(words: str) -> str | None:
    """The number that somebody copied from a page; None where it is none."""
    number = BETWEEN.sub("", words).upper()
    plain = len(number) == LENGTH and set(number) <= set(ALPHABET)
    return number if plain and _check(number[:-1]) == number[-1] else None


def read(words: str) -> PageCode | None:
    """What a code says; None for any other that may be on a page."""
    found = READ.fullmatch(words)
    if found is None or typed(found[1]) is None or int(found[3]) == 0:
        return None
    return PageCode(found[1], int(found[2]), int(found[3]))


def _check(drawn: str) -> str:
    weighed = sum(n * ALPHABET.index(sign) for n, sign in enumerate(drawn, start=1))
    return ALPHABET[weighed % len(ALPHABET)]
