"""Identifiers, links and codes that cannot be guessed."""

import hashlib
import secrets
from uuid import UUID, uuid4

CODE_DIGITS = 6


def new_id() -> UUID:
    return uuid4()


def new_token() -> str:
    """A 256-bit secret for a link or a session; only its digest is stored."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def digest(secret: str) -> bytes:
    """What is stored of a token: its SHA-256."""
    return hashlib.sha256(secret.encode()).digest()


def new_reference() -> str:
    """A short reference that a person can read out on the telephone."""
    return secrets.token_hex(4).upper()
