"""What a signature said when it was given: the entry of that act carries the digest of its row.

A signature is in force long before its file is sealed. Whoever owns the database could move it to
another person or day meanwhile, or lay one in; the trail, which they cannot sign, says what it was.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from core.trail import digest_of
from models.base import Base
from models.meeting import Signature
from models.supervision import SignedMonth
from models.supplement import SupplementSignature

REASON: Final = "reason_sealed"

SAID: Final[Mapping[type[Base], tuple[str, ...]]] = MappingProxyType(
    {
        Signature: (
            *("id", "paper", "paper_id", "member_id", "account_id", "role", "method", "digest"),
            *("signed_at", "signed_on", "entered_by_id", "confirmation_id", "identity_check_id"),
            REASON,
        ),
        SupplementSignature: (
            *("id", "supplement_id", "digest", "capacity", "account_id", "signed_at"),
        ),
        SignedMonth: ("id", "manager_id", "month", "digest", "signed_at", "signed_by_id"),
    }
)
"""All that never changes in the clear, and of a reason that there is one: it is sealed, which
nobody forges without the keys, and sealed anew when they are changed."""


def given(row: Base) -> dict[str, str]:
    """What the entry says of a row that was flushed."""
    return {row.__tablename__: str(row.id), "given": digest_of_row(type(row), row)}


def digest_of_row(kind: type[Base], row: Any) -> str:
    """SHA-256 in hexadecimal digits; `row` is one of `kind`, or what a query read of its table."""
    return digest_of([_plain(name, getattr(row, name)) for name in SAID[kind]]).hex()


def _plain(name: str, value: object) -> object:
    if name == REASON:
        return value is not None
    return value.hex() if isinstance(value, bytes) else value
