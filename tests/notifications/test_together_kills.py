"""The one mail of several centres: killed, put off, refused, given back, taken twice: 0175, F1."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from casework.table import undelivered
from core.clock import FrozenClock
from core.ids import new_id
from models.copies import RestoredCopy
from models.life import AuditEntry, Life
from models.outbox import Message
from models.session import unit_of_work
from notifications import after_restore, delivery, outbox, resuming
from notifications.answered import Leased
from notifications.channels.came_back import CameBack
from notifications.channels.mail import Envelope
from notifications.delivery import Delivery
from notifications.given_back import Became
from notifications.notices.base import Recipient
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import end_lease, messages
from tests.notifications.table import change
from tests.notifications.test_kills import FAILPOINTS, ROUNDS, deliver, end_leases, victims
from tests.notifications.two_centres import DAY, MORNING, Centres, numbers, two_centres


@pytest.fixture
def centres(database: FrozenClock) -> Centres:
    return two_centres()


@pytest.mark.parametrize("who", [0, 1])
def test_who_finds_it_after_a_kill_sends_the_same_mail_again(
    centres: Centres, server: MailServer, who: int
) -> None:
    for each in centres:
        each.queue()
    first, second = delivery.take(Message.life_id == centres[0].round)
    assert first.content is second.content
    assert delivery.deliver(centres[who].round).sent == 0
    for leased in (first, second):
        change(Message, leased.message, end_lease)
    assert delivery.deliver(centres[who].round).sent == 2
    assert numbers(server) == [["R-26-1001", "R-26-2002"]]
    assert first.content is not None
    assert server.message_ids == [first.content.message_id]  # type: ignore[union-attr]


def test_a_server_that_asks_for_patience_gets_the_same_mail_later(
    centres: Centres, server: MailServer, clock: FrozenClock
) -> None:
    for each in centres:
        each.queue()
    server.answers["DATA"].append("451 4.3.0 Later")
    assert delivery.deliver(centres[0].round) == Delivery(delayed=2)
    ids = {each.left_as for each in messages()}
    clock.moment += timedelta(hours=1)
    assert delivery.deliver(centres[1].round) == Delivery(sent=2)
    assert numbers(server) == [["R-26-1001", "R-26-2002"]]
    assert set(server.message_ids) == ids
    assert len(ids) == 1


def test_an_address_that_is_none_is_found_out_for_both_and_each_looks_again(
    centres: Centres, server: MailServer
) -> None:
    for each in centres:
        each.queue()
    server.answers["RCPT"].append("550 5.1.1 No such user")
    done = delivery.deliver(centres[0].round)
    assert done.refused == 2
    assert done.elsewhere == {centres[1].round}
    assert [each.mail().status for each in centres] == ["failed", "failed"]


def test_what_one_centre_has_sent_again_is_a_mail_of_its_own(
    centres: Centres, server: MailServer
) -> None:
    for each in centres:
        each.queue()
    server.answers["RCPT"].append("550 5.1.1 No such user")
    delivery.deliver(centres[0].round)
    with unit_of_work() as work:
        found = work.session.get_one(Message, centres[0].mail().id)
        outbox.requeue(work, Recipient(found.recipient, found.recipient_id))
    delivery.deliver(centres[0].round)
    assert numbers(server) == [["R-26-1001"]]
    assert server.message_ids == [centres[0].mail().message_id]
    assert [each.mail().status for each in centres] == ["sent", "failed"]


def test_two_deliveries_at_once_send_one_mail(centres: Centres, server: MailServer) -> None:
    for turn in range(8):
        morning = MORNING + turn * DAY
        for each in centres:
            each.queue(morning=morning)
        with ThreadPoolExecutor(2) as both:
            list(both.map(delivery.deliver, [each.round for each in centres]))
        release()
        for each in centres:
            delivery.deliver(each.round)
    assert {each.status for each in messages()} == {"sent"}
    assert numbers(server) == [["R-26-1001", "R-26-2002"]] * 8


def release() -> None:
    """Some seconds pass."""
    with unit_of_work() as work:
        queued = update(Message).where(Message.status == "queued")
        work.session.execute(queued.values(not_before=Message.queued_at))


def test_no_kill_loses_a_row_or_repeats_a_mail_more_than_once(
    centres: Centres, server: MailServer
) -> None:
    dice, kills = random.Random(20231227), Counter[str]()
    with ExitStack() as stack:
        processes = [stack.enter_context(victims(each.round)) for each in centres]
        for turn in range(ROUNDS):
            for each in centres:
                each.queue(morning=MORNING + turn * DAY)
            failpoint = FAILPOINTS[turn % len(FAILPOINTS)]
            kills[failpoint] += deliver(dice.choice(processes), f"{failpoint}@1")
            end_leases()
        for each, process in zip(centres, processes, strict=True):
            while outbox.pending(each.round):
                assert not deliver(process, "none")
    assert kills.total() >= ROUNDS // 2
    rows = messages()
    # what nobody had in hand is overtaken by a later morning's, which says all of it: 0174
    assert {each.status for each in rows} <= {"sent", "obsolete"}
    newest = max(each.context["morning"] for each in rows)
    assert {each.status for each in rows if each.context["morning"] == newest} == {"sent"}
    accepted = Counter(server.message_ids)
    sent = {each.left_as for each in rows if each.status == "sent"}
    assert accepted.keys() == sent  # one mail a morning
    assert len(sent) > ROUNDS // 4
    assert accepted.total() - len(accepted) == kills["smtp:after-250"]
    assert {tuple(each) for each in numbers(server)} == {("R-26-1001", "R-26-2002")}


def test_a_mail_that_comes_back_is_each_centres_to_see_to(
    centres: Centres, server: MailServer, clock: FrozenClock
) -> None:
    for each in centres:
        each.queue()
    delivery.deliver(centres[0].round)
    for each in centres:  # of nothing but the mail is it to be seen here what becomes
        change(Life, each.case, lambda life: setattr(life, "ended_at", clock.now()))
    address = frozenset({"arta.bytyqi@qkmf.example"})
    report = CameBack(frozenset(server.message_ids), address, (5, 1, 1))
    with unit_of_work() as work:
        assert undelivered.take_in(work, report).became is Became.NOT_SENT
    assert [each.mail().status for each in centres] == ["failed", "failed"]
    with unit_of_work(read_only=True) as work:
        entries = work.session.scalars(select(AuditEntry)).all()
        told = {entry.life_id: str(entry.detail) for entry in entries}
    for mine, other in (centres, centres[::-1]):
        assert str(mine.mail().id) in told[mine.round]
        for name in (other.mail().id, other.doctor, other.round):
            assert str(name) not in told[mine.round]
    with unit_of_work() as work:
        assert undelivered.take_in(work, report).became is Became.NOTHING


def test_the_rows_of_one_mail_are_never_sent_in_two_turns() -> None:
    mails = [Envelope("a@x.example", "b@x.example", b"-", f"<{n}@x.example>") for n in range(5)]
    rows = [Leased(new_id(), None, 1, mails[n]) for n in (0, 1, 1, 2, 2, 2, 3, 4)]
    assert delivery._few(rows, 3) == 6
    assert delivery._few(rows[6:], 3) == 2
    assert delivery._few(rows[5:6], 3) == 1
    assert delivery._few(rows[1:], 1) == 2


def test_after_a_restore_one_name_is_of_all_rows_of_the_mail(
    centres: Centres, clock: FrozenClock
) -> None:
    for each in centres:
        each.queue(morning=clock.today())
    rows = [each.message for each in delivery.take(Message.life_id == centres[0].round)]
    with unit_of_work() as work:
        now = clock.now()
        copy = RestoredCopy(waiting=rows, taken_at=now, restored_at=now)
        found = after_restore.held_back(work, copy, now)
        assert len({each.name for each in found}) == 1
        assert set(resuming._named(found, found[0].name[:8])) == set(rows)
        work.session.expunge_all()
