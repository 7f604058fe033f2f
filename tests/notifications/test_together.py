"""One mail a morning for who sits at tables of several centres: 0175; kills as in F1."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import FrozenClock, at_local
from models.life import AuditEntry, Life
from models.outbox import Message
from models.people import MemberLink
from models.session import unit_of_work
from notifications import delivery, together
from notifications.delivery import Delivery
from tests.notifications.mail_server import TAKEN, MailServer
from tests.notifications.rows import messages
from tests.notifications.table import change, closed
from tests.notifications.test_words import shape
from tests.notifications.two_centres import (
    DAY,
    MORNING,
    Centres,
    There,
    numbers,
    text,
    two_centres,
)


@pytest.fixture
def centres(database: FrozenClock) -> Centres:
    return two_centres()


def test_one_mail_has_what_both_centres_wait_for(centres: Centres, server: MailServer) -> None:
    here, there = centres
    here.queue()
    there.queue()
    assert delivery.deliver(here.round) == Delivery(sent=2)
    assert delivery.deliver(there.round) == Delivery()
    ((_, mail),) = server.accepted
    said = text(mail)
    assert said.index("CSW Ferizaj:") < said.index("R-26-1001") < said.index("CSW Gjilan:")
    assert said.index("CSW Gjilan:") < said.index("R-26-2002")
    assert "2 things" in str(mail["Subject"])
    assert str(mail["From"]).startswith("Tryeza <")  # no centre speaks for another
    assert mail["Reply-To"] is None
    assert said.count("/l/") == 2


def test_it_reads_the_same_as_a_page(centres: Centres, server: MailServer) -> None:
    for each in centres:
        each.queue()
    delivery.deliver(centres[0].round)
    ((_, mail),) = server.accepted
    part = mail.get_body(("html",))
    assert part is not None
    page = str(part.get_content())
    links = shape(page).links
    assert len([link for link in links if "/l/" in link]) == 2
    assert page.index("CSW Ferizaj:") < page.index("R-26-1001") < page.index("CSW Gjilan:")
    assert page.count("<ul") == 2


def test_each_row_keeps_its_own_record_of_the_same_answer(
    centres: Centres, server: MailServer
) -> None:
    for each in centres:
        each.queue()
    delivery.deliver(centres[1].round)
    mine, theirs = (each.mail() for each in centres)
    assert mine.status == theirs.status == "sent"
    assert mine.reply == theirs.reply
    assert mine.accepted_at == theirs.accepted_at
    assert mine.left_as == theirs.left_as == server.message_ids[0]
    assert len(mine.context["items"]) == len(theirs.context["items"]) == 1
    assert "R-26-2002" not in str(mine.context) + mine.key
    assert "R-26-1001" not in str(theirs.context) + theirs.key
    with unit_of_work(read_only=True) as work:
        assert work.session.scalars(select(AuditEntry)).all() == []


@pytest.mark.parametrize("trouble", ["451 4.3.0 Later", "drop"])
def test_what_was_tried_in_vain_leaves_in_the_other_centres_mail_of_a_later_morning(
    centres: Centres, server: MailServer, clock: FrozenClock, trouble: str
) -> None:
    here, there = centres
    clock.moment = at_local(MORNING)
    here.queue()
    server.answers["RCPT"].append(trouble)
    assert delivery.deliver(here.round) == Delivery(delayed=1)
    clock.moment = at_local(MORNING + DAY)  # by itself it would wait some minutes still
    there.queue(morning=MORNING + DAY)
    assert delivery.deliver(there.round) == Delivery(sent=2)
    assert numbers(server) == [["R-26-1001", "R-26-2002"]]
    assert here.mail().left_as == there.mail().left_as


def test_what_may_have_arrived_leaves_again_as_it_was(
    centres: Centres, server: MailServer, clock: FrozenClock
) -> None:
    here, there = centres
    here.queue()
    server.answers["DATA"].append(TAKEN)
    assert delivery.deliver(here.round) == Delivery(delayed=1)
    there.queue(morning=MORNING + DAY)
    delivery.deliver(there.round)
    clock.moment += timedelta(hours=1)
    delivery.deliver(here.round)
    assert numbers(server) == [["R-26-1001"], ["R-26-2002"], ["R-26-1001"]]
    first, _, again = server.message_ids
    assert first == again == here.mail().message_id


def test_two_of_one_morning_that_waited_are_one_mail(
    centres: Centres, server: MailServer, clock: FrozenClock
) -> None:
    here, _ = centres
    here.queue()
    server.answers["MAIL"].append("451 4.3.0 Later")
    delivery.deliver(here.round)
    here.queue(number=2)
    clock.moment += timedelta(hours=1)
    assert delivery.deliver(here.round) == Delivery(sent=2)
    ((_, mail),) = server.accepted
    assert "CSW Ferizaj:" not in text(mail)
    assert "CSW Ferizaj" in str(mail["From"])


def test_what_was_done_there_meanwhile_is_left_out(
    centres: Centres, server: MailServer, clock: FrozenClock
) -> None:
    for each in centres:
        each.queue()
    change(MemberLink, centres[1].link, closed(clock.now()))
    assert delivery.deliver(centres[0].round) == Delivery(sent=1)
    delivery.deliver(centres[1].round)
    assert numbers(server) == [["R-26-1001"]]
    assert [each.mail().status for each in centres] == ["sent", "obsolete"]
    assert server.message_ids == [centres[0].mail().message_id]


def test_what_cannot_be_written_there_holds_up_nobody_here(
    centres: Centres, server: MailServer
) -> None:
    for each in centres:
        each.queue()
    broken = {"items": "?", "morning": MORNING.isoformat()}
    change(Message, centres[1].mail().id, lambda row: setattr(row, "context", broken))
    assert delivery.deliver(centres[0].round) == Delivery(sent=1)
    delivery.deliver(centres[1].round)
    assert [each.mail().status for each in centres] == ["sent", "set_aside"]


def test_who_has_more_of_one_morning_gets_no_row_twice(
    centres: Centres, server: MailServer
) -> None:
    centres[0].queue()
    centres[1].queue()
    centres[1].queue(number=2)
    delivery.deliver(centres[0].round)
    delivery.deliver(centres[1].round)
    (mail,) = server.accepted
    assert {each.status for each in messages()} == {"sent"}
    assert text(mail[1]).count("R-26-2002") == 2


def round_due(there: There, at: str) -> None:
    def until(life: Life) -> None:
        life.last_look = {"until": at}

    change(Life, there.round, until)


def test_it_waits_for_the_round_of_the_other_centre_a_quarter_of_an_hour_at_most(
    centres: Centres, server: MailServer, clock: FrozenClock
) -> None:
    here, there = centres
    round_due(there, clock.now().isoformat())
    here.queue()
    assert delivery.deliver(here.round) == Delivery()
    assert here.mail().not_before == clock.now() + together.A_MOMENT
    there.queue()  # its round, a moment later
    assert delivery.deliver(there.round) == Delivery(sent=2)
    assert numbers(server) == [["R-26-1001", "R-26-2002"]]
    centres[0].queue(morning=MORNING + DAY)
    clock.moment += together.WAITS
    delivery.deliver(here.round)
    assert len(server.accepted) == 2  # it never came


def test_a_round_that_stands_still_or_is_to_come_is_not_waited_for(
    centres: Centres, server: MailServer, clock: FrozenClock
) -> None:
    here, there = centres
    round_due(there, (clock.now() + timedelta(hours=1)).isoformat())
    here.queue()
    assert delivery.deliver(here.round) == Delivery(sent=1)
    round_due(there, clock.now().isoformat())
    change(Life, there.round, lambda life: setattr(life, "stalled_at", clock.now()))
    here.queue(morning=MORNING + DAY)
    assert delivery.deliver(here.round) == Delivery(sent=1)
