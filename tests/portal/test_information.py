"""What comes in is read, claims are put and answered, and no mail says what: Art. 5(1.2), 12(1)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import information
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from models.information import Claim, ClaimOutcome, Information
from models.outbox import Message, RecipientKind
from notifications import letters, preview
from notifications.notices import NOTICES
from notifications.notices.base import Recipient
from rules.information import Verification
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, ACase
from tests.onrecord import reading
from tests.portal.asking import (
    TOLD_OF_THE_CHILD,
    AtTheLink,
    a_minuted_case,
    entering,
    seen,
)
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, COMMUNITIES, HEALTH, Guest, link_of

__all__ = ["a_minuted_case", "entering"]

SAID = "Kanarina 4471 nuk vjen në shkollë prej një jave."
HOW = "Kanarina 8813: e pyeta mësuesen."
DAY = timedelta(days=1)


def given() -> list[Information]:
    with reading() as work:
        return list(work.session.scalars(select(Information).order_by(Information.number)))


def claim_of() -> UUID:
    with reading() as work:
        return work.session.scalars(select(Claim.id).order_by(Claim.number.desc())).first() or UUID(
            int=0
        )


def outcomes() -> list[tuple[Verification, UUID | None]]:
    with reading() as work:
        query = select(ClaimOutcome).order_by(ClaimOutcome.found_on, ClaimOutcome.recorded_at)
        return [(each.found, each.member_id) for each in work.session.scalars(query)]


def put(case: ACase, email: str = ADVOCATE) -> UUID:
    with case.manager() as work:
        return information.put(
            work,
            case.case,
            asked_on=case.clock.today(),
            words=SAID,
            member_id=case.seat(email),
        ).id


@pytest.mark.article("5(1.2)", "14(4)")
def test_a_member_informs_and_everybody_who_runs_the_case_is_warned(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    number = case.row().number
    case.stage.move_to(case.clock.today() + DAY)
    guest = at_the_link(ADVOCATE)
    assert f"{guest.home}/information" in guest.get("/minutes").text
    guest.get("/information")
    again = guest.post("/information", {"words": " ", "source": "Mësuesja."})
    assert again.status_code == 422
    assert "Mësuesja." in seen(again.text)
    assert guest.post("/information", {"words": SAID, "source": "Mësuesja."}).status_code == 303
    assert SAID in seen(guest.get("/information").text)
    (row,) = given()
    assert (row.member_id, row.given_on) == (case.seat(ADVOCATE), case.clock.today())
    for email in (MANAGER, HEAD):
        reader = sign_in(email)
        assert SAID in seen(reader.get(f"/cases/{number}/information").text)
        for page in ("", "/assessment/comprehensive", "/information"):
            text = seen(reader.get(f"/cases/{number}{page}").text)
            assert "1 piece of information or answer came in after the assessment" in text, page
            assert "our warning" in text
    manager, why = sign_in(MANAGER), "Kanarina 9034: e dinim."
    writing = ("/assessment/comprehensive?again=yes", "/plan")
    for page in writing:
        form = seen(manager.get(f"/cases/{number}{page}").text)
        assert "1 piece of information or answer came in after the assessment" in form
        assert "considered and changes nothing" in form
    fields = {"meeting": "none", "on": f"{case.clock.today():%d.%m.%Y}", "reason": why}
    fields["signals"] = f"information:{row.id}:{row.given_on}"
    assert manager.post(f"/cases/{number}/signals", fields).status_code == 303
    for page in ("", "/information", *writing):
        assert "came in after the assessment" not in seen(
            manager.get(f"/cases/{number}{page}").text
        )
    assert why in seen(sign_in(HEAD).get(f"/cases/{number}/signals").text)


@pytest.mark.article("5(1.2)")
def test_the_manager_enters_what_came_in_with_its_day_and_nothing_is_chosen_beforehand(
    case: ACase, sign_in: SignIn
) -> None:
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/information"
    assert "checked" not in manager.get(page).text
    assert "Nothing has come in" in manager.get(page).text
    empty = seen(manager.post(page, {"words": SAID, "on": ""}).text)
    assert "Choose who said it, or that it came from elsewhere." in empty
    assert "Say on which day it was" in empty
    on = case.clock.today() - DAY
    fields = {"giver": "no-seat", "on": f"{on:%d.%m.%Y}", "words": SAID}
    refused = manager.post(page, fields)
    assert refused.status_code == 409
    assert "Name the source" in seen(refused.text)
    assert manager.post(page, fields | {"source": "Fqinja."}).status_code == 303
    assert manager.post(page, fields | {"giver": str(case.seat(ADVOCATE))}).status_code == 303
    assert [(each.member_id, each.given_on) for each in given()] == [
        (None, on),
        (case.seat(ADVOCATE), on),
    ]
    strange = fields | {"giver": str(case.case)}
    assert manager.post(page, strange).status_code == 404
    chief = sign_in(HEAD)
    assert "Enter what came in" not in chief.get(page).text
    assert chief.post(page, fields).status_code == 404


@pytest.mark.article("12(1)")
def test_a_claim_is_put_answered_behind_the_link_and_refuted_later(
    case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    number, manager = case.row().number, sign_in(MANAGER)
    page = f"/cases/{number}/claims"
    today = case.clock.today()
    asked = {"words": SAID, "confirms": str(case.seat(ADVOCATE)), "on": f"{today:%d.%m.%Y}"}
    assert "Choose who verifies it." in seen(manager.post(page, {"words": SAID}).text)
    assert manager.post(page, asked).status_code == 303
    claim = claim_of()
    assert "not verified yet" in manager.get(page).text
    assert "1 claim is not verified yet" in seen(manager.get(f"/cases/{number}").text)
    guest = Guest(browser, demo, link_of(ADVOCATE, "information"))
    assert SAID in seen(guest.enter().text)
    nothing = guest.post("/information/claim", {"claim": str(claim), "how": HOW})
    assert nothing.status_code == 422
    assert HOW in seen(nothing.text)
    found = {"claim": str(claim), "found": "confirmed", "how": HOW}
    assert guest.post("/information/claim", found).status_code == 303
    assert "claim is not verified yet" not in seen(manager.get(f"/cases/{number}").text)
    sheet = {"found": "refuted", "by": "no-seat", "on": f"{today:%d.%m.%Y}", "words": HOW}
    assert "Choose who verified it." in seen(
        manager.post(f"{page}/{claim}", sheet | {"by": ""}).text
    )
    assert manager.post(f"{page}/{claim}", sheet).status_code == 303
    shown = seen(manager.get(f"{page}/{claim}").text)
    assert "The last one holds" in shown
    assert "before that: confirmed" in seen(sign_in(HEAD).get(page).text)
    assert outcomes() == [
        (Verification.CONFIRMED, case.seat(ADVOCATE)),
        (Verification.REFUTED, None),
    ]


@pytest.mark.article("12(1)", "18(1)")
def test_nobody_else_reads_or_answers_a_claim(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    claim = put(case)
    other = at_the_link(COMMUNITIES)
    assert SAID not in seen(other.get(f"/information?claim={claim}").text)
    found = {"claim": str(claim), "found": "confirmed", "how": HOW}
    assert other.post("/information/claim", found).status_code == 404
    chief = sign_in(HEAD)
    assert chief.post(f"/cases/{case.row().number}/claims/{claim}", found).status_code in {404, 422}
    assert outcomes() == []


@pytest.mark.article("5(1.2)", "12(1)", "18(1)", "10(6)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_about_it_says_what_it_is(case: ACase, language: Language) -> None:
    seat = case.seat(ADVOCATE)
    claim = put(case)
    with member_acting(seat) as work:
        information.give(work, seat, words=SAID)
        information.answer(work, seat, claim, found=Verification.REFUTED, words=HOW)
    for template in ("information/given", "information/claim", "information/answered"):
        (message,) = case.messages(template)
        text = letter_of(message, language)
        assert case.row().number in text
        told = [SAID, HOW, "Kanarina", *TOLD_OF_THE_CHILD]
        assert [words for words in told if words in text] == []


def letter_of(message: Message, language: Language) -> str:
    reader = Recipient(RecipientKind(message.recipient), message.recipient_id)
    columns = {"recipient": reader, "life_id": message.life_id, "link_id": message.link_id}
    notice = NOTICES[message.template].restore(message.context, **columns)
    made = letters.compose(notice, preview.reader(language), preview.urls(notice))
    return f"{made.subject}\n{made.text}\n{made.html}"


@pytest.mark.article("20(1)", "5(1.2)")
def test_what_was_shared_in_a_meeting_stands_in_the_working_form(
    case: ACase, sign_in: SignIn
) -> None:
    manager, number, met = sign_in(MANAGER), case.row().number, case.held()
    page = f"/cases/{number}/information"
    fields = {
        "giver": case.seat(HEALTH),
        "meeting": met.id,
        "on": f"{met.met_on:%d.%m.%Y}",
        "words": "Kanarina 77 e tha në takim.",
    }
    other = manager.post(page, fields | {"on": f"{case.begins:%d.%m.%Y}"})
    assert other.status_code == 409
    assert "Kanarina 77" in other.text
    assert manager.post(page, fields).status_code == 303
    for of in (page, f"/cases/{number}/form"):
        text = manager.get(f"{of}?lang=en").text
        assert "Kanarina 77" in text
        assert "shared in meeting 1" in text
