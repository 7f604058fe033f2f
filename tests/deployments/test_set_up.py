"""`tryeza setup`: from an empty machine to one that serves, by questions or from a file."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import func, select

from core.crypto import KeyRing
from core.database_roles import OWNER, PREFECT, REPORTS
from core.settings import Settings
from core.trail import TrailKeys
from deployments.account import CannotPrepare
from deployments.postgres import EmbeddedPostgres
from deployments.setup import env_files, running
from deployments.setup.env_files import Folder, Setting
from models import migrate
from models.people import Account, Municipality
from models.session import unit_of_work
from tests.deployments import set_up
from tests.deployments.set_up import ADMIN, FILES, Machine
from tests.deployments.units import settings_in
from tests.told import told


@pytest.fixture
def empty(configured: Settings, postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[Machine]:
    with set_up.machine(postgres, tmp_path) as found, told({"TRYEZA_LANGUAGE": "en"}):
        yield found


@pytest.fixture(scope="session")
def migrated(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A record of this edition with nobody in it: made once, as each would make it."""
    name = f"migrated_{os.getpid()}"
    postgres.create_database(name)
    migrate.upgrade(postgres.url(OWNER, name))
    yield name
    postgres.drop_database(name)


@pytest.fixture
def machine(
    configured: Settings, postgres: EmbeddedPostgres, migrated: str, tmp_path: Path
) -> Iterator[Machine]:
    """One whose first setup ended when its database was migrated."""
    with set_up.machine(postgres, tmp_path, migrated) as found, told({"TRYEZA_LANGUAGE": "en"}):
        yield found


def refusal(machine: Machine, **more: Any) -> str:
    """What it ends with; and that nobody's word is in it."""
    with pytest.raises(CannotPrepare) as why:
        machine.run(**more)
    said = why.value.message % why.value.facts
    assert not [each for each in machine.secrets if each in said]
    return said


def test_an_empty_machine_is_set_up_from_a_file(
    empty: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = empty
    machine.run(sms={"trial": "044 123 456"}, mail={"trial": "somebody@place.example"})
    shown = capsys.readouterr()
    for name in FILES:
        assert (machine.etc / f"{name}.env").stat().st_mode & 0o777 == 0o600
    assert machine.etc.stat().st_mode & 0o777 == 0o711
    assert machine.said("common")["TRYEZA_BASE_URL"] == "https://tryeza.place.example"
    reach, sms = machine.said("reach"), machine.answers["sms"]
    assert reach["SMTP_PASSWORD"] == set_up.WORD
    assert (reach["TRYEZA_SMS_HEADERS"], reach["TRYEZA_SMS_BODY"]) == (sms["headers"], sms["body"])
    assert len(reach["TRYEZA_SMS_REPORT_SECRET"]) == 40
    worker, prefect = machine.said("worker"), machine.said("prefect")
    assert worker["PREFECT_API_AUTH_STRING"] == prefect["PREFECT_API_AUTH_STRING"]
    assert worker["PREFECT_API_AUTH_STRING"].startswith("admin:")
    assert len(KeyRing.load(machine.etc / "ring" / "keys").keys) == 1
    assert TrailKeys.load(machine.etc / "trail-key").name
    assert (machine.etc / "ring").stat().st_mode & 0o777 == 0o700
    trial, invitation = machine.mail.accepted
    assert trial[0] == "somebody@place.example"
    assert invitation[0] == ADMIN
    assert "/enrol/" in invitation[1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    ((method, path, body, headers),) = machine.gateway.asked
    assert (method, headers["Authorization"]) == ("POST", "Bearer of-the-headers")
    assert path.startswith("/send?password=")
    assert '"to": "+38344123456"' in body
    assert "/enrol/" not in shown.out + shown.err
    assert re.fullmatch(r"\S{3,} ?\S{3,}", shown.out.strip()), "the code of the invitation alone"
    made = [worker["PREFECT_API_AUTH_STRING"], reach["TRYEZA_SMS_REPORT_SECRET"]]
    key = (machine.etc / "ring" / "keys").read_text().split(":")[1].strip()
    for secret in (*machine.secrets, *made, key):
        assert secret not in shown.out + shown.err
    with running.standing_here(Folder(machine.etc)), unit_of_work() as work:
        assert work.session.scalar(select(func.count(Municipality.id))) == 38
        assert [each.name for each in work.session.scalars(select(Account))] == ["Drita Hoti"]


def test_before_a_restore_the_settings_alone_are_written(empty: Machine) -> None:
    """The ring is brought from the lost machine, and the database has to be empty."""
    machine = empty
    machine.run(for_restore=True)
    assert machine.said("worker")["DATABASE_URL"]
    assert not (machine.etc / "ring").exists()
    owner = machine.said("owner")["OWNER_DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(owner) as connection:
        (tables,) = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert tables == (0,)


def test_the_same_again_changes_nothing(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.run()
    before, mails = machine.stands(), len(machine.mail.accepted)
    capsys.readouterr()
    machine.run()  # also of a word that it made itself
    said = capsys.readouterr().err
    secret = machine.said("reach")["TRYEZA_SMS_REPORT_SECRET"]
    where = f"under TRYEZA_SMS_REPORT_SECRET in {machine.etc / 'reach.env'}"
    assert "".join(where.split()) in "".join(said.split())
    assert "/sms/report" in said
    assert secret not in said
    assert said.count("Nothing was changed.") == 6
    assert "There is an administrator" in said
    assert machine.stands() == before
    assert len(machine.mail.accepted) == mails
    machine.answers = {"address": {"language": "sr"}}  # what is not said stays
    machine.run()
    assert machine.stands().keys() == before.keys()
    changed = {name for name, each in machine.stands().items() if each != before[name]}
    assert changed == {"common.env"}


def test_lines_that_nobody_here_knows_stay_where_they_are(machine: Machine) -> None:
    machine.run()
    path = machine.etc / "worker.env"
    own = "# ours\nTRYEZA_ALIVE_URL=https://alive.example/x\n" + path.read_text() + "\n# end\n"
    path.write_text(own)
    path.chmod(0o644)
    machine.run()
    assert path.read_text() == own
    assert path.stat().st_mode & 0o777 == 0o600, "what others read is closed again"
    machine.run(sms={"taken": "^OK '"})
    assert machine.said("reach")["TRYEZA_SMS_TAKEN"] == "^OK '"
    machine.run(sms={"taken": "-"})
    assert "TRYEZA_SMS_TAKEN" not in machine.said("reach")


@pytest.mark.parametrize(
    ("section", "key", "value", "says"),
    [
        ("address", "url", "http://tryeza.place.example", "begins with https://"),
        ("address", "url", "https://tryeza.place.example/here", "without a path"),
        ("address", "proxy", "the proxy", "127.0.0.1, several with commas"),
        ("address", "language", "de", "sq, sr, en"),
        ("database", "port", "70000", "between 1 and 65535"),
        ("database", "owner", "wrong", "tryeza_owner: the password is wrong"),
        ("database", "reports", "wrong", "tryeza_reports: the password is wrong"),
        ("database", "name", "nowhere", "There is no database nowhere. As superuser: CREATE"),
        ("database", "host", "/nowhere", "No database answers at /nowhere"),
        ("database", "worker", None, "Something has to be said here"),
        ("prefect", "password", "wrong", "prefect is not let in"),
        ("prefect", "url", "http://prefect.place.example/api", "over an open line"),
        ("prefect", "url", "https://127.0.0.1:9/api", "Prefect does not answer"),
        ("prefect", "credential", "admin", "NAME:WORD"),
        ("mail", "host", "nowhere.invalid", "does not answer: look at the server and its port"),
        ("mail", "port", "9", "does not answer"),
        ("mail", "host", "localhost", "certificate"),
        ("mail", "tls", "tls", "look whether the answer on TLS is right"),
        ("mail", "tls", "none", "takes no sign-in"),
        ("mail", "password", "wrong", "does not take this name and password (535"),
        ("mail", "from", "nobody", "Write the whole address"),
        ("mail", "authority", "/etc/hostname", "no certificate in this file"),
        ("sms", "url", "http://gateway.place.example/send", "https://…, or http:// on this"),
        ("sms", "url", "http://127.0.0.1:9/send", "The SMS gateway 127.0.0.1:9 does not answer"),
        ("sms", "headers", "[1]", "one JSON object"),
        ("sms", "body", "nothing", "say nowhere {to} and {text}"),
        ("sms", "from", "INFO", "say whose it is"),
        ("sms", "taken", "(", "no regular expression"),
        ("sms", "report_secret", "short", "Twenty signs"),
        ("sms", "trial", "038 123 456", "is a landline"),
        ("backup", "folders", "backups", "from the root on"),
        ("backup", "folders", "/nowhere/at/all", "is not there: mount its disk"),
        ("backup", "recipient", "age1", "no age recipient"),
    ],
)
def test_what_cannot_be_is_refused_in_words_that_say_what_to_do(
    machine: Machine, section: str, key: str, value: str | None, says: str
) -> None:
    said = refusal(machine, **{section: {key: value}})
    assert says in said
    assert section in said, "where in the file it stands"
    order = list(machine.answers)
    written = {"mail": "reach", "sms": "reach"}
    if section == "address":
        assert not list(machine.etc.glob("*.env"))
    elif order.index(section) > order.index("database"):
        assert machine.said("owner"), "what was settled before it is written"
    if section in {"mail", "backup"}:
        assert not (machine.etc / f"{written.get(section, section)}.env").exists()


@pytest.fixture
def roles(postgres: EmbeddedPostgres) -> Iterator[Any]:
    """What the superuser does to a role; undone at the end."""
    undo: list[str] = []

    def say(statement: str, back: str) -> None:
        with postgres.superuser("postgres") as connection:
            connection.execute(sql.SQL(statement))
        undo.append(back)

    yield say
    with postgres.superuser("postgres") as connection:
        for statement in reversed(undo):
            connection.execute(sql.SQL(statement))


@pytest.mark.parametrize(
    ("statement", "back", "says"),
    [
        (
            f"ALTER ROLE {REPORTS} BYPASSRLS",
            f"ALTER ROLE {REPORTS} NOBYPASSRLS",
            f"{REPORTS} is too strong",
        ),
        (
            "ALTER ROLE tryeza_worker SUPERUSER",
            "ALTER ROLE tryeza_worker NOSUPERUSER",
            "tryeza_worker is too strong",
        ),
        (
            f"ALTER ROLE {REPORTS} RENAME TO somebody",
            f"ALTER ROLE somebody RENAME TO {REPORTS}",
            f"{REPORTS}: there is no such role. As superuser: CREATE ROLE",
        ),
        (
            "ALTER DATABASE {database} OWNER TO postgres;"
            " GRANT CONNECT ON DATABASE {database} TO tryeza_owner",
            "ALTER DATABASE {database} OWNER TO tryeza_owner",
            "is not tryeza_owner's own. As superuser: ALTER DATABASE",
        ),
        (
            "REVOKE CONNECT ON DATABASE {database} FROM tryeza_portal",
            "GRANT CONNECT ON DATABASE {database} TO tryeza_portal",
            "tryeza_portal may not enter the database. As superuser: GRANT CONNECT",
        ),
    ],
)
def test_a_role_that_is_too_strong_or_missing_is_said_in_words(
    machine: Machine, roles: Any, statement: str, back: str, says: str
) -> None:
    roles(statement.format(database=machine.database), back.format(database=machine.database))
    assert says in refusal(machine)
    assert not (machine.etc / "owner.env").exists()


def test_the_database_of_another_is_not_given_away(machine: Machine, roles: Any) -> None:
    """Prefect's own, named by a slip: nobody is told to make it the record's."""
    name = machine.answers["prefect"]["database"]
    entered = f"CONNECT ON DATABASE {name}"
    roles(f"GRANT {entered} TO tryeza_owner", f"REVOKE {entered} FROM tryeza_owner")
    said = refusal(machine, database={"name": name})
    assert "is that of prefect: name the one that was made for this" in said
    assert "ALTER DATABASE" not in said


def test_a_slip_in_the_file_is_named_and_its_secrets_are_its_owners_alone(
    machine: Machine,
) -> None:
    said = refusal(machine, mail={"pasword": "x"})
    assert "nothing is asked by the name mail.pasword" in said
    assert "by the name post" in refusal(machine, beside=["[post]", "host = 'x'"])
    broken = refusal(machine, beside=["[mail", "password = 'of-the-mail'"])
    assert "is no TOML (at line" in broken
    assert "of-the-mail" not in broken
    path = machine.written()
    path.chmod(0o640)
    with pytest.raises(CannotPrepare, match="chmod 600"):
        running.run(machine.etc, path)
    assert not machine.etc.exists(), "nothing was begun"


def test_where_mail_does_not_leave_the_link_stands_on_the_terminal_once(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.mail.answers["RCPT"].append("450 4.2.0 Later")
    machine.run()
    shown = capsys.readouterr()
    assert "the link in it opens nothing any more" in shown.err
    (link,) = re.findall(r"https://tryeza\.place\.example/enrol/\S+", shown.out)
    assert machine.mail.accepted == []
    machine.run()
    assert link not in "".join(capsys.readouterr())


def test_a_key_is_never_written_over(machine: Machine) -> None:
    machine.run()
    ring = machine.etc / "ring" / "keys"
    trail = machine.etc / "trail-key"
    before = ring.read_bytes()
    trail.write_text("-----BEGIN")
    assert "bring it back from its copy" in refusal(machine)
    assert trail.read_text() == "-----BEGIN"
    ring.write_text("half")
    assert "bring it back from its copy" in refusal(machine)
    ring.write_bytes(before)
    other = KeyRing.generate().dump()
    trail.write_text(TrailKeys.generate())
    ring.write_text(other)
    with pytest.raises(Exception, match="key"):  # the record's is another one
        machine.run()
    assert ring.read_text() == other


def test_names_of_centres_come_from_the_file(machine: Machine) -> None:
    said = {"slug": '"obiliq"', "sq": '"Kastriot"', "sr": '"Obilić"', "en": '"Kastriot"'}
    machine.run(centre=[said | {"since": "2027-01-01"}])
    machine.run(centre=[said | {"since": "2027-01-01"}])
    with running.standing_here(Folder(machine.etc)), unit_of_work() as work:
        query = select(Municipality).where(Municipality.slug == "obiliq")
        place = work.session.scalars(query).one()
        called = [place.name("en", day) for day in (date(2026, 12, 31), date(2027, 1, 1))]
        assert called == ["Obiliq", "Kastriot"]
        assert len(place.entered_names or []) == 1
    assert "There is no centre nowhere" in refusal(machine, centre=[said | {"slug": '"nowhere"'}])
    assert "give slug, sq, sr, en" in refusal(machine, centre=[{"slug": '"obiliq"'}])


def test_a_demo_is_never_made_production(machine: Machine) -> None:
    machine.run()
    url = machine.postgres.url("postgres", machine.database).replace("+psycopg", "")
    with psycopg.connect(url) as above:
        above.execute("SET session_replication_role = replica")
        above.execute(
            "INSERT INTO demo_clock (id, single, offset_seconds)"
            " VALUES (gen_random_uuid(), true, 0)"
        )
    with pytest.raises(Exception, match="held a demo"):
        machine.run()


def test_prefects_database_gets_its_extension(machine: Machine) -> None:
    machine.run()
    name = machine.answers["prefect"]["database"]
    url = machine.postgres.url(PREFECT, name).replace("+psycopg", "")
    with psycopg.connect(url) as line:
        row = line.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'").fetchone()
    assert row == (1,)


def test_one_at_a_time_and_what_a_killed_one_left_is_in_nobodys_way(machine: Machine) -> None:
    machine.etc.mkdir()
    with env_files.alone_in(machine.etc):
        assert "Somebody else sets this machine up" in refusal(machine)
    (machine.etc / ".owner.env.new").write_text("half")
    machine.run()
    assert not list(machine.etc.glob(".*"))


@pytest.mark.parametrize(
    "value", ["plain", "a b", "it's", '\\ " ` $HOME', "'\"", '{"a": "b\'c"}', "ë č =", "#x"]
)
def test_a_value_comes_back_as_it_was_given(tmp_path: Path, value: str) -> None:
    there = Folder(tmp_path)
    assert there.write([Setting("a.env", "B", "1"), Setting("a.env", "A", value)]) == ["a.env"]
    assert there.get("a.env", "A") == value == settings_in(tmp_path / "a.env")["A"]
    assert there.write([Setting("a.env", "A", value)]) == []
    (tmp_path / "a.env").write_text("A='half\nB=1\n")
    with pytest.raises(CannotPrepare, match="in one line, quoted whole"):
        there.get("a.env", "A")


def test_a_file_is_whole_or_as_it_was_whatever_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Folder(tmp_path)
    there.write([Setting("a.env", "A", "before")])
    for fails in ("fsync", "open"):
        with monkeypatch.context() as patch:
            patch.setattr(os, fails, _interrupted)
            with pytest.raises(KeyboardInterrupt):
                there.write([Setting("a.env", "A", "after")])
    assert (tmp_path / "a.env").read_text() == "A=before\n"
    assert [each.name for each in tmp_path.iterdir()] == ["a.env"]


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt
