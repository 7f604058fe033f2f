"""A demo is never served as production, nor a real record as a demo, however it is started."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest
from sqlalchemy import Connection, text

from core.database_roles import OWNER, PORTAL, WORKER
from core.mode import Mode, ModeRefused
from core.settings import OddSettings, Settings, prepare
from deployments.postgres import EmbeddedPostgres
from models import mode
from models.pool import owners_engine
from tests.builders import ACase
from tests.told import told

WAYS: Final = {
    "SMTP_HOST": "127.0.0.1",
    "SMTP_TLS": "none",
    "SMTP_FROM": "tryeza@place.example",
    "TRYEZA_SMS_URL": "http://127.0.0.1:9/send?to={to}",
    "TRYEZA_SMS_FROM": "Tryeza",
}
REFUSED: Final = "This database has held a demo"


@pytest.fixture
def record(begun: ACase, postgres: EmbeddedPostgres) -> Iterator[Connection]:
    """The owner's connection to a demo; nothing of what is done there stays."""
    engine = owners_engine(postgres.url(OWNER))
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def test_a_record_is_of_a_demo_or_of_people(record: Connection) -> None:
    mode.check(record, Mode.DEMO)
    with pytest.raises(ModeRefused, match=REFUSED):
        mode.check(record, Mode.PRODUCTION)
    record.execute(text("DELETE FROM demo_clock"))
    mode.check(record, Mode.PRODUCTION)
    with pytest.raises(ModeRefused, match="People work in this database"):
        mode.check(record, Mode.DEMO)


def ended(*command: str, **said: str) -> tuple[int, str]:
    unsaid = {name: value for name, value in os.environ.items() if name != "TRYEZA_MODE"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env={**unsaid, "TRYEZA_LANGUAGE": "en", **said},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.strip().splitlines()[-1]


def test_no_process_of_production_serves_a_demo(begun: ACase, postgres: EmbeddedPostgres) -> None:
    """The mode is production where nobody says it: a process that is started by hand."""
    code, said = ended("portal", DATABASE_URL=postgres.url(PORTAL), **WAYS)
    assert (code, said.startswith(REFUSED)) == (78, True), said


def test_no_process_of_production_writes_messages_to_a_folder(
    begun: ACase, postgres: EmbeddedPostgres
) -> None:
    code, said = ended("runtime.worker", DATABASE_URL=postgres.url(WORKER))
    assert (code, "Missing: SMTP_HOST, SMTP_FROM, TRYEZA_SMS_URL" in said) == (78, True), said


def test_invented_people_come_into_no_production(begun: ACase, postgres: EmbeddedPostgres) -> None:
    code, said = ended("deployments.prepare", "demo", DATABASE_URL=postgres.url(WORKER), **WAYS)
    assert (code, REFUSED in said) == (1, True), said


@pytest.mark.parametrize(
    "way", [{"SMTP_HOST": "mail.example"}, {"TRYEZA_SMS_URL": "https://sms.example/{to}"}]
)
def test_a_demo_writes_to_nobody(configured: Settings, way: dict[str, str]) -> None:
    with told({"TRYEZA_MODE": "demo", **way}), pytest.raises(OddSettings, match="TRYEZA_MODE"):
        prepare()
