"""An emergency at the database, and to its end: whose hand, two at once, a file as its time runs
out: decisions 0248, 0258."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import make_url, select, text

from core.clock import FrozenClock
from core.database_roles import PORTAL
from deployments.postgres import DatabaseProvider
from models import file_store
from models.emergency import Emergency
from models.life import AuditEntry
from models.outbox import Message
from models.session import unit_of_work
from rules.emergencies import READ_FOR
from tests.builders import HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import SignIn, session_of
from tests.portal.test_emergencies import ask
from tests.portal.test_files import send, the_files
from tests.waiting import wait_until


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    """The database begins with the portal; then the scene."""
    return a_case("minuted")


@pytest.mark.article("18(1)")
def test_of_two_confirmations_at_once_one_counts(case: ACase, sign_in: SignIn) -> None:
    here = ask(sign_in(OTHER_MANAGER), case.row().number)
    seconds = [sign_in(MANAGER), sign_in(HEAD)]
    for each in seconds:
        each.get(here)
    waiting = text("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
    with ThreadPoolExecutor(2) as windows:
        with unit_of_work() as work:
            work.session.scalars(select(Emergency).with_for_update()).one()
            pressed = [windows.submit(each.post, f"{here}/confirm") for each in seconds]
            wait_until(lambda: work.session.scalar(waiting) == 2)
        assert sorted(each.result(60).status_code for each in pressed) == [303, 409]
    with reading() as work:
        acts = work.session.scalars(select(AuditEntry.act)).all()
        assert acts.count("emergency confirmed") == 1
        query = select(Message.recipient_id).where(Message.template == "emergency/opened")
        readers = work.session.scalars(query).all()
        assert len(readers) == len(set(readers)), "and it is told once"


@pytest.mark.article("18(1)")
def test_a_file_that_is_read_as_its_time_runs_out_ends_within_a_piece(
    case: ACase, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks, second, number = sign_in(OTHER_MANAGER), sign_in(MANAGER), case.row().number
    second.get(f"/cases/{number}/files")
    send(second, f"/cases/{number}/files", b"Shenim. " * (file_store.PIECE // 4), "a.txt")
    (file,) = the_files(case)
    here, real = ask(asks, number), file_store.piece
    assert second.post(f"{here}/confirm").status_code == 303
    whole = asks.get(f"/cases/{number}/files/{file.id}")
    assert len(whole.content) == file.cleaned.size > file_store.PIECE

    def slowly(*read: Any) -> bytes:
        some = real(*read)
        case.clock.moment += READ_FOR
        return some

    monkeypatch.setattr(file_store, "piece", slowly)
    address = f"/cases/{number}/files/{file.id}"
    with asks.client.stream("GET", address) as answer:
        assert cut_off(answer) == whole.content[: file_store.PIECE]


def cut_off(answer: httpx.Response) -> bytes:
    """What came of an answer that broke off: no browser takes it for whole."""
    came = bytearray()
    try:
        for some in answer.iter_raw():
            came += some
    except httpx.RemoteProtocolError:
        return bytes(came)
    raise AssertionError("it came to an end")


@pytest.mark.article("18(1)")
def test_the_database_takes_no_second_person_but_their_own_and_no_act_of_who_reads(
    case: ACase, sign_in: SignIn, real_time: FrozenClock, postgres: DatabaseProvider
) -> None:
    ask(sign_in(OTHER_MANAGER), case.row().number)
    opens = (
        "UPDATE emergency SET opened_at = now(), until = now() + interval '1 hour',"
        " confirmed_by_id = %s"
    )
    manager = case.account(MANAGER).id
    as_asked = {"staff": session_of(OTHER_MANAGER, real_time)}
    forged = pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="own_hand")
    with client(postgres, **as_asked) as connection, forged:
        connection.execute(opens, [manager])
    with client(postgres, staff=session_of(MANAGER, real_time)) as connection:
        assert connection.execute(opens, [manager]).rowcount == 1
    with client(postgres, staff=session_of(OTHER_CENTRES_MANAGER, real_time)) as connection:
        assert connection.execute("SELECT FROM emergency").rowcount == 0
    with client(postgres, **as_asked) as connection:
        connection.execute("UPDATE cases SET risk = risk WHERE id = %s", [case.case])
    walled = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with client(postgres, **as_asked, emergency="x") as connection, walled:
        connection.execute("UPDATE cases SET risk = risk WHERE id = %s", [case.case])


@contextmanager
def client(
    postgres: DatabaseProvider, **said: str | None
) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """An SQL client under the portal's role, that bears these tokens; nothing of it stays."""
    url = make_url(postgres.url(PORTAL)).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        for name, value in said.items():
            connection.execute("SELECT set_config(%s, %s, false)", (f"tryeza.{name}", value))
        yield connection
        connection.rollback()
