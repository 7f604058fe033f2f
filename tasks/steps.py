"""Every step of the Regulation as a Prefect task: named by its article, and telling nothing."""

import logging
from collections.abc import Callable
from functools import cache, lru_cache
from uuid import UUID

from prefect import Task, task
from prefect.cache_policies import NO_CACHE

from rules.steps import DELIVERY, Step
from workflow.failure import Failure, StepFailed
from workflow.kinds import steps
from workflow.life import deliver, perform

logger = logging.getLogger(__name__)

Body = Callable[[UUID, UUID | None], None]
StepTask = Task[[UUID, UUID | None], None]


@cache
def task_of(act: str) -> StepTask:
    """The task of one step, made once from its row; raises `KeyError` for a step nobody takes."""
    step = steps()[act]

    def body(life_id: UUID, subject_id: UUID | None) -> None:
        perform(act, life_id, subject_id)

    return as_task(body, step)


@lru_cache(maxsize=1)
def delivery() -> StepTask:
    """The task that sends every notice of a life that may leave now."""

    def body(life_id: UUID, _subject_id: UUID | None) -> None:
        done = deliver(life_id)
        if done.delayed or done.refused:
            logger.warning("Life %s: %d later, %d refused", life_id, done.delayed, done.refused)

    return as_task(body, DELIVERY)


def as_task(body: Body, step: Step) -> StepTask:
    """No retries, no cache, no stored result: what happens again is for our rows to say.

    The dashboard shows each run under step, article and the beginning of its subject's id.
    """

    def run(life_id: UUID, subject_id: UUID | None) -> None:
        _scrubbed(body, step, life_id, subject_id)

    settings = task(
        name=step.name,
        description=step.description or None,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=0,
        task_run_name=f"{step.name} · {{subject_id!s:.8}}",
    )
    return settings(run)


def _scrubbed(body: Body, step: Step, life_id: UUID, subject_id: UUID | None) -> None:
    """Let a failure out by class and reference only: Prefect stores a task's exception."""
    try:
        body(life_id, subject_id)
    except Exception as error:
        failure = Failure.of(error)
    else:
        return
    # Raised outside the handler, so that the original does not ride along as its context.
    logger.error("%s: %s (%s)", step.name, failure.where, failure.reference)
    raise StepFailed(step.name, failure)
