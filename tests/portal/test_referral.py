"""Registering a referral, reading it, appointing a manager: Art. 4(2), 5(1.1)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from models.case import Appointment, Case, Child
from models.session import unit_of_work
from portal.referral_form import ReferChild
from simulation.life import CaseStory
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER
from tests.portal.conftest import Browser, SignIn

REFERRAL: dict[str, object] = {
    "referrer": "School of the invented village",
    "came": "1.9.2026",
    "categories": ["N1", "M7"],
    "words_M7": "left alone at night",
    "situation": "Nobody comes to collect the child.",
    "best_interest": "No institution can do it alone.",
    "name": "Invented Child",
    "birth_date": "3.5.2019",
    "gender": "girl",
    "status": "resident",
    "family": "no",
}

CHILDREN = [
    "Arta Hoxha",
    "Besnik Thaçi",
    "Shaban Jashari",
    "Qerim Krasniqi",
    "Qemajl Berisha",
    "Gjergj Gjoni",
    "Xhemajl Rrahmani",
    "Xhevdet Zeqiri",
    "Njomza Shala",
    "Ymer Llapashtica",
    "Hyseni Yll",
    "Mehmet Hasani",
    "Jakup Ahmeti",
    "Fatmire Zenelaj",
    "Arbër Gashi",
    "Erblina Kelmendi",
    "Đorđe Petrović",
    "Nikola Šćepanović",
    "Željko Nikolić",
    "Čedomir Živković",
    "Љубица Њежић",
    "Jovana Jovanović",
    "Miloš Đurić",
    "Snežana Stojković",
    "Dragiša Dimić",
    "Rexhep Mustafa",
    "Ramiz Bajraktari",
    "Ahmed Murtezi",
    "Lulzim Çeku",
    "Haxhi Zylfiu",
    "Shqipe Vllasi",
    "Dhurata Pllana",
    "Edona Xhaferi",
    "Elez Sejdiu",
    "Sadri Veliu",
    "Naim Rexhepi",
    "Vjollca Osmani",
    "Agnesa Ukshini",
    "Flutura Kryeziu",
    "Kushtrim Zogaj",
]
"""None sounds like another: nobody is asked whether they are the same (0198)."""


def of_child(number: int) -> dict[str, object]:
    """The referral of one of them."""
    return REFERRAL | {"name": CHILDREN[number]}


def as_typed(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def the_case() -> tuple[Case, Child]:
    with unit_of_work() as work:
        case = work.session.scalars(select(Case)).one()
        return case, work.session.scalars(select(Child)).one()


@pytest.mark.article("5(1.1)")
def test_a_referral_opens_a_case_and_asks_for_a_manager(chief: Browser) -> None:
    chief.get("/cases/new")
    answer = chief.post("/cases/new", REFERRAL)
    case, child = the_case()
    assert answer.headers["location"] == f"/cases/{case.number}/appoint"
    assert (child.name, child.gender, child.residence) == ("Invented Child", "girl", None)
    page = chief.get(f"/cases/{case.number}/referral").text
    assert "left alone at night" in page
    assert "Nobody comes" in page
    assert "Invented Child" not in page


@pytest.mark.article("20(1)", "5(1.1)")
def test_what_the_child_was_given_already_stands_line_by_line_in_the_referral(
    chief: Browser,
) -> None:
    chief.get("/cases/new")
    bed = {"given.1.kind": "shelter", "given.1.on": "1.1.2026", "given.1.name": "Night officer"}
    for wrong, said in (
        ({"given.0.name": "Somebody"}, "Write the day on which it was given."),
        ({"given.0.kind": "visit", "given.0.on": "1.1.2026"}, "Choose one of these."),
        ({"given.0.kind": "food", "given.0.on": "1.1.2199"}, "today at the latest"),
        ({"given.0.kind": "other_service", "given.0.on": "1.1.2026"}, "which service it was"),
    ):
        refused = chief.post("/cases/new", REFERRAL | bed | wrong)
        assert refused.status_code == 422
        assert said in refused.text
        assert "Night officer" in refused.text
    assert chief.post("/cases/new", REFERRAL | bed).status_code == 303
    number = the_case()[0].number
    for page in ("referral", "log"):
        text = chief.get(f"/cases/{number}/{page}").text
        assert "Shelter" in text
        assert "Night officer" in text


def test_another_child_in_the_family_is_asked_for_at_once(chief: Browser) -> None:
    chief.get("/cases/new")
    led = chief.post("/cases/new", REFERRAL | {"family": "yes"}).headers["location"]
    number = the_case()[0].number
    assert led == f"/cases/new?sibling_of={number}"
    assert number in chief.get(led).text
    chief.post("/cases/new", REFERRAL | {"name": "A Brother", "sibling_of": number})
    assert "Same family" in chief.get(f"/cases/{number}").text


WRONG = [
    ({"referrer": ""}, "Write who refers the child.", 422),
    ({"name": ""}, "Write the child&#39;s name.", 422),
    ({"status": ""}, "Choose where the child belongs", 422),
    ({"birth_date": "1.1.2040"}, "This day has not come yet.", 422),
    ({"birth_date": "last spring"}, "Write the day like 20.11.2026.", 422),
    ({"birth_date": "31.2.2020"}, "There is no such day.", 422),
    ({"status": "pirate"}, "Choose one of these.", 422),
    ({"family": ""}, "Say whether there are other children", 422),
    ({"situation": "a" * 10_001}, "Shorten this to 10000 characters.", 422),
    ({"categories": []}, "Tick at least one; more than one may apply. Art. 5(1.1)", 422),
    ({"categories": ["Z9"]}, "Tick at least one; more than one may apply. Art. 5(1.1)", 422),
]


@pytest.mark.parametrize(("change", "sentence", "status"), WRONG)
def test_bad_input_is_told_and_kept(
    chief: Browser, change: dict[str, object], sentence: str, status: int
) -> None:
    chief.get("/cases/new")
    answer = chief.post("/cases/new", REFERRAL | {"ethnicity": "kept <b>"} | change)
    assert answer.status_code == status
    assert sentence in answer.text
    assert "kept &lt;b&gt;" in answer.text
    with unit_of_work() as work:
        assert work.session.scalar(select(Case.id)) is None


@pytest.mark.article("5(1.1)")
def test_everything_that_is_missing_is_asked_for_in_one_round(chief: Browser) -> None:
    chief.get("/cases/new")
    answer = chief.post("/cases/new", {"birth_date": "1.1.2040"})
    wanted = ("referrer", "categories", "situation", "best_interest", "name", "status", "family")
    for name in wanted:
        assert f'<a href="#f-{name}">' in answer.text
    assert "This day has not come yet." in answer.text
    assert 'id="f-categories-error"' in answer.text
    told = re.findall(r'<li><a href="#f-([a-z_]+)">', answer.text)
    assert told == [name for name in ReferChild.model_fields if name in told], "in the page's order"


def test_an_empty_form_and_a_huge_one(chief: Browser) -> None:
    chief.get("/cases/new")
    assert chief.post("/cases/new", {}).status_code == 422
    huge = b"situation=" + b"a" * 10_000_000 + f"&csrf={chief.token}".encode()
    assert chief.send("/cases/new", huge).status_code == 413


def test_a_manager_registers_what_the_head_appoints(manager: Browser, chief: Browser) -> None:
    manager.get("/cases/new")
    assert manager.post("/cases/new", REFERRAL).headers["location"] == "/cases"
    number = the_case()[0].number
    assert manager.get(f"/cases/{number}").status_code == 404
    assert f"/cases/{number}/appoint" in chief.get("/").text


@pytest.mark.article("4(2)")
def test_the_head_appoints_and_may_change_their_mind(chief: Browser, story: CaseStory) -> None:
    story.refer()
    address = f"/cases/{story.number()}/appoint"
    page = chief.get(address).text
    assert "Vjosa Krasniqi" in page
    assert "Case manager: Blerim Hoxha" in page
    assert "Blerim Hoxha</label>" not in page  # manages it now
    chosen = re.findall(r'name="manager" value="([^"]+)"', page)
    assert chief.post(address, {"manager": chosen[0]}).status_code == 303
    with unit_of_work() as work:
        appointments = work.session.scalars(select(Appointment)).all()
        assert sorted(each.ended_on is None for each in appointments) == [False, True]


@pytest.mark.article("4(2)")
def test_a_referral_typed_later_says_so_and_nobody_is_appointed_before_it_came(
    chief: Browser, database: FrozenClock
) -> None:
    came = database.today() - timedelta(days=3)
    chief.get("/cases/new")
    address = chief.post("/cases/new", REFERRAL | {"came": as_typed(came)}).headers["location"]
    page = chief.get(address).text
    assert "entered on" in chief.get(address.removesuffix("/appoint")).text
    (chosen, *_) = re.findall(r'name="manager" value="([^"]+)"', page)
    before = as_typed(came - timedelta(days=1))
    refused = chief.post(address, {"manager": chosen, "on": before})
    assert "had not reached the centre yet" in refused.text
    assert before in refused.text
    assert chief.post(address, {"manager": chosen, "on": as_typed(came)}).status_code == 303


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, 422),
        ({"manager": "somebody"}, 422),
        ({"manager": "00000000-0000-0000-0000-000000000000"}, 409),
    ],
)
def test_nobody_else_can_be_appointed(
    chief: Browser, story: CaseStory, typed: dict[str, str], status: int
) -> None:
    story.refer()
    chief.get(f"/cases/{story.number()}/appoint")
    assert chief.post(f"/cases/{story.number()}/appoint", typed).status_code == status


def test_only_the_head_of_the_centre_appoints(story: CaseStory, sign_in: SignIn) -> None:
    story.refer()
    address = f"/cases/{story.number()}/appoint"
    for email, status in ((OTHER_MANAGER, 403), (OTHER_HEAD, 404), (ADMIN, 403)):
        browser = sign_in(email)
        browser.get("/")
        assert browser.get(address).status_code == status
        assert browser.post(address, {"manager": "x"}).status_code in {status, 404}
    assert sign_in(OTHER_HEAD).get(f"/cases/new?sibling_of={story.number()}").status_code == 404
