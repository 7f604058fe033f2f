"""A row of the outbox leaves once more; what became of it so far stays to be read beside it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import case, func, literal, or_
from sqlalchemy.dialects.postgresql import JSONB

from models.outbox import EARLIER, Message, MessageStatus

ANEW: Final[Mapping[str, None]] = dict.fromkeys(("reply", "cause", "tried_since", "answered_at"))
"""What is forgotten of earlier tries where somebody has it sent again."""
LEFT_ANEW: Final = "left_anew"
"""In a context: which correction of a contact had it leave once more."""
KEPT: Final = ("life_id", "template", "article", "channel", "recipient", "recipient_id", "context")


def once_more(now: datetime, context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    """What a row becomes that leaves again; what became of it so far stays to be read beside it,
    and `context` is what it says now, where that is something else."""
    says = Message.context if context is None else literal(context, JSONB)
    names = "status", "cause", "accepted_at", "answered_at", "reply"
    stood = func.jsonb_build_object(
        *(part for name in names for part in (name, getattr(Message, name)))
    )
    before = func.coalesce(Message.context[EARLIER], literal([], JSONB))
    left = or_(Message.accepted_at.is_not(None), Message.answered_at.is_not(None))
    history = case((left, before.op("||")(func.jsonb_build_array(stood))), else_=before)
    beside = case(
        (left | Message.context.has_key(EARLIER), func.jsonb_build_object(EARLIER, history)),
        else_=literal({}, JSONB),
    )
    return {
        "status": MessageStatus.QUEUED,
        "not_before": now,
        "accepted_at": None,
        "context": says.op("||")(beside),
        **ANEW,
    }


def kept(sent: Message) -> dict[str, Any]:
    """What another mail has of one that was sent: not what became of that one."""
    same = {name: getattr(sent, name) for name in KEPT}
    return same | {"context": {k: v for k, v in sent.context.items() if k != EARLIER}}
