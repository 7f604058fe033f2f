"""Proof of notice: for each person what was sent, when a server took it, and what was read."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from bench.statements import counted
from casework import messages
from casework.record.not_arrived import Sought
from casework.table import convening, disowned_addresses, service
from core.clock import at_local, local_time
from core.ids import new_id
from core.settings import Settings
from models.case import Member
from models.life import Life
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from notifications import outbox
from notifications.notices.base import Recipient
from rules.convening import last_day_to_invite
from rules.service import HandedOver, Served
from simulation.stage import member_acting
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    SILENT,
    ACase,
)
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, COMMUNITIES, HEALTH, Guest, link_of
from tests.scenes import FAMILY
from workflow.life import look_again

INVITATION = "convening/invitation"
MORE = """
    INSERT INTO message SELECT (jsonb_populate_record(message, jsonb_build_object(
        'id', gen_random_uuid(), 'key', message.key || ':' || gen_random_uuid()
    ))).* FROM message, generate_series(1, 40) WHERE life_id = %(life)s
"""


def page_of(browser: Browser, case: ACase, language: str = "en") -> str:
    found = browser.get(f"/cases/{case.row().number}/notices?lang={language}")
    assert found.status_code == 200
    return found.text


def section(page: str, case: ACase, email: str) -> str:
    """What stands of one person, without markup."""
    found = re.search(rf'<section id="seat-{case.seat(email)}">.*?</section>', page, re.S)
    assert found is not None, email
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def row_of(case: ACase, email: str, template: str = INVITATION) -> Message:
    (found, *_) = case.messages(template, case.person(email))
    return found


def say(message: UUID, **values: object) -> None:
    with unit_of_work() as work:
        query = update(Message).where(Message.id == message).values(**values)
        (reader,) = work.session.scalars(query.returning(Message.recipient_id))
        tables = select(Life.id).join(Member, Member.life_id == Life.id)
        lives = work.session.scalars(tables.where(Member.professional_id == reader)).all()
    for life in lives:
        look_again(life)


@pytest.mark.article("8(3)")
def test_each_is_judged_by_the_moment_at_which_the_server_took_theirs(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    last = last_day_to_invite(case.meeting().day)
    case.stage.move_to(last + timedelta(days=1))
    accepted = {SILENT: at_local(last), ADVOCATE: at_local(last + timedelta(days=1))}
    for email, at in accepted.items():
        say(row_of(case, email).id, accepted_at=at, status="sent", reply="250 2.0.0 accepted")
    say(
        row_of(case, COMMUNITIES).id, accepted_at=None, status="failed",
        cause="address", reply="550 5.1.1 address",
    )  # fmt: skip
    page = page_of(sign_in(MANAGER), case)
    in_time, late, refused = (section(page, case, each) for each in (SILENT, ADVOCATE, COMMUNITIES))
    assert "accepted by the server" in in_time
    assert "answer: 250 2.0.0" in in_time
    assert "in time" in in_time
    assert "not in time" not in in_time
    assert "not in time" in late
    assert "refused by the server" in refused
    assert "The address or number leads to nobody: 550 5.1.1" in refused
    assert "not in time" in refused, "what was refused was not sent"
    on_case = re.sub(r"<[^>]+>", " ", sign_in(HEAD).get(f"/cases/{case.row().number}").text)
    assert "1 did not arrive" in on_case


@pytest.mark.article("8(3)")
def test_what_was_handed_over_in_time_stands_beside_it_with_who_entered_it(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    last = last_day_to_invite(case.meeting().day)
    say(row_of(case, ADVOCATE).id, accepted_at=None, status="given_up", cause="server")
    case.stage.move_to(last)
    with case.manager() as work:
        service.record(
            work, case.meeting().id, [case.seat(ADVOCATE)], Served.INVITATION,
            HandedOver(last, witness="Portieri i qendrës"),
        )  # fmt: skip
    case.stage.move_to(last + timedelta(days=2))
    said = section(page_of(sign_in(HEAD), case), case, ADVOCATE)
    assert "by hand" in said
    assert "witness: Portieri i qendrës" in said
    assert str(case.account(MANAGER).name) in said
    assert "not in time" not in said, "one way that was in time is enough"


@pytest.mark.article("8(3)")
def test_a_meeting_that_is_called_off_makes_nobodys_notice_late(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    say(row_of(case, ADVOCATE).id, accepted_at=None, status="given_up", cause="server")
    with case.manager() as work:
        convening.cancel(work, case.case)
    case.stage.move_to(case.clock.today() + timedelta(days=10))
    said = section(page_of(sign_in(HEAD), case), case, ADVOCATE)
    assert "not in time" not in said


@pytest.mark.article("18(1)")
def test_a_link_that_was_used_says_so_each_by_itself(
    a_case: At, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    """A code lets in by one link; another that is opened in the same session counts as well."""
    case = a_case("invited")
    assert "came in last on" not in section(page_of(sign_in(HEAD), case), case, HEALTH)
    case.clock.moment += timedelta(minutes=17)
    Guest(browser, demo, link_of(HEALTH, "read")).enter()
    said = section(page_of(sign_in(HEAD), case), case, HEALTH)
    assert "came in last on" in said
    opened = f"{local_time(case.clock.moment):%H:%M}"
    assert said.count(opened) == 1, "nobody opened the other one"
    case.clock.moment += timedelta(minutes=1)
    later = f"{local_time(case.clock.moment):%H:%M}"
    second = browser.get(link_of(HEALTH, "declare"))
    assert second.headers["location"].endswith("/go")
    browser.get(second.headers["location"])
    said = section(page_of(sign_in(HEAD), case), case, HEALTH)
    assert (said.count(opened), said.count(later)) == (1, 1)
    assert "came in last on" not in section(page_of(sign_in(HEAD), case), case, ADVOCATE)


def test_a_reminder_of_the_morning_stands_where_it_was_due_and_nothing_of_another_case(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("reminded")
    page = page_of(sign_in(MANAGER), case)
    said = section(page, case, SILENT)
    assert said.count("Reminder of the morning") == len(case.reminders(case.person(SILENT))) > 0
    others = set(re.findall(r"R-\d{4}-\d+|[A-Z]{2}-\d{4}-\d+", page)) - {case.row().number}
    assert others == set()
    on_case = re.sub(r"<[^>]+>", " ", sign_in(MANAGER).get(f"/cases/{case.row().number}").text)
    assert "last reminded on" in on_case


def test_the_line_of_who_is_waited_for_has_the_last_reminder(a_case: At, sign_in: SignIn) -> None:
    case = a_case("reminded")
    day = case.clock.today()
    page = re.sub(r"<[^>]+>", "", sign_in(MANAGER).get("/?lang=en").text)
    (line,) = [each for each in page.splitlines() if "report is missing" in each]
    assert f"Last reminded on {day.day} " in line
    head = sign_in(HEAD).get(f"/cases/{case.row().number}?lang=en").text
    assert f"last reminded on {day.day} " in head


@pytest.mark.article("18(1)")
def test_it_is_read_by_whoever_may_read_the_case_and_says_nothing_of_the_child(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    for reader in (MANAGER, HEAD):
        page = page_of(sign_in(reader), case)
        for word in (*FAMILY.child.name.split(), FAMILY.mother, FAMILY.father):
            assert word not in page
        with unit_of_work() as work:
            starts = work.session.scalars(
                select(Message.context["agenda"].astext).where(Message.template == INVITATION)
            ).first()
        assert starts is None or starts not in page
    address = f"/cases/{case.row().number}/notices"
    for other in (OTHER_MANAGER, OTHER_HEAD):
        assert sign_in(other).get(address).status_code == 404
    assert sign_in(ADMIN).get(address).status_code in {403, 404}


@pytest.mark.article("8(3)")
def test_what_is_sent_again_to_another_address_stands_as_sent_once_more(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    row = row_of(case, ADVOCATE)
    say(row.id, status="sent", accepted_at=case.clock.moment)
    assert row.link_id is not None
    with unit_of_work() as work:
        outbox.move(work, row.link_id, row.link_id, new_id())
    said = section(page_of(sign_in(HEAD), case), case, ADVOCATE)
    assert said.count("sent once more") == 1


def test_what_a_server_took_and_gave_back_and_a_text_on_the_telephone(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    case = a_case("invited")
    now, text_id = case.clock.moment, row_of(case, SILENT).id
    say(row_of(case, ADVOCATE).id, status="failed", accepted_at=now, cause="address")
    cleaner.connection.execute("UPDATE message SET channel = 'sms' WHERE id = %s", [text_id])
    say(text_id, status="sent", accepted_at=now, delivered_at=now)
    page = page_of(sign_in(HEAD), case)
    assert "accepted first, then given back" in section(page, case, ADVOCATE)
    said = section(page, case, SILENT)
    assert "delivered to the telephone" in said
    assert "by SMS" in said


@pytest.mark.article("8(3)")
def test_what_came_back_from_a_full_mailbox_did_not_arrive_and_counts_as_sent(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    row = row_of(case, ADVOCATE)
    now = case.clock.moment
    manager = sign_in(MANAGER)

    def accepted(page: str) -> int:
        return int(re.findall(r"(\d+) of \d+ accepted", page)[0])

    say(row.id, status="sent", accepted_at=now, reply="250 2.0.0 accepted")
    before = accepted(section(page_of(manager, case), case, ADVOCATE))
    say(row.id, cause="returned", answered_at=now, reply="5.2.2 returned")
    said = section(page_of(manager, case), case, ADVOCATE)
    assert "accepted first, then given back" in said
    assert "the mailbox is full, 5.2.2" in said
    assert "given back:" in said
    assert "not in time" not in said, "it was sent, and by law that counts"
    assert accepted(said) == before - 1
    on_case = re.sub(r"<[^>]+>", " ", manager.get(f"/cases/{case.row().number}").text)
    assert "1 did not arrive" in on_case
    with case.manager() as work:
        messages.send_again(work, Sought(message=row.id))
    assert "accepted first, then given back" in section(page_of(manager, case), case, ADVOCATE)


@pytest.mark.article("8(3)")
def test_what_came_back_and_was_sent_again_shows_both(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    row, first = row_of(case, ADVOCATE), case.clock.moment
    say(
        row.id, status="failed", cause="address", reply="5.1.1 returned", accepted_at=first,
        answered_at=first + timedelta(minutes=4),
    )  # fmt: skip
    with unit_of_work() as work:
        outbox.requeue(work, Recipient(row.recipient, row.recipient_id))
    say(row.id, status="sent", accepted_at=first + timedelta(hours=3), reply="250 2.0.0 ok")
    said = section(page_of(sign_in(MANAGER), case), case, ADVOCATE)
    assert "before: accepted first, then given back" in said
    assert "5.1.1" in said
    for at in (first, first + timedelta(minutes=4), first + timedelta(hours=3)):
        assert f"{local_time(at):%H:%M}" in said


def test_every_state_has_its_words_and_every_notice_its_line_in_three_languages(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closed")
    head = sign_in(HEAD)
    for language in ("sq", "sr", "en"):
        page = page_of(head, case, language)
        assert page.count("<h2>") >= len(case.members())


@pytest.mark.article("14(1)")
def test_it_asks_no_more_for_many_notices(a_case: At, sign_in: SignIn, cleaner: Cleaner) -> None:
    case = a_case("overdue")
    manager = sign_in(MANAGER)
    page_of(manager, case)
    with counted() as few:
        before = page_of(manager, case)
    cleaner.connection.execute(MORE, {"life": case.case})
    with counted() as many:
        after = page_of(manager, case)
    assert after.count("<tr") > 10 * before.count("<tr")
    assert len(few) == len(many)
    assert len(many) <= 20


@pytest.mark.article("6(1.1)", "8(3)")
def test_what_was_said_behind_a_link_stands_beside_what_a_server_took(
    a_case: At, sign_in: SignIn
) -> None:
    """And what never was to leave is counted nowhere."""
    case = a_case("invited")
    with member_acting(case.seat(HEALTH)) as work:
        disowned_addresses.disown(work, work.session.get_one(Member, case.seat(HEALTH)))
    shown = page_of(sign_in(MANAGER), case)
    assert "this is not for them, or that they have left" in section(shown, case, HEALTH)
    assert "not for them" not in section(shown, case, SILENT)


@pytest.mark.article("8(3)")
def test_what_waits_for_a_server_that_is_away_is_on_its_way_to_nobody_whose_address_is_in_doubt(
    a_case: At, sign_in: SignIn
) -> None:
    """By proof and by the page of the meeting alike, whether or not a try has found it out."""
    case = a_case("invited")
    with member_acting(case.seat(HEALTH)) as work:
        disowned_addresses.disown(work, work.session.get_one(Member, case.seat(HEALTH)))
    say(row_of(case, HEALTH).id, status=MessageStatus.QUEUED)
    browser = sign_in(MANAGER)
    shown = page_of(browser, case)
    assert "their address was none, or in doubt" in section(shown, case, HEALTH)
    assert "in doubt" not in section(shown, case, SILENT)
    number, meeting = case.row().number, case.meeting().id
    pages = f"/meetings/{meeting}?lang=en", f"/cases/{number}?lang=en"
    for page in (browser.get(each).text for each in pages):
        assert page.count(">did not arrive<") == 1
        assert ">on its way<" in page  # the others'


@pytest.mark.article("8(3)")
def test_an_invitation_that_never_left_is_no_less_late_once_its_meeting_has_passed(
    a_case: At, sign_in: SignIn
) -> None:
    """Taken back because the hour had come: it counts, and its page says that it was not sent."""
    case = a_case("invited")
    row = row_of(case, SILENT)
    say(row.id, status=MessageStatus.QUEUED, accepted_at=None)
    case.clock.moment = case.meeting().starts_at + timedelta(hours=1)
    say(row.id, status=MessageStatus.OBSOLETE)
    part = section(page_of(sign_in(MANAGER), case), case, SILENT)
    assert "had not left when the meeting had passed" in part
    assert "not in time" in part
    assert "taken back before it left" not in part


@pytest.mark.article("8(3)")
def test_no_page_says_that_invitations_have_left_before_a_server_took_one(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    browser, meeting = sign_in(MANAGER), case.meeting().id
    pages = f"/meetings/{meeting}?lang=en", f"/meetings/{meeting}/cancel?lang=en"
    shown, cancel = (browser.get(each).text for each in pages)
    assert "not all have left" in shown
    assert "No invitation has left" in cancel
    for each in case.messages(INVITATION):
        say(each.id, status=MessageStatus.SENT, accepted_at=case.clock.now())
    shown, cancel = (browser.get(each).text for each in pages)
    assert "not all have left" not in shown
    assert "The invitations have left" in cancel
