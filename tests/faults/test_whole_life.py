"""One life on the real engine, with canaries for a child, and a worker killed after every step.

It comes to the end of an undisturbed one (F2), is one flow run whose tasks are the Regulation's
steps, and nothing of the child stands in any log, mail or other database (assurance.md, part 4d).
"""

import re
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import func, select

from core.failpoint import VARIABLE
from deployments.postgres import EmbeddedPostgres
from deployments.state import free_port
from models.case import Case
from models.life import AuditEntry, StepAttempt
from models.outbox import Message, MessageStatus
from models.session import engine, unit_of_work, use_clock
from notifications import mailbox
from rules.steps import DELIVERY, STEPS
from simulation import duties, timeline
from simulation.chronicle import Chronicle
from simulation.life import CaseStory
from simulation.live import LiveStage
from simulation.quarter import QuarterStory
from simulation.seed import seed
from tests import leaks
from tests.database import Cleaner
from tests.engine import Bench, PrefectServer, Process
from tests.notifications.rows import end_lease
from tests.nursery import Nursery
from tests.told import told
from tests.waiting import LONGEST, wait_until
from workflow.lock import is_free

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("whole-life")]

WORKERS = 2  # one is always left while the other one's successor starts
TAKEN_BY_THE_SYSTEM = set(STEPS)
CASE_OR_QUARTER = re.compile(r"R-\d\d-\d{4,}|\d{4}-Q[1-4]")  # the story ends in another year
ONCE = TAKEN_BY_THE_SYSTEM - {
    "open_review",  # every month anew, for the same plan
    "ask_superior_again",  # on each of its days
}


@contextmanager
def mail_server(bench: Bench, state: Path) -> Iterator[None]:
    """A real mail server that keeps what it takes, in the state directory."""
    port = free_port(0, set())
    values = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(port),
        "SMTP_TLS": "none",
        "TRYEZA_MODE": "demo",
        "TRYEZA_STATE_DIR": str(state),
    }
    target = state / mailbox.MAIL_FOLDER
    command = [sys.executable, "-m", "deployments.smtp_capture", str(port), str(target)]
    server = Process.start(command, bench.env, state / "smtp.log")
    try:
        with told(values):
            use_clock(None)
            yield
    finally:
        server.end()


@contextmanager
def mortal_workers(bench: Bench, count: int, **told: str) -> Iterator[list[Process]]:
    """So many workers; whichever dies is replaced. Gives all that were started."""
    started = [bench.start_worker_without_waiting(**told) for _ in range(count)]
    over = threading.Event()

    def keep() -> None:
        while not over.wait(0.3):
            missing = count - sum(worker.is_alive for worker in started)
            started.extend(bench.start_worker_without_waiting(**told) for _ in range(missing))
            end_leases_of_the_dead()

    nurse = threading.Thread(target=keep)
    nurse.start()
    try:
        yield started
    finally:
        over.set()
        nurse.join()


def end_leases_of_the_dead() -> None:
    """For mail that was in a hand that is gone, its minute passes: nobody holds its life's lock."""
    held = select(Message).where(Message.status == MessageStatus.SENDING).with_for_update()
    with unit_of_work() as work, engine().connect() as connection:
        for message in work.session.scalars(held):
            if message.life_id and is_free(connection, message.life_id):
                end_lease(message)


@dataclass(frozen=True, slots=True)
class Lived:
    """The two lives of the demo at their end, and what they left behind."""

    bench: Bench
    state: Path
    workers: list[Process]
    case_id: UUID
    quarter_id: UUID

    @property
    def tasks(self) -> list[str]:
        """What Prefect has on record as done, as its dashboard names it."""
        life = self.bench.life(self.case_id)
        runs = self.bench.server.tasks(life.flow_run_id)
        return [run["name"] for run in runs if run["state_type"] == "COMPLETED"]


@pytest.fixture(scope="module")
def lived(
    cleaner: Cleaner,
    prefect: PrefectServer,
    nursery: Nursery,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Lived]:
    state = tmp_path_factory.mktemp("lived")
    cleaner.clean()
    with Bench(prefect, nursery, state) as bench, mail_server(bench, state):
        seed(cases=False, quick=True)
        with mortal_workers(bench, WORKERS, **{VARIABLE: "after:*"}) as started:
            stage = LiveStage(patience=timedelta(seconds=LONGEST))
            stage.settle()
            chronicle = Chronicle(stage)
            quarter_id = QuarterStory(chronicle).begin()
            case_id = CaseStory(chronicle, family=leaks.CANARY).play()
            chronicle.finish()
            wait_until(lambda: bench.run_of(case_id)["state"]["name"] == "Completed")
        yield Lived(bench, state, started, case_id, quarter_id)


def test_a_worker_was_killed_after_every_kind_of_step(lived: Lived) -> None:
    killed_at = {path.name for path in (lived.state / "failpoints").iterdir()}
    assert killed_at >= {f"after:{act}" for act in TAKEN_BY_THE_SYSTEM & steps_done()}
    assert len(killed_at) >= 15
    wait_until(lambda: sum(not each.is_alive for each in lived.workers) >= len(killed_at))


def test_no_duty_of_the_procedure_is_missing(lived: Lived) -> None:
    assert duties.missing(timeline.read([lived.case_id, lived.quarter_id])) == []


def steps_done() -> set[str]:
    with unit_of_work(read_only=True) as work:
        return set(work.session.scalars(select(StepAttempt.step)))


@pytest.mark.article("11(1)", "17(5)")
def test_it_comes_to_the_same_end(lived: Lived) -> None:
    """Closed, sealed, and every step taken once for each subject."""
    case_id = lived.case_id
    with unit_of_work(read_only=True) as work:
        case = work.session.get_one(Case, case_id)
        assert (case.phase, case.life.waiting_for) == ("closed", "Completed")
        assert case.life.stalled_at is None
        assert case.seal is not None
        done = func.count().filter(StepAttempt.outcome == "done")
        twice = (
            select(StepAttempt.step)
            .where(StepAttempt.life_id == case_id, StepAttempt.step.in_(ONCE))
            .group_by(StepAttempt.step, StepAttempt.subject_id)
            .having(done > 1)
        )
        assert work.session.scalars(twice).all() == []
        reviews = select(func.count()).where(
            AuditEntry.life_id == case_id, AuditEntry.act == "review opened"
        )
        assert work.session.scalar(reviews) == 3  # one plan; the last while closing is prepared


def test_every_mail_arrived(lived: Lived) -> None:
    """Every message that was sent arrived; twice only what was in a hand that was killed.

    A worker is at several lives at once: killed after a step of one, it may have had the mail of
    another taken and not yet noted. It leaves again under the same Message-ID, and once.
    """
    arrived = Counter(mail.message_id for mail in mailbox.read_mails(lived.state))
    with unit_of_work(read_only=True) as work:
        sent = select(Message.message_id, Message.attempts)
        sent = sent.where(Message.status == "sent", Message.channel == "mail")
        attempts = {row.message_id: row.attempts for row in work.session.execute(sent)}
        assert arrived.keys() == attempts.keys()
        assert [each for each, times in arrived.items() if times > attempts[each]] == []
        assert max(arrived.values()) <= 2
        left = select(Message.key).where(Message.status.in_(("queued", "sending", "failed")))
        assert work.session.scalars(left).all() == []


def test_the_case_is_one_flow_run_named_by_its_number(lived: Lived) -> None:
    life, server = lived.bench.life(lived.case_id), lived.bench.server
    run = server.run(life.flow_run_id)
    assert (run["state_type"], run["name"]) == ("COMPLETED", life.key)
    assert run["parameters"] == {"case_id": str(lived.case_id)}
    wanted = {"flow_runs": {"name": {"any_": [life.key]}}}
    assert server.post("/flow_runs/count", wanted) == 1


def test_every_task_is_named_by_step_and_article(lived: Lived) -> None:
    """Of steps taken more than once: what Prefect hears of a task dies with a worker killed then;
    that it hears of every other one is in `tests/flows`."""

    def names() -> set[str]:
        return {name.rpartition(" · ")[0] for name in lived.tasks}

    often = {STEPS[act].name for act in ("invite_members", "notify_superior", "ask_reports")}
    wait_until(lambda: often <= names())  # by its events, a moment after they happened
    assert names() <= {step.name for step in STEPS.values()} | {DELIVERY.name}


def test_no_mail_says_anything_of_the_child(lived: Lived) -> None:
    mails = mailbox.read_mails(lived.state)
    assert len(mails) > 50
    for mail in mails:
        whole = "\n".join([mail.subject, mail.text, mail.html])
        assert leaks.found_in(whole.encode()) == []


def test_nothing_of_the_child_is_in_any_log_or_file(lived: Lived) -> None:
    """Of the dead workers, too: what they wrote last is what failed."""
    assert len(list(lived.state.glob("worker-*.log"))) > WORKERS
    assert list(leaks.in_files(lived.state)) == []
    assert list(leaks.in_files(lived.bench.server.directory)) == []


@pytest.fixture
def server(lived: Lived) -> EmbeddedPostgres:
    return lived.bench.server.postgres


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


def test_a_mail_body_is_read_decoded(lived: Lived) -> None:
    """Quoted-printable and base64 bodies are scanned as a person reads them."""
    paths = sorted((lived.state / mailbox.MAIL_FOLDER).glob("*.eml"))
    assert paths
    for path in paths:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        assert CASE_OR_QUARTER.search(body.get_content()), path.name


def test_the_application_may_not_change_the_trail(server: EmbeddedPostgres) -> None:
    url = server.url("tryeza_worker").replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM audit")
