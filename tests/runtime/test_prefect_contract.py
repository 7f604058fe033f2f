"""What we take from Prefect without its promise; each line here fails before production does."""

from inspect import getsource, signature
from uuid import uuid4

import pytest
from prefect import flow
from prefect._internal.schemas import validators
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, ServerDefaultResultStorage, StateType
from prefect.context import FlowRunContext, SyncClientContext
from prefect.exceptions import Pause
from prefect.flow_engine import FlowRunEngine
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
    PREFECT_SERVER_ALLOW_EPHEMERAL_MODE,
    temporary_settings,
)
from prefect.states import Failed, Scheduled
from prefect.utilities.dispatch import lookup_type
from prefect.workers.base import BaseWorker

from runtime.engine import ActivationEngine, LeanClient, shared_client
from runtime.worker import TryezaWorker
from runtime.zones import look_up_zones_once


def test_the_engine_begins_a_run_by_the_method_we_replace() -> None:
    assert "self.begin_run()" in getsource(FlowRunEngine.start)
    assert signature(FlowRunEngine.set_state).parameters.keys() == {"self", "state", "force"}
    assert callable(FlowRunEngine.run_context)
    assert callable(FlowRunEngine.call_flow_fn)
    assert callable(FlowRunEngine.is_running)


def test_the_engine_takes_its_heartbeat_from_the_property_we_replace() -> None:
    assert isinstance(FlowRunEngine.heartbeat_seconds, property)

    @flow
    def nothing() -> None: ...

    assert ActivationEngine(flow=nothing).heartbeat_seconds is None


def test_without_a_deployment_id_a_run_opens_no_websocket() -> None:
    source = getsource(FlowRunEngine.setup_flow_run_suspension_request)
    assert source.index("if self.flow_run.deployment_id") < source.index("observe_flow_run")


def test_the_engine_asks_the_client_what_ours_answers_itself() -> None:
    assert "client.read_flow_run(self.flow_run.id)" in getsource(FlowRunEngine.setup_run_context)
    assert "self.client.update_flow_run(" in getsource(FlowRunEngine.initialize_run)
    for name in ("read_flow_run", "update_flow_run", "read_server_default_result_storage"):
        assert callable(getattr(SyncPrefectClient, name))
    assert ServerDefaultResultStorage().default_result_storage_block_id is None


def test_the_client_in_the_context_is_the_one_everything_uses() -> None:
    told = {
        PREFECT_API_URL: "http://127.0.0.1:9/api",
        PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: False,
        PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED: False,
    }
    with temporary_settings(told), shared_client() as client:
        assert isinstance(client, LeanClient)
        assert get_client(sync_client=True) is client
        with SyncClientContext.get_or_create() as context:
            assert context.client is client


def test_a_flow_finds_its_own_run_in_the_context() -> None:
    assert "flow_run" in FlowRunContext.model_fields
    run = FlowRun(id=uuid4(), flow_id=uuid4(), name="any", run_count=1)
    assert run.deployment_id is None


def test_a_pause_is_no_exception_and_may_carry_a_state() -> None:
    assert not issubclass(Pause, Exception)  # or an activation would take it for a failure
    assert Pause(state=Scheduled()).state is not None


def test_states_keep_the_names_we_give_them() -> None:
    assert Failed(name="Stalled").type is StateType.FAILED
    assert Scheduled(name="AwaitingReports").name == "AwaitingReports"


def test_prefect_finds_our_worker_type() -> None:
    assert lookup_type(BaseWorker, "tryeza") is TryezaWorker
    template = TryezaWorker.get_default_base_job_template()
    assert template["job_configuration"]
    assert "variables" in template


def test_the_zones_of_schedules_are_looked_up_where_we_look_them_up_once() -> None:
    look_up_zones_once()
    look_up_zones_once()
    assert "get_timezones()" in getsource(validators.default_timezone)
    zones = vars(validators)["get_timezones"]
    assert zones() is zones()
    assert validators.default_timezone("Europe/Belgrade") == "Europe/Belgrade"
    with pytest.raises(ValueError, match="Invalid timezone"):
        validators.default_timezone("Europe/Nowhere")


def test_the_contract_was_read_in_this_edition() -> None:
    from prefect import __version__

    assert __version__.startswith("3.8."), "read docs/decisions/0001 again"
