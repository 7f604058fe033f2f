"""Messages that have not arrived: who sees which, why, and how they are sent again."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select, text, update

from bench.statements import counted
from core.clock import FrozenClock, at_local, local_day
from core.ids import new_id
from identity import codes, links
from models.case import Member
from models.life import Life, LifeKind, Wakeup
from models.outbox import MailCause, Message, MessageStatus, RecipientKind
from models.people import Account, LinkPurpose, Professional
from models.session import unit_of_work
from notifications import outbox
from notifications.notices import NOTICES
from notifications.notices.base import Recipient
from notifications.notices.sign_in import RecoveryCodeUsed
from portal import message_words
from rules.convening import last_day_to_invite
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.database import WITHOUT_TRIGGERS, Cleaner
from tests.portal.conftest import Browser, SignIn
from workflow.life import look_again

SERVER = ("given_up", "server", "550 5.7.1 recipient")
ADDRESS = ("failed", "address", "550 5.1.1 address")


def rest(case: ACase, said: tuple[str, str, str] = SERVER, template: str = "") -> int:
    """What the case has to say came back like this."""
    status, cause, reply = said
    with unit_of_work() as work:
        now = work.clock.now()
        query = update(Message).where(Message.life_id == case.case)
        if template:
            query = query.where(Message.template == template)
        found = work.session.execute(
            query.values(
                status=status, cause=cause, reply=reply, server="qkmf.example",
                tried_since=now, answered_at=now, accepted_at=None,
            ).returning(Message.id)
        ).all()  # fmt: skip
    look_again(case.case)
    return len(found)


def states(case: ACase) -> set[str]:
    with unit_of_work() as work:
        query = select(Message.status).where(Message.life_id == case.case)
        return set(work.session.scalars(query))


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    return a_case("invited")


def test_every_notice_has_a_word_for_what_it_was_for() -> None:
    assert all(message_words.kind_words(template) for template in NOTICES)


def test_every_cause_says_what_to_do() -> None:
    assert set(message_words.CAUSES) == set(MailCause)


@pytest.mark.article("8(3)")
def test_the_manager_sees_why_and_sends_all_of_them_again_in_one_act(
    case: ACase, sign_in: SignIn
) -> None:
    count = rest(case)
    manager = sign_in(MANAGER)
    assert f"{count} messages have not arrived" in words_of(manager.get("/").text)
    page = words_of(manager.get("/messages").text)
    for said in (
        "The server takes nothing from us", "its rules do not let us in", "550 5.7.1",
        "Invitation to a meeting", "qkmf.example", case.row().number, "No address is wrong",
        "Not tried any more", f"Send all {count} messages again",
    ):  # fmt: skip
        assert said in page, said
    assert "Correct the contact" not in page
    for _ in range(2):
        assert manager.post("/messages", {}).status_code == 303
    assert states(case) == {"queued"}
    assert "Every message has arrived, or is on its way" in words_of(manager.get("/messages").text)
    assert "have not arrived" not in manager.get("/").text
    with unit_of_work() as work:
        asked = work.session.scalars(
            select(func.count()).select_from(Wakeup).where(Wakeup.reason == "messages tried again")
        ).one()
        noted = work.session.scalars(
            text("SELECT detail FROM audit WHERE act = 'messages sent again'")
        ).all()
    assert asked == 1, "pressed twice it asks once"
    assert [each["messages"] for each in noted] == [count]


@pytest.mark.article("8(3)")
def test_an_invitation_put_off_on_its_last_lawful_day_stands_there_at_once(
    case: ACase, sign_in: SignIn
) -> None:
    said = ("queued", "temporary", "450 4.2.0 recipient")
    (first, *_) = case.messages("convening/invitation")
    last = last_day_to_invite(local_day(datetime.fromisoformat(first.context["starts_at"])))
    manager = sign_in(MANAGER)
    case.clock.moment = at_local(last - timedelta(days=1), time(16))
    rest(case, said, "convening/invitation")
    assert "Every message has arrived" in words_of(manager.get("/messages").text), "greylisting"
    case.clock.moment = at_local(last, time(9))
    count = rest(case, said, "convening/invitation")
    page = words_of(manager.get("/messages").text)
    assert f"Send all {count} messages again" in page
    assert "450 4.2.0" in page


def test_one_is_sent_again_and_the_others_rest(case: ACase, sign_in: SignIn) -> None:
    count = rest(case)
    manager = sign_in(MANAGER)
    (first, *_) = re.findall(r'name="message" value="([\w-]+)"', manager.get("/messages").text)
    manager.post("/messages", {"message": first})
    with unit_of_work() as work:
        found = work.session.scalars(select(Message.status).where(Message.life_id == case.case))
        assert sorted(found) == ["given_up"] * (count - 1) + ["queued"]


def test_what_left_once_more_and_was_taken_does_not_stand_there_any_more(
    case: ACase, sign_in: SignIn
) -> None:
    """It came back undelivered, and the same left with another link."""
    rest(case, ("sent", "server", "4.4.7 delayed for too long"))
    manager = sign_in(MANAGER)

    def listed() -> int:
        return manager.get("/messages").text.count('name="message"')

    before = listed()
    with unit_of_work() as work:
        carried = Message.life_id == case.case, Message.link_id.is_not(None)
        link = work.session.scalars(select(Message.link_id).where(*carried)).first()
        assert link is not None
        assert outbox.move(work, link, link, new_id()) == 1
    assert listed() == before, "it waits"
    with unit_of_work() as work:
        anew = Message.link_id == link, Message.status == MessageStatus.QUEUED
        later = work.clock.now() + timedelta(seconds=1)
        work.session.execute(
            update(Message).where(*anew).values(status=MessageStatus.SENT, accepted_at=later)
        )
    assert listed() == before - 1


def test_what_matches_the_filter_is_sent_again(case: ACase, sign_in: SignIn) -> None:
    rest(case)
    invited = rest(case, ADDRESS, "convening/invitation")
    manager = sign_in(MANAGER)
    page = words_of(manager.get("/messages?cause=address").text)
    assert f"Send all {invited} messages again" in page
    assert "The address or number leads to nobody" in page
    assert "Correct the contact" in page
    manager.post("/messages", {"cause": "address"})
    with unit_of_work() as work:
        left = work.session.scalars(
            select(Message.template).where(
                Message.status == MessageStatus.QUEUED, Message.life_id == case.case
            )
        ).all()
    assert left == ["convening/invitation"] * invited
    manager.post("/messages", {"server": "elsewhere.example"})
    assert "given_up" in states(case)
    manager.post("/messages", {"server": "qkmf.example"})
    assert states(case) == {"queued"}


def test_a_code_that_has_run_out_is_not_sent_again(case: ACase, sign_in: SignIn) -> None:
    with unit_of_work() as work:
        member = work.session.get_one(Member, case.members()[0])
        link = links.issue(work, member.id, LinkPurpose.ASKED)
        code = codes.issue(work, link.id)
        sent = update(Message).where(Message.id == code)
        work.session.execute(sent.values(status="unknown", cause="unanswered"))
    manager, sought = sign_in(MANAGER), "/messages?kind=codes/code"
    assert "Send 1 message again" in words_of(manager.get(sought).text)
    case.clock.moment += timedelta(minutes=11)
    page = words_of(manager.get(sought).text)
    assert "The code has run out; they ask for another one themselves." in page
    assert "Send 1 message again" not in page
    manager.post("/messages", {"message": str(code)})
    with unit_of_work() as work:
        assert work.session.get_one(Message, code).status == MessageStatus.UNKNOWN


def test_a_wrong_address_leads_to_the_page_where_it_is_corrected(
    case: ACase, sign_in: SignIn
) -> None:
    rest(case, ADDRESS, "convening/invitation")
    manager = sign_in(MANAGER)
    found = re.findall(r'href="(/cases/[^"]+/contact)"', manager.get("/messages").text)
    assert found
    assert manager.get(found[0]).status_code == 200
    assert "/contact" not in sign_in(HEAD).get("/messages").text, "who chairs the table corrects it"


@pytest.mark.article("8(3)")
def test_an_invitation_stands_first_with_its_limit(
    case: ACase, sign_in: SignIn, clock: FrozenClock
) -> None:
    rest(case)
    manager = sign_in(MANAGER)
    rows = words_of(manager.get("/messages").text.split("<tbody")[1]).split("Send again")
    assert "Invitation to a meeting" in rows[1], "after the head's date, which has the same limit"
    assert "in 4 days" in rows[1]
    assert "no limit" in rows[-2]
    clock.moment += timedelta(days=5)
    manager = sign_in(MANAGER)
    rows = words_of(manager.get("/messages").text.split("<tbody")[1]).split("Send again")
    assert "1 day late" in rows[1]


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_HEAD, OTHER_MANAGER])
def test_nobody_sees_or_sends_what_is_not_theirs(case: ACase, sign_in: SignIn, email: str) -> None:
    rest(case)
    stranger = sign_in(email)
    assert case.row().number not in stranger.get("/messages").text
    with unit_of_work() as work:
        first = work.session.scalar(select(Message.id).where(Message.life_id == case.case).limit(1))
    for form in ({}, {"message": str(first)}):
        done = stranger.post("/messages", form).headers["location"]
        assert "Nothing was sent" in words_of(stranger.get(done).text)
    assert states(case) == {"given_up"}


@pytest.mark.article("18(1)")
def test_the_administrator_sees_all_of_them_and_nothing_of_a_child(
    case: ACase, sign_in: SignIn
) -> None:
    count = rest(case)
    with unit_of_work() as work:
        officer = work.session.scalars(
            select(Account).where(Account.email_index == Account.index_of(MANAGER))
        ).one()
        people = [each.name or "" for each in work.session.scalars(select(Professional))]
        to = Recipient(RecipientKind.ACCOUNT, officer.id)
        today = work.clock.today()
        outbox.queue(work, RecoveryCodeUsed(recipient=to, life_id=None, on=today, left=3))
        work.session.flush()
        work.session.execute(
            update(Message).where(Message.life_id.is_(None)).values(
                status="failed", cause="address", reply="550 5.1.1 address", server="qps.example"
            )
        )  # fmt: skip
        name, where = officer.name or "", f"/accounts/{officer.id}"
    admin = sign_in(ADMIN)
    assert "/messages" in admin.get("/").text
    page = admin.get("/messages").text
    assert f"{count + 1} messages have not arrived." in words_of(page)
    assert "Lirie" not in page
    assert not [each for each in people if each and each in page]
    assert f'href="{where}"' in page, "an officer's address is corrected on the page of the account"
    assert name in page
    assert "qkmf.example" in page
    admin.post("/messages", {})
    with unit_of_work() as work:
        assert set(work.session.scalars(select(Message.status))) <= {"queued", "sent"}


def test_ten_thousand_of_them_cost_no_more_statements_than_ten(
    case: ACase, sign_in: SignIn, cleaner: Cleaner
) -> None:
    rest(case)
    admin = sign_in(ADMIN)

    def asked(act: Callable[[], object]) -> int:
        with counted() as seen:
            act()
        return len(seen)

    admin.get("/messages")
    few = asked(lambda: admin.get("/messages"))
    few_sent = asked(lambda: admin.post("/messages", {}))
    rest(case)
    copies(cleaner, 10_000)
    many = asked(lambda: admin.get("/messages"))
    assert "1 to 50 of 10" in words_of(admin.get("/messages").text)
    assert many <= few
    assert asked(lambda: admin.post("/messages", {})) <= few_sent + 1
    with unit_of_work() as work:
        assert not work.session.scalar(
            select(func.count()).select_from(Message).where(Message.status == "given_up")
        )


def copies(cleaner: Cleaner, count: int) -> None:
    cleaner.connection.execute(WITHOUT_TRIGGERS)
    columns = [each.name for each in Message.__table__.columns if each.name not in {"id", "key"}]
    names = ", ".join(f'"{each}"' for each in columns)
    cleaner.connection.execute(
        f"INSERT INTO message (id, key, {names})"
        f" SELECT gen_random_uuid(), key || ':' || n, {names} FROM generate_series(1, %s) n,"
        " (SELECT * FROM message WHERE status = 'given_up' LIMIT 1) one",
        [count],
    )


def test_a_browser_without_a_sign_in_sees_none(case: ACase, browser: Browser) -> None:
    rest(case)
    assert browser.get("/messages").status_code == 303


@pytest.mark.article("8(3)", "14(1)")
def test_who_decides_for_a_centre_sees_and_sends_the_mails_of_its_mornings(
    a_case: At, sign_in: SignIn
) -> None:
    """They are no case's own; nobody else's see them."""
    case = a_case("reminded")
    status, cause, reply = SERVER
    with unit_of_work() as work:
        here = select(Life.id).where(Life.municipality_id == case.row().municipality_id)
        mornings = Message.life_id.in_(here.where(Life.kind == LifeKind.REMINDERS))
        now = work.clock.now()
        resting = {"status": status, "cause": cause, "reply": reply, "accepted_at": None}
        work.session.execute(update(Message).values(status="sent", accepted_at=now))
        work.session.execute(update(Message).where(mornings).values(tried_since=now, **resting))
        number = work.session.scalar(select(func.count()).select_from(Message).where(mornings))
    assert number
    for other in (MANAGER, OTHER_HEAD):
        assert "Every message has arrived" in sign_in(other).get("/messages").text
    head = sign_in(HEAD)
    page = words_of(head.get("/messages").text)
    assert f"Send all {number} messages again" in page
    assert case.row().number not in page
    assert head.post("/messages", {}).status_code == 303
    with unit_of_work() as work:
        left = select(Message.status).where(mornings).distinct()
        assert set(work.session.scalars(left)) == {"queued"}
