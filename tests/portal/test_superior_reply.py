"""A superior replies behind the link in the notice to them: Art. 14(3.2), decision 0180."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from casework.case import superior_door, superior_named
from identity import superior_links
from identity.access import NotThere
from models.life import AuditEntry, Life, Wakeup
from models.outbox import Message
from models.people import Professional
from models.session import unit_of_work
from models.superior import SuperiorLink, SuperiorReply
from notifications import posting
from notifications.channels.mail import Envelope
from rules.defaults import DEFAULTS
from rules.superior import RepliedAlready, SuperiorOutcome, WhatTheyDid
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.casework.case.test_superior import receive
from tests.casework.case.test_superior_by_sms import notified
from tests.casework.municipality.test_mornings import next_morning
from tests.casework.municipality.test_mornings import said as told_in_the_morning
from tests.casework.table.test_contacts import ask, call, pending
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.conftest import Browser, SignIn


def in_the_mail(message: Message) -> str:
    """The address behind the button, as the mail carries it."""
    with unit_of_work() as work:
        made = posting.prepare(work, work.session.get_one(Message, message.id))
    assert isinstance(made, Envelope)
    text = made.content.decode() if isinstance(made.content, bytes) else str(made.content)
    found = re.search(r"/s/([\w-]{40,})", text.replace("=\n", "").replace("=\r\n", ""))
    assert found, text
    return f"/s/{found[1]}"


def link_of(case: ACase) -> str:
    with unit_of_work() as work:
        return f"/s/{work.session.scalars(select(SuperiorLink)).one().token}"


def said(case: ACase, **more: str) -> dict[str, str]:
    today = f"{case.clock.today():%d.%m.%Y}"
    return {"outcome": "spoken", "on": today, "words": "Do të raportojë deri të premten."} | more


def stranger(sign_in: SignIn) -> Browser:
    return sign_in("nobody@here.example")


@pytest.mark.article("14(3.2)")
def test_the_page_says_what_the_mail_says_and_takes_one_reply(a_case: At, sign_in: SignIn) -> None:
    case = a_case("overdue")
    browser = stranger(sign_in)
    at = in_the_mail(notified(case))
    assert at == link_of(case)
    page = browser.get(f"{at}?lang=en")
    assert page.status_code == 200
    number = case.row().number
    with unit_of_work() as work:
        person = work.session.get_one(Professional, case.person(SILENT))
    for words in (number, person.name or "", "was asked for a written report", "Last day"):
        assert words in page.text
    assert browser.post(at, said(case, outcome="")).status_code == 422
    assert browser.post(at, said(case, words=" ")).status_code == 422
    late = f"{case.clock.today() + timedelta(days=1):%d.%m.%Y}"
    assert browser.post(at, said(case, on=late)).status_code == 422
    referred_on = case.row().referred_on
    early = f"{referred_on - timedelta(days=1):%d.%m.%Y}"
    refused = browser.post(at, said(case, on=early))
    assert refused.status_code == 409
    assert early in refused.text
    assert f"{referred_on:%d.%m.%Y}" not in refused.text  # nobody told them that day
    assert browser.post(at, said(case)).status_code == 303
    with unit_of_work() as work:
        (reply,) = work.session.scalars(select(SuperiorReply)).all()
        assert (reply.by_link, reply.outcome) == (True, SuperiorOutcome.SPOKEN)
        assert (reply.came_on, reply.done_on) == (case.clock.today(),) * 2
        entry = work.session.scalars(
            select(AuditEntry).where(AuditEntry.act == "superior's reply")
        ).one()
        assert (entry.detail["by_link"], entry.life_id) == (1, case.case)
        with pytest.raises(RepliedAlready):
            superior_door.reply(work, at[3:], WhatTheyDid(), "Edhe një herë.")
    again = browser.get(at).text
    assert "Do të raportojë" not in again
    assert "<textarea" not in again
    manager = sign_in(MANAGER)
    shown = manager.get(f"/cases/{number}/reports/{case.request(SILENT).id}/reply?lang=en").text
    assert "Do të raportojë deri të premten." in shown
    assert "said behind the link in our mail" in shown
    assert "Spoken to the member, who goes on" in shown


@pytest.mark.article("14(3.2)", "16(1)")
def test_what_superiors_did_stands_by_institution_on_the_heads_page(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    notified(case)
    head = sign_in(HEAD)
    page = head.get("/?lang=en").text
    section = page.partition("Superiors notified in a year")[2]
    assert 'data-label="Without a reply">1<' in section
    assert stranger(sign_in).post(link_of(case), said(case, outcome="replaced")).status_code == 303
    section = head.get("/").text.partition("Superiors notified in a year")[2]
    assert 'data-label="Without a reply">0<' in section
    assert 'data-label="Another person named">1<' in section


@pytest.mark.article("14(3.2)")
def test_whoever_replied_is_not_asked_again_and_the_manager_hears_of_it(a_case: At) -> None:
    case = a_case("overdue")
    notified(case)
    token = link_of(case)[3:]
    with unit_of_work() as work:
        did = WhatTheyDid(SuperiorOutcome.OTHER, case.clock.today())
        superior_door.reply(work, token, did, "Po e shikojmë.")
    next_morning(case)
    case.stage.move_to(case.clock.today() + timedelta(days=8))
    assert case.messages("reports/superior_again") == []
    assert told_in_the_morning(case, MANAGER).count(("happened", "superior_replied")) == 1
    assert ("happened", "superior_replied") not in told_in_the_morning(case, HEAD)


@pytest.mark.article("14(3.2)")
def test_who_has_not_replied_is_asked_again_with_the_same_link(a_case: At) -> None:
    case = a_case("overdue")
    first = in_the_mail(notified(case))
    case.stage.move_to(case.clock.today() + timedelta(days=7))
    (again,) = case.messages("reports/superior_again")
    assert in_the_mail(again) == first


@pytest.mark.article("14(3.2)", "18(1)")
def test_a_link_that_leads_nowhere_says_the_same_whatever_it_was(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    notified(case)
    at, browser = link_of(case), stranger(sign_in)
    seen = {plain(browser.get(f"/s/{'A' * 43}?lang=en"))}
    receive(case)  # the mail had not left, and was taken back
    seen.add(plain(browser.get(at)))
    assert len(seen) == 1
    assert browser.post(at, said(case)).status_code == 404
    with unit_of_work() as work:
        assert work.session.scalars(select(SuperiorReply)).all() == []


def plain(answer: httpx.Response) -> tuple[int, str]:
    words = re.sub(r"<code>\w+</code>|value=\"[^\"]*\"|href=\"[^\"]*\"", "", answer.text)
    return answer.status_code, words


@pytest.mark.article("14(3.2)", "18(1)")
def test_a_link_is_over_after_its_days_and_with_another_address(a_case: At) -> None:
    case = a_case("overdue")
    mail = notified(case)
    token = link_of(case)[3:]
    ask(case.case, case.seat(SILENT), by=MANAGER, superior_email="i.ri@policia.example")
    with unit_of_work() as work:
        superior_links.by_token(work, token)
    call(pending().id)
    with unit_of_work() as work, pytest.raises(NotThere):
        superior_links.by_token(work, token)
    with unit_of_work() as work:
        made = posting.prepare(work, work.session.get_one(Message, mail.id))
    assert isinstance(made, Envelope)
    assert token not in str(made.content)
    with unit_of_work() as work:
        link = superior_links.issue(work, case.case, request_id=case.request(SILENT).id)
        assert link.token != token
    case.clock.moment += timedelta(days=DEFAULTS.SUPERIOR_LINK.days, minutes=1)
    with unit_of_work() as work, pytest.raises(NotThere):
        superior_links.by_token(work, link.token or "")


@pytest.mark.article("14(3.2)", "18(1)")
def test_nor_does_it_lead_anywhere_once_the_institution_has_another_one(a_case: At) -> None:
    case = a_case("overdue")
    with unit_of_work() as work:
        person = work.session.get_one(Professional, case.person(SILENT))
        person.superior_name = person.superior_email = None
        institution = person.institution

    def name(mail: str, called: str = "Drejtori") -> None:
        case.clock.moment += timedelta(minutes=1)
        with acting(HEAD) as work:
            superior_named.name_for_institution(work, institution, name=called, mail=mail)

    name("drejtori@policia.example")
    notified(case)
    token = link_of(case)[3:]
    name("drejtori@policia.example", "Drejtorja")  # the mailbox is the same
    with unit_of_work() as work:
        superior_links.by_token(work, token)
    name("i.ri@policia.example")
    with unit_of_work() as work, pytest.raises(NotThere):
        superior_links.by_token(work, token)


@pytest.mark.article("14(3.2)", "18(1)")
def test_whoever_has_a_superior_of_their_own_keeps_the_link_to_them(a_case: At) -> None:
    case = a_case("overdue")
    notified(case)
    with unit_of_work() as work:
        institution = work.session.get_one(Professional, case.person(SILENT)).institution
    for mail in ("drejtori@policia.example", "i.ri@policia.example"):
        with acting(HEAD) as work:
            superior_named.name_for_institution(work, institution, name="Drejtori", mail=mail)
    token = link_of(case)[3:]
    with unit_of_work() as work:
        superior_links.by_token(work, token)


@pytest.mark.article("14(3.2)")
def test_it_is_told_in_the_morning_whatever_the_reminders_of_the_centre_wait_for(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    """They are woken from behind the link."""
    case = a_case("overdue")
    at = in_the_mail(notified(case))
    cleaner.tamper("UPDATE life SET last_look = '{}' WHERE kind = 'reminders'")
    assert stranger(sign_in).post(at, said(case)).status_code == 303
    with unit_of_work() as work:
        place = case.row().municipality_id
        reminders = select(Life.id).where(Life.kind == "reminders", Life.municipality_id == place)
        woken = select(Wakeup.life_id).where(Wakeup.taken_at.is_(None))
        assert work.session.scalars(reminders.where(Life.id.in_(woken))).all()
