"""What members said behind their link instead of acting on it, at either table: Art. 6(1.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, String, Uuid, cast, literal, or_, select, union_all
from sqlalchemy.orm import joinedload

from models.call_asked import CallAsked
from models.case import Member
from models.contacts import DisownedAddress
from models.mail_complaint import MailComplaint
from models.outbox import Message
from models.session import Work
from notifications.notices.members import ObstacleReported, QuarterlyObstacleReported
from rules.calls import CallCameOf

TOLD: Final = (ObstacleReported.template, QuarterlyObstacleReported.template)
SHOWN: Final = ("person", "code", "paper", "reading")
"""A number that is not theirs stands with the contacts, until it is put right; so does an address,
since it is on record by itself. Who was called since is not called again."""


@dataclass(frozen=True, slots=True)
class DoorWord:
    """The last word of its kind of one member who still sits."""

    member: Member
    obstacle: str
    said_on: date


def of_life(work: Work, life_id: UUID) -> Sequence[DoorWord]:
    """The newest first."""
    obstacle, member = (Message.context[name].astext for name in ("obstacle", "member_id"))
    by_link = (
        select(
            cast(member, Uuid).label("member_id"),
            obstacle.label("obstacle"),
            Message.context["told_on"].astext.label("told_on"),
            Message.queued_at,
        )
        .where(Message.life_id == life_id, Message.template.in_(TOLD), obstacle.in_(SHOWN))
        .offset(0)  # first by itself: what a policy guards is not looked up by a value from JSON
    )
    told = union_all(by_link, _unwanted(life_id)).subquery()
    said = select(DisownedAddress.id).where(DisownedAddress.member_id == Member.id)
    called = select(CallAsked.id).where(
        CallAsked.member_id == Member.id,
        CallAsked.said == told.c.obstacle,
        CallAsked.ended_at >= told.c.queued_at,
        CallAsked.came_of != CallCameOf.NOT_REACHED,
    )
    query = (
        select(Member, told.c.obstacle, told.c.told_on)
        .join(told, told.c.member_id == Member.id)
        .where(or_(told.c.obstacle != "person", ~said.exists()), ~called.exists())
        .options(joinedload(Member.professional))
        .order_by(told.c.queued_at)
    )
    last = {
        (seat.id, said): DoorWord(seat, said, date.fromisoformat(on))
        for seat, said, on in work.session.execute(query)
        if seat.sits
    }
    return sorted(last.values(), key=lambda each: each.said_on, reverse=True)


def _unwanted(life_id: UUID) -> Select[UUID, str, str, datetime]:
    """In their mail program, and not behind the link."""
    return (
        select(
            MailComplaint.member_id,
            literal("unwanted", String()),
            cast(MailComplaint.said_on, String()),
            MailComplaint.said_at,
        )
        .join(Member, Member.id == MailComplaint.member_id)
        .where(Member.life_id == life_id)
    )
