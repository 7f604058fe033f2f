"""A browser in which somebody signed in before has an allowance of its own.

Guesses of strangers use up what strangers have; whoever sits where they always sit gets in all the
same (OWASP, Blocking Brute Force Attacks, device cookies). The cookie opens nothing by itself.
"""

import hmac
import secrets
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from core import crypto
from rules.sign_in_limits import LIMITS

COOKIE: Final = "known"
LIVES: Final = LIMITS.KNOWN.minutes * 60
MOST: Final = 6
"""Officers of one browser that it remembers; at a shared desk the oldest goes."""
APART: Final = "|"


def mark_of(cookie: str, account_id: UUID | None) -> str | None:
    """What tells this browser from others of this account; None for a stranger's."""
    found = (mark for owner, mark in _marks(cookie) if owner == str(account_id))
    return next(found, None)


def remember(cookie: str, account_id: UUID) -> str:
    """The cookie that says so, the newest first."""
    others = [
        f"{owner}.{_signed(owner, mark)}"
        for owner, mark in _marks(cookie)
        if owner != str(account_id)
    ]
    mine = f"{account_id}.{_signed(str(account_id), secrets.token_hex(16))}"
    return APART.join([mine, *others][:MOST])


def _marks(cookie: str) -> Iterator[tuple[str, str]]:
    for each in cookie.split(APART)[:MOST]:
        owner, _, rest = each.partition(".")
        mark = rest.partition(".")[0]
        if mark and hmac.compare_digest(each.encode(), f"{owner}.{_signed(owner, mark)}".encode()):
            yield owner, mark


def _signed(owner: str, mark: str) -> str:
    return f"{mark}.{crypto.ring().index(f'{owner} {mark}', 'known.browser').hex()}"
