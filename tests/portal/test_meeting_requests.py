"""A member asks for a meeting behind their link; the manager reads it and answers: Art. 8(4)."""

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import select

from casework.municipality import standing
from casework.table import convening, meeting_requests
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from identity import links
from models.case import Member
from models.life import Life, LifeKind
from models.meeting_request import MeetingRequest
from models.outbox import Message, RecipientKind
from models.people import LinkPurpose
from models.session import unit_of_work
from notifications import letters, preview
from notifications.notices import NOTICES
from notifications.notices.base import Recipient
from rules.duties import Duty
from rules.initiative import RequestMeans
from simulation import words
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, PLACE, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, COMMUNITIES, HEALTH, Guest, link_of, newest_code

WHY: Final = "Kanarina nuk vjen në shkollë prej një jave."
WHEN: Final = "Të premten, pas orës 14."
NOT_NOW: Final = "Tryeza u mblodh dje për të njëjtën gjë."
DAY: Final = timedelta(days=1)
FAMILY: Final = words.Family()
TOLD_OF_THE_CHILD: Final = (str(FAMILY.child.name), FAMILY.father, FAMILY.mother, "Podgorani")

AtTheLink = Callable[[str], Guest]


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    """After the first meeting, none planned; the empty database came first."""
    case = a_case("minuted")
    case.stage.settle()
    return case


@pytest.fixture
def at_the_link(browser: Browser, case: ACase, demo: Settings) -> AtTheLink:
    """`at_the_link(ADVOCATE)`: in by the link to the minutes."""

    def enter(email: str) -> Guest:
        browser.client.cookies.clear()
        guest = Guest(browser, demo, link_of(email, "minutes"))
        guest.enter()
        return guest

    return enter


def ask(guest: Guest, reason: str = WHY) -> None:
    guest.get("/asked")
    assert guest.post("/asked", {"reason": reason, "wish": WHEN}).status_code == 303


def requests() -> list[MeetingRequest]:
    with reading() as work:
        query = select(MeetingRequest).order_by(MeetingRequest.recorded_at)
        return list(work.session.scalars(query))


def seen(page: str) -> str:
    return html.unescape(page)


@pytest.mark.article("8(4)")
def test_a_member_asks_from_the_page_behind_their_link(at_the_link: AtTheLink, case: ACase) -> None:
    guest = at_the_link(ADVOCATE)
    assert f"{guest.home}/asked" in guest.get("/minutes").text
    page = guest.get("/asked").text
    assert case.row().number in page
    assert "Art. 8(4)" in page
    assert "our limit" in page
    ask(guest)
    page = seen(guest.get("/asked").text)
    assert "waits for the answer" in page
    assert WHY in page
    (request,) = requests()
    assert (request.member_id, request.reason, request.wish) == (case.seat(ADVOCATE), WHY, WHEN)
    assert Duty.ANSWER_REQUEST in case.duties()


@pytest.mark.article("8(4)")
def test_without_a_reason_what_was_typed_is_kept(at_the_link: AtTheLink) -> None:
    guest = at_the_link(ADVOCATE)
    guest.get("/asked")
    again = guest.post("/asked", {"reason": " ", "wish": WHEN})
    assert again.status_code == 422
    assert WHEN in seen(again.text)
    assert requests() == []


@pytest.mark.article("8(4)")
def test_a_form_sent_twice_asks_once(at_the_link: AtTheLink) -> None:
    guest = at_the_link(ADVOCATE)
    once = guest.get("/asked").text.rsplit('name="once" value="', 1)[1].split('"')[0]
    for _ in range(2):
        assert guest.post("/asked", {"reason": WHY, "once": once}).status_code == 303
    assert len(requests()) == 1


@pytest.mark.article("8(4)", "10(2)", "18(2)")
def test_before_declaring_and_after_a_recusal_the_page_is_closed(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("prepared")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.enter()
    assert guest.get("/asked").headers["location"] == f"{guest.home}/declare"
    assert guest.post("/asked", {"reason": WHY}).headers["location"] == f"{guest.home}/declare"
    guest.get("/declare")
    guest.post("/declare", {"conflict": "no", "confidential": "yes"})
    assert guest.get("/asked").status_code == 200
    case.declare_conflict(HEALTH)
    assert guest.get("/asked").status_code == 404
    assert guest.post("/asked", {"reason": WHY}).status_code == 404
    assert requests() == []


@pytest.mark.article("8(4)", "8(2)")
def test_at_the_municipal_table_there_is_no_such_page(
    browser: Browser, case: ACase, demo: Settings
) -> None:
    with unit_of_work() as work:
        standing.ensure(work)
        query = select(Member).join(Life, Life.id == Member.life_id)
        seat = work.session.scalars(query.where(Life.kind == LifeKind.QUARTERLY)).first()
        assert seat is not None
        token = links.issue(work, seat.id, LinkPurpose.READ, seat.id).token
    guest = Guest(browser, demo, f"/l/{token}")
    guest.get("?lang=en")
    guest.post("/code")
    guest.get("/code")
    assert guest.post("/open", {"code": newest_code(demo)}).status_code == 303
    assert guest.get("/asked").status_code == 404
    assert guest.post("/asked", {"reason": WHY}).status_code == 404
    assert requests() == []


@pytest.mark.article("8(4)")
def test_two_requests_are_ticked_where_one_meeting_is_planned(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    for email in (ADVOCATE, COMMUNITIES):
        ask(at_the_link(email))
    first, second = requests()
    number = case.row().number
    manager = sign_in(MANAGER)
    assert WHY in seen(manager.get(f"/cases/{number}/requests/{first.id}").text)
    form = manager.get(f"/cases/{number}/meeting?answers={first.id}").text
    assert f'value="{first.id}" checked' in form
    assert f'value="{second.id}">' in form  # nothing else is ticked beforehand
    fields = {
        "chosen": "other",
        "other_day": f"{case.working_day(40):%d.%m.%Y}",
        "hour": "10:00",
        "place": PLACE,
        "answers": [str(first.id), str(second.id)],
    }
    assert manager.post(f"/cases/{number}/meeting", fields).status_code == 303
    assert "is told that it is called" in seen(manager.get(f"/cases/{number}").text)
    assert Duty.ANSWER_REQUEST not in case.duties()
    page = seen(at_the_link(COMMUNITIES).get("/asked").text)
    assert "a meeting is called" in page
    assert "once the head has agreed the day" in page


@pytest.mark.article("8(4)")
def test_a_ticked_request_that_was_answered_meanwhile_is_refused_and_nothing_is_lost(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    number, manager = case.row().number, sign_in(MANAGER)
    manager.get(f"/cases/{number}/meeting")
    with case.manager() as work:
        meeting_requests.refuse(work, request.id, reason=NOT_NOW)
    fields = {"chosen": "other", "other_day": f"{case.working_day(40):%d.%m.%Y}", "hour": "10:00"}
    again = manager.post(
        f"/cases/{number}/meeting", fields | {"place": PLACE, "answers": str(request.id)}
    )
    assert again.status_code == 409
    assert "Art. 8(4)" in again.text
    assert PLACE in seen(again.text)


@pytest.mark.article("8(4)")
def test_the_planned_meeting_is_named_as_the_answer(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    case.convene(case.at(40))
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    page = f"/cases/{case.row().number}/requests/{request.id}"
    manager = sign_in(MANAGER)
    assert "This meeting answers the request" in manager.get(page).text
    assert manager.post(f"{page}/planned").status_code == 303
    assert "a meeting is called" in manager.get(page).text
    assert "The meeting is on" in at_the_link(ADVOCATE).get("/asked").text
    with case.manager() as work:
        convening.cancel(work, case.case)
    assert "is open again since" in manager.get(page).text
    assert "is open again since" in at_the_link(ADVOCATE).get("/asked").text
    assert "Plan the meeting" in manager.get(page).text


@pytest.mark.article("8(4)")
def test_a_no_needs_its_reason_and_stays_to_be_seen(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    number = case.row().number
    page = f"/cases/{number}/requests/{request.id}"
    manager = sign_in(MANAGER)
    assert "no request is dismissed without a word" in manager.get(page).text
    refused = manager.post(page, {"reason": "  "})
    assert refused.status_code == 422
    assert "the Regulation has you call the meeting" in seen(refused.text)
    assert manager.post(page, {"reason": NOT_NOW}).status_code == 303
    assert manager.post(page, {"reason": NOT_NOW}).status_code == 409
    for reader, path in (
        (manager, page),
        (manager, f"/cases/{number}"),
        (sign_in(HEAD), f"/cases/{number}"),
        (sign_in(HEAD), f"/cases/{number}/requests"),
    ):
        assert NOT_NOW in seen(reader.get(path).text), path
    browser.client.cookies.clear()
    mailed = Guest(browser, demo, link_of(ADVOCATE, "asked"))
    assert NOT_NOW in seen(mailed.enter().text)


@pytest.mark.article("8(4)")
def test_the_head_reads_and_the_manager_alone_answers(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    ask(at_the_link(ADVOCATE))
    (request,) = requests()
    page = f"/cases/{case.row().number}/requests/{request.id}"
    chief = sign_in(HEAD)
    assert "The case manager answers it." in chief.get(page).text
    assert chief.post(page, {"reason": NOT_NOW}).status_code == 404
    assert chief.post(f"{page}/planned").status_code == 404
    assert Duty.ANSWER_REQUEST in case.duties()


@pytest.mark.article("8(4)")
def test_a_request_by_telephone_is_entered_with_its_day(case: ACase, sign_in: SignIn) -> None:
    number, manager = case.row().number, sign_in(MANAGER)
    asked_on = case.clock.today() - timedelta(days=2)
    page = f"/cases/{number}/requests"
    assert "Nobody has asked" in manager.get(page).text
    fields = {
        "member": str(case.seat(ADVOCATE)),
        "on": f"{asked_on:%d.%m.%Y}",
        "how": "phone",
        "reason": WHY,
    }
    late = manager.post(page, fields | {"on": f"{case.clock.today() + DAY:%d.%m.%Y}"})
    assert late.status_code == 409
    assert WHY in seen(late.text)
    empty = manager.post(page, {"reason": WHY})
    assert empty.status_code == 422
    assert "Write the day on which they asked" in empty.text
    assert manager.post(page, fields).status_code == 303
    (request,) = requests()
    assert (request.asked_on, request.means) == (asked_on, RequestMeans.PHONE)
    assert "by phone" in manager.get(page).text
    strange = fields | {"member": str(case.case)}
    assert manager.post(page, strange).status_code == 404


@pytest.mark.article("8(4)", "18(1)", "10(6)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_about_it_says_why_or_anything_of_the_child(
    case: ACase, language: Language
) -> None:
    for email in (ADVOCATE, COMMUNITIES):
        with member_acting(case.seat(email)) as work:
            meeting_requests.ask(work, case.seat(email), reason=WHY, wish=WHEN)
    first, second = (request.id for request in requests())
    with case.manager() as work:
        starts_at = case.at(40)
        convening.propose(work, case.case, starts_at=starts_at, place=PLACE, answers=[first])
        meeting_requests.refuse(work, second, reason=NOT_NOW)
        convening.cancel(work, case.case)
    templates = ("asked", "called", "not_called", "open_again")
    for template in (f"initiative/{name}" for name in templates):
        messages = case.messages(template)
        assert messages, template
        for message in messages:
            text = _mail(message, language)
            assert case.row().number in text
            told = [WHY, WHEN, NOT_NOW, "Kanarina", *TOLD_OF_THE_CHILD]
            assert [words for words in told if words in text] == []


def _mail(message: Message, language: Language) -> str:
    reader = Recipient(RecipientKind(message.recipient), message.recipient_id)
    columns = {"recipient": reader, "life_id": message.life_id, "link_id": message.link_id}
    notice = NOTICES[message.template].restore(message.context, **columns)
    made = letters.compose(notice, preview.reader(language), preview.urls(notice))
    return f"{made.subject}\n{made.text}\n{made.html}"
