"""Passwords: argon2id in the profile OWASP recommends, 19 MiB, two passes, one lane."""

from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST = 12
LONGEST = 200

_HASHER = PasswordHash((Argon2Hasher(memory_cost=19_456, time_cost=2, parallelism=1),))
_QUICK = PasswordHash((Argon2Hasher(memory_cost=8, time_cost=1, parallelism=1),))


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
