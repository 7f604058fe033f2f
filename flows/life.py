"""The life mechanism: one short activation of a run that lives for months.

It knows lives, steps and wake-ups, and not what a life is about.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.exceptions import Pause
from prefect.states import Failed, Scheduled
from sqlalchemy import func, select, update

from core.clock import SystemClock
from core.failpoint import failpoint
from core.logs import describe
from models.life import Life, StepAttempt, Wakeup
from models.session import Work, unit_of_work
from notifications import outbox
from rules.steps import DueStep, StepInfo
from tasks.delivery import DELIVERY, deliver_notices
from tasks.step import TASK_FOR, StepTask
from workflow import activation as casework
from workflow import attempts
from workflow.failure import Failure, StepFailed
from workflow.lock import lock_of

logger = logging.getLogger(__name__)

NEVER = datetime(2100, 1, 1, tzinfo=UTC)  # when only a person's act can wake a life
LOOK_AGAIN = timedelta(minutes=1)  # where the rules name a moment that has passed, and no step
LOOK_AT_STALLED = timedelta(hours=6)  # other members' steps fall due meanwhile
PATIENCE = 5.0  # seconds: the holder of the lock may be just about to park
RETRY = "retry"
DECISION = StepInfo("decide", "Find the step that is due", "11")


class PrefectAway(Exception):
    """The run's state could not be set; no fault of the life."""


class Activation:
    """One activation in progress: what woke it, what failed in it."""

    def __init__(self, life_id: UUID) -> None:
        self.life_id = life_id
        self.skip: set[DueStep] = set()
        self.again_at: datetime | None = None
        self.stall: tuple[str, Failure] | None = None
        with unit_of_work() as work:
            life = casework.lock(work, life_id)
            life.activations += 1
            self.interrupted = attempts.close_running(work, life_id)
            self.wakeups = _inbox(work, life_id)
            self._clear_or_keep_stall(work, life)
            if not self.wakeups:  # so that a process killed from here on leaves its reason behind
                self.wakeups = _remember(work, life_id)

    def _clear_or_keep_stall(self, work: Work, life: Life) -> None:
        """A retry clears the stall; another reason to wake leaves the stalled steps out."""
        reasons = set(self.wakeups.values())
        if life.stalled_at is None:
            return
        if RETRY in reasons or not reasons:  # nothing of ours woke it: Prefect's own Retry did
            life.stalled_at = life.stalled_step = life.stalled_reference = None
        else:
            self.skip = attempts.stalled(work, life.id)

    def due_steps(self) -> Iterator[DueStep]:
        """The rules decide, from rows, again after every step."""
        return casework.due_steps(self.life_id, self.skip)

    def take(self, step: DueStep) -> None:
        """Run one step as a task; a failure is written down and does not hold up the others."""
        self._try(step, casework.step_info(step.act), TASK_FOR[step.act])

    def deliver_notices(self) -> None:
        """Send what these steps have queued; what the mail server refuses for now comes later."""
        step = DueStep(DELIVERY.act, self.life_id)
        if step not in self.skip and outbox.pending(self.life_id):
            self._try(step, DELIVERY, deliver_notices)

    def _try(self, step: DueStep, info: StepInfo, task: StepTask) -> None:
        self.interrupted = {key: of for key, of in self.interrupted.items() if of != step}
        attempt = attempts.begin(self.life_id, step, info)
        if attempt.number > attempts.MOST_TRIES:  # it kills the process each time
            self._failed(step, info, attempt, Failure.interrupted())
            return
        failpoint(f"before:{step.act}")
        try:
            task(self.life_id, step.subject_id)
        except StepFailed as error:
            self._failed(step, info, attempt, error.failure)
            return
        failpoint(f"after:{step.act}")
        attempts.end(attempt)

    def _failed(
        self, step: DueStep, info: StepInfo, attempt: StepAttempt, failure: Failure
    ) -> None:
        """Leave the step out of this activation; try again later, or stall."""
        self.skip.add(step)
        if attempts.end(attempt, failure) == "stalled":
            self.stall = (info.name, failure)
            return
        at = attempt.started_at + attempts.back_off(attempt.number)
        self.again_at = min(filter(None, (self.again_at, at)))

    def park_until_next_wake(self) -> None:
        """Leave the process: Scheduled until the next wake, Stalled, or Completed at the end."""
        with unit_of_work() as work:
            life = casework.lock(work, self.life_id)
            attempts.had_been_done(work, self._not_due_again())
            outlook = casework.settle(work, life)
            if not outlook.ended:
                self._write_down(work, life)
            ended, state = outlook.ended, self._resting(work, life)
        failpoint("before:park")
        if ended:
            self._empty_inbox()
            return
        set_own_state(state)
        failpoint("after:park")
        if self._empty_inbox():
            set_own_state(Scheduled(name="Waking"))
        raise Pause(state=state)

    def _not_due_again(self) -> list[UUID]:
        """The interrupted tries whose steps the rules did not ask for again."""
        return [key for key, step in self.interrupted.items() if step not in self.skip]

    def _resting(self, work: Work, life: Life) -> State:
        return resting(work, life, self.stall[1] if self.stall else None)

    def _write_down(self, work: Work, life: Life) -> None:
        """What this life waits for, with what failed in this activation."""
        now = work.clock.now()
        if self.stall:
            life.stalled_step, failure = self.stall
            life.stalled_at, life.stalled_reference = now, failure.reference
        mail = outbox.next_try(work.session, life.id)
        retry = min(filter(None, (self.again_at, mail)), default=None)
        if retry and not life.stalled_at:
            life.waiting_for = "Retrying"
        moments = [moment for moment in (life.wake_at, retry) if moment]
        if not moments:
            return
        soonest = LOOK_AT_STALLED if life.stalled_at else LOOK_AGAIN
        life.wake_at = max(min(moments), now + soonest) if min(moments) <= now else min(moments)

    def _empty_inbox(self) -> bool:
        """Take what woke this activation out of the inbox; True if more has come in meanwhile."""
        with unit_of_work() as work:
            take(work, self.wakeups)
            return bool(_inbox(work, self.life_id))

    def give_up(self, failure: Failure) -> None:
        """The activation itself failed: park for another try, or stall."""
        step = DueStep(DECISION.act, self.life_id)
        self._failed(step, DECISION, attempts.begin(self.life_id, step, DECISION), failure)
        with unit_of_work() as work:
            life = casework.lock(work, self.life_id)
            self._write_down(work, life)
            state = self._resting(work, life)
        set_own_state(state)
        self._empty_inbox()


@contextmanager
def only_activation_of(life_id: UUID | str) -> Iterator[Activation]:
    """Be the only activation of this life; where another one is at it, leave: it parks the run.

    Nothing that goes wrong in here reaches Prefect with its text. Where Postgres or Prefect is
    away, the life is left as it is: its wake-ups are still in the inbox, so that another
    activation follows as soon as both are back.
    """
    life = UUID(str(life_id))  # Prefect hands parameters over as JSON has them
    try:
        with lock_of(life, patience=PATIENCE) as ours:
            if not ours:
                raise Pause
            activation = Activation(life)
            failure = None
            try:
                yield activation
            except PrefectAway:
                raise
            except Exception as error:
                failure = Failure.of(error)
            if failure is not None:
                logger.error("Life %s: %s (%s)", life, failure.where, failure.reference)
                activation.give_up(failure)
                raise Pause
    except Exception as error:
        logger.error("Life %s is left as it is: %s", life, describe(error))
        raise Pause from None


def set_own_state(state: State) -> None:
    """Set the state of the run this is called in, whatever Prefect's rules think of it."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("there is no flow run here")
    try:
        get_client(sync_client=True).set_flow_run_state(context.flow_run.id, state, force=True)
    except Exception as error:
        raise PrefectAway(type(error).__name__) from None


def resting(work: Work, life: Life, failure: Failure | None = None) -> State:
    """The state a life rests in. Its moment is by the life's clock; Prefect's clock is real."""
    if life.stalled_at is not None:
        words = (life.stalled_step, failure.error if failure else None, life.stalled_reference)
        return Failed(name="Stalled", message=" · ".join(word for word in words if word))
    if life.wake_at is None:
        return Scheduled(name=life.waiting_for, scheduled_time=NEVER)
    ahead = work.clock.now() - SystemClock().now()
    return Scheduled(name=life.waiting_for, scheduled_time=life.wake_at - ahead)


def _inbox(work: Work, life_id: UUID) -> dict[UUID, str]:
    rows = work.session.execute(
        select(Wakeup.id, Wakeup.reason).where(Wakeup.life_id == life_id, Wakeup.taken_at.is_(None))
    )
    return {row.id: row.reason for row in rows}


def _remember(work: Work, life_id: UUID) -> dict[UUID, str]:
    wakeup = Wakeup(life_id=life_id, reason="started by Prefect", created_at=work.clock.now())
    work.session.add(wakeup)
    return {wakeup.id: wakeup.reason}


def take(work: Work, wakeups: dict[UUID, str]) -> None:
    """Mark wake-ups as answered: only now, so that a killed activation leaves its reason behind."""
    if wakeups:
        work.session.execute(
            update(Wakeup).where(Wakeup.id.in_(wakeups)).values(taken_at=func.now())
        )
