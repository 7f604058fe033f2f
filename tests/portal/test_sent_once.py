"""One form is one act, however often it is sent."""

import ast
import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import insert, select
from starlette.responses import Response

from casework.case import inquiries
from core.ids import new_id
from core.settings import Settings
from models.case import Case
from models.people import Account
from models.sent_form import SentForm
from models.session import unit_of_work
from portal import once
from portal.app import create_app
from portal.web import Open
from rules.composition import Relation
from rules.refusals import Conflict, SentBefore
from rules.sign_in_limits import LIMITS
from tests.architecture.reading import functions, modules
from tests.builders import HEAD, MANAGER
from tests.casework.known import kin
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn, serving
from tests.portal.test_assessment import ASSESSMENT
from tests.portal.test_many_at_once import CROWD, at_once, case, codes, patiently
from tests.portal.test_referral import REFERRAL, of_child

__all__ = ["case"]


def key_on(page: str) -> dict[str, str]:
    """What the page's own form would send along: the header has one of its own before it."""
    return {"once": re.findall(r'name="once" value="(\w+)"', page)[-1]}


def test_one_form_of_a_child_sent_many_times_is_one_case(chief: Browser) -> None:
    """Whoever presses twice is led where the first press led."""
    head = patiently(chief)
    form = REFERRAL | key_on(head.get("/cases/new").text)
    answers = at_once([lambda: head.post("/cases/new", form)] * CROWD)
    with reading() as work:
        number = work.session.scalars(select(Case.number)).one()
    led = [(each.status_code, each.headers["location"]) for each in answers]
    assert set(led) == {(303, f"/cases/{number}/appoint")}
    assert "The referral is registered." in head.get(f"/cases/{number}/appoint").text


def test_other_words_under_the_same_key_are_another_form(chief: Browser) -> None:
    """Typed on while the first press had no answer yet: nothing of it is lost."""
    form = key_on(chief.get("/cases/new").text)
    for number in range(2):
        assert chief.post("/cases/new", of_child(number) | form).status_code == 303
    with reading() as work:
        assert len(work.session.scalars(select(Case.number)).all()) == 2


def test_a_form_that_was_refused_may_be_sent_again(chief: Browser) -> None:
    form = key_on(chief.get("/cases/new").text)
    assert chief.post("/cases/new", form).status_code == 422
    assert chief.post("/cases/new", REFERRAL | form).status_code == 303


def test_a_form_whose_answer_was_lost_says_so_and_may_be_sent_once_more(
    chief: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a kill leaves it: the key is taken, and nobody wrote down what came of it."""
    monkeypatch.setattr(once, "PATIENCE", once.PAUSE)
    form = key_on(chief.get("/cases/new").text)
    typed = {
        name: [*said] if isinstance(said, list) else [str(said)] for name, said in REFERRAL.items()
    }
    key = once.id_of(chief.client.cookies["visit"], form["once"], typed)
    with unit_of_work() as work:
        work.session.add(SentForm(id=key, sent_at=work.clock.now(), given_back=False))
    again = chief.post("/cases/new", REFERRAL | form)
    assert again.status_code == 409
    assert SentBefore.reason in again.text
    assert chief.post("/cases/new", REFERRAL | key_on(again.text)).status_code == 303


def test_a_key_of_another_browser_is_another_key(chief: Browser, sign_in: SignIn) -> None:
    key = key_on(chief.get("/cases/new").text)
    other = sign_in(HEAD)
    other.get("/cases/new")
    for number, browser in enumerate((chief, other)):
        assert browser.post("/cases/new", of_child(number) | key).status_code == 303
    with reading() as work:
        assert len(work.session.scalars(select(Case.number)).all()) == 2


@pytest.mark.parametrize(
    ("scene", "path", "act"),
    [
        ("appointed", "assessment", "initial assessment recorded"),
        ("prepared", "plan/initial?again=1", "initial plan drafted"),
        ("prepared", "assessment?again=1", "initial assessment recorded"),
        ("prepared", "table", "composition chosen"),
        ("opinions", "closure/opinions/{mother}", "opinion recorded"),
    ],
)
def test_equal_words_sent_many_times_change_nothing(
    a_case: At, sign_in: SignIn, scene: str, path: str, act: str
) -> None:
    """With or without a key: what is on record already is not written again."""
    case, manager = a_case(scene), patiently(sign_in(MANAGER))
    path = path.format(mother=kin(case, Relation.MOTHER)) if "{" in path else path
    address = f"/cases/{case.row().number}/{path}"
    is_new = path.startswith("assessment")  # its level of risk is asked each time
    fields = fields_of(manager.get(address).text) | (ASSESSMENT if is_new else {})
    to = address.partition("?")[0]
    before = [each for each, _ in case.trail()].count(act)
    answers = at_once([lambda: manager.post(to, fields)] * CROWD)
    assert codes(answers) == {303: CROWD}
    written = [each for each, _ in case.trail()].count(act) - before
    assert written == (1 if is_new else 0)


def test_many_wrong_passwords_at_once_are_ten_tries(head: Account, browser: Browser) -> None:
    """They are counted before they are looked at; then the right one waits as well."""
    patiently(browser).get("/sign-in")
    wrong = {"email": "head@qps.example", "password": "wrong"}
    answers = at_once([lambda: browser.post("/sign-in", wrong)] * CROWD)
    assert codes(answers) == {422: LIMITS.ACCOUNT.tries, 429: CROWD - LIMITS.ACCOUNT.tries}
    assert browser.sign_in().status_code == 429


@pytest.mark.article("10(1)")
def test_many_wrong_passwords_under_a_paper_are_five_tries(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("decided"), patiently(sign_in(MANAGER))
    address = f"/cases/{case.row().number}/closure"
    manager.get(address)
    answers = at_once([lambda: manager.post(f"{address}/sign", {"password": "wrong"})] * CROWD)
    assert codes(answers) == {422: LIMITS.SIGNATURE.tries, 429: CROWD - LIMITS.SIGNATURE.tries}


def test_a_lost_race_is_told_as_one(demo: Settings, chief: Browser) -> None:
    app = create_app(demo)

    @app.get("/second")
    def second(page: Open) -> Response:
        with page.work() as work:
            row = {"id": new_id(), "sent_at": work.clock.now(), "given_back": False}
            work.session.execute(insert(SentForm), [row, row])
        return page.go("/")

    with serving(app) as address:
        answer = httpx.get(f"{address}/second?lang=en")
    assert answer.status_code == 409
    assert Conflict.reason in answer.text


NO_ACT = {"show_name", "with_names", "with_name", "meeting_with_name", "verify"}
NO_ACT |= {"find", "skip", "sign_out"}
OF_THE_DOOR = {"send_code", "other_way", "own_number", "leave", "disown", "ask_anew"}
OF_THE_DOOR |= {"end_members", "end_officers"}
"""Asked for again each time, or the same however often it is done."""


KEPT = (".submit(", ".act_once(", "take(", "Saying(")


def test_every_press_of_a_button_is_one_act() -> None:
    """`submit` keeps the key of a form, also for a `Saying`; a button that asks for nothing keeps
    it by itself."""
    found = set()
    for _, tree in modules("portal/routes"):
        inside = {each.name: ast.unparse(each) for each in functions(tree)}
        for function in functions(tree):
            marks = (each for each in function.decorator_list if isinstance(each, ast.Call))
            if any(ast.unparse(each.func).endswith(".post") for each in marks):
                text = inside[function.name]
                called = [inside[name] for name in inside if f"{name}(" in text]
                if not any(kept in "".join(called) for kept in KEPT):
                    found.add(function.name)
    assert found == NO_ACT | OF_THE_DOOR


@pytest.mark.article("14(3.3)")
def test_a_day_taken_back_by_two_presses_is_taken_back_once(a_case: At, sign_in: SignIn) -> None:
    of = a_case("minuted")
    with of.manager() as work:
        action, on = of.plans()[-1].actions[0].id, of.clock.today() + timedelta(days=30)
        date_id = inquiries.set_date(work, of.case, action, on=on, words="Sa ka ecur?").id
    manager, page = sign_in(MANAGER), f"/cases/{of.row().number}/inquiries/dates"
    form = key_on(manager.get(page).text)
    for _ in range(2):
        answer = manager.post(f"{page}/{date_id}/taken-back", form)
        assert (answer.status_code, answer.headers["location"]) == (303, page)
