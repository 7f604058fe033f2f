"""What is asked of members and of others is put, answered and read; no mail says it: 14(3), 19."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import inquiries, reports
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from models.inquiry import Inquiry, ReportDate
from rules.defaults import DEFAULTS
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.asking import TOLD_OF_THE_CHILD, seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_information import letter_of

WHAT, SAID = "Kanarina 3107: a vjen në kontroll?", "Kanarina 6620: erdhi dy herë."
OF_AN_INQUIRY = ("reports/inquiry", "inquiries/answered", "reports/last_chance", "reports/superior")
DAY = timedelta(days=1)


@pytest.fixture(name="case")
def a_planned_case(sign_in: SignIn, a_case: At) -> ACase:
    """With a plan in force; the empty database came first."""
    case = a_case("planned")
    case.stage.settle()
    return case


def on(case: ACase, days: int = 0) -> str:
    return f"{case.clock.today() + days * DAY:%d.%m.%Y}"


def asked() -> list[Inquiry]:
    with reading() as work:
        return list(work.session.scalars(select(Inquiry).order_by(Inquiry.number)))


def put(case: ACase, email: str = HEALTH, days: int = 10) -> UUID:
    today = case.clock.today()
    with case.manager() as work:
        return inquiries.ask(
            work, case.case, case.seat(email),
            words=WHAT, asked_on=today, due_on=today + days * DAY,
        ).id  # fmt: skip


@pytest.mark.article("14(3.1)")
def test_a_member_is_asked_and_answers_behind_the_link(
    case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    number, manager = case.row().number, sign_in(MANAGER)
    page = f"/cases/{number}/inquiries"
    assert f'href="{page}"' in manager.get(f"/cases/{number}").text
    empty = manager.get(page).text
    assert "Nothing was asked beside the reports." in empty
    assert "checked" not in empty
    fields = {"who": str(case.seat(HEALTH)), "words": WHAT, "on": on(case), "until": on(case, 10)}
    again = manager.post(page, fields | {"until": ""})
    assert again.status_code == 422
    assert "Write until which day you want the answer." in seen(again.text)
    assert WHAT in seen(again.text)
    early = manager.post(page, fields | {"until": on(case, -1)})
    assert (early.status_code, WHAT in seen(early.text)) == (409, True)
    assert "by a day before the question" in seen(early.text)
    assert manager.post(page, fields).status_code == 303
    assert "awaited" in seen(manager.get(page).text)
    guest = Guest(browser, demo, link_of(HEALTH, "information"))
    assert WHAT in seen(guest.enter().text)
    (row,) = asked()
    nothing = guest.post("/information/inquiry", {"inquiry": str(row.id), "answer": " "})
    assert (nothing.status_code, "Write the answer." in seen(nothing.text)) == (422, True)
    answer = {"inquiry": str(row.id), "answer": SAID}
    assert guest.post("/information/inquiry", answer).status_code == 303
    assert SAID in seen(guest.get("/information").text)
    assert SAID in seen(manager.get(f"{page}/{row.id}").text)
    assert SAID in seen(sign_in(HEAD).get(f"{page}/{row.id}").text)


@pytest.mark.article("14(3.1)", "14(3.2)")
def test_silence_is_a_line_of_manager_and_head_with_the_way_to_the_superior(
    case: ACase, sign_in: SignIn
) -> None:
    inquiry, number = put(case, SILENT, days=5), case.row().number
    for _ in range(6):
        case.stage.move_to(case.clock.today() + DAY)
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    assert "A member has still to answer what you asked" in seen(manager.get("/").text)
    assert "what the case manager asked" in seen(head.get(f"/cases/{number}").text)
    assert "no answer" in seen(head.get(f"/cases/{number}/inquiries").text)
    one = seen(manager.get(f"/cases/{number}/inquiries/{inquiry}").text)
    assert "Notify the superior" in one
    assert "Notify the superior" not in head.get(f"/cases/{number}/inquiries/{inquiry}").text
    listed = seen(manager.get(f"/cases/{number}/reports").text)
    assert "Inquiries without an answer" in listed
    address = next(part for part in one.split('"') if part.endswith("/notice"))
    sheet = seen(manager.get(address).text)
    assert "The answer was due" in sheet
    assert "That information was asked for" in sheet
    assert WHAT not in sheet
    assert manager.post(address).status_code == 303
    case.stage.settle()
    assert len(case.messages("reports/last_chance")) == 1


@pytest.mark.article("14(3.1)")
def test_an_answer_on_the_telephone_is_typed_with_its_day_and_stays_beside_the_others(
    case: ACase, sign_in: SignIn
) -> None:
    inquiry, number = put(case, days=2), case.row().number
    case.stage.move_to(case.clock.today() + 4 * DAY)
    manager, page = sign_in(MANAGER), f"/cases/{number}/inquiries/{inquiry}"
    assert "checked" not in manager.get(page).text
    fields = {"how": "telephone", "source": "Infermierja", "on": on(case), "words": SAID}
    missing = manager.post(page, fields | {"source": ""})
    assert (missing.status_code, SAID in seen(missing.text)) == (422, True)
    assert "Write who gave the answer" in seen(missing.text)
    assert manager.post(page, fields).status_code == 303
    assert "after its day" in seen(manager.get(page).text)
    assert manager.post(page, fields | {"on": on(case, -3)}).status_code == 303
    assert "after its day" not in seen(manager.get(page).text)
    assert "Withdraw the inquiry" not in manager.get(page).text
    before = manager.post(page, fields | {"on": on(case, -9)})
    assert (before.status_code, SAID in seen(before.text)) == (409, True)
    assert sign_in(HEAD).post(page, fields).status_code == 404


@pytest.mark.article("14(3.1)")
def test_what_is_withdrawn_is_gone_from_the_members_page_and_stays_on_record(
    case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    inquiry, number = put(case), case.row().number
    manager, page = sign_in(MANAGER), f"/cases/{number}/inquiries/{inquiry}"
    guest = Guest(browser, demo, link_of(HEALTH, "information"))
    assert WHAT in seen(guest.enter().text)
    missing = manager.post(f"{page}/withdrawn", {"why": " "})
    assert missing.status_code == 422
    assert "Write why nobody need answer" in seen(missing.text)
    assert manager.post(f"{page}/withdrawn", {"why": "U pyet gabimisht."}).status_code == 303
    assert "U pyet gabimisht." in seen(manager.get(page).text)
    assert "withdrawn" in seen(sign_in(HEAD).get(f"/cases/{number}/inquiries").text)
    assert manager.post(f"{page}/withdrawn", {"why": "Prapë."}).status_code == 409
    assert WHAT not in seen(guest.get("/information").text)


@pytest.mark.article("14(3.1)", "18(1)")
def test_nobody_else_reads_or_answers_what_a_member_is_asked(
    case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    inquiry = put(case)
    other = Guest(browser, demo, link_of(ADVOCATE, "plan"))
    other.enter()
    assert WHAT not in seen(other.get(f"/information?inquiry={inquiry}").text)
    fields = {"inquiry": str(inquiry), "answer": SAID}
    assert other.post("/information/inquiry", fields).status_code == 404


@pytest.mark.article("14(3.3)")
def test_a_day_is_set_for_an_action_and_taken_back(case: ACase, sign_in: SignIn) -> None:
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/inquiries/dates"
    action = case.plans()[-1].actions[0]
    fields = {"action": str(action.id), "day": on(case, 20), "words": WHAT}
    assert f"{DEFAULTS.REPORT_DATE.days} days before" in seen(manager.get(page).text)
    missing = manager.post(page, fields | {"action": ""})
    assert (missing.status_code, "Choose the action." in seen(missing.text)) == (422, True)
    passed = manager.post(page, fields | {"day": on(case)})
    assert (passed.status_code, WHAT in seen(passed.text)) == (409, True)
    assert manager.post(page, fields).status_code == 303
    with reading() as work:
        day = work.session.scalars(select(ReportDate.id)).one()
    assert "1 day is set" in seen(manager.get(f"/cases/{case.row().number}/inquiries").text)
    head = sign_in(HEAD)
    assert WHAT in seen(head.get(page).text)
    assert head.post(f"{page}/{day}/taken-back").status_code == 404
    assert manager.post(f"{page}/{case.case}/taken-back").status_code == 404
    assert manager.post(f"{page}/{day}/taken-back").status_code == 303
    assert "taken back" in seen(manager.get(page).text)


@pytest.mark.article("19")
def test_an_inquiry_abroad_is_put_on_record_with_nothing_chosen_beforehand(
    case: ACase, sign_in: SignIn
) -> None:
    number, manager = case.row().number, sign_in(MANAGER)
    page = f"/cases/{number}/inquiries/others"
    empty = manager.get(page).text
    assert "checked" not in empty
    assert "We send nothing" in seen(empty)
    fields = {
        "to_whom": "Jugendamt Graz", "abroad": "abroad", "words": WHAT, "means": "letter",
        "on": on(case, -3), "until": on(case, 4),
    }  # fmt: skip
    for name in fields:
        again = manager.post(page, fields | {name: ""})
        assert again.status_code == 422, name
    assert "Jugendamt Graz" in seen(again.text)
    assert manager.post(page, fields).status_code == 303
    (row,) = asked()
    assert (row.member_id, row.address, row.letter) == (None, None, None)
    one = seen(manager.get(f"/cases/{number}/inquiries/{row.id}").text)
    assert "Jugendamt Graz" in one
    assert ("not known" in one, "not stated" in one) == (True, True)
    case.stage.move_to(case.clock.today() + 5 * DAY)
    said = "An institution that is no member has not answered yet"
    assert said in seen(sign_in(MANAGER).get("/").text)
    assert said in seen(sign_in(HEAD).get(f"/cases/{number}").text)
    assert sign_in(HEAD).get(page).status_code == 404


@pytest.mark.article("14(3.1)", "14(3.2)", "18(1)", "10(6)", "19")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_about_it_says_what_was_asked_or_answered(case: ACase, language: Language) -> None:
    with case.manager() as work:
        by = case.account(MANAGER).id
        reports.instruct(work, case.case, after_reminders=1, last_chance_days=1, by=by)
    asked, _ = put(case), put(case, SILENT, days=3)
    seat = case.seat(HEALTH)
    with member_acting(seat) as work:
        inquiries.answer(work, seat, asked, words=SAID)
    for _ in range(9):
        case.stage.move_to(case.clock.today() + DAY)
    for template in OF_AN_INQUIRY:
        (*_, message) = case.messages(template)
        text = letter_of(message, language)
        assert case.row().number in text, template
        told = [WHAT, SAID, "Kanarina", *TOLD_OF_THE_CHILD]
        assert [words for words in told if words in text] == [], template


@pytest.mark.article("14(3.1)")
def test_a_typed_answer_is_corrected_and_taken_back_and_stays_to_be_read(
    case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    inquiry, number = put(case, days=2), case.row().number
    case.stage.move_to(case.clock.today() + 4 * DAY)
    manager, page = sign_in(MANAGER), f"/cases/{number}/inquiries/{inquiry}"
    fields = {"how": "telephone", "source": "Infermierja", "on": on(case, -3), "words": SAID}
    assert manager.post(page, fields).status_code == 303

    def answer() -> str:
        text = manager.get(page).text
        return next(part for part in text.split('"') if part.startswith(f"{page}/answers/"))

    one = answer()
    assert SAID in seen(manager.get(one).text)
    again = fields | {"on": on(case), "words": "Kanarina 71: nuk erdhi."}
    missing = manager.post(one, again | {"reason": " "})
    assert (missing.status_code, "Kanarina 71" in seen(missing.text)) == (422, True)
    assert "Write what was wrong in the answer." in seen(missing.text)
    early = manager.post(one, again | {"on": on(case, -9), "reason": "Dita."})
    assert (early.status_code, "Kanarina 71" in seen(early.text)) == (409, True)
    assert manager.post(one, again | {"reason": "Dita ishte gabim."}).status_code == 303
    text = seen(manager.get(page).text)
    for words in ("after its day", "Dita ishte gabim.", SAID, "Kanarina 71", "stands no more"):
        assert words in text, words
    late = manager.post(one, again | {"reason": "Prapë."})
    assert (late.status_code, "Prapë." in seen(late.text)) == (409, True)
    assert "Take the answer back" not in manager.get(one).text
    guest = Guest(browser, demo, link_of(HEALTH, "information"))
    read = seen(guest.enter().text)
    assert ("Kanarina 71" in read, SAID in read) == (True, False)
    one = answer()
    head = sign_in(HEAD)
    assert "Take the answer back" not in head.get(one).text
    assert head.post(f"{one}/taken-back", {"why": "Jo."}).status_code == 404
    missing = manager.post(f"{one}/taken-back", {"why": " "})
    assert (missing.status_code, "Write why this is no answer" in seen(missing.text)) == (422, True)
    assert manager.post(f"{page}/answers/{inquiry}/taken-back", {"why": "x"}).status_code == 404
    assert manager.post(f"{one}/taken-back", {"why": "Pyetja tjetër."}).status_code == 303
    text = seen(manager.get(page).text)
    for words in ("Pyetja tjetër.", "no answer", "Withdraw the inquiry", "Notify the superior"):
        assert words in text, words
    assert "Kanarina 71" not in seen(guest.get("/information").text)
