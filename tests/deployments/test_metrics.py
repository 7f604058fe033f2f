"""The record in numbers: those of the record, of nobody in it, and cheap."""

from datetime import timedelta

from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import text

from core.clock import SystemClock
from core.database_roles import REPORTS, WORKER
from deployments.metrics import OfTheRecord
from deployments.postgres import DatabaseProvider
from models.copies import Backup
from tests.conftest import At
from tests.database import past_the_rights


def numbers(url: str) -> dict[str, float]:
    registry = CollectorRegistry()
    registry.register(OfTheRecord(url))
    lines = generate_latest(registry).decode().splitlines()
    said = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in said}


def test_what_waits_has_stopped_and_is_late_is_counted(
    a_case: At, postgres: DatabaseProvider
) -> None:
    case = a_case("invited")
    with past_the_rights() as work:
        work.session.execute(text("UPDATE message SET status = 'queued', queued_at = now()"))
        stalled = text("UPDATE life SET stalled_at = now() WHERE id = :id")
        work.session.execute(stalled, {"id": case.case})
    found = numbers(postgres.url(REPORTS))
    assert found["tryeza_record_up"] == 1
    assert found['tryeza_lives{kind="case"}'] == 1
    assert found['tryeza_lives_stalled{kind="case"}'] == 1
    assert found['tryeza_messages{channel="mail",status="queued"}'] > 1
    assert 0 <= found["tryeza_oldest_message_seconds"] < 300
    assert found['tryeza_duties{state="late"}'] > 0, "by the day of the machine, long after"
    assert found["tryeza_database_connections_limit"] > 0
    assert "tryeza_backup_age_seconds" not in found, "nothing is noted"
    assert "tryeza_keeper_age_seconds" not in found, "nobody was heard of"


def test_a_backup_that_is_noted_has_its_age(database: object, postgres: DatabaseProvider) -> None:
    now = SystemClock().now()
    with past_the_rights() as work:
        for hours, tried in ((1, now), (0, None)):
            taken_at = now - timedelta(hours=hours)
            copy = Backup(file=f"{hours}.age", taken_at=taken_at, written_at=now, bytes=1, places=1)
            copy.verified_at = tried
            work.session.add(copy)
    assert round(numbers(postgres.url(REPORTS))["tryeza_backup_age_seconds"], -2) == 3600


def test_no_number_names_a_case_a_child_or_a_person(a_case: At, postgres: DatabaseProvider) -> None:
    case = a_case("planned")
    said = " ".join(numbers(postgres.url(REPORTS)))
    number = case.row().number
    assert number not in said
    with past_the_rights() as work:
        ids = work.session.scalars(text("SELECT id::text FROM life")).all()
    assert not [each for each in ids if each in said]


def test_nothing_is_said_under_another_role_or_without_a_database(
    database: object, postgres: DatabaseProvider
) -> None:
    away = "postgresql+psycopg://tryeza_reports@127.0.0.1:9/tryeza"
    for url in (postgres.url(WORKER), away):
        found = numbers(url)
        assert found.keys() == {"tryeza_record_up", "tryeza_record_seconds"}
        assert found["tryeza_record_up"] == 0
