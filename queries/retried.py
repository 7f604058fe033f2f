"""What came of a retry, once the machine has looked again: nothing is called solved before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from identity.access import administrator_of
from models.life import Life, Wakeup
from models.outbox import Message
from models.session import Work
from queries.stalls import Stall, stalls_of
from workflow.inbox import retry_asked


class RetryState(StrEnum):
    """What came of a retry, once the machine has looked again."""

    AGAIN = "again"
    """It stalled anew."""
    WAITING = "waiting"
    TRYING = "trying"
    ON = "on"
    """It goes on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a retry, after looking."""

    life_id: UUID
    label: str
    step: str
    article: str
    state: RetryState
    asked_at: datetime
    accepted: int
    unsent: int
    waiting_for: str
    due_on: date | None


def outcomes(work: Work, life_ids: Collection[UUID]) -> list[Outcome]:
    """What came of the last retry of these, those that still need somebody first."""
    administrator_of(work)
    lives = work.session.scalars(select(Life).where(Life.id.in_(life_ids))).all()
    every = (
        _outcome(work, life, stall)
        for life, stall in zip(lives, stalls_of(work, lives), strict=True)
    )
    found = [each for each in every if each is not None]
    order = list(RetryState)  # those that still need somebody first
    return sorted(found, key=lambda each: (order.index(each.state), each.label))


def _outcome(work: Work, life: Life, stall: Stall) -> Outcome | None:
    asked = retry_asked(work, life.id)
    if asked is None:
        return None
    accepted = select(func.count()).where(
        Message.life_id == life.id, Message.accepted_at >= asked.created_at
    )
    return Outcome(
        life_id=life.id,
        label=stall.label,
        step=stall.step,
        article=stall.article,
        state=_state(life, asked),
        asked_at=asked.created_at,
        accepted=work.session.scalar(accepted) or 0,
        unsent=stall.unsent,
        waiting_for=life.waiting_for,
        due_on=stall.due_on,
    )


def _state(life: Life, asked: Wakeup) -> RetryState:
    """Nothing is called solved before the machine has looked again."""
    if asked.taken_at is None:
        return RetryState.WAITING
    if life.stalled_at is not None:
        anew = life.stalled_at >= asked.created_at
        return RetryState.AGAIN if anew else RetryState.WAITING
    return RetryState.TRYING if life.waiting_for == "Retrying" else RetryState.ON
