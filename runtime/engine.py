"""One activation inside this process: Prefect's flow engine without what it never needs.

What is left out was measured: `docs/decisions/0001-activations-in-process.md`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, ServerDefaultResultStorage, State
from prefect.context import SyncClientContext
from prefect.exceptions import Pause
from prefect.flow_engine import FlowRunEngine
from prefect.settings import get_current_settings
from prefect.states import Pending, Running

from flows.kinds import LifeFlow

_in_hand: ContextVar[FlowRun | None] = ContextVar("in_hand", default=None)


class LeanClient(SyncPrefectClient):
    """Prefect's client; of a run in this process it knows what it would ask the server for."""

    def read_flow_run(self, flow_run_id: UUID) -> FlowRun:
        known = _in_hand.get()
        return known if known and known.id == flow_run_id else super().read_flow_run(flow_run_id)

    def update_flow_run(self, flow_run_id: UUID, *args: Any, **kwargs: Any) -> Any:
        known = _in_hand.get()
        if known is None or known.id != flow_run_id:
            return super().update_flow_run(flow_run_id, *args, **kwargs)
        return None  # retries and version, written at each start: both stand since creation

    def read_server_default_result_storage(self) -> ServerDefaultResultStorage:
        return ServerDefaultResultStorage()  # asked for at each start; no result is ever stored


class ActivationEngine(FlowRunEngine[[UUID], None]):
    """Prefect's engine for a run whose life lock we hold: nobody else may start it meanwhile."""

    @property
    def heartbeat_seconds(self) -> None:
        # No thread for it: nothing in Prefect's open server acts on heartbeats, and its end is
        # waited for in whole seconds (prefect/flow_engine.py, _send_heartbeats).
        return

    def begin_run(self) -> State[None]:
        # By force: asked politely, Prefect lets us wait for the scheduled time (its rule
        # WaitForScheduledTime). Force skips every rule, so the life's lock alone keeps two apart.
        return self.set_state(Running(), force=True)


@dataclass(frozen=True, slots=True)
class KnownRun:
    """What a worker knows of a life's run without asking."""

    flow: LifeFlow
    flow_id: UUID
    flow_run_id: UUID
    life_id: UUID
    name: str


@contextmanager
def shared_client() -> Iterator[SyncPrefectClient]:
    """One client, one TLS context and one set of connections for all activations of this process.

    Threads get it by running in a copy of this context.
    """
    settings = get_current_settings()
    auth = settings.api.auth_string
    context = SyncClientContext()
    context.client = LeanClient(
        str(settings.api.url), auth_string=auth.get_secret_value() if auth else None
    )
    with context:
        yield context.client


def activate(run: KnownRun) -> bool:
    """Run one activation to its end; False if it had to leave the life as it was."""
    # Made here, not read from the server: Prefect's engine begins from any Pending run, and of the
    # count it only wants to know whether a flow within a flow is run again (flow_engine.py, 3.8).
    flow_run = FlowRun(
        id=run.flow_run_id, flow_id=run.flow_id, name=run.name, state=Pending(), run_count=1
    )
    return _drive(run.flow, flow_run, {life_parameter(run.flow): run.life_id})


def run_as_is(flow: LifeFlow, flow_run: FlowRun) -> bool:
    """Run what Prefect has scheduled by itself, with the parameters it was given."""
    # Without its deployment's id: with it, each run opens a websocket of its own to the server.
    known = flow_run.model_copy(update={"deployment_id": None})
    return _drive(flow, known, dict(flow_run.parameters))


def life_parameter(flow: LifeFlow) -> str:
    """The name under which a flow takes the id of its life: the first one."""
    return next(iter(flow.parameters.properties))


def _drive(flow: LifeFlow, flow_run: FlowRun, parameters: dict[str, Any]) -> bool:
    engine = ActivationEngine(flow=flow, parameters=parameters, flow_run=flow_run)
    token = _in_hand.set(flow_run)
    try:
        with engine.start():
            while engine.is_running():
                with engine.run_context():
                    engine.call_flow_fn()
    except Pause as pause:  # without a state it left the life as it was: look again
        return getattr(pause, "state", None) is not None
    finally:
        _in_hand.reset(token)
    return True
