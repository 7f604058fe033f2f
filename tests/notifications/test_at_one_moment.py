"""What one person is asked at several tables at one moment is one mail: 10(2), 18(2), 0175."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from core.i18n import LANGUAGES
from core.ids import new_id
from identity import links
from models.life import Life
from models.outbox import Message, MessageStatus
from models.people import LinkPurpose, MemberLink, Professional
from models.session import unit_of_work
from notifications import at_one_moment, delivery, outbox, samples
from notifications.notices import NOTICES
from notifications.notices.base import Notice
from notifications.notices.declarations import DeclarationsRequested
from notifications.notices.entries import OfEntry
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import end_lease, messages
from tests.notifications.table import Table, _seat, change, closed, set_table
from tests.notifications.two_centres import text

QUARTER = "2026-Q2"
DECLARED = ("declarations/request", "quarterly/declaration")


def seat_at(table: Table, key: str, kind: str) -> tuple[UUID, UUID]:
    """The same doctor at another table of the centre; gives life and link."""
    with unit_of_work() as work:
        life = Life(
            kind=kind, key=key, municipality_id=table.municipality, began_at=work.clock.now()
        )
        work.session.add(life)
        work.session.flush()
        member, _, _ = _seat(work, life, work.session.get_one(Professional, table.doctor))
        link = links.issue(work, member.id, LinkPurpose.DECLARE)
        return life.id, link.id


def quarterly(table: Table, life: UUID, link: UUID) -> Notice:
    asked = table.notice("quarterly/declaration", quarter=QUARTER)
    return replace(asked, life_id=life, link_id=link)


def asked_at_two(table: Table) -> UUID:
    """In a case and for the quarter; gives the life of the municipal table."""
    life, link = seat_at(table, f"ferizaj:{QUARTER}", "quarterly")
    table.queue("declarations/request")
    told = quarterly(table, life, link)
    with unit_of_work() as work:
        outbox.queue(work, told)
    return life


@pytest.mark.article("10(2)", "18(2)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_declarations_of_two_tables_are_one_mail_and_each_is_proved_by_its_own_row(
    database: FrozenClock, server: MailServer, language: str
) -> None:
    table = set_table(language)
    life = asked_at_two(table)
    assert delivery.deliver(table.life).sent == 2
    assert delivery.deliver(life).sent == 0
    ((_, mail),) = server.accepted
    said = text(mail)
    assert said.count("/l/") == 2
    assert samples.CASE in said
    assert QUARTER in said
    assert mail["Reply-To"] is None, "neither case manager answers for the other"
    rows = messages()
    assert sorted(row.template for row in rows) == sorted(DECLARED)
    assert {row.status for row in rows} == {MessageStatus.SENT}
    assert {row.left_as for row in rows} == {server.message_ids[0]}
    assert len({row.accepted_at for row in rows}) == 1


@pytest.mark.article("18(2)")
def test_whoever_is_asked_at_one_table_is_told_of_that_one(
    database: FrozenClock, server: MailServer
) -> None:
    table = set_table("en")
    table.queue("declarations/request")
    delivery.deliver(table.life)
    asked_at_two(table)
    with unit_of_work() as work:
        life = work.session.scalars(select(Life).where(Life.kind == "quarterly")).one().id
    delivery.deliver(life)
    assert len(server.accepted) == 2
    assert all(text(mail).count("/l/") == 1 for _, mail in server.accepted)


@pytest.mark.article("18(2)")
def test_whoever_finds_one_of_them_after_a_kill_sends_the_same_again(
    database: FrozenClock, server: MailServer
) -> None:
    table = set_table("en")
    life = asked_at_two(table)
    assert len(delivery.take(Message.life_id == table.life)) == 2
    for row in messages():
        change(Message, row.id, end_lease)
    delivery.deliver(life)
    ((_, mail),) = server.accepted
    assert text(mail).count("/l/") == 2
    assert {row.status for row in messages()} == {MessageStatus.SENT}


def moved(table: Table) -> UUID:
    """All that had left to the doctor leaves anew: a request, a declaration, an invitation."""
    life, link = seat_at(table, f"ferizaj:{QUARTER}", "quarterly")
    mark, former = new_id(), []
    with unit_of_work() as work:
        read = links.issue(work, table.member, LinkPurpose.READ, new_id())
        notices: list[Notice] = [
            table.notice("reports/request"),
            quarterly(table, life, link),
            table.notice("convening/invitation", link_id=read.id, sequence=0),
        ]
        outbox.queue_all(work, notices)
        former = [each.link_id for each in notices]
    delivery.deliver(table.life)
    delivery.deliver(life)
    with unit_of_work() as work:
        for id in former:
            old = work.session.get_one(MemberLink, id)
            closed(work.clock.now())(old)
            work.session.flush()
            new = links.issue(work, old.member_id, old.purpose, old.subject_id)
            outbox.move(work, old.id, new.id, mark)
    return life


@pytest.mark.article("18(1)", "8(3)", "8(9)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_leaves_anew_is_one_mail_beside_the_invitation(
    database: FrozenClock, server: MailServer, language: str
) -> None:
    table = set_table(language)
    life = moved(table)
    server.accepted.clear()
    assert delivery.deliver(life).sent == 2
    assert delivery.deliver(table.life).sent == 1
    (_, mail), (_, invitation) = server.accepted
    said = text(mail)
    assert said.count("/l/") == 2
    assert samples.CASE in said
    assert QUARTER in said
    assert "2026" in said.split(samples.CASE)[1], "until when the report is due"
    parts = [part.get_content_type() for part in invitation.walk()]
    assert "text/calendar" in parts
    assert "text/calendar" not in [part.get_content_type() for part in mail.walk()]
    anew = [row for row in messages() if "left_anew" in row.context]
    assert len(anew) == 3
    assert {row.status for row in anew} == {MessageStatus.SENT}
    assert len({row.left_as for row in anew}) == 2


def test_every_entry_of_a_calendar_is_a_mail_of_its_own() -> None:
    entries = {name for name, each in NOTICES.items() if issubclass(each, OfEntry)}
    with_link = {name for name in entries if NOTICES[name].has_link}
    assert with_link <= {*at_one_moment.OF_ITS_OWN}
    assert DeclarationsRequested.template in at_one_moment.DECLARED
