"""Whom no mail reaches: refused, given back, or said behind its link to be for somebody else.

Nobody counts as reminded meanwhile, so that no superior hears of a silence that is none: 14(3.2),
decision 0174.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import CompoundSelect, select
from sqlalchemy.orm import Session

from models.asked import kept, several
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from notifications.at_hand import returned


def unreached(session: Session, people: Collection[UUID]) -> Collection[UUID]:
    """Of these, until their contact is corrected, or an officer has asked and it is right."""
    return set(session.scalars(_unreached(), {"people": list(people)})) if people else ()


@kept
def _unreached() -> CompoundSelect[UUID]:
    refused = select(Message.recipient_id).where(
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id.in_(several("people")),
        Message.status == MessageStatus.FAILED,
        Message.channel == Channel.MAIL,
    )
    return refused.union(returned())
