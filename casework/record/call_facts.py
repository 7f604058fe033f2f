"""Calls that were promised to members and of which nobody has said what came: for the rules."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from core.clock import local_day
from models.asked import LIFE
from models.call_asked import CallAsked
from models.case import Member
from rules.call_facts import CallFacts


def open_ones() -> Select[Sequence[Any]]:
    """`[id, seat, asked at, by]` of each at one table; who sits there no more is called no more."""
    of_call = CallAsked.id, CallAsked.member_id, CallAsked.asked_at, CallAsked.call_by
    return (
        select(func.jsonb_agg(func.jsonb_build_array(*of_call)))
        .join(Member, Member.id == CallAsked.member_id)
        .where(CallAsked.life_id == LIFE, CallAsked.ended_at.is_(None), Member.left_on.is_(None))
    )


def read(found: Sequence[Sequence[str]] | None) -> tuple[CallFacts, ...]:
    """The same, as `open_ones` gives them, the nearest day first."""
    calls = [
        CallFacts(
            UUID(id), UUID(member), local_day(datetime.fromisoformat(at)), date.fromisoformat(by)
        )
        for id, member, at, by in found or ()
    ]
    return tuple(sorted(calls, key=lambda each: (each.call_by, each.id)))
