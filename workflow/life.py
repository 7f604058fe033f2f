"""Which step of a life is due now, asked of the rules again after every step."""

from collections.abc import Collection, Container, Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from core.clock import at_local
from models.life import Life
from models.session import Work, unit_of_work
from notifications import delivery, outbox
from rules.breaches import next_limit
from rules.steps import DueStep
from workflow import breaches, duties, hint
from workflow.kinds import Look, kind_of

MOST_STEPS = 50  # a life that asks for more in one activation is going round in circles


class TooManySteps(Exception):
    """An activation that does not come to an end; the message carries the life's id only."""


def due_steps(
    life_id: UUID, skip: Container[DueStep] = (), told: hint.Hint | None = None
) -> Iterator[DueStep]:
    """The steps due now, one after the other; each is asked for after the one before was done.

    What stands in `skip` (the caller may add to it meanwhile) is passed over: a step that failed
    does not hold up the others.
    """
    for _ in range(MOST_STEPS):
        # What the step before has left is only a hint: its lock is let go, and a person may act
        # before the next step takes it. It says which task to start, and no more: `perform` decides
        # anew under the lock. Where it leaves out what has become due since, that act has left a
        # wake-up, and `Activation.come_to_rest` looks again under the lock.
        due = told.take() if told else None
        if due is None:  # nothing was done yet, or the step before failed
            due = _due_now(life_id)
        step = next((step for step in due if step not in skip), None)
        if step is None:
            return
        yield step
    raise TooManySteps(str(life_id))


def _due_now(life_id: UUID) -> Sequence[DueStep]:
    with unit_of_work() as work:
        return _look(work, work.session.get_one(Life, life_id))


def _look(work: Work, life: Life) -> Sequence[DueStep]:
    return kind_of(life).look(work, life).steps if life.ended_at is None else ()


def perform(act: str, life_id: UUID, subject_id: UUID | None) -> None:
    """Do one step in one transaction; doing it twice changes nothing.

    Whether it is due is asked again under the lock: a report may have come in since, or the
    meeting may have been called off. What is due afterwards is left for whoever takes these steps.
    """
    with unit_of_work() as work:
        life = lock(work, life_id)
        if DueStep(act, subject_id) in _look(work, life):
            kind_of(life).acts[act](work, life_id, subject_id)
        look = settle(work, life)
    hint.leave(life_id, look.steps if life.ended_at is None else ())


def lock(work: Work, life_id: UUID) -> Life:
    """The life's row, held until commit, so that two acts on one life queue up.

    What was read before is read anew: the act that went first may have changed it. Held already,
    nobody else can have.
    """
    if life_id in work.locked:
        return work.session.get_one(Life, life_id)
    # NO KEY UPDATE: rows that refer to this life may still be written meanwhile, as its wake-ups
    # are (PostgreSQL docs, explicit locking: FOR UPDATE holds up every foreign key on the row).
    query = select(Life).where(Life.id == life_id).with_for_update(key_share=True)
    work.session.flush()
    work.session.expire_all()
    work.locked.add(life_id)
    return work.session.scalars(query.execution_options(populate_existing=True)).one()


def settle(work: Work, life: Life) -> Look:
    """Write down what the life waits for now; ends it when its procedure is over.

    Whatever changes a fact of a life ends here: pages read what is written down, and ask nobody.
    """
    work.session.flush()
    look = kind_of(life).look(work, life)
    moments = (next_moment(look, work.clock.today()), outbox.next_try(work.session, life.id))
    life.wake_at = min((moment for moment in moments if moment is not None), default=None)
    life.waiting_for = look.waiting_for
    if look.ended and life.ended_at is None:
        life.ended_at = work.clock.now()
    if life.ended_at is not None:
        life.wake_at, life.waiting_for = None, "Completed"
    is_open = life.ended_at is None
    owed = look.duties if is_open else ()
    limits = look.limits if is_open else ()
    breaches.keep(work, life, duties.write_duties(work, life.id, owed), owed, limits)
    duties.write_steps(work, life.id, look.planned if is_open else ())
    return look


def next_moment(look: Look, today: date) -> datetime | None:
    """When a life is looked at again: for its next step, or because a limit of the text passes."""
    limit = next_limit(look.duties, look.limits, today)
    passes = at_local(limit + timedelta(days=1)) if limit else None
    return min((moment for moment in (look.wake_at, passes) if moment is not None), default=None)


def lock_open(work: Work, life_ids: Collection[UUID]) -> list[Life]:
    """Several lives, locked in one order whoever asks; those that have ended are left out."""
    lives = [lock(work, life_id) for life_id in sorted(set(life_ids))]
    return [life for life in lives if life.ended_at is None]


def deliver(life_id: UUID) -> delivery.Delivery:
    """Send what may leave; from then on it is somebody's duty to see to mail that came back."""
    done = delivery.deliver(life_id)
    if done.refused:
        look_again(life_id)
    return done


def look_again(life_id: UUID) -> None:
    """Settle a life of which a fact changed outside of an act: a message was refused."""
    with unit_of_work() as work:
        life = lock(work, life_id)
        look = settle(work, life)
    hint.leave(life_id, look.steps if life.ended_at is None else ())


def after_act(work: Work, life_id: UUID, reason: str) -> None:
    """What every person's act ends with: wake the life if a step became due, else re-time it."""
    work.session.flush()
    life = lock(work, life_id)
    if settle(work, life).steps and life.ended_at is None:
        work.wake(life_id, reason)
    kind_of(life).acted(work, life)
