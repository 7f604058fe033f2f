"""Stalled steps, for those who run the machine: by cause, without anything of a child's.

A retry clears nothing itself: it puts a wake-up into the inbox, and what came of it is looked at
afterwards. Numbers, steps, articles and dates only; nothing here opens a sealed field.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from identity.access import NotThere, administrator_of
from models.life import AttemptOutcome, Life, StepAttempt
from models.outbox import ON_THE_WAY, Channel, Message, RecipientKind
from models.session import Work
from queries.paging import Paged, cut
from rules.duties import OpenDuty
from workflow import last_look
from workflow.duties import next_of
from workflow.kinds import kind_of


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
    total: int
    """How many it stopped, with those of other pages."""

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


def stalled(work: Work, page: int = 1) -> tuple[list[Cause], Paged[Stall]]:
    """One page of the stalled steps, grouped by cause, the cause with the nearest limit first."""
    groups = _by_cause(work)
    found = cut([stall for stalls in groups.values() for stall in stalls], page)
    shown = groupby(found.lines, key=lambda stall: stall.error)
    return [Cause(error, list(stalls), len(groups[error])) for error, stalls in shown], found


def of_cause(work: Work, error: str) -> list[UUID]:
    """Every life that this stopped, the nearest limit first."""
    return [stall.life_id for stall in _by_cause(work).get(error, ())]


def _by_cause(work: Work) -> dict[str, list[Stall]]:
    administrator_of(work)
    lives = work.session.scalars(select(Life).where(Life.stalled_at.is_not(None))).all()
    groups: dict[str, list[Stall]] = {}
    for stall in sorted(stalls_of(work, lives), key=_nearest):
        groups.setdefault(stall.error, []).append(stall)
    return groups


def _nearest(stall: Stall) -> tuple[date, str]:
    return stall.due_on or date.max, stall.label


def stalls_of(work: Work, lives: Sequence[Life]) -> list[Stall]:
    """Three statements, however many stand still."""
    ids = [life.id for life in lives]
    owed, failed, unsent = next_of(work, ids), _failed(work, ids), _unsent(work, ids)
    known = ((life, life.id) for life in lives)
    return [_stall(life, owed.get(id), failed.get(id), unsent.get(id, 0)) for life, id in known]


def _stall(life: Life, owed: OpenDuty | None, attempt: StepAttempt | None, unsent: int) -> Stall:
    return Stall(
        life_id=life.id,
        kind=life.kind,
        label=kind_of(life).label(life),
        step=attempt.step if attempt else "",
        article=attempt.article if attempt else "11(1)",
        error=((attempt.error if attempt else None) or "unknown").split(" ", 1)[0],
        reference=life.stalled_reference or "",
        since=life.stalled_at or life.began_at,
        unsent=unsent,
        due_on=owed.due if owed else None,
        due_article=str(owed.basis) if owed else None,
        due_is_ours=owed is not None and owed.is_ours,
    )


def _failed(work: Work, life_ids: Collection[UUID]) -> Mapping[UUID, StepAttempt]:
    """The try that stalled last, of each."""
    query = (
        select(StepAttempt)
        .where(StepAttempt.life_id.in_(life_ids), StepAttempt.outcome == AttemptOutcome.STALLED)
        .ext(distinct_on(StepAttempt.life_id))
        .order_by(StepAttempt.life_id, StepAttempt.started_at.desc())
    )
    return {attempt.life_id: attempt for attempt in work.session.scalars(query)}


def _unsent(work: Work, life_ids: Collection[UUID]) -> Mapping[UUID, int]:
    query = (
        select(Message.life_id, func.count())
        .where(Message.life_id.in_(life_ids), Message.status.in_(ON_THE_WAY))
        .group_by(Message.life_id)
    )
    return {life: count for life, count in work.session.execute(query) if life}


def previews(work: Work, life_ids: Collection[UUID]) -> list[Preview]:
    """What a retry of these lives would do; those that go on by themselves are left out."""
    administrator_of(work)
    query = select(Life).where(Life.id.in_(life_ids), Life.stalled_at.is_not(None))
    lives = work.session.scalars(query).all()
    found = [
        _preview(work, life, stall)
        for life, stall in zip(lives, stalls_of(work, lives), strict=True)
    ]
    found.sort(key=lambda preview: _nearest(preview.stall))
    if not found:
        raise NotThere
    return found


def _preview(work: Work, life: Life, stall: Stall) -> Preview:
    tried = select(StepAttempt).where(
        StepAttempt.life_id == life.id, StepAttempt.outcome == AttemptOutcome.DONE
    )
    newest = work.session.scalars(tried.order_by(StepAttempt.started_at.desc()).limit(5))
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
