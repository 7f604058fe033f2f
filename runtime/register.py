"""What Prefect must know: a work pool, a deployment per kind of life, the quarterly schedules.

Nothing is ever deleted here: deleting a deployment cancels every run that is parked under it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.schedules import CronSchedule
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from sqlalchemy import select

from core.clock import ZONE
from flows.kinds import FLOW_FOR, LifeFlow
from models.life import LifeKind
from models.people import Municipality
from models.session import unit_of_work
from runtime.worker_type import TryezaWorker
from runtime.zones import look_up_zones_once

WORK_POOL = "tryeza"
# 08:00 exists on every day of the year. A time that spring leaves out fires an hour early (Prefect
# 3.8.8: `30 2 * * *` at 01:30 on 2026-03-29).
FIRST_MORNING_OF_A_QUARTER = "0 8 1 1,4,7,10 *"


@dataclass(frozen=True, slots=True)
class Deployed:
    """A kind of life as Prefect knows it."""

    flow: LifeFlow
    flow_id: UUID
    deployment_id: UUID


Registry = dict[str, Deployed]


def register(client: SyncPrefectClient | None = None) -> Registry:
    """Make work pool, deployments and schedules, or leave them as they are."""
    look_up_zones_once()
    client = client or get_client(sync_client=True)
    _work_pool(client)
    return {kind: _deployment(client, kind, flow) for kind, flow in FLOW_FOR.items()}


def flow_of(client: SyncPrefectClient, flow_run: FlowRun) -> LifeFlow:
    """The flow of a run that Prefect hands us; raises `KeyError` where it is none of ours."""
    return {known.flow_id: known.flow for known in register(client).values()}[flow_run.flow_id]


def _work_pool(client: SyncPrefectClient) -> None:
    try:
        client.read_work_pool(WORK_POOL)
    except ObjectNotFound:
        pool = WorkPoolCreate(
            name=WORK_POOL,
            type=TryezaWorker.type,
            base_job_template=TryezaWorker.get_default_base_job_template(),
        )
        try:
            client.create_work_pool(pool)
        except ObjectAlreadyExists:
            return  # another worker was faster


def _deployment(client: SyncPrefectClient, kind: str, flow: LifeFlow) -> Deployed:
    try:
        found = client.read_deployment_by_name(f"{flow.name}/{flow.name}")
    except ObjectNotFound:
        # Only where it is missing: this POST is an upsert, and deletes the scheduled runs of the
        # deployment it finds (prefect/server/api/deployments.py, create_deployment).
        flow_id = client.create_flow_from_name(flow.name)
        deployment_id = client.create_deployment(
            flow_id,
            flow.name,
            entrypoint=f"{flow.fn.__module__}.{flow.fn.__name__}",
            path=".",
            work_pool_name=WORK_POOL,
            description=flow.description,
            parameter_openapi_schema=flow.parameters.model_dump(),
            enforce_parameter_schema=False,
        )
        found = client.read_deployment(deployment_id)
    if kind == LifeKind.QUARTERLY:
        _schedules(client, found)
    return Deployed(flow, found.flow_id, found.id)


def _schedules(client: SyncPrefectClient, deployment: Any) -> None:
    """One slugged schedule per municipality; those that stand already are left alone."""
    known = {schedule.slug for schedule in deployment.schedules}
    missing = [schedule for schedule in _wanted() if schedule.slug not in known]
    if missing:
        client.request(
            "POST",
            "/deployments/{id}/schedules",
            path_params={"id": deployment.id},
            json=[schedule.model_dump(mode="json", exclude_unset=True) for schedule in missing],
        )


def _wanted() -> Iterable[DeploymentScheduleCreate]:
    with unit_of_work(read_only=True) as work:
        for municipality in work.session.scalars(select(Municipality).order_by(Municipality.slug)):
            yield DeploymentScheduleCreate(
                schedule=CronSchedule(cron=FIRST_MORNING_OF_A_QUARTER, timezone=ZONE.key),
                slug=municipality.slug,
                parameters={"municipality_id": str(municipality.id)},
                active=True,
            )
