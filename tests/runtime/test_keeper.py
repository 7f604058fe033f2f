"""The keeper turns drift back into wake-ups, and lets a run show what its rows say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED,
    temporary_settings,
)
from prefect.states import Cancelled, Running, Scheduled
from sqlalchemy import select

from models.life import Heartbeat, Life, Wakeup
from models.people import Account, Municipality
from models.session import Work, unit_of_work
from runtime import repairs
from runtime.claims import Claims
from runtime.engine import shared_client
from runtime.keeper import Keeper
from runtime.register import Registry, register
from runtime.runs import make_run
from tests.engine import AUTH, Bench
from tests.waiting import wait_until
from workflow import demo_clock
from workflow.lock import lock_of

pytestmark = pytest.mark.engine

NOON = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)


@pytest.fixture
def client(bench: Bench) -> Iterator[SyncPrefectClient]:
    """A client of the test's own; no worker runs beside it."""
    told = {
        PREFECT_API_URL: bench.server.api_url,
        PREFECT_API_AUTH_STRING: AUTH,
        PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED: False,
    }
    with temporary_settings(told), shared_client() as client:
        yield client


@pytest.fixture
def registry(client: SyncPrefectClient) -> Registry:
    return register(client)


@pytest.fixture
def resting(bench: Bench, client: SyncPrefectClient, registry: Registry) -> UUID:
    """A life with a run that nothing in its inbox would wake."""
    (life_id,) = bench.open()
    make_run(client, registry, life_id)
    empty_inbox(life_id)
    return life_id


def empty_inbox(life_id: UUID) -> None:
    with unit_of_work() as work:
        for wakeup in work.session.scalars(select(Wakeup).where(Wakeup.life_id == life_id)):
            wakeup.taken_at = work.clock.now()


def woken(life_id: UUID) -> list[str]:
    with unit_of_work(read_only=True) as work:
        waiting = select(Wakeup.reason).where(Wakeup.life_id == life_id, Wakeup.taken_at.is_(None))
        return list(work.session.scalars(waiting))


def change(life_id: UUID, **values: object) -> None:
    with unit_of_work() as work:
        life = work.session.get_one(Life, life_id)
        for name, value in values.items():
            setattr(life, name, value)


def look_astray(client: SyncPrefectClient, registry: Registry) -> None:
    runs = list(repairs.runs_of(client, registry, (*repairs.AT_WORK, *repairs.ASTRAY)))
    with unit_of_work() as work:
        repairs.wake_what_went_astray(work, runs)


def test_a_run_shows_the_new_moment_and_name_when_its_rows_have_changed(
    bench: Bench, client: SyncPrefectClient, registry: Registry, resting: UUID
) -> None:
    change(resting, waiting_for="AwaitingReports", wake_at=NOON)
    repairs.audit(client, registry, None)
    run = bench.run_of(resting)
    assert run["state"]["name"] == "AwaitingReports"
    shown = datetime.fromisoformat(run["next_scheduled_start_time"])
    assert abs(shown - NOON) < timedelta(seconds=2)
    before = bench.server.states(bench.life(resting).flow_run_id)
    repairs.audit(client, registry, None)
    assert bench.server.states(bench.life(resting).flow_run_id) == before  # nothing to say twice


def test_the_moment_shown_is_real_time_where_the_demo_clock_is_ahead(
    bench: Bench, client: SyncPrefectClient, registry: Registry, resting: UUID
) -> None:
    ahead = timedelta(days=30)
    with unit_of_work() as work:
        demo_clock.move_to(work, work.clock.now() + ahead)
    change(resting, wake_at=NOON)
    repairs.audit(client, registry, None)
    shown = datetime.fromisoformat(bench.run_of(resting)["next_scheduled_start_time"])
    assert abs(shown - (NOON - ahead)) < timedelta(seconds=5)


def test_a_life_that_has_lost_its_run_gets_another(
    bench: Bench, client: SyncPrefectClient, registry: Registry, resting: UUID
) -> None:
    lost = bench.life(resting).flow_run_id
    assert lost is not None
    client.delete_flow_run(lost)
    repairs.audit(client, registry, None)
    assert bench.life(resting).flow_run_id != lost
    assert bench.run_of(resting)["state"]["type"] == "SCHEDULED"


def test_asking_twice_for_a_run_gives_the_same_one(
    bench: Bench, client: SyncPrefectClient, registry: Registry, resting: UUID
) -> None:
    assert make_run(client, registry, resting) == bench.life(resting).flow_run_id


def test_a_run_left_running_by_a_dead_worker_is_woken(
    bench: Bench,
    client: SyncPrefectClient,
    registry: Registry,
    resting: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_id = bench.life(resting).flow_run_id
    assert run_id is not None
    client.set_flow_run_state(run_id, Running(), force=True)
    look_astray(client, registry)
    assert not woken(resting)  # it may be at work
    monkeypatch.setattr(repairs, "TOO_LONG", timedelta())
    with lock_of(resting):
        look_astray(client, registry)
        assert not woken(resting)  # it is at work
    look_astray(client, registry)
    assert woken(resting) == ["keeper"]


def test_a_run_that_somebody_cancelled_is_woken_while_its_life_is_open(
    bench: Bench, client: SyncPrefectClient, registry: Registry, resting: UUID
) -> None:
    run_id = bench.life(resting).flow_run_id
    assert run_id is not None
    client.set_flow_run_state(run_id, Cancelled(), force=True)
    change(resting, stalled_at=NOON, stalled_step="A step · Art. 0")
    look_astray(client, registry)
    assert not woken(resting)  # stalled: a person's turn
    change(resting, stalled_at=None, stalled_step=None)
    look_astray(client, registry)
    assert woken(resting) == ["keeper"]


def test_a_life_that_never_began_is_woken(bench: Bench) -> None:
    (life_id,) = bench.open()
    empty_inbox(life_id)
    with unit_of_work() as work:
        assert repairs.wake_the_forgotten(work) == 1
    assert woken(life_id) == ["keeper"]


def test_a_life_whose_waking_was_put_off_behind_what_is_due_is_woken(
    bench: Bench, resting: UUID
) -> None:
    over = {"on": "2026-01-01", "until": "2026-01-01T00:00:00+00:00", "due": []}
    change(resting, last_look=over, wake_at=datetime(9999, 1, 1, tzinfo=UTC))
    with unit_of_work() as work:
        assert repairs.wake_the_forgotten(work) == 1
    assert woken(resting) == ["keeper"]
    empty_inbox(resting)
    change(resting, last_look={**over, "until": "9999-01-01T00:00:00+00:00"})
    with unit_of_work() as work:
        assert repairs.wake_the_forgotten(work) == 0


def test_a_second_run_for_a_life_is_cancelled_and_the_life_keeps_its_own(bench: Bench) -> None:
    bench.add_worker()
    life_id = bench.open_parked()
    own = bench.run_of(life_id)
    second = bench.server.post(
        f"/deployments/{own['deployment_id']}/create_flow_run",
        {"parameters": {"life_id": str(life_id)}},
    )
    state = bench.server.run
    wait_until(lambda: state(second["id"])["state"]["type"] == "CANCELLED")
    assert bench.life(life_id).flow_run_id == UUID(own["id"])


def test_registering_again_changes_nothing(
    bench: Bench, client: SyncPrefectClient, resting: UUID
) -> None:
    with unit_of_work() as work:
        work.session.add(Municipality(slug="dragash", name_sq="Dragash", name_sr="Dragaš"))
    first = register(client)
    schedules = client.read_deployment_schedules(first["quarterly"].deployment_id)
    assert {"bench", "dragash"} <= {schedule.slug for schedule in schedules}
    assert all(getattr(s.schedule, "timezone", "") == "Europe/Belgrade" for s in schedules)
    again = register(client)
    assert {kind: known.deployment_id for kind, known in first.items()} == {
        kind: known.deployment_id for kind, known in again.items()
    }
    assert len(client.read_deployment_schedules(again["quarterly"].deployment_id)) == len(schedules)
    assert bench.run_of(resting)["state"]["type"] == "SCHEDULED"


@pytest.mark.article("8(2)")
def test_the_scheduled_run_opens_the_quarter_once_and_only_where_a_head_is_in_office(
    bench: Bench, client: SyncPrefectClient, registry: Registry
) -> None:
    with unit_of_work() as work:
        served, unserved = _places(work)
    runs = [
        client.create_flow_run_from_deployment(
            registry["quarterly"].deployment_id,
            parameters={"municipality_id": str(place.id)},
            state=Scheduled(),
        )
        for place in (served, served, unserved)
    ]
    bench.add_worker()
    wanted = FlowRunFilter(id=FlowRunFilterId(any_=[run.id for run in runs]))
    wait_until(
        lambda: all(
            run.state is not None and run.state.is_completed()
            for run in client.read_flow_runs(flow_run_filter=wanted)
        )
    )
    assert _quarters() == [served.id]


@pytest.mark.article("8(2)")
def test_the_keeper_opens_a_quarter_whose_schedule_was_missed(bench: Bench) -> None:
    with unit_of_work() as work:
        served, _ = _places(work)
    bench.add_worker()
    wait_until(lambda: _quarters() == [served.id])


def _places(work: Work) -> tuple[Municipality, Municipality]:
    """A municipality whose centre has a head, and one that is not in service yet."""
    served = Municipality(slug="dragash", name_sq="Dragash", name_sr="Dragaš")
    unserved = Municipality(slug="junik", name_sq="Junik", name_sr="Junik")
    work.session.add_all([served, unserved])
    work.session.flush()
    head = Account(municipality_id=served.id, role="head", name="Kreshnik Dukagjini")
    head.email = "kreshnik.dukagjini@qps-dragash.example"
    head.email_index = Account.index_of(head.email)
    work.session.add(head)
    return served, unserved


def _quarters() -> list[UUID]:
    with unit_of_work(read_only=True) as work:
        return list(
            work.session.scalars(select(Life.municipality_id).where(Life.kind == "quarterly"))
        )


def test_the_keeper_leads_alone_and_is_heard_of(bench: Bench, client: SyncPrefectClient) -> None:
    first, second = (Keeper(client, Claims(client, {}, 1), name) for name in ("a", "b"))
    assert first.lead()
    assert first.lead()  # still
    assert not second.lead()
    first.resign()
    assert second.lead()
    second.resign()
    bench.add_worker()
    with unit_of_work(read_only=True) as work:
        beats = select(Heartbeat.name)
        wait_until(lambda: "keeper" in work.session.scalars(beats).all())
