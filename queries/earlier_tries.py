"""How far a notice has come, and what became of it before somebody had it sent again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from models.outbox import CAME_BACK, EARLIER, MailCause, Message, MessageStatus
from notifications.channels import NO_ADDRESS
from notifications.given_back import is_returned
from notifications.superiors import NOT_THEIRS
from rules.proof import SENT, NoticeState

_STATES: Final[Mapping[MessageStatus, NoticeState]] = {
    MessageStatus.QUEUED: NoticeState.QUEUED,
    MessageStatus.SENDING: NoticeState.QUEUED,
    MessageStatus.SENT: NoticeState.ACCEPTED,
    MessageStatus.FAILED: NoticeState.REFUSED,
    MessageStatus.GIVEN_UP: NoticeState.GIVEN_UP,
    MessageStatus.UNKNOWN: NoticeState.UNKNOWN,
    MessageStatus.OBSOLETE: NoticeState.TAKEN_BACK,
    MessageStatus.SET_ASIDE: NoticeState.UNWRITTEN,
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What became of a notice until somebody had it sent again."""

    state: NoticeState
    accepted_at: datetime | None
    answered_at: datetime | None
    """When it was refused or given back."""
    reply: str
    cause: MailCause | None

    @property
    def is_sent(self) -> bool:
        return self.state in SENT


class _Fate(Protocol):
    """What is known of one sending: the row as it stands, or as it stood."""

    @property
    def status(self) -> MessageStatus: ...
    @property
    def reply(self) -> str | None: ...
    @property
    def accepted_at(self) -> datetime | None: ...
    @property
    def delivered_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class _AsItStood:
    status: MessageStatus
    reply: str | None
    accepted_at: datetime | None
    delivered_at: datetime | None = None


def state_of(row: _Fate, *, disowned: bool) -> NoticeState:
    state = _STATES[row.status]
    if state is NoticeState.REFUSED and row.reply == NO_ADDRESS:
        return NoticeState.HELD
    if (disowned and state is NoticeState.ACCEPTED) or row.reply == NOT_THEIRS:
        return NoticeState.DISOWNED
    if state is NoticeState.ACCEPTED and is_returned(row.reply):
        return NoticeState.RETURNED
    if state is NoticeState.ACCEPTED and row.delivered_at is not None:
        return NoticeState.DELIVERED
    if row.status in CAME_BACK and row.accepted_at is not None:
        return NoticeState.BOUNCED  # also where it is owed no more by now
    return state


def earlier(row: Message) -> Sequence[Earlier]:
    """Each time before, the first first."""
    return [_earlier(each) for each in row.context.get(EARLIER, ())]


def _earlier(kept: Mapping[str, Any]) -> Earlier:
    accepted, answered = (
        datetime.fromisoformat(kept[name]) if kept[name] else None
        for name in ("accepted_at", "answered_at")
    )
    stood = _AsItStood(MessageStatus(kept["status"]), kept["reply"], accepted)
    cause = MailCause(kept["cause"]) if kept["cause"] else None
    state = state_of(stood, disowned=False)
    return Earlier(state, accepted, answered, kept["reply"] or "", cause)
