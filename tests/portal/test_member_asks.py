"""A member asks for a meeting behind any link of theirs; no mail says why: Art. 8(4)."""

import pytest
from sqlalchemy import select

from casework.municipality import standing
from casework.table import convening, meeting_requests
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from identity import links
from models.case import Member
from models.life import Life, LifeKind
from models.outbox import Message, RecipientKind
from models.people import LinkPurpose
from models.session import unit_of_work
from notifications import letters, preview
from notifications.notices import NOTICES
from notifications.notices.base import Recipient
from rules.duties import Duty
from simulation.stage import member_acting
from tests.builders import PLACE, ACase
from tests.conftest import At
from tests.portal.asking import (
    NOT_NOW,
    TOLD_OF_THE_CHILD,
    WHEN,
    WHY,
    AtTheLink,
    a_minuted_case,
    ask,
    entering,
    requests,
    seen,
)
from tests.portal.conftest import Browser
from tests.portal.members import ADVOCATE, COMMUNITIES, HEALTH, Guest, link_of, newest_code

__all__ = ["a_minuted_case", "entering"]


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
    assert guest.get("/asked").headers["location"] == f"{guest.home}/declare"
    assert guest.post("/asked", {"reason": WHY}).headers["location"] == f"{guest.home}/declare"
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
