"""Nobody has heard of a keeper: each administrator is written to, once for a silence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from deployments import watch
from models.life import WATCH, Heartbeat
from models.session import unit_of_work
from notifications.channels.mail_line import trust
from runtime import repairs
from tests.builders import ADMIN, ACase
from tests.deployments.test_modes import WAYS
from tests.notifications import mail_server
from tests.notifications.mail_server import MailServer
from tests.told import told


@pytest.fixture
def server(begun: ACase, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A record with an administrator, and a mail server of the authority's."""
    monkeypatch.setattr(watch, "look", lambda *_, **__: [])  # what doctor finds is another test's
    monkeypatch.setattr(watch, "join_system", lambda _: None)
    with mail_server.running() as found:
        ways = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(found.port), "SMTP_TLS": "none"}
        with told({**WAYS, **ways, "TRYEZA_MODE": "production"}):
            monkeypatch.setattr(
                "models.mode.check", lambda *_: None
            )  # the tests' record is a demo's
            trust.cache_clear()
            yield found
    trust.cache_clear()


def keeper_was_heard(ago: timedelta | None) -> None:
    with unit_of_work() as work:
        work.session.execute(delete(Heartbeat).where(Heartbeat.name == "keeper"))
        if ago is not None:
            work.session.add(Heartbeat(name="keeper", beat_at=datetime.now(UTC) - ago))


def kept() -> dict[str, Any]:
    with unit_of_work() as work:
        query = select(Heartbeat.detail).where(Heartbeat.name.startswith(WATCH))
        found: dict[str, Any] = work.session.scalars(query).one()
        return found


def test_a_silence_is_told_once_and_the_next_one_again(server: MailServer) -> None:
    keeper_was_heard(timedelta(minutes=9))
    watch.watch()
    assert server.accepted == []
    keeper_was_heard(timedelta(minutes=11))
    watch.watch()
    watch.watch()
    (to, message), *more = server.accepted
    assert more == []
    assert to == ADMIN
    assert message["Subject"] == "Tryeza ka ndaluar"
    keeper_was_heard(timedelta())
    watch.watch()
    assert "silence" not in kept()
    for count in (2, 3):  # also where it was heard of between two looks
        keeper_was_heard(timedelta(minutes=11))
        watch.watch()
        assert len(server.accepted) == count


def test_who_left_in_order_is_silent_from_when_it_was_seen(server: MailServer) -> None:
    keeper_was_heard(None)
    watch.watch()
    assert server.accepted == []
    with unit_of_work() as work:
        (beat,) = work.session.scalars(
            select(Heartbeat).where(Heartbeat.name.startswith(WATCH))
        ).all()
        since = datetime.fromisoformat(beat.detail["silence"]["since"]) - timedelta(minutes=10)
        beat.detail = {"silence": {"since": since.isoformat(), "told": []}}
    watch.watch()
    assert len(server.accepted) == 1


def test_whom_no_server_would_take_is_tried_again(server: MailServer) -> None:
    keeper_was_heard(timedelta(minutes=11))
    server.answers["RCPT"].append("451 4.3.0 later")
    watch.watch()
    assert server.accepted == []
    watch.watch()
    assert len(server.accepted) == 1


def test_who_looks_is_kept_longer_than_a_worker_that_died(server: MailServer) -> None:
    keeper_was_heard(timedelta(hours=1))
    watch.watch()
    with unit_of_work() as work:
        (beat,) = work.session.scalars(
            select(Heartbeat).where(Heartbeat.name.startswith(WATCH))
        ).all()
        beat.beat_at -= timedelta(hours=1)
        work.session.flush()
        repairs.forget_the_dead(work)
        assert list(work.session.scalars(select(Heartbeat.name))) == [beat.name]
