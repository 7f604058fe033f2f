"""Which step of a life is due now, asked of the rules again after every step."""

from collections.abc import Collection, Container, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.clock import at_local
from models import data_keys
from models.asked import LIFE, kept, several
from models.life import Life
from models.session import Work, unit_of_work
from notifications import delivery
from rules.breaches import next_limit
from rules.steps import DueStep
from workflow import breaches, duties, last_look
from workflow.kinds import Look, kind_of
from workflow.steps_in_turn import in_turn


def due_steps(
    life_id: UUID, skip: Container[DueStep] = (), *, anew: bool = False
) -> Iterator[DueStep]:
    """The steps due now, one after the other; each is asked for after the one before was done.

    What stands in `skip` (the caller may add to it meanwhile) is passed over: a step that failed
    does not hold up the others. The first answer is the rules' own where `anew`, or where acts on
    other lives change what they find; else what the last act or step has left in the row.
    """
    due = look_again(life_id) if anew else _found(life_id, is_first=True)
    yield from in_turn(life_id, due, skip, lambda: _found(life_id))


def _found(life_id: UUID, *, is_first: bool = False) -> Sequence[DueStep]:
    """What is due by the life's row; settled first where that may be old."""
    with unit_of_work() as work:
        due = as_written(work, as_it_stands(work, life_id), is_first=is_first)
    return look_again(life_id) if due is None else due


def as_written(work: Work, life: Life, *, is_first: bool = False) -> Sequence[DueStep] | None:
    """What is due by the life's row; None where that may be old."""
    kind, now = kind_of(life), work.clock.now()
    due = last_look.still(life, now) if kind.alone or not is_first else None
    if is_first and kind.asks_itself:
        due = due or last_look.foreseen(life, now)
    return due


def as_it_stands(work: Work, life_id: UUID) -> Life:
    """The life's row, read anew and held by nobody."""
    return work.session.scalars(_as_it_stands(), {"life": life_id}).one()


@kept
def _as_it_stands() -> Select[Life]:
    query = select(Life).where(Life.id == LIFE)
    return query.execution_options(populate_existing=True)


def perform(act: str, life_id: UUID, subject_id: UUID | None) -> Sequence[DueStep]:
    """Do one step in one transaction; doing it twice changes nothing.

    Whether it is due is asked again under the lock: a report may have come in since, or the
    meeting may have been called off. What is due afterwards stands in the row, and is given.
    """
    with unit_of_work() as work:
        life, found = lock(work, life_id), None
        kind = kind_of(life)
        if kind.asks_itself or DueStep(act, subject_id) in _due(work, life):
            found = kind.acts[act](work, life_id, subject_id)
        look = settle(work, life, found)
        return look.steps if life.ended_at is None else ()


def _due(work: Work, life: Life) -> Sequence[DueStep]:
    """Asked under the lock: whoever had it before has settled the life, and said so in its row."""
    kind = kind_of(life)
    due = last_look.still(life, work.clock.now()) if kind.alone else None
    if due is None:
        due = kind.look(work, life).steps if life.ended_at is None else ()
    return due


def lock(work: Work, life_id: UUID) -> Life:
    """The life's row, held until commit, so that two acts on one life queue up.

    What was read before is read anew, and the right to act asked anew: the act that went first may
    have changed it, or handed the case over: Art. 18(1). Held already, nobody else can have.
    """
    if life_id in work.locked:
        return work.session.get_one(Life, life_id)
    work.session.flush()
    work.session.expire_all()
    work.locked.add(life_id)
    life = _held(work.session, life_id)
    for right in work.rights.pop(life_id, ()):
        right()
    return life


def _held(session: Session, life_id: UUID) -> Life:
    # NO KEY UPDATE: rows that refer to this life may still be written meanwhile, as its wake-ups
    # are (PostgreSQL docs, explicit locking: FOR UPDATE holds up every foreign key on the row).
    # Read committed: whoever waits for it gets the row as it is then. Its keys come as they stood
    # when the waiting began, which is no older than a key may be that is kept.
    if data_keys.is_known(life_id, session):
        return session.scalars(_alone(), {"life": life_id}).one()
    life, *keys = session.execute(_with_its_keys(), {"life": life_id}).one()
    data_keys.learn(life_id, *keys)
    return cast("Life", life)


@kept
def _alone() -> Select[Life]:
    query = select(Life).where(Life.id == LIFE).execution_options(populate_existing=True)
    return query.with_for_update(of=Life, key_share=True)


@kept
def _with_its_keys() -> Select[Any]:
    query = select(Life, *data_keys.IN_THE_LIFE).where(Life.id == LIFE)
    query = query.execution_options(populate_existing=True)
    return query.with_for_update(of=Life, key_share=True)


def settle(work: Work, life: Life, found: Look | None = None, *, tell: bool = True) -> Look:
    """Write down what the life waits for now; ends it when its procedure is over.

    Whatever changes a fact of a life ends here: pages read what is written down, and ask nobody.
    Its facts are read, unless the step that was done has `found` what they say. Other lives are
    told of what is owed from now on, unless the one that asks is theirs, and looks by itself.
    """
    work.session.flush()
    look = found or kind_of(life).look(work, life)
    stood = duties.written_down(work, life.id)
    owed = keep_look(work, life, look, stood)
    breaches.keep(work, owed)
    asked = duties.write(work, life.id, stood, owed.now, look.planned if is_open(life) else ())
    if tell:
        kind_of(life).owed(work, life, asked)
    return look


def is_open(life: Life) -> bool:
    return life.ended_at is None


def keep_look(work: Work, life: Life, look: Look, stood: duties.WrittenDown) -> breaches.Owed:
    """Write into the life's row what was found of it; gives what it owed before, and owes now."""
    moment = next_moment(look, work.clock.today())
    life.wake_at = min(filter(None, (moment, stood.mail_at)), default=None)
    life.waiting_for = look.waiting_for
    if look.ended and is_open(life):
        life.ended_at = work.clock.now()
    if not is_open(life):
        life.wake_at, life.waiting_for = None, "Completed"
    last_look.keep(life, look, moment, work.clock.now())
    before = [duties.duty_in(row) for row in stood.duties]
    if not is_open(life):
        return breaches.Owed(life, before, ())
    return breaches.Owed(life, before, look.duties, look.limits)


def next_moment(look: Look, today: date) -> datetime | None:
    """When a life is looked at again: for its next step, or because a limit of the text passes."""
    limit = next_limit(look.duties, look.limits, today)
    passes = at_local(limit + timedelta(days=1)) if limit else None
    return min((moment for moment in (look.wake_at, passes) if moment is not None), default=None)


def lock_open(work: Work, life_ids: Collection[UUID]) -> list[Life]:
    """Several lives, locked in one order whoever asks; those that have ended are left out."""
    fresh = set(life_ids) - work.locked
    held: dict[UUID, Life] = {}
    if len(fresh) > 1:
        work.session.flush()
        work.session.expire_all()
        held = {life.id: life for life in _hold(work.session, fresh)}
        work.locked |= fresh
        for right in [right for each in sorted(fresh) for right in work.rights.pop(each, ())]:
            right()
    lives = [held.get(life_id) or lock(work, life_id) for life_id in sorted(set(life_ids))]
    return [life for life in lives if life.ended_at is None]


def _hold(session: Session, life_ids: Collection[UUID]) -> list[Life]:
    """As `_held`, in one statement: PostgreSQL locks the rows in the order that it is asked for."""
    rows = session.execute(_several_with_their_keys(), {"lives": list(life_ids)}).all()
    for life, *keys in rows:
        data_keys.learn(life.id, *keys)
    return [life for life, *_ in rows]


@kept
def _several_with_their_keys() -> Select[Any]:
    query = select(Life, *data_keys.IN_THE_LIFE).where(Life.id == several("lives"))
    query = query.order_by(Life.id).execution_options(populate_existing=True)
    return query.with_for_update(of=Life, key_share=True)


def deliver(life_id: UUID) -> delivery.Delivery:
    """Send what may leave; from then on it is somebody's duty to see to mail that came back."""
    done = delivery.deliver(life_id)
    if done.refused:
        look_again(life_id)
    for other in sorted(done.elsewhere):
        look_again(other)
    return done


def look_again(life_id: UUID) -> Sequence[DueStep]:
    """Settle a life of which a fact changed outside of an act: a message was refused, a day began.

    Gives what is due now.
    """
    with unit_of_work() as work:
        life = lock(work, life_id)
        look = settle(work, life)
        return look.steps if life.ended_at is None else ()


def after_act(work: Work, life_id: UUID, reason: str) -> None:
    """What every person's act ends with: wake the life if a step became due, else re-time it."""
    work.session.flush()
    life = lock(work, life_id)
    if settle(work, life).steps and life.ended_at is None:
        work.wake(life_id, reason)
    kind_of(life).acted(work, life)
