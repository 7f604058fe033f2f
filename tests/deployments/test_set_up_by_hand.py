"""`tryeza setup` at a terminal: asked step by step, interrupted, and asked again."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import Settings
from deployments.postgres import EmbeddedPostgres
from deployments.setup.sections import SECTIONS
from tests.deployments import set_up
from tests.deployments.set_up import ADMIN, Machine
from tests.deployments.sitting import Sitting, sitting
from tests.told import told

QUESTIONS = {
    "address": ("Address that people use", "Address of the proxy", "Language where"),
    "database": (
        *("Host", "Port", "Database", "TLS towards it", "Password of tryeza_owner"),
        *("Password of tryeza_worker", "Password of tryeza_portal"),
        *("Password of tryeza_sign_in", "Password of tryeza_reports"),
    ),
    "prefect": ("Address of a Prefect", "Its credential", "Its database", "Password of prefect"),
    "mail": (
        *("Mail server", "TLS: ", "Port", "Who we sign in", "Password there"),
        *("Address that mails", "File with the cert", "Send one trial mail"),
    ),
    "sms": (
        *("Address of the SMS", "POST or GET", "Its headers", "Its body", "Sender that"),
        *("Its answer to what", "Its answer to a number", "Word by which", "Send one trial text"),
    ),
    "backup": ("Folders for backups", "Who may open", "How this installation"),
}
KEYS = {
    "address": ("url", "proxy", "language"),
    "database": ("host", "port", "name", "tls", "owner", "worker", "portal", "sign_in", "reports"),
    "prefect": ("url", "credential", "database", "password"),
    "mail": ("host", "tls", "port", "user", "password", "from", "authority", "trial"),
    "sms": (
        *("url", "method", "headers", "body", "from", "taken", "bad_number"),
        *("report_secret", "trial"),
    ),
    "backup": ("folders", "recipient", "name"),
}


@pytest.fixture
def machine(configured: Settings, postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[Machine]:
    with set_up.machine(postgres, tmp_path) as found, told({"TRYEZA_LANGUAGE": "en"}):
        yield found


def begun(machine: Machine) -> tuple[list[str], dict[str, str]]:
    command = ["-m", "deployments.cli", "setup", "--folder", str(machine.etc)]
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TRYEZA_LANGUAGE": "en", "COLUMNS": "200"}
    return command, env | {"TERM": "dumb"}


def answered(machine: Machine, asked: Sitting, *sections: str) -> None:
    for section in sections:
        said = machine.answers[section]
        for question, key in zip(QUESTIONS[section], KEYS[section], strict=True):
            asked.answers(question, str(said.get(key, "")))


def test_somebody_who_never_saw_it_answers_step_by_step(machine: Machine) -> None:
    with sitting(*begun(machine)) as asked:
        asked.until("Enter keeps what stands in brackets")
        asked.answers("Address that people use", "tryeza.place.example")
        asked.until("The address begins with https://")
        answered(machine, asked, "address")
        database = machine.answers["database"]
        database["reports"], right = "wrong", database["reports"]
        answered(machine, asked, "database")
        asked.until("tryeza_reports: the password is wrong")
        asked.answers("write later")
        database["reports"] = right
        machine.answers["database"] = {"reports": right}  # the others stand in brackets
        answered(machine, asked, "database")
        machine.answers["database"] = database
        answered(machine, asked, "prefect", "mail", "sms", "backup")
        asked.until("Made: ")
        asked.until("to where no copy of the database goes")
        asked.until("38 municipalities are entered.")
        asked.answers("Mail address", ADMIN)
        asked.answers("Name", "Drita Hoti")
        seen = asked.command_lines()
        asked.answers("Their language", "sq")
        asked.until(f"The link is on its way to {ADMIN}")
        assert asked.ends() == 0, asked.shown
    assert [to for to, _ in machine.mail.accepted] == [ADMIN]
    made = machine.said("worker")["PREFECT_API_AUTH_STRING"].partition(":")[2]
    for secret in (*machine.secrets, made, machine.said("reach")["TRYEZA_SMS_REPORT_SECRET"]):
        assert secret not in asked.shown
        assert secret not in seen
    before = machine.stands()
    machine.answers = {section.name: {} for section in SECTIONS}
    with sitting(*begun(machine)) as again:
        answered(machine, again, *QUESTIONS)
        again.until("There is an administrator")
        assert again.ends() == 0, again.shown
    assert again.shown.count("Nothing was changed.") == 6
    assert machine.stands() == before
    assert re.search(r"Password of tryeza_owner \[as it stands\]", again.shown)


def test_what_was_written_before_an_interruption_stays_and_the_rest_is_as_it_was(
    machine: Machine,
) -> None:
    machine.etc.mkdir()
    (machine.etc / "owner.env").write_text("# nothing yet\n")
    with sitting(*begun(machine)) as asked:
        answered(machine, asked, "address")
        asked.answers("Host", "127.0.0.1")
        asked.until("Port")
        asked.types("\x03")
        assert asked.ends() == 130
    assert "What was written stays, the rest is as it was" in asked.shown
    assert "Traceback" not in asked.shown
    assert machine.said("common")["TRYEZA_BASE_URL"] == "https://tryeza.place.example"
    assert (machine.etc / "owner.env").read_text() == "# nothing yet\n"
    assert {each.name for each in machine.etc.iterdir()} == {"common.env", "owner.env"}
    with sitting(*begun(machine)) as again:
        again.until("[https://tryeza.place.example]")
        again.types("\x04")
        assert again.ends() == 130


def test_a_line_that_is_down_can_be_kept_and_nobody_is_asked_where_nobody_sits(
    machine: Machine,
) -> None:
    machine.answers["mail"]["port"] = "9"
    with sitting(*begun(machine)) as asked:
        answered(machine, asked, "address", "database", "prefect", "mail")
        asked.until("does not answer: look at the server and its port")
        asked.answers("write later", "later")
        asked.until("reach.env")
        asked.until("Address of the SMS")
        asked.types("\x03")
        asked.ends()
    assert machine.said("reach")["SMTP_PORT"] == "9"
