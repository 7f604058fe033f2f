"""A life as a flow run of Prefect's: it lives for months and holds a process for seconds."""

import logging
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.exceptions import Pause
from prefect.states import Failed, Scheduled

from core.failpoint import failpoint
from core.logs import describe
from tasks.steps import delivery, task_of
from workflow.activation import Activation, Rest
from workflow.failure import Failure
from workflow.lock import lock_of

logger = logging.getLogger(__name__)

NEVER = datetime(2100, 1, 1, tzinfo=UTC)  # when only a person's act can wake a life
PATIENCE = 5.0  # seconds: the holder of the lock may be just about to park


class PrefectAway(Exception):
    """The run's state could not be set; no fault of the life."""


def activate(life_id: UUID | str) -> None:
    """Take the due steps of a life, deliver its notices, park its run; or leave it as it is.

    One at a time: where another activation is at it, leave, it parks the run. Nothing that goes
    wrong in here reaches Prefect with its text. Where Postgres or Prefect is away, the wake-ups
    are still in the inbox, so that another activation follows as soon as both are back.
    """
    life = UUID(str(life_id))  # Prefect hands parameters over as JSON has them
    try:
        with lock_of(life, patience=PATIENCE) as ours:
            if not ours:
                raise Pause  # a BaseException of Prefect's: the `except` below lets it through
            _activate(Activation(life))
    except Exception as error:
        logger.error("Life %s is left as it is: %s", life, describe(error))
        raise Pause from None


def _activate(activation: Activation) -> None:
    failure = None
    try:
        for due in activation.due_steps():  # the rules decide, from rows, again after every step
            activation.take(due, task_of(due.act))
        activation.deliver(delivery())
        _park(activation)
    except PrefectAway:
        raise
    except Exception as error:
        failure = Failure.of(error)
    if failure is not None:
        logger.error("Life %s: %s (%s)", activation.life_id, failure.where, failure.reference)
        set_own_state(state_of(activation.give_up(failure)))
        activation.empty_inbox()
        raise Pause


def _park(activation: Activation) -> None:
    """Leave the process: Scheduled until the next wake, Stalled, or Completed at the end."""
    rest = activation.come_to_rest()
    failpoint("before:park")
    if rest is None:
        activation.empty_inbox()
        return
    state = state_of(rest)
    # First the state, then the inbox: a process killed between them leaves wake-ups behind, and
    # the life is woken once more; the other way round it would sleep through them.
    set_own_state(state)
    failpoint("after:park")
    if activation.empty_inbox():  # more has come in since this activation looked
        set_own_state(Scheduled(name="Waking"))
    raise Pause(state=state)


def set_own_state(state: State) -> None:
    """Set the state of the run this is called in, whatever Prefect's rules think of it."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("there is no flow run here")
    try:
        get_client(sync_client=True).set_flow_run_state(context.flow_run.id, state, force=True)
    except Exception as error:
        raise PrefectAway(type(error).__name__) from None


def state_of(rest: Rest) -> State:
    """The state in which Prefect shows a life at rest."""
    if rest.stalled:
        return Failed(name="Stalled", message=rest.stalled)
    return Scheduled(name=rest.waiting_for, scheduled_time=rest.until or NEVER)
