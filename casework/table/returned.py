"""What leads nowhere in a life: mail that came back, a number that is not theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, cast, func, literal, null, select

from models.base import EnumText
from models.case import Member
from models.contacts import ContactChange, DisputedNumber
from models.outbox import Message, MessageStatus, RecipientKind
from models.session import Work


@dataclass(frozen=True, slots=True)
class Returned:
    """A contact that leads nowhere: mail was refused for good, or the number is not theirs."""

    member: Member | None
    """None where it was an officer's: the administrator corrects that."""
    is_superior: bool
    count: int
    waits: ContactChange | None
    """A new contact is asked for already and waits for its confirmation."""
    disputed_at: datetime | None = None
    """When they said that the number on record is not theirs."""


_NEVER: Final = cast(null(), DateTime(timezone=True))
_MEMBER: Final = literal(RecipientKind.MEMBER, EnumText(RecipientKind))


def returned(work: Work, life_id: UUID) -> Sequence[Returned]:
    """What leads nowhere in one life, person by person."""
    query = select(Member).where(Member.life_id == life_id)
    members = {member.professional_id: member for member in work.session.scalars(query)}
    came_back = (
        select(Message.recipient_id, Message.recipient, func.count(), _NEVER)
        .where(Message.life_id == life_id, Message.status == MessageStatus.FAILED)
        .where(Message.recipient != RecipientKind.REFERRER)
        .group_by(Message.recipient_id, Message.recipient)
    )
    said = (
        select(DisputedNumber.professional_id, _MEMBER, literal(0), DisputedNumber.said_at)
        .join(Member, Member.professional_id == DisputedNumber.professional_id)
        .where(Member.life_id == life_id, Member.left_on.is_(None))
        .where(DisputedNumber.ended_at.is_(None))
    )
    found: dict[tuple[UUID, RecipientKind], tuple[int, datetime | None]] = {}
    for person, kind, count, said_at in work.session.execute(came_back.union_all(said)):
        before, said_before = found.get((person, kind), (0, None))
        found[person, kind] = (before + count, said_at or said_before)
    waiting = select(ContactChange).where(
        ContactChange.professional_id.in_({person for person, _ in found}),
        ContactChange.ended_at.is_(None),
    )
    changes = {change.professional_id: change for change in work.session.scalars(waiting)}
    return [
        Returned(
            members.get(person) if kind != RecipientKind.ACCOUNT else None,
            kind == RecipientKind.SUPERIOR,
            count,
            changes.get(person),
            said_at,
        )
        for (person, kind), (count, said_at) in found.items()
    ]
