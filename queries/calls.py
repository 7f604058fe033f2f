"""Calls that members asked for behind their link: one for the officer, the last for the member."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from identity import access
from identity.access import NotThere
from identity.member_links import link_for
from identity.officers import chair_of
from models.call_asked import CallAsked
from models.life import Life
from models.session import Work


@dataclass(frozen=True, slots=True)
class CallFile:
    """One call with the table that it is of, as whoever convenes that table reads it."""

    call: CallAsked
    life: Life
    earlier: list[CallAsked]
    """What became of those before it, the newest first."""
    is_mine: bool
    """The reader runs the table, and so calls."""

    @property
    def is_open(self) -> bool:
        seat = self.call.member
        return self.call.ended_at is None and seat.sits and self.life.ended_at is None


def one(work: Work, call_id: UUID) -> CallFile:
    """For whoever reads the table's file; raises `NotThere`, as of one that there is none of."""
    call = work.session.get(CallAsked, call_id)
    if call is None:
        raise NotThere
    life = access.life_for(work, call.life_id)
    query = select(CallAsked).where(
        CallAsked.member_id == call.member_id, CallAsked.asked_at < call.asked_at
    )
    before = work.session.scalars(query.order_by(CallAsked.asked_at.desc())).all()
    chair = chair_of(work.session, life, work.clock.today())
    return CallFile(call, life, list(before), is_mine=access.runs(work, life, chair))


def of_link(work: Work, token: str) -> CallAsked | None:
    """The last that was asked for behind a link of this seat."""
    member_id = link_for(work, token).member_id
    query = select(CallAsked).where(CallAsked.member_id == member_id)
    return work.session.scalars(query.order_by(CallAsked.asked_at.desc()).limit(1)).first()
