"""Prefect: its own database and credential here, or the address of one elsewhere."""

import secrets
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import psycopg

from core.i18n import N_
from core.setting_kinds import HERE
from deployments.probes import answers as is_there
from deployments.probes import lets_in
from deployments.setup import databases
from deployments.setup.databases import PREFECTS
from deployments.setup.env_files import Folder, Setting
from deployments.setup.questions import Answers, FoundByTrying, Odd, SetupQuestion

WORKERS, SERVERS = "worker.env", "prefect.env"
CREDENTIAL: Final = "PREFECT_API_AUTH_STRING"
URL: Final = "PREFECT_API_URL"
EXTENSION: Final = "CREATE EXTENSION IF NOT EXISTS pg_trgm"


def questions(folder: Folder) -> list[SetupQuestion]:
    stands = databases.stands_at(folder, PREFECTS)
    word = str(stands.password) if stands and stands.password else ""
    return [
        SetupQuestion(
            "url",
            N_("Address of a Prefect server of yours"),
            N_("Leave it empty: one of our own runs on this machine. Else https://…/api"),
            stands=folder.get("common.env", URL),
            optional=True,
            check=_elsewhere,
        ),
        SetupQuestion(
            "credential",
            N_("Its credential, NAME:WORD"),
            N_("For our own, leave it empty: it is made here."),
            stands=folder.get(WORKERS, CREDENTIAL),
            secret=True,
            optional=True,
            check=_a_credential,
        ),
        SetupQuestion(
            "database",
            N_("Its database, for our own"),
            stands=(stands and stands.database) or "prefect",
        ),
        SetupQuestion(
            "password",
            databases.PASSWORD_OF[PREFECTS.name],
            stands=word,
            secret=True,
            optional=True,
        ),
    ]


def _elsewhere(said: str) -> str:
    address = urlsplit(said)
    if not address.hostname or address.scheme not in {"https", "http"}:
        raise Odd(N_("An address is like https://prefect.place.example/api"))
    if address.scheme == "http" and address.hostname not in HERE:
        raise Odd(N_("Prefect is asked over an open line: let it listen here only, or by https."))
    return said.rstrip("/")


def _a_credential(said: str) -> str:
    name, colon, word = said.partition(":")
    if not (name and colon and len(word) >= 12):
        raise Odd(N_("A credential is NAME:WORD, the word of twelve signs or more."))
    return said


def whole(folder: Folder, said: Answers) -> dict[str, str]:
    """With what is made here, and where the record's own database is."""
    record = {each.key: each.stands for each in databases.questions(folder)}
    made = said["credential"] or f"admin:{secrets.token_urlsafe(24)}"
    own = {} if said["url"] else {"credential": made}
    of_record = {key: record[key] for key in ("host", "port", "tls")}
    return {**of_record, **said, **own, "name": said["database"]}


def settings(folder: Folder, said: Answers) -> Iterator[Setting]:
    yield Setting("common.env", URL, said["url"])
    yield Setting(WORKERS, CREDENTIAL, said["credential"])
    yield Setting(SERVERS, CREDENTIAL, said["credential"])
    if not said["url"]:
        yield databases.setting(folder, PREFECTS, databases.address(said, PREFECTS))


def tried(said: Answers) -> list[FoundByTrying]:
    if said["url"]:
        return list(_server(said["url"], said["credential"]))
    if not said["password"]:
        return [
            FoundByTrying(N_("Prefect's own database has a role of its own: give its password."))
        ]
    to = databases.address(said, PREFECTS)
    found = databases.try_all([(PREFECTS, to)], said)
    return found or list(_extension(said))


def _server(url: str, credential: str) -> Iterator[FoundByTrying]:
    if lets_in(f"{url}/admin/version"):
        message = N_("Prefect answers without a credential: set PREFECT_API_AUTH_STRING for it.")
        yield FoundByTrying(message)
    elif not is_there(f"{url}/health", credential):
        yield FoundByTrying(N_("Prefect does not answer at %(url)s."), {"url": url})
    elif not lets_in(f"{url}/admin/version", credential):
        yield FoundByTrying(N_("Prefect at %(url)s does not take this credential."), {"url": url})


def _extension(said: Answers) -> Iterator[FoundByTrying]:
    """Which the owner of a database may make (docs, CREATE EXTENSION, trusted), where the server
    has it."""
    address = databases.address(said, PREFECTS).set(drivername="postgresql")
    try:
        with psycopg.connect(address.render_as_string(hide_password=False)) as line:
            line.execute(EXTENSION)
    except psycopg.Error:
        yield FoundByTrying(
            N_("In the database %(database)s, as superuser: CREATE EXTENSION pg_trgm"),
            {"database": said["name"]},
        )
