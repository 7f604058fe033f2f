"""Every act behind a member's link has its class; a word needs a code of its own: A1, A4, A5."""

import re
from datetime import timedelta
from enum import Enum, auto

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from core.clock import FrozenClock
from core.settings import Settings
from identity import codes
from models.confirmation import Confirmation
from models.meeting import Signature
from models.people import OneTimeCode
from models.session import unit_of_work
from tests.conftest import At
from tests.portal.conftest import Browser
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of, newest_code
from tests.portal.test_doors import app, routes_of, state
from tests.portal.test_many_at_once import CROWD, at_once
from tests.portal.test_member_acts import MemberAt, member_at, seat_of, settled

__all__ = ["app", "member_at"]

pytestmark = pytest.mark.article("18(1)", "18(2)")


class Needs(Enum):
    """What lets a member do it."""

    LINK = auto()
    """Nothing is shown or done yet, or the text says nothing of a child."""
    SESSION = auto()
    """Reading and reporting: one code for all of it."""
    WORD = auto()
    """A signature or declaration: a code for exactly these words."""


CLASSES = {
    Needs.LINK: {
        *("GET ", "POST /code", "GET /code", "POST /open", "POST /leave", "GET /go"),
        *("GET /other/{obstacle}", "POST /other/{obstacle}", "GET /declare"),
        *("POST /anew", "POST /kept"),
    },
    Needs.SESSION: {
        *("GET /read", "POST /read", "GET /plan", "GET /minutes", "GET /paper/{kind}"),
        *("GET /paper/{kind}/{tongue}.pdf", "GET /close/{tongue}.pdf"),
        *("GET /findings", "GET /sign", "GET /close", "GET /files", "POST /files"),
        *("GET /files/{file_id:uuid}", "GET /files/{file_id:uuid}/thumbnail"),
        *("GET /files/{file_id:uuid}/remove", "POST /files/{file_id:uuid}/remove"),
        *("GET /report", "POST /report", "GET /action", "POST /action"),
        *("GET /here", "POST /here", "POST /own-number"),
        *("GET /contribute", "POST /contribute", "GET /asked", "POST /asked"),
        *("GET /information", "POST /information"),
        *("POST /information/claim", "POST /information/inquiry"),
        *(
            "GET /desk",
            "POST /desk",
            "GET /app",
            "POST /app",
            "GET /calendar",
            "POST /calendar",
            "POST /calendar/end",
        ),
    },
    Needs.WORD: {
        *("POST /declare", "POST /declare/refuse", "POST /declare/withdraw"),
        *("POST /sign", "POST /close"),
    },
}


def of_members(app: FastAPI) -> set[str]:
    home = "/l/{token}"
    return {
        f"{method} {path.removeprefix(home)}"
        for method, path in routes_of(app)
        if path.startswith(home)
    }


def test_every_act_behind_a_link_has_its_class(app: FastAPI) -> None:
    assert of_members(app) ^ set().union(*CLASSES.values()) == set()


def words() -> list[Signature]:
    with unit_of_work() as work:
        return list(work.session.scalars(select(Signature).where(Signature.method == "code")))


def test_without_a_session_nothing_is_read_or_done(
    app: FastAPI, browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("reports_asked")
    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    guest.get()
    before = state()
    for act in sorted(CLASSES[Needs.SESSION] | CLASSES[Needs.WORD]):
        method, _, path = act.partition(" ")
        at = path.replace("{kind}", "plan")
        said = {"word": "sign", "conflict": "no", "confidential": "yes", "language": "en"}
        answer = guest.get(at) if method == "GET" else guest.ask(at, said | {"step": "confirm"})
        assert answer.status_code in {303, 401, 404, 422}, act
        assert "Lirie" not in answer.text, act
    for _ in range(20):
        guest.get()
        assert browser.client.head(guest.home).status_code == 200
    assert state() == before


@pytest.fixture
def to_sign(member_at: MemberAt) -> Guest:
    guest = member_at("review_met", HEALTH, "sign", then=settled)
    guest.enter()
    return guest


SIGNS = {"word": "sign"}
FRESH = timedelta(seconds=1)


def asked(guest: Guest, fields: dict[str, str]) -> str:
    """The confirmation that a word waits for."""
    guest.get("/sign")
    found = re.search(r'name="confirmation" value="([-\w]+)"', guest.ask("/sign", fields).text)
    assert found is not None
    return found[1]


def test_a_code_confirms_the_very_words_that_were_shown_and_nothing_else(
    to_sign: Guest, clock: FrozenClock
) -> None:
    before, opened = len(words()), newest_code(to_sign.settings)
    waits = asked(to_sign, SIGNS)
    code = newest_code(to_sign.settings)
    if opened != code:  # the code that let them in signs nothing
        assert to_sign.confirm("/sign", SIGNS, waits, opened).status_code == 422
    assert to_sign.post("/open", {"code": code}).status_code == 422  # nor does this one let in
    other = to_sign.confirm("/sign", {"word": "note", "reason": "Tjetër."}, waits, code)
    assert other.status_code == 409
    assert "not what the code was made for" in other.text
    assert "Tjetër." in other.text
    assert len(words()) == before
    clock.moment += FRESH
    waits = asked(to_sign, SIGNS)
    code = newest_code(to_sign.settings)
    assert to_sign.confirm("/sign", SIGNS, waits, code).status_code == 303
    again = to_sign.confirm("/sign", SIGNS, waits, code)
    assert again.status_code == 422
    seat = seat_of(HEALTH)
    (signed,) = [each for each in words() if each.member_id == seat.id and each.paper == "minutes"]
    with unit_of_work() as work:
        kept = work.session.get_one(Confirmation, signed.confirmation_id)
        assert (str(kept.id), kept.act, kept.subject_id) == (waits, "minutes", signed.paper_id)
        assert kept.used_at is not None
        used = work.session.scalars(
            select(OneTimeCode).where(OneTimeCode.confirmation_id == kept.id)
        ).all()
    assert [each.used_at is not None for each in used] == [True]


@pytest.mark.article("10(1)", "18(1)")
def test_the_code_of_a_word_is_good_for_ten_minutes(to_sign: Guest, clock: FrozenClock) -> None:
    waits, code = asked(to_sign, SIGNS), newest_code(to_sign.settings)
    clock.moment += codes.VALID_FOR
    late = to_sign.confirm("/sign", SIGNS, waits, code)
    assert late.status_code == 422
    assert "No code opens this any more" in late.text
    seat = seat_of(HEALTH).id
    assert not [each for each in words() if each.member_id == seat and each.paper == "minutes"]
    assert to_sign.post("/sign", SIGNS).status_code == 303  # by another code


@pytest.mark.article("10(1)", "18(1)")
def test_a_word_confirmed_many_times_at_once_is_one_signature(to_sign: Guest) -> None:
    to_sign.browser.client.timeout = httpx.Timeout(60)
    waits, code = asked(to_sign, SIGNS), newest_code(to_sign.settings)
    said = [lambda: to_sign.confirm("/sign", SIGNS, waits, code)] * CROWD
    answers = {answer.status_code for answer in at_once(said)}
    assert answers <= {303, 409, 422}
    seat = seat_of(HEALTH).id
    (signed,) = [each for each in words() if each.member_id == seat and each.paper == "minutes"]
    assert str(signed.confirmation_id) == waits
    with unit_of_work() as work:
        query = select(OneTimeCode).where(OneTimeCode.confirmation_id == signed.confirmation_id)
        assert [each.used_at is not None for each in work.session.scalars(query)] == [True]


def test_somebody_elses_confirmation_is_as_good_as_none(
    to_sign: Guest, browser: Browser, demo: Settings
) -> None:
    waits = asked(to_sign, SIGNS)
    code = newest_code(to_sign.settings)
    other = Guest(browser, demo, link_of(ADVOCATE, "sign"))
    other.enter()
    other.get("/sign")
    wrong = other.confirm("/sign", SIGNS, waits, code)
    assert wrong.status_code == 422
    none = other.confirm("/sign", SIGNS, "", "000000")
    assert none.status_code == 422
    assert "This is not the code." in wrong.text
    assert "No code opens this any more" in none.text
    seat = seat_of(ADVOCATE)
    assert not [each for each in words() if each.member_id == seat.id and each.paper == "minutes"]


def test_a_first_visit_needs_one_code_for_the_declaration_and_the_papers(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    a_case("prepared")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    assert guest.get("/go").headers["location"] == f"{guest.home}/declare"
    guest.get("/declare")
    with unit_of_work() as work:
        before = len(work.session.scalars(select(OneTimeCode)).all())
    declared = {"conflict": "no", "confidential": "yes"}
    assert guest.post("/declare", declared).status_code == 303
    assert guest.get("/information").status_code == 200
    with unit_of_work() as work:
        assert len(work.session.scalars(select(OneTimeCode)).all()) == before + 1
    (signed,) = [each for each in words() if each.member_id == seat_of(HEALTH).id]
    assert signed.confirmation_id is not None


@pytest.mark.parametrize(
    "change", [str.swapcase, lambda token: token[:-1], lambda token: f"{token}A"]
)
def test_a_link_that_is_cut_or_in_another_case_is_none(
    browser: Browser, a_case: At, demo: Settings, change: object
) -> None:
    a_case("prepared")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.home = f"/l/{change(guest.home.removeprefix('/l/'))}"  # type: ignore[operator]
    for path in ("", "/declare", "/go"):
        assert guest.get(path).status_code == 404
