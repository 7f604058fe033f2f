"""The whole life of the demo with a worker killed after every kind of step: F2."""

import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from core.failpoint import VARIABLE
from deployments.state import free_port
from models.case import Case
from models.life import AuditEntry, StepAttempt
from models.outbox import Message
from models.session import unit_of_work, use_clock
from notifications import mailbox
from rules.steps import STEPS
from simulation import duties, timeline
from simulation.chronicle import Chronicle
from simulation.life import CaseStory
from simulation.live import LiveStage
from simulation.quarter import QuarterStory
from simulation.seed import seed
from tests.engine import Bench, Process
from tests.told import told
from tests.waiting import wait_until

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("whole-life")]

WORKERS = 2  # one is always left while the other one's successor starts
TAKEN_BY_THE_SYSTEM = set(STEPS)
ONCE = TAKEN_BY_THE_SYSTEM - {"open_review"}  # every month anew, for the same plan


@pytest.fixture
def state(bench: Bench) -> Iterator[Path]:
    """A real mail server that keeps what it takes, in the state directory this gives."""
    with tempfile.TemporaryDirectory(prefix="tz-mail-") as folder:
        port = free_port(0, set())
        values = {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(port),
            "SMTP_TLS": "none",
            "TRYEZA_STATE_DIR": folder,
        }
        target = Path(folder, mailbox.MAIL_FOLDER)
        command = [sys.executable, "-m", "deployments.smtp_capture", str(port), str(target)]
        server = Process.start(command, bench.env, Path(folder, "smtp.log"))
        with told(values):
            use_clock(None)
            yield Path(folder)
        server.end()


@contextmanager
def mortal_workers(bench: Bench, count: int, **told: str) -> Iterator[list[Process]]:
    """So many workers; whichever dies is replaced. Gives all that were started."""
    started = [bench.start_worker_without_waiting(**told) for _ in range(count)]
    over = threading.Event()

    def keep() -> None:
        while not over.wait(0.1):
            missing = count - sum(worker.is_alive for worker in started)
            started.extend(bench.start_worker_without_waiting(**told) for _ in range(missing))

    nurse = threading.Thread(target=keep)
    nurse.start()
    try:
        yield started
    finally:
        over.set()
        nurse.join()


@pytest.mark.article("11(1)")
def test_a_life_comes_to_the_same_end_with_a_worker_killed_after_every_step(
    bench: Bench, state: Path
) -> None:
    seed(cases=False, quick=True)
    with mortal_workers(bench, WORKERS, **{VARIABLE: "after:*"}) as started:
        stage = LiveStage()
        stage.settle()
        chronicle = Chronicle(stage)
        quarter_id = QuarterStory(chronicle).begin()
        case_id = CaseStory(chronicle).play()
        chronicle.finish()
        wait_until(lambda: bench.run_of(case_id)["state"]["name"] == "Completed")
    killed_at = {path.name for path in (state / "failpoints").iterdir()}
    assert killed_at >= {f"after:{act}" for act in TAKEN_BY_THE_SYSTEM & steps_done()}
    assert len(killed_at) >= 15
    wait_until(lambda: sum(not each.is_alive for each in started) >= len(killed_at))
    assert duties.missing(timeline.read([case_id, quarter_id])) == []
    check_the_end(case_id)
    check_the_mails(state)


def steps_done() -> set[str]:
    with unit_of_work(read_only=True) as work:
        return set(work.session.scalars(select(StepAttempt.step)))


def check_the_end(case_id: UUID) -> None:
    """Closed, sealed, and every step taken once for each subject."""
    with unit_of_work(read_only=True) as work:
        case = work.session.get_one(Case, case_id)
        assert (case.phase, case.life.stalled_at) == ("closed", None)
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


def check_the_mails(state: Path) -> None:
    """Every message that was sent arrived; twice only what was in a hand that was killed.

    A worker is at several lives at once: killed after a step of one, it may have had the mail of
    another taken and not yet noted. It leaves again under the same Message-ID, and once.
    """
    arrived = Counter(mail.message_id for mail in mailbox.read_mails(state))
    with unit_of_work(read_only=True) as work:
        sent = select(Message.message_id, Message.attempts)
        sent = sent.where(Message.status == "sent", Message.channel == "mail")
        attempts = {row.message_id: row.attempts for row in work.session.execute(sent)}
        assert arrived.keys() == attempts.keys()
        assert [each for each, times in arrived.items() if times > attempts[each]] == []
        assert max(arrived.values()) <= 2
        left = select(Message.key).where(Message.status.in_(("queued", "sending", "failed")))
        assert work.session.scalars(left).all() == []
