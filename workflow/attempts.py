"""Each try at a step, as an administrator reads it afterwards.

A try that its process did not survive is `interrupted`: it counts towards a stall like one that
failed, because a step that kills its process each time must come to rest as well. Where the step
had been done before the process died, nothing is left of it to try, and the try is `done`.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, String, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import distinct_on

from models.asked import LIFE, kept
from models.life import AttemptOutcome, StepAttempt
from models.session import Work, unit_of_work
from rules.steps import DueStep, Step
from workflow.failure import Failure

MOST_TRIES = 8
BACK_OFF = (5, 15, 60, 300, 900, 3600)  # seconds; the last one repeats
IN_A_ROW = timedelta(days=1)  # between two tries; longer than any back-off, and than a night off
COUNTS = {AttemptOutcome.RETRYING, AttemptOutcome.INTERRUPTED}


def back_off(number: int) -> timedelta:
    """How long to wait after the `number`th try in a row has failed."""
    return timedelta(seconds=BACK_OFF[min(number, len(BACK_OFF)) - 1])


def begin(life_id: UUID, step: DueStep, info: Step) -> StepAttempt:
    """Write down that a step is being tried, so that one that kills its process is counted too."""
    with unit_of_work() as work:
        return begin_in(work, life_id, step, info)


def begin_in(work: Work, life_id: UUID, step: DueStep, info: Step) -> StepAttempt:
    """The same in a transaction that is over before the step is done."""
    before = work.session.scalars(
        _latest(), {"life": life_id, "step": step.act, "subject": step.subject_id}
    ).first()
    number = 1
    if before is not None and before.outcome in COUNTS:
        follows = work.clock.now() - before.started_at < IN_A_ROW
        number = before.number + 1 if follows else 1
    attempt = StepAttempt(
        life_id=life_id,
        step=step.act,
        article=info.article,
        subject_id=step.subject_id,
        number=number,
        started_at=work.clock.now(),
        outcome=AttemptOutcome.RUNNING,
    )
    work.session.add(attempt)
    return attempt


def end(attempt: StepAttempt, failure: Failure | None = None) -> AttemptOutcome:
    """Write down how a try ended; a failure that passes is tried again, but not for ever."""
    with unit_of_work() as work:
        return end_in(work, attempt, failure)


def end_in(work: Work, attempt: StepAttempt, failure: Failure | None = None) -> AttemptOutcome:
    work.session.add(attempt)  # as `begin` wrote it: nobody else touches a try in progress
    attempt.ended_at, attempt.outcome = work.clock.now(), AttemptOutcome.DONE
    if failure is not None:
        again = failure.transient and attempt.number < MOST_TRIES
        attempt.outcome = AttemptOutcome.RETRYING if again else AttemptOutcome.STALLED
        attempt.error, attempt.reference = failure.where, failure.reference
    return attempt.outcome


def close_running(work: Work, life_id: UUID) -> dict[UUID, DueStep]:
    """Close what a process left behind that died; gives those tries.

    For whoever holds the life's lock: nobody else is at it, so nothing of it can be running.
    """
    left = work.session.scalars(_running(), {"life": life_id}).all()
    for row in left:
        row.outcome, row.ended_at = AttemptOutcome.INTERRUPTED, work.clock.now()
        row.error = "interrupted"
    return {row.id: DueStep(row.step, row.subject_id) for row in left}


@kept
def _running() -> Select[StepAttempt]:
    return select(StepAttempt).where(
        StepAttempt.life_id == LIFE, StepAttempt.outcome == AttemptOutcome.RUNNING
    )


def had_been_done(work: Work, interrupted: Collection[UUID]) -> None:
    """The steps of these tries are not due any more: what was left to say is that."""
    for attempt_id in interrupted:
        row = work.session.get_one(StepAttempt, attempt_id)
        row.outcome, row.error = AttemptOutcome.DONE, None


def stalled(work: Work, life_id: UUID) -> set[DueStep]:
    """The steps whose last try stalled: passed over until somebody asks for a retry."""
    latest = (
        select(StepAttempt)
        .where(StepAttempt.life_id == life_id)
        .ext(distinct_on(StepAttempt.step, StepAttempt.subject_id))
        .order_by(StepAttempt.step, StepAttempt.subject_id, StepAttempt.started_at.desc())
    )
    return {
        DueStep(row.step, row.subject_id)
        for row in work.session.scalars(latest)
        if row.outcome == AttemptOutcome.STALLED
    }


@kept
def _latest() -> Select[StepAttempt]:
    subject = bindparam("subject", None, Uuid())
    return (
        select(StepAttempt)
        .where(
            StepAttempt.life_id == LIFE,
            StepAttempt.step == bindparam("step", None, String()),
            StepAttempt.subject_id.is_not_distinct_from(subject),
        )
        .order_by(StepAttempt.started_at.desc(), StepAttempt.number.desc())
        .limit(1)
    )
