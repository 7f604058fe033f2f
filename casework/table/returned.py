"""What leads nowhere in a life: mail that came back, a number or an address that is not theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, cast, func, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute

from models.base import EnumText
from models.case import Member
from models.contacts import ContactChange, DisownedAddress, DisputedNumber
from models.outbox import Message, MessageStatus, RecipientKind
from models.session import Work
from notifications.superiors import NOT_THEIRS


@dataclass(frozen=True, slots=True)
class Returned:
    """A contact that leads nowhere: mail was refused for good, or its reader says so."""

    member: Member | None
    """None where it was an officer's: the administrator corrects that."""
    is_superior: bool
    count: int
    waits: ContactChange | None
    """A new contact is asked for already and waits for its confirmation."""
    disputed_at: datetime | None = None
    """When they said that the number on record is not theirs."""
    disowned_at: datetime | None = None
    """When it was said behind their link that it is not for them, or that they have left; of a
    superior, behind the one in a notice."""


_NEVER: Final = cast(null(), DateTime(timezone=True))
_MEMBER: Final = literal(RecipientKind.MEMBER, EnumText(RecipientKind))


def returned(work: Work, life_id: UUID) -> Sequence[Returned]:
    """What leads nowhere in one life, person by person."""
    query = select(Member).where(Member.life_id == life_id)
    members = {member.professional_id: member for member in work.session.scalars(query)}
    came_back = (
        select(
            Message.recipient_id,
            Message.recipient,
            func.count().filter(Message.reply.is_distinct_from(NOT_THEIRS)),
            _NEVER,
            func.max(Message.answered_at).filter(Message.reply == NOT_THEIRS),
        )
        .where(Message.life_id == life_id, Message.status == MessageStatus.FAILED)
        .where(Message.recipient != RecipientKind.REFERRER)
        .group_by(Message.recipient_id, Message.recipient)
    )
    every = came_back.union_all(
        _said(life_id, DisputedNumber, DisputedNumber.said_at, _NEVER),
        _said(life_id, DisownedAddress, _NEVER, DisownedAddress.said_at),
    )
    found: dict[tuple[UUID, RecipientKind], tuple[int, datetime | None, datetime | None]] = {}
    for person, kind, count, number, address in work.session.execute(every):
        before = found.get((person, kind), (0, None, None))
        found[person, kind] = (before[0] + count, number or before[1], address or before[2])
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
            number,
            address,
        )
        for (person, kind), (count, number, address) in found.items()
    ]


def _said(
    life_id: UUID,
    row: type[DisputedNumber | DisownedAddress],
    *when: ColumnElement[Any] | InstrumentedAttribute[datetime],
) -> Select[Any]:
    """What stands of it of those who sit here, in the order of `returned`."""
    query = select(row.professional_id, _MEMBER, literal(0), *when)
    query = query.join(Member, Member.professional_id == row.professional_id)
    return query.where(Member.life_id == life_id, Member.left_on.is_(None), row.ended_at.is_(None))
