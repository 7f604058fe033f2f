"""One activation: what woke a life is answered, step by step, until it rests again.

It knows lives, steps and wake-ups: not what a life is about, and not how Prefect shows it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from core.clock import SystemClock
from core.failpoint import failpoint
from models.life import AttemptOutcome, Life, StepAttempt, WakeReason
from models.session import Work, unit_of_work
from notifications import outbox
from rules.steps import DECISION, DELIVERY, DueStep, Step
from workflow import attempts, inbox, last_look
from workflow.failure import Failure, StepFailed
from workflow.kinds import kind_of, steps
from workflow.life import (
    as_it_stands,
    as_written,
    lock,
    look_again,
    settle,
)
from workflow.steps_in_turn import first_of, in_turn

LOOK_AGAIN: Final = timedelta(minutes=1)
"""Where the rules name a moment that has passed, and no step."""
LOOK_AT_STALLED: Final = timedelta(hours=6)
"""Other members' steps fall due meanwhile."""

Run = Callable[[UUID, UUID | None], object]
"""Carries a step out, given the life's id and the subject's; raises `StepFailed`."""


@dataclass(frozen=True, slots=True)
class Rest:
    """In what a life rests, and until when by the real clock."""

    waiting_for: str
    until: datetime | None
    """None: until somebody acts."""
    stalled: str = ""
    """Step, class of the error and reference; empty for a life that goes on by itself."""


def rest_of(work: Work, life: Life, failure: Failure | None = None) -> Rest:
    """What its row says; its moments are by the life's clock, Prefect's clock is the real one."""
    stalled = ""
    if life.stalled_at is not None:
        words = (life.stalled_step, failure.error if failure else None, life.stalled_reference)
        stalled = " · ".join(word for word in words if word)
    ahead = work.clock.now() - SystemClock().now()
    return Rest(life.waiting_for, life.wake_at - ahead if life.wake_at else None, stalled)


class Activation:
    """One activation in progress: what woke it, what failed in it."""

    def __init__(self, life_id: UUID) -> None:
        self.life_id = life_id
        self.skip: set[DueStep] = set()
        self.again_at: datetime | None = None
        self.stall: tuple[str, Failure] | None = None
        self.has_sent = False
        self.due: Sequence[DueStep] | None = None
        """What the row said last; None where the rules are to be asked."""
        self.begun: StepAttempt | None = None
        """The try at the first of them, written down already."""
        self.has_mail: bool | None = None
        """Whether something may leave; None where that was not asked since the last step."""
        with unit_of_work() as work:
            life = lock(work, life_id)
            life.activations += 1
            self.interrupted = attempts.close_running(work, life_id)
            self.wakeups = inbox.waiting(work, life_id)
            self._clear_or_keep_stall(work, life)
            if not self.wakeups:  # so that a process killed from here on leaves its reason behind
                self.wakeups = inbox.remember(work, life_id)
            if not self._is_asked_anew():
                self._look_ahead(work, as_written(work, life, is_first=True))

    def _look_ahead(self, work: Work, due: Sequence[DueStep] | None) -> None:
        """In the transaction that is under way: what comes next, and that it is begun."""
        self.due, self.begun, self.has_mail = due, None, None
        if due is None:
            return
        step = first_of(due, self.skip)
        if step is None:
            self.has_mail = outbox.is_pending(work, self.life_id)
        elif step.act in steps():  # else whoever takes it finds out
            self.begun = attempts.begin_in(work, self.life_id, step, steps()[step.act])

    def _is_asked_anew(self) -> bool:
        """Whether the life's row is not enough: after a person's act it is, whatever else woke it
        may mean that another edition runs, or that a process was killed with mail in hand."""
        return bool(self.interrupted) or bool(set(self.wakeups.values()) & set(WakeReason))

    def _clear_or_keep_stall(self, work: Work, life: Life) -> None:
        """A retry clears the stall; another reason to wake leaves the stalled steps out."""
        reasons = set(self.wakeups.values())
        if life.stalled_at is None:
            return
        if (
            WakeReason.RETRY in reasons or not reasons
        ):  # nothing of ours woke it: Prefect's own Retry
            life.stalled_at = life.stalled_step = life.stalled_reference = None
        else:
            self.skip = attempts.stalled(work, life.id)

    def due_steps(self) -> Iterator[DueStep]:
        """The rules decide, from rows, again after every step."""
        return in_turn(self.life_id, self._found(), self.skip, self._found)

    def _found(self) -> Sequence[DueStep]:
        return look_again(self.life_id) if self.due is None else self.due

    def take(self, step: DueStep, run: Run) -> None:
        """Run one step; a failure is written down and does not hold up the others."""
        self._try(step, steps()[step.act], run, goes_on=True)

    def deliver(self, run: Run) -> None:
        """Send what these steps have queued; what the mail server refuses for now comes later."""
        step = DueStep(DELIVERY.act, self.life_id)
        has_mail = outbox.pending(self.life_id) if self.has_mail is None else self.has_mail
        if step not in self.skip and has_mail:
            self._try(step, DELIVERY, run)
            self.has_sent = True  # what was accepted is a fact, and written beside the lock

    def _try(self, due: DueStep, step: Step, run: Run, *, goes_on: bool = False) -> None:
        self.interrupted = {key: of for key, of in self.interrupted.items() if of != due}
        attempt = self._begun(due) or attempts.begin(self.life_id, due, step)
        if attempt.number > attempts.MOST_TRIES:  # it kills the process each time
            self._failed(due, step, attempt, Failure.interrupted(), goes_on=goes_on)
            return
        failpoint(f"before:{due.act}")
        try:
            run(self.life_id, due.subject_id)
        except StepFailed as error:
            self._failed(due, step, attempt, error.failure, goes_on=goes_on)
            return
        failpoint(f"after:{due.act}")
        self._ended(attempt, goes_on=goes_on)

    def _begun(self, due: DueStep) -> StepAttempt | None:
        found, self.begun = self.begun, None
        is_it = found is not None and (found.step, found.subject_id) == (due.act, due.subject_id)
        return found if is_it else None

    def _ended(
        self, attempt: StepAttempt, failure: Failure | None = None, *, goes_on: bool
    ) -> AttemptOutcome:
        """How it went, and what comes next where another step may follow."""
        with unit_of_work() as work:
            outcome = attempts.end_in(work, attempt, failure)
            if goes_on:
                self._look_ahead(work, as_written(work, as_it_stands(work, self.life_id)))
        return outcome

    def _failed(
        self, due: DueStep, step: Step, attempt: StepAttempt, failure: Failure, *, goes_on: bool
    ) -> None:
        """Leave the step out of this activation; try again later, or stall."""
        self.skip.add(due)
        if self._ended(attempt, failure, goes_on=goes_on) == AttemptOutcome.STALLED:
            self.stall = (step.name, failure)
            return
        at = attempt.started_at + attempts.back_off(attempt.number)
        self.again_at = min(filter(None, (self.again_at, at)))

    def come_to_rest(self) -> Rest | None:
        """Write down what the life waits for; None where it has ended."""
        with unit_of_work() as work:
            life = lock(work, self.life_id)
            attempts.had_been_done(work, self._not_due_again())
            due = self._due_at_rest(work, life)
            if life.ended_at is not None:
                return None
            if any(step not in self.skip for step in due):
                # It fell due since the last step was done: another activation takes it at once.
                work.wake(self.life_id, "due meanwhile")
            self._write_down(work, life)
            return self._rest(work, life)

    def _due_at_rest(self, work: Work, life: Life) -> Sequence[DueStep]:
        """As the last step or act has settled it; settled now where the row may be old."""
        now = work.clock.now()
        due = last_look.still(life, now) if kind_of(life).alone and not self.has_sent else None
        return settle(work, life).steps if due is None else due

    def _not_due_again(self) -> list[UUID]:
        """The interrupted tries whose steps the rules did not ask for again."""
        return [key for key, step in self.interrupted.items() if step not in self.skip]

    def _rest(self, work: Work, life: Life) -> Rest:
        return rest_of(work, life, self.stall[1] if self.stall else None)

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

    def empty_inbox(self) -> bool:
        """Take what woke this activation out of the inbox; True if more has come in meanwhile."""
        with unit_of_work() as work:
            return inbox.take(work, self.life_id, self.wakeups)

    def give_up(self, failure: Failure) -> Rest:
        """The activation itself failed: rest until another try, or stall."""
        due = DueStep(DECISION.act, self.life_id)
        begun = attempts.begin(self.life_id, due, DECISION)
        self._failed(due, DECISION, begun, failure, goes_on=False)
        with unit_of_work() as work:
            life = lock(work, self.life_id)
            self._write_down(work, life)
            return self._rest(work, life)
