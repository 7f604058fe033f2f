"""How a step of the Regulation becomes a task: named by its article, and telling nothing."""

import logging
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any
from uuid import UUID

from prefect import Task, task
from prefect.cache_policies import NO_CACHE

from rules.steps import StepInfo
from workflow.activation import step_info
from workflow.failure import Failure, StepFailed

logger = logging.getLogger(__name__)

Body = Callable[[UUID, UUID], None]
StepTask = Task[[UUID, UUID | None], None]

TASK_FOR: dict[str, StepTask] = {}
"""The task of each step; filled by the modules of this package as they are imported."""


def step(act: str) -> Callable[[Body], StepTask]:
    """Make the task of the step `act`; its parameters are the life's id and the subject's."""
    info = step_info(act)

    def wrap(body: Body) -> StepTask:
        if act in TASK_FOR:
            raise ValueError(f"{act} has a task already")
        subject = list(signature(body).parameters)[1]
        TASK_FOR[act] = as_task(scrubbed(body, info.name), info, subject)
        return TASK_FOR[act]

    return wrap


def as_task(body: Callable[[UUID, UUID | None], None], info: StepInfo, subject: str) -> StepTask:
    """No retries, no cache, no stored result: what happens again is for our rows to say.

    The dashboard shows each run under step, article and the beginning of its subject's id.
    """
    settings = task(
        name=info.name,
        description=body.__doc__,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=0,
        task_run_name=f"{info.name} · {{{subject}!s:.8}}",
    )
    return settings(body)


def scrubbed(body: Body, name: str) -> Callable[[UUID, UUID | None], None]:
    """Let a failure out by class and reference only."""

    @wraps(body)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            body(*args, **kwargs)
        except Exception as error:
            failure = Failure.of(error)
        else:
            return
        # Raised outside the handler, so that the original does not ride along as its context.
        logger.error("%s: %s (%s)", name, failure.where, failure.reference)
        raise StepFailed(name, failure)

    return run
