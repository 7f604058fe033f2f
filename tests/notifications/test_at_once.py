"""What no life waits for is told to the workers at the commit, and to nobody before."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from sqlalchemy import make_url

from core.ids import new_id
from core.settings import settings
from models.outbox import MAIL_CHANNEL, RecipientKind
from models.session import Work, unit_of_work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.sign_in import SignInChanged
from tests.notifications.table import Table


@contextmanager
def listening() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    url = make_url(settings().database_url.get_secret_value()).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(f"LISTEN {MAIL_CHANNEL}")
        yield connection


def heard(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Of what is committed by now; a statement of its own brings it along."""
    connection.execute("SELECT 1")
    return [each.payload for each in connection.notifies(timeout=0.5, stop_after=1)]


def queue(work: Work, table: Table) -> None:
    to = Recipient(RecipientKind.ACCOUNT, table.manager)
    on = work.clock.today()
    outbox.queue(
        work, SignInChanged(recipient=to, life_id=None, on=on, what="codes", change_id=new_id())
    )


def test_it_is_told_at_the_commit_with_nothing_in_it(table: Table) -> None:
    with listening() as connection:
        with unit_of_work() as work:
            queue(work, table)
            assert heard(connection) == []
        assert heard(connection) == [""]


def test_what_is_taken_back_and_what_a_life_sends_is_not_told(table: Table) -> None:
    with listening() as connection:
        with suppress(ZeroDivisionError), unit_of_work() as work:
            queue(work, table)
            raise ZeroDivisionError
        table.queue()
        assert heard(connection) == []
