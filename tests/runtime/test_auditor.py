"""The night's check: what it finds, whom it tells, and what `doctor` says of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, select

from core.clock import FrozenClock, SystemClock
from core.database_roles import WORKER
from core.settings import settings
from core.trail import TrailKeys
from deployments import audit_commands, doctor_trail
from deployments.account import CannotPrepare
from deployments.checks import Check
from deployments.postgres import DatabaseProvider
from models.life import AuditEntry
from models.sealing import seal
from models.session import unit_of_work
from models.trail import AuditCheck
from queries import papers_as_signed
from queries.trail_faults import Fault, TrailFinding
from runtime import auditor
from runtime.known_findings import KEPT, LookedInto, is_alarm
from tests.conftest import At
from tests.database import Cleaner
from tests.runtime.forged import FORGED
from tests.scenes import closed
from tests.told import told

pytestmark = pytest.mark.article("18(1)")
Said = Callable[[], Check]
Verified = Callable[[], set[str]]


@pytest.fixture
def said(postgres: DatabaseProvider) -> Said:
    """What `doctor` says of the last check."""
    url = make_url(postgres.url(WORKER)).set(drivername="postgresql")

    def look() -> Check:
        with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
            return doctor_trail.last_check(connection)

    return look


def sealed() -> None:
    with unit_of_work() as work:
        seal(work.session, TrailKeys.load(settings().trail_keys))


@pytest.fixture
def verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Verified]:
    """The faults that `tryeza audit verify --json` names; every file is looked at tonight.

    In a state folder of its own: the sealer's last head of another test is in the common one.
    """
    monkeypatch.setattr(papers_as_signed, "WEEK", 1)

    def verify() -> set[str]:
        with suppress(SystemExit):
            audit_commands.verify(json=True)
        return {each["fault"] for each in json.loads(capsys.readouterr().out)["found"]}

    with told({"TRYEZA_STATE_DIR": str(tmp_path)}):
        yield verify


def test_a_closed_life_is_as_it_was_written_and_whatever_is_forged_is_found(
    a_case: At, cleaner: Cleaner, said: Said, verified: Verified
) -> None:
    a_case("closed")
    sealed()
    assert said().works
    assert verified() == set()
    assert said().message == "The trail is as it was written."
    cleaner.keep("as_written")
    for statement, fault in FORGED:
        cleaner.tamper(statement)
        assert str(fault) in verified(), statement
        assert not said().works
        cleaner.clean("as_written")
    assert said().works


def test_what_was_looked_into_is_no_alarm_and_hides_no_other(
    a_case: At,
    cleaner: Cleaner,
    said: Said,
    verified: Verified,
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_case("closed")
    sealed()
    cleaner.tamper(str(FORGED[0][0]))
    with pytest.raises(SystemExit):
        audit_commands.verify(json=True)
    wrong = json.loads(capsys.readouterr().out)["found"]
    names = [each["name"] for each in wrong]
    assert not any(each["known"] for each in wrong)
    for refused, why in (([], "A restore."), (names, " "), ([*names, "00000000"], "A restore.")):
        with pytest.raises(CannotPrepare):
            audit_commands.known(*refused, why=why)
    audit_commands.known(*names, why="The backup of Sunday was put back.")
    capsys.readouterr()
    audit_commands.verify()
    printed = " ".join(capsys.readouterr().out.split())
    assert all(name in printed for name in names)
    assert "The backup of Sunday was put back." in printed
    check = said()
    assert (check.works, check.facts) == (True, {"count": len(names)})
    with unit_of_work() as work:
        entry = work.session.scalars(select(AuditEntry).filter_by(act="finding known")).one()
        assert entry.detail["findings"] == " ".join(sorted(names))
    cleaner.tamper(str(FORGED[1][0]))
    verified()
    assert not said().works
    (settings().state_dir / KEPT).write_text("{")  # whoever breaks the file silences nothing
    with pytest.raises(SystemExit):
        audit_commands.verify()


def test_a_finding_without_a_place_stays_an_alarm() -> None:
    """That somewhere an entry is gone looks alike whichever it is."""
    somewhere, there = TrailFinding(Fault.DROPPED), TrailFinding(Fault.DROPPED, 57)
    known = {
        each.name: LookedInto("2026-11-29", "root", "A restore.") for each in (somewhere, there)
    }
    assert [is_alarm(each, known) for each in (somewhere, there)] == [True, False]


def test_the_end_of_the_chain_is_part_of_the_sealed_file(a_case: At) -> None:
    case = a_case("decided")
    sealed()
    with unit_of_work() as work:
        before = len(work.session.scalars(select(AuditEntry).filter_by(life_id=case.case)).all())
    closed(case)
    row = case.row()
    assert (row.trail_entries, len(row.trail_end or b"")) == (before, 32)


def test_a_check_that_is_missing_or_old_or_reached_nobody_is_red(
    database: FrozenClock, cleaner: Cleaner, said: Said
) -> None:
    with unit_of_work() as work:
        work.record("something happened")
    assert said().works, "it is done tonight"
    cleaner.tamper("UPDATE audit SET recorded_at = now() - interval '27 hours'")
    assert not said().works
    for age, told_, works in ((1, True, True), (27, True, False), (1, False, False)):
        cleaner.tamper("DELETE FROM audit_check")
        with unit_of_work() as work:
            at = SystemClock().now() - timedelta(hours=age)
            row = AuditCheck(checked_at=at, position=1, findings=[], told={"mail 1": told_})
            work.session.add(row)
        assert said().works is works
    cleaner.tamper("UPDATE audit_check SET told = '{}', findings = '[{\"fault\": \"clock\"}]'")
    assert said().works
    assert "set back" in said().message


def test_the_check_is_due_once_a_night(database: FrozenClock, cleaner: Cleaner) -> None:
    now = SystemClock().now()
    assert auditor.is_due(now)
    with unit_of_work() as work:
        row = AuditCheck(checked_at=now, position=1, findings=[], told={})
        work.session.add(row)
    assert not auditor.is_due(now)
    assert auditor.is_due(now + timedelta(days=1))
    cleaner.tamper("UPDATE audit_check SET told = '{\"url\": false}'")
    assert not auditor.is_due(now)
    assert auditor.is_due(now + timedelta(minutes=61)), "the end did not leave"


@pytest.mark.parametrize(
    ("env", "works"),
    [
        ({}, False),
        ({"TRYEZA_TRAIL_MAIL": "one@place.com"}, False),
        ({"TRYEZA_TRAIL_MAIL": "one@place.com, two@place.com"}, True),
        ({"TRYEZA_TRAIL_URL": "https://place.com/trail"}, True),
        ({"TRYEZA_TRAIL_WITNESS": "/nowhere/heads"}, False),
    ],
)
def test_in_production_somebody_else_keeps_the_end(env: dict[str, str], works: bool) -> None:
    assert doctor_trail.elsewhere(env, production=True).works is works
    assert doctor_trail.elsewhere(env, production=False).works or "TRYEZA_TRAIL_WITNESS" in env


def test_the_key_is_nobody_elses_to_read(tmp_path: Path) -> None:
    env = {"TRYEZA_KEYS_FILE": str(tmp_path / "keys")}
    assert not doctor_trail.key(env).works
    path = tmp_path / "trail-key"
    path.write_text(TrailKeys.generate())
    path.chmod(0o644)
    assert not doctor_trail.key(env).works
    path.chmod(0o600)
    assert doctor_trail.key(env).works


def test_who_did_what_is_found_by_case_person_act_and_day(
    a_case: At, capsys: pytest.CaptureFixture[str]
) -> None:
    case = a_case("assessed")
    held = case.recorded("meeting held")
    number = case.row().number

    def acts(**asked: Any) -> list[str]:
        audit_commands.find(json=True, **asked)
        return [line["act"] for line in json.loads(capsys.readouterr().out or "[]")]

    assert "meeting held" in acts(case=number)
    assert acts(act="meeting he") == ["meeting held"]
    assert acts(act="%") == []
    day = case.clock.today()
    assert acts(act="meeting held", since=day + timedelta(days=1)) == []
    assert acts(act="meeting held", until=day) == ["meeting held"]
    assert "meeting held" in acts(person=str(held.actor_id))
    assert case.recorded("trail searched").detail["found"]
    with pytest.raises(CannotPrepare, match="no such case"):
        acts(case="R-00-0")
    with pytest.raises(CannotPrepare, match="no such case"):
        acts(person="nobody@nowhere.example")
