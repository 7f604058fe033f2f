"""`tryeza case`: numbers, steps and articles for the people who run the machine."""

import json
import subprocess
import sys

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from deployments import case_commands
from deployments.account import CannotPrepare
from models.life import AuditEntry, Life, LifeKind, Wakeup
from models.session import unit_of_work
from queries import operators
from simulation.people import FERIZAJ, OFFICERS
from simulation.seed import seed


@pytest.fixture
def number(database: FrozenClock) -> str:
    """A case that has just begun, among the demo's first ones."""
    seed(quick=True)
    with unit_of_work(read_only=True) as work:
        return operators.cases(work)[0].number


def stall(number: str) -> None:
    with unit_of_work() as work:
        life = work.session.scalars(select(Life).where(Life.key == number)).one()
        life.stalled_at, life.stalled_step = work.clock.now(), "Invite the members"


def test_the_list_is_one_json_document(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    case_commands.list_cases(json=True)
    found = json.loads(capsys.readouterr().out)
    assert number in {line["number"] for line in found}
    assert {"phase", "waiting_for", "next_due_on", "next_article"} <= found[0].keys()


def test_a_case_shows_its_trail_and_no_person(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case_commands.show(number)
    shown = capsys.readouterr().out
    assert "case referred" in shown
    people = [officer.name for officer in OFFICERS] + [guest.name for guest in FERIZAJ]
    assert [name for name in people if name in shown] == []


def test_looking_at_a_case_is_in_the_trail(number: str) -> None:
    case_commands.show(number, json=True)
    with unit_of_work() as work:
        acts = work.session.scalars(select(AuditEntry.act)).all()
    assert "case read by an operator" in acts


def test_a_stalled_case_is_found_and_its_retry_wakes_it(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stall(number)
    case_commands.list_cases(stalled=True, json=True)
    assert [line["number"] for line in json.loads(capsys.readouterr().out)] == [number]
    case_commands.retry(number)
    with unit_of_work() as work:
        woken = select(Wakeup).join(Life, Life.id == Wakeup.life_id).where(Life.key == number)
        assert "retry" in {wakeup.reason for wakeup in work.session.scalars(woken)}


def test_a_centres_own_life_is_found_under_its_centre_and_retried(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`doctor` counts it, and sends its reader here."""
    with unit_of_work() as work:
        quarter = select(Life).where(Life.kind == LifeKind.QUARTERLY, Life.ended_at.is_(None))
        life = work.session.scalars(quarter.order_by(Life.id)).first()
        assert life is not None
        life.stalled_at, life.stalled_step = work.clock.now(), "Ask for the declarations"
        key, life_id = life.key, life.id
    case_commands.list_cases(stalled=True, json=True)
    (line,) = json.loads(capsys.readouterr().out)
    assert line["number"] == f"{line['municipality']}/{key}"
    case_commands.retry(line["number"])
    with unit_of_work() as work:
        woken = select(Wakeup.reason).where(Wakeup.life_id == life_id)
        assert "retry" in work.session.scalars(woken).all()
    with pytest.raises(CannotPrepare, match="There is no case nowhere/"):
        case_commands.retry(f"nowhere/{key}")


def test_a_process_of_its_own_retries_too(number: str) -> None:
    """Which knows nothing of acts and kinds but what the command itself joins."""
    stall(number)
    command = [sys.executable, "-m", "deployments.cli", "case", "retry", number, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["retry"]) == (0, True), done.stderr
    with unit_of_work() as work:
        woken = select(Wakeup).join(Life, Life.id == Wakeup.life_id).where(Life.key == number)
        assert "retry" in {wakeup.reason for wakeup in work.session.scalars(woken)}


def test_nothing_stalled_is_nothing_to_retry(number: str) -> None:
    with pytest.raises(CannotPrepare, match="No step of this case is stalled"):
        case_commands.retry(number)


@pytest.mark.parametrize("command", [case_commands.show, case_commands.retry])
def test_an_unknown_number_is_one_sentence(number: str, command: object) -> None:
    assert callable(command)
    with pytest.raises(CannotPrepare, match="There is no case R-00-0"):
        command("R-00-0")
