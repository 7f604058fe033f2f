"""A record that was put back: nothing is sent twice, and nothing before somebody has said so."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from core.clock import FrozenClock
from core.ids import digest, new_id, new_token
from deployments import sending_commands
from deployments.account import CannotPrepare
from identity import codes
from models import pool
from models.copies import RestoredCopy
from models.life import Heartbeat, Life, Wakeup
from models.outbox import ON_THE_WAY, MailCause, Message
from models.people import MemberLink
from models.session import unit_of_work
from notifications import after_restore, delivery, outbox
from notifications.after_restore import NotPaused, Since
from notifications.channels.came_back import CameBack
from notifications.given_back import find
from tests.database import past_the_rights
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import messages
from tests.notifications.table import Table, change


@pytest.fixture(autouse=True)
def on_a_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_stands_as", {})


def put_back(clock: FrozenClock) -> None:
    """A copy from an hour ago is put back now, as `tryeza restore` does it."""
    now = clock.now()
    with past_the_rights() as work:
        waiting = work.session.scalars(
            select(Message.id).where(Message.status.in_(ON_THE_WAY))
        ).all()
        work.session.add(
            RestoredCopy(
                file="tryeza-here-20260907T050000Z.age",
                taken_at=now - timedelta(hours=1),
                restored_at=now,
                waiting=list(waiting),
            )
        )
    clock.moment = now + timedelta(minutes=5)


@pytest.fixture
def waiting(table: Table, clock: FrozenClock) -> Table:
    """Two mails waited when the copy was taken; one of them was to leave only now."""
    table.queue()
    table.queue("reports/request", request_id=new_id())
    clock.moment += timedelta(hours=2)
    put_back(clock)
    change(Message, messages()[1].id, lambda row: setattr(row, "not_before", clock.now()))
    return table


def seen() -> dict[UUID, Since]:
    with unit_of_work() as work:
        copy = after_restore.paused(work)
        assert copy is not None
        found = after_restore.held_back(work, copy, copy.restored_at)
        return {each.id: each.since for each in found}


def worker_is_through(clock: FrozenClock) -> None:
    with unit_of_work() as work:
        work.session.add(Heartbeat(name="keeper", beat_at=clock.now(), detail={}))
        work.session.execute(update(Life).values(wake_at=None))
        work.session.execute(update(Wakeup).values(taken_at=clock.now()))


def test_no_process_takes_a_message_in_hand(waiting: Table, server: MailServer) -> None:
    one, two = messages()
    assert delivery.deliver(waiting.life) == delivery.Delivery()
    assert delivery.deliver(None) == delivery.Delivery()
    assert not delivery.deliver_now(one.id)
    assert not delivery.deliver_now(two.id)
    assert not outbox.pending(waiting.life)
    with unit_of_work() as work:
        assert outbox.next_try(work.session, waiting.life) is None
    assert server.accepted == []


def test_what_had_left_counts_as_sent_and_the_rest_leaves_once(
    waiting: Table, server: MailServer, clock: FrozenClock
) -> None:
    one, two = messages()
    assert seen() == {one.id: Since.LEFT, two.id: Since.LATER}

    def refused(row: Message) -> None:  # at a try before the copy
        row.cause, row.tried_since, row.answered_at = MailCause.SERVER, clock.now(), clock.now()

    change(Message, one.id, refused)
    worker_is_through(clock)
    stopped_at = clock.now() - timedelta(minutes=20)
    sending_commands.resume(stopped_at=stopped_at)
    for _ in range(2):
        delivery.deliver(waiting.life)
    assert server.message_ids == [two.message_id]
    left, sent = messages()
    assert (left.status, left.accepted_at, left.reply) == (
        "sent",
        stopped_at,
        after_restore.COUNTED,
    )
    assert (left.cause, left.tried_since) == (None, None)  # nobody is asked to send it again
    assert sent.status == "sent"
    with unit_of_work() as work:
        copy = work.session.scalars(select(RestoredCopy)).one()
        assert (copy.stopped_at, copy.counted_as_sent) == (stopped_at, 1)
        woken = select(func.count(Wakeup.id)).where(Wakeup.taken_at.is_(None))
        assert work.session.scalar(woken) == 1
        with pytest.raises(NotPaused):
            after_restore.resume(work, [], stopped_at=stopped_at)


def test_what_is_queued_again_waits_for_a_word_and_a_log_gives_it(
    waiting: Table, server: MailServer, clock: FrozenClock, tmp_path: Path
) -> None:
    waiting.queue(request_id=new_id())
    waiting.queue(request_id=new_id())
    *_, third, fourth = messages()
    assert seen()[third.id] == Since.ANEW
    worker_is_through(clock)
    stopped_at = clock.now() - timedelta(minutes=20)
    with pytest.raises(CannotPrepare, match="2 messages were queued again"):
        sending_commands.resume(stopped_at=stopped_at)
    log = tmp_path / "mail.log"
    log.write_text("cleanup: message-id=<of.another@machine.example>\n")
    for asks in (sending_commands.status, sending_commands.resume):
        with pytest.raises(CannotPrepare, match="holds no mail of this system"):
            asks(stopped_at=stopped_at, log=[log])
    log.write_text(f"cleanup: message-id={third.message_id}\nqmgr: removed\n")
    sending_commands.resume(stopped_at=stopped_at, log=[log])
    delivery.deliver(waiting.life)
    # the first is not in the log either: it had not left after all
    assert set(server.message_ids) == {each.message_id for each in messages()} - {third.message_id}
    assert fourth.message_id in server.message_ids


def test_what_carries_a_new_link_leaves_for_the_old_one_is_dead(
    waiting: Table, server: MailServer, clock: FrozenClock, tmp_path: Path
) -> None:
    token = new_token()
    with unit_of_work() as work:
        link = MemberLink(
            token_digest=digest(token), token=token, member_id=waiting.member,
            purpose="report", created_at=clock.now(),
        )  # fmt: skip
        work.session.add(link)
    waiting.queue(request_id=new_id(), link_id=link.id)
    third = messages()[-1]
    assert seen()[third.id] == Since.NEW_LINK
    worker_is_through(clock)
    log = tmp_path / "mail.log"
    log.write_text("\n".join(each.message_id for each in messages()))
    sending_commands.resume(stopped_at=clock.now() - timedelta(minutes=20), log=[log])
    delivery.deliver(waiting.life)
    own, at, domain = third.message_id.rpartition("@")
    anew = f"{own}.1{at}{domain}"  # whoever had the mail with the dead link does not drop this one
    assert anew in server.message_ids
    assert third.message_id not in server.message_ids
    given_back = CameBack(frozenset({anew}), frozenset(), (5, 1, 1))
    with unit_of_work() as work:
        assert [each.id for each in find(work, given_back)] == [third.id]


def test_one_is_said_by_its_name(
    waiting: Table, server: MailServer, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    worker_is_through(clock)
    sending_commands.status()
    said = capsys.readouterr().out
    one, two = messages()
    assert one.message_id[1:9] in said
    assert "arta" not in said.lower()
    stopped_at = clock.now() - timedelta(minutes=20)
    with pytest.raises(CannotPrepare, match="no message that waits"):
        sending_commands.resume(stopped_at=stopped_at, send=["zz"])
    sending_commands.resume(
        stopped_at=stopped_at, send=[one.message_id[1:9]], sent=[two.message_id[1:9]]
    )
    delivery.deliver(waiting.life)
    assert server.message_ids == [one.message_id]


def test_sending_waits_for_the_worker_that_may_queue_again(
    waiting: Table, clock: FrozenClock
) -> None:
    stopped_at = clock.now() - timedelta(minutes=20)
    with pytest.raises(CannotPrepare, match="No worker was heard of"):
        sending_commands.resume(stopped_at=stopped_at)
    worker_is_through(clock)
    with unit_of_work() as work:
        work.session.execute(update(Life).values(wake_at=clock.now()))
    with pytest.raises(CannotPrepare, match="still looks at 1 cases"):
        sending_commands.resume(stopped_at=stopped_at)
    for odd in (timedelta(hours=3), -timedelta(hours=1)):
        with pytest.raises(CannotPrepare, match="is not between the copy"):
            sending_commands.resume(stopped_at=clock.now() - odd, at_once=True)
    sending_commands.resume(stopped_at=stopped_at, at_once=True)
    with pytest.raises(CannotPrepare, match="not paused"):
        sending_commands.resume(stopped_at=stopped_at)


def test_a_message_that_was_in_hand_counts_as_sent(table: Table, clock: FrozenClock) -> None:
    table.queue()
    assert delivery.take()
    put_back(clock)
    assert list(seen().values()) == [Since.LEFT]


def test_codes_are_nobodys_to_decide_on(
    table: Table, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    with unit_of_work() as work:
        before = codes.issue(work, table.link)
    put_back(clock)
    with unit_of_work() as work:
        since = codes.issue(work, table.link)
    assert seen() == {}
    worker_is_through(clock)
    sending_commands.status()
    assert "codes/code" not in capsys.readouterr().out
    sending_commands.resume(stopped_at=clock.now() - timedelta(minutes=20))
    assert not delivery.deliver_now(before)  # the system that is gone may have sent it
    assert delivery.deliver_now(since)
