"""Every page of the portal on a desk and on the narrowest telephone, each template before axe-core.

`make browse` opens each by its address, and has axe-core look in every language and at every width,
in light and in dark.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from casework.case import (
    after_eighteen,
    contributions,
    decision_records,
    information,
    inquiries,
    logbook,
    outside,
    receipt,
    supervision,
    supplement,
    visits,
)
from casework.case.after_eighteen import EnteredLetter
from casework.case.receipt import WantedReceipt
from casework.case.visits import Follows, Visited
from casework.table import (
    chairing,
    contact_change,
    contacts,
    convening,
    meeting_requests,
    participants,
)
from casework.table.contacts import Contact
from core.i18n import LANGUAGES
from core.settings import Settings
from notifications.mailbox import MAIL_FOLDER, read_mails, store
from portal.render import PAGES, environment
from rules.after_eighteen import CameOf, LetterSentBy
from rules.exports import Becomes
from rules.inquiries import AnsweredBy
from rules.logbook import LogKind
from rules.outside import SentBy
from rules.receipt import ReceiptWay
from simulation.seed import officer
from simulation.stage import acting, member_acting
from tests import again
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.case.test_decision_records import a_placement
from tests.conftest import At
from tests.exported import begun, decide
from tests.portal.conftest import AT_LENGTH, Browser, SignIn
from tests.portal.eyes import Eyes, window
from tests.portal.members import HEALTH, Guest, link_of, newest_code
from tests.portal.pages_seen import AT_THEIR_TIME, FULL, MEMBERS, NO_PAGES, PIECES
from tests.portal.seen_annual import over_a_year
from tests.portal.seen_calls import over_a_call
from tests.portal.seen_emergencies import over_an_emergency
from tests.portal.seen_files import over_files
from tests.portal.seen_from_paper import take_over_from_paper
from tests.portal.seen_late_action import over_a_late_action
from tests.portal.seen_papers import over_a_number, over_a_signature
from tests.portal.seen_scans import over_scans
from tests.portal.seen_signing_in import over_signing_in
from tests.portal.seen_without_mobile import over_an_app
from tests.portal.test_demo import MAIL
from tests.portal.test_doors import Places, routes_of
from tests.portal.test_stalled import stall


@pytest.fixture
def eyes(chromium: Chromium) -> Iterator[Eyes]:
    with window(chromium) as tab:
        yield Eyes(tab, thorough=AT_LENGTH, templates=rendered)


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page_and_nothing_scrolls_sideways(
    *,
    portal: tuple[FastAPI, str],
    browser: Browser,
    sign_in: SignIn,
    a_case: At,
    eyes: Eyes,
    demo: Settings,
) -> None:
    for language in LANGUAGES:
        environment(language).cache.clear()  # type: ignore[union-attr]
    store(demo.state_dir / MAIL_FOLDER, "a@b.example", ["c@d.example"], MAIL)
    by_anybody(eyes, browser, read_mails(demo.state_dir)[-1].name)
    case = a_case(FULL)
    a_meeting_is_asked_for(case)
    by_officers(portal[0], case, sign_in, eyes)
    at_their_time(a_case, sign_in, eyes)
    by_members(a_case, browser, demo, eyes)
    over_a_contact(a_case(FULL), browser, sign_in, demo, eyes)
    over_a_late_action(a_case("assessed"), browser, sign_in, demo, eyes)
    over_a_signature(a_case("decided"), sign_in, eyes)
    over_a_number(a_case("invited"), sign_in, eyes)
    over_scans(a_case("reviewed"), sign_in, eyes)
    over_files(a_case("reports_asked"), browser, sign_in, demo, eyes)
    over_an_emergency(a_case("reports_asked"), sign_in, eyes)
    over_a_call(a_case("prepared"), sign_in, eyes)
    over_a_year(a_case("quarter_approved"), sign_in, eyes)
    over_signing_in(a_case("referred"), browser, sign_in, eyes)
    over_an_app(a_case("prepared"), browser, sign_in, eyes)
    assert eyes.found == [], "\n".join(eyes.found)
    assert templates() - rendered() == set()


def by_anybody(eyes: Eyes, browser: Browser, mail: str) -> None:
    eyes.become(browser)
    eyes.at("/sign-in")
    eyes.press("main button.main", "signing in with nothing")
    eyes.at("/l/" + "A" * 43)
    for path in ("/nothing", "/regulation/8", "/regulation/ours", f"/dev/mailbox/{mail}"):
        eyes.at(path)


def over_a_contact(
    case: ACase, browser: Browser, sign_in: SignIn, demo: Settings, eyes: Eyes
) -> None:
    """A changed address, as the head reads it and as whoever has the old one."""
    with case.manager() as work:
        who = contacts.member_of(work, case.case, case.seat(SILENT)).professional
        superior = (who.superior_name or "", who.superior_email or "")
        contact = Contact("other@police.example", who.phone or "", *superior)
        contacts.change(work, case.case, case.seat(SILENT), contact, "The station")
        change = contact_change.open_change(work, case.person(SILENT))
        assert change is not None
        address, token = f"/contacts/{change.id}", change.token
    eyes.become(sign_in(HEAD))
    eyes.at(address)
    eyes.become(browser)
    eyes.at(f"/k/{token}")
    eyes.press("form[action$='/code'] button", "a code for a contact")
    eyes.tab.fill("[name=code]", newest_code(demo))
    eyes.press("form[action$='/read'] button", "a contact in full")
    eyes.press("form[action$='/no'] button", "a contact that is not right")


def a_meeting_is_asked_for(case: ACase) -> None:
    seat = case.seat(HEALTH)
    with member_acting(seat) as work:
        meeting_requests.ask(work, seat, reason="Fëmija mungon.", wish="Sa më parë.")
        information.give(work, seat, words="Fëmija mungon.")
        contributions.contribute(work, seat, action="Kontroll te pediatri")
    with case.manager() as work:
        today = case.clock.today()
        information.put(work, case.case, asked_on=today, words="A mungon?", member_id=seat)
        action, until = case.plans()[-1].actions[0].id, today + timedelta(days=30)
        inquiries.ask(work, case.case, seat, words="A vjen?", asked_on=today, due_on=until)
        asked = inquiries.ask(work, case.case, seat, words="A ha?", asked_on=today, due_on=until)
        inquiries.enter_answer(
            work, asked.id, said_on=today, how=AnsweredBy.PAPER, source="Infermierja", words="Po."
        )
        inquiries.set_date(work, case.case, action, on=until, words="Sa ka ecur?")
        to = outside.Addressed("Jugendamt Graz", SentBy.LETTER)
        outside.ask(work, case.case, to, words="A jeton atje?", asked_on=today, due_on=until)
        called = logbook.Logged(LogKind.CALL, today, logbook.OfOneChild("Mungon."), "Nëna")
        logbook.enter(work, case.case, called)
        letter = EnteredLetter(today, "Banesa e të rinjve", "Banim.", LetterSentBy.HAND)
        sent = after_eighteen.enter(work, case.case, letter)
        after_eighteen.say(work, sent.id, CameOf.ACCEPTED, said_on=today)
        decision_records.write(work, case.case, a_placement(today))
        wish = WantedReceipt(ReceiptWay.MAIL, "dikush@shembull.example")
        receipt.want(work, case.case, wish)
    with case.head() as work:
        supervision.ask(work, case.case, asked_on=today, words="Pse mungon?")
        follows = Follows("Thirret mjeku.", today)
        visits.enter(work, case.case, Visited(today, "Drita Krasniqi", "Mirë.", follows))
    decide(case, begun(case), "reporter", outcome=Becomes.GIVEN, reason="Ajo e do.")


def by_officers(app: FastAPI, case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """Every address there is, by whom it is a page for; quickly, only what nobody looked at."""
    at, seen = Places(case), set[str]()
    stall(case.case)
    at_its_own = {"/stalled/check": f"?life={case.case}", "/stalled/result": f"?life={case.case}"}
    for email in (MANAGER, HEAD, ADMIN):
        officer = sign_in(email)
        eyes.become(officer)
        for path in officers_pages(app):
            address = at(path) + at_its_own.get(path, "")
            is_new = eyes.thorough or path in {"/", "/people"} or path not in seen
            if is_new and eyes.at(address, if_there=True):
                seen.add(path)
        if email == HEAD:
            look_at_mistakes(eyes)


def look_at_mistakes(eyes: Eyes) -> None:
    """A form that was not taken, and one whose session has ended meanwhile."""
    eyes.at("/cases/new")
    eyes.press("main form button.main", "a referral with nothing in it")
    eyes.tab.context.clear_cookies(name="staff")
    eyes.press("main form button.main", "a referral after the session")


def officers_pages(app: FastAPI) -> list[str]:
    return [
        path
        for method, path in routes_of(app)
        if method == "GET" and not path.startswith("/l/") and path not in NO_PAGES
    ]


def at_their_time(a_case: At, sign_in: SignIn, eyes: Eyes) -> None:
    for scene, pages in AT_THEIR_TIME.items():
        at = Places(a_case(scene))
        for email in sorted({email for email, _ in pages}):
            eyes.become(sign_in(email))
            for _, path in (page for page in pages if page[0] == email):
                eyes.at(at(path))
        if scene == "referred":
            take_over_from_paper(a_case(scene), sign_in, eyes)
        if scene == "prepared":
            refuse_a_date(at("/cases/{number}/meeting"), sign_in(MANAGER), eyes)
        if scene == "told":
            name_who_chairs(a_case(scene), sign_in, eyes)
        if scene == "proposed":
            name_another_day(a_case(scene), sign_in, eyes)
        if scene == "closed":
            add_to_the_sealed(a_case(scene), sign_in, eyes)
            come_back_after_it(a_case(scene), sign_in, eyes)


def name_who_chairs(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """The room, as the manager reads it in whose place somebody chairs."""
    meeting = case.meeting()
    with case.head() as work:
        chairing.name_substitute(
            work, meeting.id, officer(work, OTHER_MANAGER).id, by=officer(work, HEAD).id
        )
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, case.case, conflict=False)
    eyes.become(sign_in(MANAGER))
    eyes.at(f"/meetings/{meeting.id}/room")


def name_another_day(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """The head's own day, as the manager reads it."""
    meeting = case.meeting()
    with case.head() as work:
        convening.counter(work, meeting.id, suggested=case.at(21))
    eyes.become(sign_in(MANAGER))
    eyes.at(f"/meetings/{meeting.id}/accept")


def add_to_the_sealed(case: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """What came to light after the seal, before anybody has signed it."""
    with case.manager() as work:
        added = supplement.enter(work, case.case, supplement.Added("Letra mbërriti.", None, True))
    eyes.become(sign_in(MANAGER))
    eyes.at(f"/cases/{case.row().number}/supplements/{added.id}")


def come_back_after_it(earlier: ACase, sign_in: SignIn, eyes: Eyes) -> None:
    """A new case, the earlier file that is read by its link, and the link that is taken back."""
    case = again.come_back(earlier)
    link = again.link(case, earlier.case)
    home = f"/cases/{case.row().number}"
    for email in (OTHER_MANAGER, HEAD):
        eyes.become(sign_in(email))
        for path in ("", "/earlier", f"/earlier/{earlier.row().number}"):
            eyes.at(home + path)
    eyes.at(f"{home}/earlier/{link.id}/taken-back")


def refuse_a_date(address: str, manager: Browser, eyes: Eyes) -> None:
    eyes.become(manager)
    eyes.tab.goto(eyes.base + address)
    eyes.tab.fill("[name=other_day]", "1.9.2026")
    eyes.tab.fill("[name=place]", "Room 2")
    eyes.press("main form button.main", "a meeting in the past")


def by_members(a_case: At, browser: Browser, demo: Settings, eyes: Eyes) -> None:
    for scene, comings in MEMBERS.items():
        a_case(scene).stage.settle()  # what the scene made due has left
        for email, purpose, pages in comings:
            guest = Guest(browser, demo, link_of(email, purpose))
            if scene == "prepared":
                at_the_door(eyes, guest)
            guest.enter()
            eyes.become(browser)
            for page in pages:
                eyes.at(guest.home + page)
            if purpose == "report":
                hand_in(eyes, guest)
            if purpose == "sign":
                sign_too_late(eyes)
            if purpose == "declare":
                declare_a_conflict(eyes, guest)
            browser.client.cookies.clear()


def at_the_door(eyes: Eyes, guest: Guest) -> None:
    eyes.become(guest.browser)
    for page in ("", "/code", "/other/number"):
        eyes.at(guest.home + page)


def hand_in(eyes: Eyes, guest: Guest) -> None:
    eyes.tab.goto(f"{eyes.base}{guest.home}/report")
    eyes.press("main button.main", "a report with nothing in it")
    ticks = eyes.tab.locator("label[for$='-1']")
    expect(ticks.first).to_be_visible()
    ticks.evaluate_all("all => all.forEach(each => each.click())")
    eyes.tab.fill("[name=done]", "One visit.")
    eyes.press("main button.main", "a report before it is sent")
    eyes.press("main button.main", "a report that was handed in")


def sign_too_late(eyes: Eyes) -> None:
    eyes.tab.context.clear_cookies(name=re.compile("member-"))
    eyes.press("main button.main", "a signature after the session")
    eyes.press("main button.main", "a code where it is kept")


def declare_a_conflict(eyes: Eyes, guest: Guest) -> None:
    eyes.tab.goto(f"{eyes.base}{guest.home}/declare")
    eyes.tab.click("label[for=f-conflict-2]")
    eyes.press("main button.main", "a declaration that waits for its code")
    eyes.press("[value=confirm]", "a declaration without its code")
    eyes.tab.fill("[name=code]", newest_code(guest.settings))
    eyes.press("[value=confirm]", "a recused member")


@pytest.mark.browser
@pytest.mark.article("10(6)", "18(1)")
def test_a_printed_sheet_says_that_it_is_confidential_and_offers_nothing_to_press(
    browser: Browser, sign_in: SignIn, a_case: At, eyes: Eyes, demo: Settings
) -> None:
    at, tab = Places(a_case(FULL)), eyes.tab
    tab.emulate_media(media="print")
    manager, guest = sign_in(MANAGER), Guest(browser, demo, link_of(SILENT, "report"))
    guest.enter()
    eyes.become(manager)
    for path in ("/cases/{number}", "/cases/{number}/plan", "/cases/{number}/table", "/cases"):
        tab.goto(f"{eyes.base}{at(path)}?lang=en")
        first = tab.locator("body > *:visible").first
        expect(first).to_contain_text("Confidential: Art. 10(6) and Art. 18(1). Printed by Blerim")
        expect(tab.locator("nav:visible, button:visible, .btn:visible")).to_have_count(0)
    tab.goto(f"{eyes.base}{at('/cases/{number}')}?lang=en")
    expect(tab.get_by_text("not shown on this sheet")).to_be_visible()
    expect(tab.get_by_text("Show the name")).to_be_hidden()
    eyes.become(browser)
    tab.goto(f"{eyes.base}{guest.home}/report?lang=en")
    expect(tab.locator("body > *:visible").first).to_contain_text("Printed from a mailed link")
    tab.goto(f"{eyes.base}/regulation/8")
    expect(tab.locator("p.print")).to_have_count(0)


def templates() -> set[str]:
    """Every page; what pages are made of is seen on them."""
    names = {str(path.relative_to(PAGES)) for path in PAGES.rglob("*.html")}
    return {name for name in names if not any(piece in name for piece in PIECES)}


def rendered() -> set[str]:
    """The templates that were shown in any language since the beginning of this test."""
    return {name for language in LANGUAGES for _, name in environment(language).cache or ()}
