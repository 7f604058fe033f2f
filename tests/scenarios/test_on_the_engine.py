"""One life on the whole running system, with canaries for a child: assurance.md, part 4d."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
from sqlalchemy import func, select

from deployments.local import LocalSystem
from deployments.postgres import EmbeddedPostgres
from models.case import Case
from models.life import Life, StepAttempt
from models.outbox import Message
from models.session import unit_of_work
from notifications import mailbox
from rules.steps import DELIVERY, STEPS
from simulation import duties, timeline
from simulation.chronicle import Chronicle
from simulation.life import CaseStory
from simulation.live import LiveStage
from simulation.quarter import QuarterStory
from tests import leaks
from tests.waiting import wait_until

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("whole-system")]


@dataclass(frozen=True, slots=True)
class Played:
    """The two lives of the demo, at their end."""

    system: LocalSystem
    case_id: UUID
    quarter_id: UUID

    @property
    def state_dir(self) -> Path:
        return self.system.state.path


@pytest.fixture(scope="module")
def played(system: LocalSystem) -> Played:
    stage = LiveStage()
    stage.settle()
    chronicle = Chronicle(stage)
    quarter = QuarterStory(chronicle).begin()
    case = CaseStory(chronicle, family=leaks.CANARY).play()
    chronicle.finish()
    return Played(system, case, quarter)


@pytest.fixture
def prefect(played: Played) -> Iterator[httpx.Client]:
    """Prefect's own API, as its dashboard asks it."""
    user, _, password = played.system.env["PREFECT_API_AUTH_STRING"].partition(":")
    url = played.system.env["PREFECT_API_URL"]
    with httpx.Client(base_url=url, auth=(user, password), timeout=30) as client:
        token = client.get("/csrf-token", params={"client": "test"}).json()["token"]
        client.headers.update({"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": "test"})
        yield client


@pytest.mark.article("11(1)", "17(5)")
def test_the_case_is_closed_and_sealed(played: Played) -> None:
    with unit_of_work() as work:
        case = work.session.get_one(Case, played.case_id)
        assert (case.phase, case.life.waiting_for) == ("closed", "Completed")
        assert case.seal is not None


def test_no_duty_of_the_procedure_is_missing(played: Played) -> None:
    assert duties.missing(timeline.read([played.case_id, played.quarter_id])) == []


def test_the_case_is_one_flow_run_that_ends_completed(
    played: Played, prefect: httpx.Client
) -> None:
    with unit_of_work() as work:
        number = work.session.get_one(Life, played.case_id).key
        run_id = work.session.get_one(Life, played.case_id).flow_run_id

    def run() -> dict[str, Any]:
        return dict(prefect.get(f"/flow_runs/{run_id}").json())

    wait_until(lambda: run()["state_type"] == "COMPLETED")  # our rows are there first
    assert run()["name"] == number
    assert run()["parameters"] == {"case_id": str(played.case_id)}
    wanted = {"flow_runs": {"name": {"any_": [number]}}}
    assert prefect.post("/flow_runs/count", json=wanted).json() == 1


def test_every_task_is_named_by_step_and_article(played: Played, prefect: httpx.Client) -> None:
    with unit_of_work() as work:
        run_id = work.session.get_one(Life, played.case_id).flow_run_id
    wanted = {"flow_runs": {"id": {"any_": [str(run_id)]}}}

    with unit_of_work() as work:
        taken = select(func.count()).where(StepAttempt.life_id == played.case_id)
        count = work.session.scalar(taken)

    def completed() -> list[str]:
        found = prefect.post("/task_runs/filter", json=wanted).json()
        return [task["name"] for task in found if task["state_type"] == "COMPLETED"]

    # Prefect records task runs from its events, a moment after they happened.
    wait_until(lambda: len(completed()) == count)
    names = {name.rpartition(" · ")[0] for name in completed()}
    wanted_steps = {STEPS[act].name for act in ("invite_members", "notify_superior", "seal_file")}
    assert wanted_steps <= names
    assert names <= {step.name for step in STEPS.values()} | {DELIVERY.name}


def test_every_mail_arrived_once_and_says_nothing_of_the_child(played: Played) -> None:
    with unit_of_work() as work:
        query = select(Message.message_id).where(Message.channel == "mail")
        sent = sorted(work.session.scalars(query.where(Message.status == "sent")))
        assert not list(work.session.scalars(query.where(Message.status != "sent")))
    mails = mailbox.read_mails(played.state_dir)
    assert sorted(mail.message_id for mail in mails) == sent
    for mail in mails:
        whole = "\n".join([mail.subject, mail.text, mail.html])
        assert leaks.found_in(whole.encode()) == []


def test_nothing_of_the_child_is_in_any_log_or_file(played: Played) -> None:
    assert list(leaks.in_files(played.state_dir / "logs")) == []
    assert list(leaks.in_files(played.state_dir / "mails")) == []
    assert list(leaks.in_files(played.state_dir / "sms")) == []
    assert list(leaks.in_files(played.state_dir / "prefect")) == []


@pytest.fixture
def server(played: Played) -> EmbeddedPostgres:
    assert isinstance(played.system.database, EmbeddedPostgres)
    return played.system.database


@pytest.mark.parametrize("database", ["prefect", "tryeza"])
def test_nothing_of_the_child_is_in_clear_in_a_database(
    server: EmbeddedPostgres, database: str
) -> None:
    with server.superuser(database) as connection:
        assert list(leaks.in_database(connection)) == []


@pytest.mark.parametrize("spelling", sorted(leaks.spellings("Zzbardha Qanarija")))
def test_a_planted_leak_is_found(server: EmbeddedPostgres, tmp_path: Path, spelling: bytes) -> None:
    (tmp_path / "worker.log").write_bytes(b"line one\n..." + spelling + b"...\n")
    assert ("worker.log", "Zzbardha Qanarija") in list(leaks.in_files(tmp_path))
    with server.superuser("prefect") as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE TABLE planted (words text)")
        connection.execute("INSERT INTO planted VALUES (%s)", (spelling.decode(),))
        assert ("public.planted", "Zzbardha Qanarija") in list(leaks.in_database(connection))


def test_a_mail_body_is_read_decoded(played: Played) -> None:
    """Quoted-printable and base64 bodies are scanned as a person reads them."""
    path = next((played.state_dir / "mails").glob("*.eml"))
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    assert "R-26-" in body.get_content() or "2026-Q" in body.get_content()


def test_the_application_may_not_change_the_trail(played: Played) -> None:
    url = played.system.env["DATABASE_URL"].replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM audit")
