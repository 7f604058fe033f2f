"""The codes that were said on the telephone for one seat: beside Art. 18(1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from identity.officers import accounts_of
from models.case import Member
from models.people import OneTimeCode
from models.session import Work

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class CodeSaidOnce:
    """By whom, when, and whether it was typed."""

    at: datetime
    by: str
    used: bool


def for_seat(work: Work, member: Member) -> list[CodeSaidOnce]:
    """The last of them, the newest first."""
    query = select(OneTimeCode).where(
        OneTimeCode.professional_id == member.professional_id,
        OneTimeCode.read_out_for_id == member.id,
    )
    rows = work.session.scalars(query.order_by(OneTimeCode.created_at.desc()).limit(SHOWN)).all()
    officers = accounts_of(work.session, {row.read_out_by_id for row in rows if row.read_out_by_id})
    return [
        CodeSaidOnce(
            row.created_at,
            officers[row.read_out_by_id].name_at(row.created_at),
            row.used_at is not None,
        )
        for row in rows
        if row.read_out_by_id
    ]
