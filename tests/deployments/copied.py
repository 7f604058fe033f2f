"""One backup of a record with cases at several stages, and what is done with it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Final
from uuid import UUID

import psycopg
import pyrage
from sqlalchemy import Connection, make_url, select

from casework.case import referral
from core.crypto import KeyRing
from core.database_roles import OWNER, PORTAL, SIGN_IN, WORKER
from core.trail import TrailKeys
from deployments import backup_places
from deployments.backup_places import new_identity
from deployments.postgres import EmbeddedPostgres
from identity import calendar_feeds, enrolment, signing_in
from identity.signing_in import Caller
from models import data_keys, file_store
from models.case import Case
from models.credentials import EnrolmentPurpose
from models.file_store import FileFacts
from models.outbox import Channel, Message, MessageStatus
from models.people import MemberLink, SignInMeans
from models.pool import owners_engine
from models.session import sign_in_work, unit_of_work
from models.stored_file import FileKind
from notifications import delivery
from simulation.seed import COLLEAGUE, officer
from tests.builders import HEAD, MANAGER, ACase
from tests.identity.test_member_links import come_in
from tests.notifications.mail_server import running
from tests.scenes import a_referral
from tests.told import told

NOW: Final = datetime(2027, 3, 1, 12, tzinfo=UTC)
THE_TRAILS: Final = TrailKeys.generate()
OURS: Final = {"TRYEZA_MODE": "demo", "TRYEZA_LANGUAGE": "en", "TRYEZA_BACKUP_NAME": "ferizaj"}
ADDRESSES: Final = {
    "OWNER_DATABASE_URL": OWNER,
    "DATABASE_URL": WORKER,
    "PORTAL_DATABASE_URL": PORTAL,
    "SIGN_IN_DATABASE_URL": SIGN_IN,
}


@dataclass(frozen=True)
class Copied:
    """What a backup was made of, and what is brought to it."""

    file: Path
    identity: Path
    keys: Path
    token: str
    """Of a link in a mail."""
    case: UUID
    lives: list[UUID]
    rows: dict[str, list[tuple[object, ...]]]
    """All that was in the record."""
    moment: datetime
    left: list[str]
    """The Message-IDs of what was sent after it was made."""

    @property
    def erased(self) -> Path:
        return self.file.parent / "tryeza-ferizaj.erased"

    @property
    def ring(self) -> KeyRing:
        return KeyRing.load(self.keys)

    @property
    def identities(self) -> list[pyrage.x25519.Identity]:
        return backup_places.identities(self.identity)

    def keys_for(self, folder: Path) -> Path:
        """The ring alone, on another machine."""
        path = folder / "keys"
        path.write_text(self.ring.dump())
        return path

    def told(self, keys: Path) -> dict[str, str]:
        trail_key = self.keys.with_name("trail-key")
        return {"TRYEZA_KEYS_FILE": str(keys), "TRYEZA_TRAIL_KEY_FILE": str(trail_key)}


def more(case: ACase) -> None:
    """One more has just been referred, and another has its manager."""
    for appointed in (False, True):
        with case.head() as work:
            place = referral.municipality(work, "ferizaj").id
            other = referral.refer(work, place, a_referral()).id
            if appointed:
                referral.appoint(work, other, officer(work, MANAGER).id, by=officer(work, HEAD).id)
        case.stage.settle()
    somebody_is_in(case)
    with unit_of_work() as work:
        facts = FileFacts(FileKind.ATTACHMENT, "text/plain", "gjetje.txt")
        life, content = work.session.get_one(Case, case.case), [b"Gjetje. " * 50_000]
        file_store.store(work, life, content, facts)


def somebody_is_in(case: ACase) -> None:
    """Two are signed in; an officer is to set up an account, and has a calendar."""
    with sign_in_work() as work:
        means, one = SignInMeans.AUTHENTICATOR, officer(work, MANAGER)
        signing_in.open_session(work, case.clock, one.id, means, Caller("192.0.2.1"))
    with unit_of_work() as work:
        other = officer(work, COLLEAGUE)
        enrolment.begin(work, other, EnrolmentPurpose.INVITATION, case.clock, by=None)
        calendar_feeds.make(work, account_id=other.id)
        link = work.session.scalars(select(MemberLink).limit(1)).one()
    come_in(link)


def to_open(folder: Path) -> tuple[Path, str]:
    path = folder / "identity"
    return path, new_identity(path)


def to_mail(port: int) -> dict[str, str]:
    """A mail server on this machine."""
    return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_TLS": "none"}


def send_some() -> list[str]:
    """The system goes on, and three mails leave."""
    with unit_of_work() as work:
        mails = select(Message.id).where(Message.channel == Channel.MAIL)
        waiting = mails.where(Message.status == MessageStatus.QUEUED).order_by(Message.queued_at)
        them = work.session.scalars(waiting).all()
    with running() as server, told(OURS | to_mail(server.port)):
        left = filter(delivery.deliver_now, them)  # some are overtaken by now, and leave no more
        assert len(list(islice(left, 3))) == 3
        return server.message_ids


@contextmanager
def an_empty_one(postgres: EmbeddedPostgres, name: str) -> Iterator[dict[str, str]]:
    """An empty database with its roles; gives what its processes are told."""
    postgres.create_database(name)
    try:
        yield {each: postgres.url(role, name) for each, role in ADDRESSES.items()}
    finally:
        postgres.drop_database(name)


@contextmanager
def told_of(addresses: dict[str, str]) -> Iterator[None]:
    """This process works on that record."""
    data_keys.forget()
    with told(addresses):
        yield
    data_keys.forget()


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All that is in a record, as its owner sees it."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, options="-c tryeza.wall=lifted") as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return {
            name: connection.execute(f"SELECT {name}::text FROM {name} ORDER BY 1").fetchall()
            for (name,) in names
        }


def is_empty(url: str) -> bool:
    return not rows(url)


@contextmanager
def undone(postgres: EmbeddedPostgres) -> Iterator[Connection]:
    """On the record of the tests, of which nothing stays."""
    engine = owners_engine(postgres.url(OWNER))
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def started(said: Mapping[str, str], *words: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "deployments.cli", *map(str, words)]
    return subprocess.Popen(command, env={**os.environ, **said}, stderr=subprocess.DEVNULL)


@contextmanager
def somebody_at_work() -> Iterator[None]:
    """Acts are committed all the while."""
    over = Event()

    def act() -> None:
        while not over.wait(0.02):
            with unit_of_work() as work:
                work.record("somebody acts")

    thread = Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
