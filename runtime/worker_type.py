"""Prefect's worker type `tryeza`: a run is an activation in this process.

Prefect's server and command line import this module too, so it imports nothing heavy.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

import anyio
from prefect.workers.base import (
    BaseJobConfiguration,
    BaseVariables,
    BaseWorker,
    BaseWorkerResult,
)

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun

RESIDENT = "runtime.resident"


class TryezaWorkerResult(BaseWorkerResult):
    """Nothing but Prefect's own: the run's state is set by the activation itself."""


class TryezaWorker(BaseWorker[BaseJobConfiguration, BaseVariables, TryezaWorkerResult]):
    """Runs activations in this process also when `prefect worker start` has started it."""

    type = "tryeza"
    job_configuration = BaseJobConfiguration
    job_configuration_variables = BaseVariables
    _description = "Runs the lives of Tryeza in threads of one resident process."

    async def run(
        self,
        flow_run: "FlowRun",
        configuration: BaseJobConfiguration,  # noqa: ARG002 - there is no job to configure
        task_status: "anyio.abc.TaskStatus[int] | None" = None,
    ) -> TryezaWorkerResult:
        """Run one activation in a thread."""
        if task_status is not None:
            task_status.started(os.getpid())
        await anyio.to_thread.run_sync(import_module(RESIDENT).run_one, flow_run)
        return TryezaWorkerResult(identifier=str(flow_run.id), status_code=0)
