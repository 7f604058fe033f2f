"""A sealed file points to what is added beside it, which two sign: beside Art. 17(5)."""

import re

import pytest

from casework.record.table import sitting
from core.i18n import LANGUAGES
from models.session import unit_of_work
from portal.supplement_paper import UNSIGNED
from simulation.people import PASSWORD
from tests.builders import HEAD, MANAGER
from tests.casework.conftest import At
from tests.documents.pdf import Read, faults
from tests.portal.acts import ADMIN, OTHER_HEAD
from tests.portal.conftest import Browser, SignIn

WORDS = "A letter came.\n\nIt was handed over late."


@pytest.mark.article("8(3)", "17(5)")
def test_what_is_entered_too_late_leads_to_a_supplement_that_two_sign(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closed")
    number, seal = case.row().number, case.row().seal
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    with unit_of_work() as work:
        member = str(sitting(work.session, case.case)[0].id)
    meeting = f"/meetings/{case.held().id}"
    forms = [f"{meeting}/{each}" for each in ("correction", "family", "chaired-by", "cancel")]
    for form in (*forms, f"/cases/{number}/meeting/held"):
        shut = manager.get(form)  # before anything is typed
        assert (shut.status_code, f"{number} is sealed" in shut.text) == (409, True), form
        assert f"/cases/{number}/supplements" in shut.text
    served = f"{meeting}/served"
    manager.get(served)
    refused = manager.post(
        served,
        {"members": [member], "what": "invitation", "on": "1.9.2026", "witness": "The guard"},
    )
    assert refused.status_code == 409
    assert f"The file of case {number} is sealed" in refused.text
    assert "our limit" in refused.text
    way = re.search(r'href="(/cases/[^"]+/supplements)"', refused.text)
    assert way
    home = way[1]
    assert "/referral" in manager.get(home.removesuffix("/supplements")).text
    page = manager.get(home).text
    assert "Nothing has been added." in page
    assert "checked" not in page
    for typed, said in (
        ({}, "Write what happened."),
        ({"words": "Kept words", "on": ""}, "or say that it is not known"),
        ({"words": "Kept words", "on": "1.9.2026", "not_known": "yes"}, "one of the two"),
        ({"words": "Kept words", "on": "1.9.2030"}, "is still to come"),
    ):
        answer = manager.post(home, typed)
        assert answer.status_code in {409, 422}, typed
        assert said in answer.text
        assert "Kept words" in answer.text or not typed
    added = manager.post(home, {"words": WORDS, "on": "1.9.2026"})
    assert added.status_code == 303, added.text
    one = added.headers["location"]
    _signed_by_both(manager, head, one)
    manager.get(home)
    corrected = {
        "words": "It was in time.",
        "on": "",
        "not_known": "yes",
        "corrects": one.rpartition("/")[2],
    }
    assert manager.post(home, corrected).status_code == 303
    for browser in (manager, head):
        found = browser.get(f"/cases/{number}").text
        assert found.index("Supplement 1</a>") < found.index("Supplement 2</a>")
        assert "corrected by supplement 2" in found
        assert "corrects supplement 1" in found
        assert "on a day that is not known" in found
        assert "supplement 1" in found[found.index("The life of the case") :]
    assert case.row().seal == seal


def _signed_by_both(manager: Browser, head: Browser, one: str) -> None:
    for browser in (manager, head):
        assert f'href="{one}"' in browser.get("/").text
    page = manager.get(one).text
    assert "It was handed over late." in page
    assert page.count("not signed yet") == 2
    assert manager.post(f"{one}/sign", {"password": "wrong"}).status_code == 422
    assert manager.post(f"{one}/sign", {"password": PASSWORD, "shown": "00"}).status_code == 409
    manager.get(one)
    assert manager.post(f"{one}/sign", {"password": PASSWORD}).status_code == 303
    assert f'href="{one}"' not in manager.get("/").text
    assert f'href="{one}"' in head.get("/").text
    page = head.get(one).text
    assert page.count("not signed yet") == 1
    assert "Case manager: signed on" in page
    assert head.post(f"{one}/sign", {"password": PASSWORD}).status_code == 303
    assert f'href="{one}"' not in head.get("/").text
    page = head.get(one).text
    assert "not signed yet" not in page
    assert "Your password" not in page
    assert head.post(f"{one}/sign", {"password": PASSWORD}).status_code == 409


@pytest.mark.article("17(5)")
def test_a_supplement_is_a_paper_that_says_that_nobody_has_signed_it(
    a_case: At, sign_in: SignIn
) -> None:
    case, head = a_case("closed"), sign_in(HEAD)
    home = f"/cases/{case.row().number}/supplements"
    head.get(home)
    one = head.post(home, {"words": WORDS, "on": "", "not_known": "yes"}).headers["location"]
    assert f"{one}/sr.pdf" in head.get(one).text
    for language in LANGUAGES:
        read = Read(head.client.get(f"{one}/{language}.pdf").content)
        assert faults(read, language) == []
        assert "It was handed over late." in read.text
    assert UNSIGNED in read.text
    head.post(f"{one}/sign", {"password": PASSWORD})
    signed = Read(head.client.get(f"{one}/en.pdf").content).text
    assert UNSIGNED not in signed
    assert "not signed yet" in signed
    assert head.client.get(f"{home}/{case.case}/en.pdf").status_code == 404


@pytest.mark.article("18(1)")
def test_whoever_may_not_read_the_file_does_not_find_its_supplements(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closed")
    home = f"/cases/{case.row().number}/supplements"
    manager = sign_in(MANAGER)
    manager.get(home)
    one = manager.post(home, {"words": WORDS, "on": "", "not_known": "yes"}).headers["location"]
    for stranger in (OTHER_HEAD, ADMIN):
        browser = sign_in(stranger)
        browser.get("/")
        answers = [browser.get(home), browser.get(one), browser.post(home, {"words": WORDS})]
        answers.append(browser.get(f"{one}/en.pdf"))
        answers.append(browser.post(f"{one}/sign", {"password": PASSWORD}))
        assert {each.status_code for each in answers} <= {403, 404}


@pytest.mark.article("17(5)")
def test_an_open_file_has_no_supplements(a_case: At, sign_in: SignIn) -> None:
    case = a_case("decided")
    manager, number = sign_in(MANAGER), case.row().number
    page = manager.get(f"/cases/{number}/supplements")
    assert page.status_code == 409
    assert "is not sealed" in page.text
    assert "/supplements" not in manager.get(f"/cases/{number}").text
