"""What a step found due goes past Prefect: to the activation that took it, and nowhere else."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from prefect import flow
from prefect.context import FlowRunContext
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
    PREFECT_LOGGING_TO_API_ENABLED,
    PREFECT_SERVER_ALLOW_EPHEMERAL_MODE,
    temporary_settings,
)

from rules.steps import DueStep
from tasks.steps import task_of
from tests.engine import AUTH, Bench
from tests.waiting import wait_until
from workflow.activation import Activation

pytestmark = pytest.mark.engine


def test_what_a_task_found_reaches_its_activation_and_is_not_stored(bench: Bench) -> None:
    (life,) = bench.open()
    poked = bench.poke(life)
    heard: list[Sequence[DueStep] | None] = []

    @flow
    def steps_of(life_id: UUID) -> UUID | None:
        activation = Activation(life_id)
        for due in activation.due_steps():
            activation.take(due, task_of(due.act))
            heard.append(activation.hint.steps)
        context = FlowRunContext.get()
        assert context is not None
        assert context.flow_run is not None
        return context.flow_run.id

    told = {
        PREFECT_API_URL: bench.server.api_url,
        PREFECT_API_AUTH_STRING: AUTH,
        PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: False,
        PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED: False,
        PREFECT_LOGGING_TO_API_ENABLED: False,
    }
    with temporary_settings(told):
        run_id = steps_of(life)
    assert heard == [[DueStep("bench_answer", poked)], []]
    done = bench.server.tasks
    wait_until(lambda: [run["state_name"] for run in done(run_id)] == ["Completed"] * 2)
    assert "bench_answer" not in str(done(run_id))
