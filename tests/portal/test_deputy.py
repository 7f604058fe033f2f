"""The deputy of the head on the pages: both hats; and the centres in which nobody decides."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bench.statements import counted
from models.people import Deputy
from tests.again import appoint
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.deputy import GROUND, ended, entry, head_leaves, named
from tests.onrecord import reading
from tests.portal.conftest import SignIn


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def form(case: ACase, email: str = OTHER_MANAGER, **more: str) -> dict[str, str]:
    today = case.clock.today()
    return {
        "officer": str(case.account(email).id),
        "valid_from": written(today),
        "valid_until": written(today + timedelta(days=10)),
        "ground": GROUND,
    } | more


def test_the_head_appoints_a_deputy_and_ends_the_appointment(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    head = sign_in(HEAD)
    assert "Nobody was appointed yet." in head.get("/deputy").text
    assert head.post("/deputy", form(case)).status_code == 303
    page = head.get("/deputy").text
    assert "The deputy is appointed." in page
    assert "in force" in page
    assert GROUND in page
    with reading() as work:
        deputy = work.session.scalars(select(Deputy)).one()
    assert head.post(f"/deputy/{deputy.id}/end").status_code == 303
    page = head.get("/deputy").text
    assert "The appointment is ended." in page
    assert "no longer in force" in page
    assert "ended that day at" in page  # it was in force for some hours, and not taken back
    assert head.post(f"/deputy/{deputy.id}/end").status_code == 409


def test_what_was_typed_stays_when_it_is_refused(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    head = sign_in(HEAD)
    head.get("/deputy")
    yesterday = written(case.clock.today() - timedelta(days=1))
    refused = head.post("/deputy", form(case, valid_from=yesterday))
    assert refused.status_code == 409
    assert "which has passed" in refused.text
    assert "our limit" in refused.text
    assert all(f'value="{typed}"' in refused.text for typed in (yesterday, GROUND))
    empty = head.post("/deputy", form(case, ground=""))
    assert empty.status_code == 422
    assert "Write the number or the words of the decision." in empty.text
    named(case)
    assert "Another deputy is appointed" in head.post("/deputy", form(case, MANAGER)).text


@pytest.mark.parametrize(
    ("language", "words"), [("sq", "Caktoni një zëvendës"), ("sr", "Imenujte zamenika")]
)
def test_the_page_speaks_the_languages_of_the_centre(
    a_case: At, sign_in: SignIn, language: str, words: str
) -> None:
    a_case("proposed")
    assert words in sign_in(HEAD).get(f"/deputy?lang={language}").text


@pytest.mark.article("8(3)")
def test_a_deputy_sees_both_hats_and_agrees_on_the_first_page(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    deputy = sign_in(OTHER_MANAGER)
    assert "As deputy of the head" not in deputy.get("/").text
    appointment = named(case)
    page = deputy.get("/").text
    assert "As deputy of the head until" in page
    assert case.row().number in page
    assert "Your own duties" in page
    meeting = case.meeting().id
    assert "I agree" in deputy.get(f"/meetings/{meeting}/agree").text
    assert deputy.post(f"/meetings/{meeting}/agree").status_code == 303
    assert case.meeting().agreed_by_id == case.account(OTHER_MANAGER).id
    said = entry("date agreed").detail
    assert said["deputy_for_the_head"] == str(appointment)


@pytest.mark.article("8(3)")
def test_the_day_after_the_pages_of_the_head_are_shut_again(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    named(case, days=0)
    deputy, meeting, number = sign_in(OTHER_MANAGER), case.meeting().id, case.row().number
    assert deputy.get(f"/cases/{number}").status_code == 200
    case.clock.move_to(case.clock.today() + timedelta(days=1))
    assert "As deputy of the head" not in deputy.get("/").text
    assert deputy.get(f"/cases/{number}").status_code == 404
    assert deputy.get(f"/meetings/{meeting}/agree").status_code == 403
    assert deputy.post(f"/meetings/{meeting}/agree").status_code == 403
    refused = deputy.get(f"/meetings/{meeting}/agree").text
    assert "This page is not open to you" in refused
    assert "Nothing was saved" not in refused
    own = deputy.get("/deputy").text
    assert GROUND in own
    assert "no longer in force" in own
    assert "Appoint a deputy" not in own
    assert sign_in(MANAGER).get("/deputy").status_code == 404


@pytest.mark.article("8(3)")
def test_on_an_own_case_the_deputy_is_shown_no_form_and_refused_the_act(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("proposed")
    named(case, MANAGER)
    manager, meeting = sign_in(MANAGER), case.meeting().id
    page = manager.get(f"/meetings/{meeting}/agree").text
    assert "this case is yours" in page
    assert "I agree" not in page
    refused = manager.post(f"/meetings/{meeting}/agree")
    assert refused.status_code == 409
    assert (
        "Nobody agrees for the head to a day that they proposed, or of a case that they manage."
        in refused.text
    )
    assert "the administrator names one" in refused.text
    assert case.meeting().agreed_at is None


@pytest.mark.article("4(2)")
def test_a_deputy_is_not_offered_themselves_and_refused_under_the_right_paragraph(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("referred")
    named(case)
    deputy, own = sign_in(OTHER_MANAGER), str(case.account(OTHER_MANAGER).id)
    form = f"/cases/{case.row().number}/appoint"
    page = deputy.get(form).text
    assert own not in page
    assert "appoint yourself to no case" in page
    refused = deputy.post(form, {"manager": own} | deputy.days)
    assert (refused.status_code, "Art. 4(2)" in refused.text) == (409, True)
    said = refused.text[refused.text.index("Nobody appoints themselves") :]
    assert "Art. 8(3)" not in said[: said.index("</main")]


@pytest.mark.article("17(3)")
def test_a_closure_is_approved_by_the_deputy_but_not_an_own_one(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closure_proposed")
    appointment, here = named(case, MANAGER), f"/cases/{case.row().number}/closure"
    manager = sign_in(MANAGER)
    page = manager.get(here).text
    assert "this case is yours" in page
    assert "I approve the assessment" not in page
    refused = manager.post(f"{here}/decision", {"decision": "approve", "note": ""})
    assert refused.status_code == 409
    assert "Nobody approves their own assessment." in refused.text
    ended(case, appointment)
    named(case)
    deputy = sign_in(OTHER_MANAGER)
    assert "I approve the assessment" in deputy.get(here).text
    done = deputy.post(f"{here}/decision", {"decision": "approve", "note": ""})
    assert done.status_code == 303
    assert entry("closure approved").actor_id == case.account(OTHER_MANAGER).id


@pytest.mark.article("17(3)")
def test_who_proposed_the_closing_and_is_deputy_since_may_only_send_it_back(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closure_proposed")
    here = f"/cases/{case.row().number}/closure"
    appoint(case, OTHER_MANAGER)
    named(case, MANAGER)
    former = sign_in(MANAGER)
    page = former.get(here).text
    assert "I approve the assessment" not in page
    assert "here you can only send it back" in page
    refused = former.post(f"{here}/decision", {"decision": "approve", "note": ""})
    assert refused.status_code == 409
    assert former.post(f"{here}/decision", {"decision": "return", "note": ""}).status_code == 303


@pytest.mark.article("4(2)")
def test_a_deputy_appoints_somebody_else_to_manage_a_case(a_case: At, sign_in: SignIn) -> None:
    case = a_case("referred")
    named(case)
    deputy, here = sign_in(OTHER_MANAGER), f"/cases/{case.row().number}/appoint"
    deputy.get(here)
    refused = deputy.post(here, {"manager": str(case.account(OTHER_MANAGER).id)})
    assert refused.status_code == 409
    assert "Nobody appoints themselves" in refused.text
    assert deputy.post(here, {"manager": str(case.account(MANAGER).id)}).status_code == 303


def test_the_list_of_cases_says_whose_turn_it_is_to_a_deputy(a_case: At, sign_in: SignIn) -> None:
    case = a_case("appointed")
    named(case)
    page = sign_in(OTHER_MANAGER).get("/cases").text
    assert case.row().number in page
    assert "<b>You</b>" not in page
    assert "<b>You</b>" in sign_in(MANAGER).get("/cases").text


def test_a_deputy_sees_the_appointment_and_cannot_change_it(a_case: At, sign_in: SignIn) -> None:
    case = a_case("proposed")
    appointment = named(case)
    deputy = sign_in(OTHER_MANAGER)
    page = deputy.get("/deputy").text
    assert GROUND in page
    assert "Appoint a deputy" not in page
    assert deputy.post(f"/deputy/{appointment}/end").status_code == 404
    assert deputy.post("/deputy", form(case, MANAGER)).status_code == 404


@pytest.mark.article("18(1)")
def test_an_administrator_is_told_of_a_vacancy_without_anything_of_a_child(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("proposed")
    admin = sign_in(ADMIN)
    assert "In every centre in service the head or a deputy decides." in admin.get("/centres").text
    assert admin.get("/centres/ferizaj/deputy").status_code == 404
    head_leaves(case)
    assert "In 1 centre nobody decides for the head" in admin.get("/").text
    page = admin.get("/centres").text
    assert "CSW Ferizaj" in page
    assert 'data-label="Dates to agree"' in page
    assert case.row().number not in page
    assert admin.get("/centres/ferizaj/deputy").status_code == 200
    done = admin.post("/centres/ferizaj/deputy", form(case))
    assert done.status_code == 303
    assert "In every centre in service the head or a deputy decides." in admin.get("/centres").text


@pytest.mark.article("17(3)")
def test_a_deputy_who_manages_the_only_waiting_case_leaves_the_centre_on_the_list(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closure_proposed")
    appointment = named(case, MANAGER)
    head_leaves(case)
    admin = sign_in(ADMIN)
    page = admin.get("/centres").text
    assert "is the deputy, and may not decide on these cases." in page
    admin.get("/centres/ferizaj/deputy")
    assert admin.post(f"/centres/ferizaj/deputy/{appointment}/end").status_code == 303
    assert admin.post("/centres/ferizaj/deputy", form(case)).status_code == 303
    assert "CSW Ferizaj" not in admin.get("/centres").text


@pytest.mark.parametrize("path", ["/centres", "/centres/ferizaj/deputy"])
def test_the_list_of_centres_is_the_administrators(a_case: At, sign_in: SignIn, path: str) -> None:
    a_case("proposed")
    assert sign_in(HEAD).get(path).status_code == 403
    assert sign_in(MANAGER).get(path).status_code == 403


def test_the_deputys_first_page_costs_as_much_as_a_managers_and_a_heads(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("proposed")
    named(case)
    deputy = sign_in(OTHER_MANAGER)
    deputy.get("/")
    with counted() as seen:
        deputy.get("/")
    # one counts the pages from paper that wait, one own drafts, one emergencies: 0194, 0229, 0248
    assert len(seen) <= 28
