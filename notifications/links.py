"""Where a message leads: always under the configured address, never under one a request named."""

from urllib.parse import quote
from uuid import UUID

from sqlalchemy.orm import Session

from core.settings import settings
from models.people import MemberLink


def member(session: Session, link_id: UUID) -> str | None:
    """A member's link; None once it is revoked."""
    link = session.get(MemberLink, link_id)
    if link is None or link.revoked_at is not None or link.token is None:
        return None
    return _url(f"/l/{link.token}")


def change(token: str) -> str:
    """The page on which a professional confirms their new contact."""
    return _url(f"/k/{token}")


def contact(change_id: UUID) -> str:
    """The page on which an officer decides on it."""
    return _url(f"/contacts/{change_id}")


def case(number: str) -> str:
    return _url(f"/cases/{quote(number, safe='')}")


def quarterly(quarter: str) -> str:
    """The municipal meeting of `2026-Q4`, or all of them."""
    return _url(f"/roundtable/{quote(quarter, safe='')}".rstrip("/"))


def _url(path: str) -> str:
    return settings().base_url.rstrip("/") + path
