"""The flow run of a life: made once, found again, made anew where Prefect has lost it."""

from dataclasses import dataclass
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient

from flows.life import state_of
from models.session import unit_of_work
from runtime.engine import KnownRun, life_parameter
from runtime.register import Registry
from workflow.activation import rest_of
from workflow.life import lock


@dataclass(frozen=True, slots=True)
class OpenLife:
    """What a claim needs to know of a life."""

    id: UUID
    kind: str
    key: str
    flow_run_id: UUID | None


def known_run(client: SyncPrefectClient, registry: Registry, life: OpenLife) -> KnownRun:
    """The life's run as the engine wants it; made here if it has none."""
    deployed = registry[life.kind]
    run_id = life.flow_run_id or make_run(client, registry, life.id)
    return KnownRun(deployed.flow, deployed.flow_id, run_id, life.id, life.key)


def make_run(client: SyncPrefectClient, registry: Registry, life_id: UUID) -> UUID:
    """Create the run of a life at rest, or get the one that was created before us."""
    # The row is held while Prefect answers: an act that wants this life waits for one request,
    # and no second run is made. Nothing else does so; a run is made once in a life.
    with unit_of_work() as work:
        life = lock(work, life_id)
        deployed = registry[life.kind]
        state = state_of(rest_of(work, life))
        run = client.create_flow_run_from_deployment(
            deployed.deployment_id,
            parameters={life_parameter(deployed.flow): str(life_id)},
            name=life.key,
            # Two workers get the same run, and so does whoever died before this commit.
            idempotency_key=str(life_id),
            state=state if state.is_scheduled() else None,
        )
        life.flow_run_id = run.id
    if not state.is_scheduled():
        client.set_flow_run_state(run.id, state, force=True)
    return run.id
