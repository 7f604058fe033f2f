"""Stalled steps, for those who run the machine: by cause, without anything of a child's.

A retry clears nothing itself: it puts a wake-up into the inbox, and what came of it is looked at
afterwards. Numbers, steps, articles and dates only; nothing here opens a sealed field.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from identity.access import NotThere, administrator_of
from models.life import AttemptOutcome, Life, StepAttempt, Wakeup
from models.outbox import ON_THE_WAY, Channel, Message, RecipientKind
from models.session import Work
from rules.duties import OpenDuty
from workflow import last_look
from workflow.duties import next_of
from workflow.inbox import retry_asked
from workflow.kinds import kind_of


class RetryState(StrEnum):
    """What came of a retry, once the machine has looked again."""

    AGAIN = "again"
    """It stalled anew."""
    WAITING = "waiting"
    TRYING = "trying"
    ON = "on"
    """It goes on."""


@dataclass(frozen=True, slots=True)
class Stall:
    """One life with a step that does not go on by itself."""

    life_id: UUID
    kind: str
    label: str
    """A case number, a quarter, a municipality."""
    step: str
    article: str
    error: str
    reference: str
    since: datetime
    unsent: int
    due_on: date | None
    due_article: str | None
    due_is_ours: bool


@dataclass(frozen=True, slots=True)
class Cause:
    """What stopped several steps alike: the class of the error."""

    error: str
    stalls: Sequence[Stall]

    @property
    def since(self) -> datetime:
        return min(stall.since for stall in self.stalls)


@dataclass(frozen=True, slots=True)
class Post:
    """Messages alike that wait to leave."""

    article: str
    channel: Channel
    recipient: RecipientKind
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What was done, what will be done, and what will be sent on a retry."""

    stall: Stall
    done: Sequence[tuple[str, str, datetime]]
    """Step, article, when: it is not done again."""
    to_do: Sequence[str]
    post: Sequence[Post]


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


def stalled(work: Work) -> list[Cause]:
    """Every stalled step, grouped by its cause, the cause with the nearest limit first."""
    administrator_of(work)
    lives = work.session.scalars(select(Life).where(Life.stalled_at.is_not(None))).all()
    owed = next_of(work, [life.id for life in lives])
    groups: dict[str, list[Stall]] = {}
    for stall in sorted((_stall(work, life, owed.get(life.id)) for life in lives), key=_nearest):
        groups.setdefault(stall.error, []).append(stall)
    return [Cause(error, stalls) for error, stalls in groups.items()]


def _nearest(stall: Stall) -> tuple[date, str]:
    return stall.due_on or date.max, stall.label


def _stall(work: Work, life: Life, owed: OpenDuty | None) -> Stall:
    attempt = _failed(work, life.id)
    return Stall(
        life_id=life.id,
        kind=life.kind,
        label=kind_of(life).label(life),
        step=attempt.step if attempt else "",
        article=attempt.article if attempt else "11(1)",
        error=((attempt.error if attempt else None) or "unknown").split(" ", 1)[0],
        reference=life.stalled_reference or "",
        since=life.stalled_at or life.began_at,
        unsent=_unsent(work, life.id),
        due_on=owed.due if owed else None,
        due_article=str(owed.basis) if owed else None,
        due_is_ours=owed is not None and owed.is_ours,
    )


def _failed(work: Work, life_id: UUID) -> StepAttempt | None:
    """The try that stalled last."""
    query = select(StepAttempt).where(
        StepAttempt.life_id == life_id, StepAttempt.outcome == AttemptOutcome.STALLED
    )
    return work.session.scalars(query.order_by(StepAttempt.started_at.desc()).limit(1)).first()


def _unsent(work: Work, life_id: UUID) -> int:
    query = select(func.count()).where(Message.life_id == life_id, Message.status.in_(ON_THE_WAY))
    return work.session.scalar(query) or 0


def previews(work: Work, life_ids: Collection[UUID]) -> list[Preview]:
    """What a retry of these lives would do; those that go on by themselves are left out."""
    administrator_of(work)
    query = select(Life).where(Life.id.in_(life_ids), Life.stalled_at.is_not(None))
    lives = work.session.scalars(query).all()
    owed = next_of(work, [life.id for life in lives])
    found = sorted((_preview(work, life, owed.get(life.id)) for life in lives), key=_first)
    if not found:
        raise NotThere
    return found


def _first(preview: Preview) -> tuple[date, str]:
    return _nearest(preview.stall)


def _preview(work: Work, life: Life, owed: OpenDuty | None) -> Preview:
    tried = select(StepAttempt).where(
        StepAttempt.life_id == life.id, StepAttempt.outcome == AttemptOutcome.DONE
    )
    newest = work.session.scalars(tried.order_by(StepAttempt.started_at.desc()).limit(5))
    stall = _stall(work, life, owed)
    steps = last_look.due(life)
    if stall.step and stall.step not in steps:
        steps.insert(0, stall.step)
    return Preview(
        stall=stall,
        done=[(each.step, each.article, each.ended_at or each.started_at) for each in newest],
        to_do=list(dict.fromkeys(steps)),
        post=_post(work, life.id),
    )


def _post(work: Work, life_id: UUID) -> list[Post]:
    query = (
        select(Message.article, Message.channel, Message.recipient, func.count())
        .where(Message.life_id == life_id, Message.status.in_(ON_THE_WAY))
        .group_by(Message.article, Message.channel, Message.recipient)
        .order_by(Message.article)
    )
    return [Post(*row) for row in work.session.execute(query)]


def outcomes(work: Work, life_ids: Collection[UUID]) -> list[Outcome]:
    """What came of the last retry of these, those that still need somebody first."""
    administrator_of(work)
    lives = work.session.scalars(select(Life).where(Life.id.in_(life_ids))).all()
    owed = next_of(work, [life.id for life in lives])
    every = (_outcome(work, life, owed.get(life.id)) for life in lives)
    found = [each for each in every if each is not None]
    order = list(RetryState)  # those that still need somebody first
    return sorted(found, key=lambda each: (order.index(each.state), each.label))


def _outcome(work: Work, life: Life, owed: OpenDuty | None) -> Outcome | None:
    asked, attempt = retry_asked(work, life.id), _failed(work, life.id)
    if asked is None:
        return None
    accepted = select(func.count()).where(
        Message.life_id == life.id, Message.accepted_at >= asked.created_at
    )
    return Outcome(
        life_id=life.id,
        label=kind_of(life).label(life),
        step=attempt.step if attempt else "",
        article=attempt.article if attempt else "11(1)",
        state=_state(life, asked),
        asked_at=asked.created_at,
        accepted=work.session.scalar(accepted) or 0,
        unsent=_unsent(work, life.id),
        waiting_for=life.waiting_for,
        due_on=owed.due if owed else None,
    )


def _state(life: Life, asked: Wakeup) -> RetryState:
    """Nothing is called solved before the machine has looked again."""
    if asked.taken_at is None:
        return RetryState.WAITING
    if life.stalled_at is not None:
        anew = life.stalled_at >= asked.created_at
        return RetryState.AGAIN if anew else RetryState.WAITING
    return RetryState.TRYING if life.waiting_for == "Retrying" else RetryState.ON
