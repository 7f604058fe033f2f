"""A6: each route that takes a secret, found in the route table, stops whoever guesses."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum, auto
from functools import cache
from types import FunctionType

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute

from core.clock import FrozenClock
from core.settings import Settings
from identity import accounts, passkeys, tries
from identity.tries import Allowance
from models.credentials import EnrolmentPurpose
from models.session import sign_in_work, unit_of_work
from portal.forms import FormModel
from rules.sign_in_limits import LIMITS, SignInLimit
from simulation.people import PASSWORD
from tests.builders import ADMIN, HEAD, MANAGER, SILENT
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import Guest, link_of, newest_code
from tests.portal.test_doors import Places, app, each_route

__all__ = ["app"]

TOLD = "There were too many tries. Wait 15 minutes, then try again; how long is our choice."


class Stops(Enum):
    """What becomes of a guess at the secret that a route takes."""

    COUNTED = auto()
    """By account, address and browser; then it is not looked at."""
    SIGNATURE = auto()
    """By account, as a password under a text."""
    ENDS = auto()
    """The code is worth nothing after some tries, nor is the right one."""
    NO_GUESS = auto()
    """A passkey is not guessed; what sets up an app stood on the page before."""
    OF_A_PAGE = auto()
    """The code in the foot of a page, asked by anybody: counted by address and for all together;
    it opens nothing (`tests/portal/test_archive_orders.py`)."""
    OF_A_ROOM = auto()
    """The code on the screen of a room: counted by member (`tests/portal/test_room.py`)."""


CLASSES = {
    Stops.COUNTED: {
        *("/sign-in", "/sign-in/code", "/account/password"),
        "/enrol/{enrolment_id:uuid}/{token}",
    },
    Stops.SIGNATURE: {
        "/meetings/{meeting_id:uuid}/chaired/minutes/sign",
        "/meetings/{meeting_id:uuid}/chaired/form/sign",
        "/meetings/{meeting_id:uuid}/minutes/sign",
        *("/declarations/{life_id:uuid}", "/declarations/{life_id:uuid}/withdraw/own"),
        "/cases/{number}/closure/sign",
        "/cases/{number}/supplements/{supplement_id:uuid}/sign",
        "/supervision/{officer_id:uuid}/{month}/sign",
    },
    Stops.ENDS: {
        *("/k/{token}/read", "/k/{token}/confirm", "/l/{token}/open"),
        *("/l/{token}/declare", "/l/{token}/declare/refuse", "/l/{token}/declare/withdraw"),
        *("/l/{token}/sign", "/l/{token}/close", "/l/{token}/kept", "/a/{token}/confirm"),
    },
    Stops.NO_GUESS: {
        *("/sign-in/passkey", "/account/passkeys", "/account/authenticator/confirm"),
        "/enrol/{enrolment_id:uuid}/{token}/factor",
        "/enrol/{enrolment_id:uuid}/{token}/factor/passkey",
    },
    Stops.OF_A_PAGE: {"/verify"},
    Stops.OF_A_ROOM: {"/l/{token}/here"},
}


@cache
def parsed(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def source_of(
    endpoint: FunctionType, others: set[object]
) -> Iterator[tuple[FunctionType, ast.AST]]:
    """The function and whatever of the portal it calls by name, but no other route."""
    seen: set[FunctionType] = set()
    waits = [endpoint]
    while waits:
        one = waits.pop()
        seen.add(one)
        tree = parsed(one)
        yield one, tree
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for name in sorted(names):
            value = one.__globals__.get(name)
            if isinstance(value, FunctionType) and value not in seen | others:
                waits += [value] if value.__module__.startswith("portal.") else []


def forms_read(sources: list[tuple[FunctionType, ast.AST]]) -> Iterator[type[FormModel]]:
    """What `page.typed(...)` is asked for: a form, or what a function of the module chooses."""
    for function, tree in sources:
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "typed":
                continue
            for node in (each for argument in call.args for each in ast.walk(argument)):
                value = function.__globals__.get(getattr(node, "id", ""))
                if isinstance(value, type) and issubclass(value, FormModel):
                    yield value
                elif isinstance(value, FunctionType):
                    yield inspect.get_annotations(value, eval_str=True)["return"].__args__[0]


def takes_a_secret(form: type[FormModel]) -> bool:
    """A password, a code, or what a browser says for a passkey."""
    limits = [
        getattr(limit, "max_length", None)
        for field in form.model_fields.values()
        for limit in field.metadata
    ]
    return bool({"password", "code"} & form.model_fields.keys()) or passkeys.LONGEST in limits


def calls(tree: ast.AST, name: str) -> bool:
    return any(
        name in {getattr(node, "attr", ""), getattr(node, "id", "")} for node in ast.walk(tree)
    )


def posts(app: FastAPI) -> dict[str, APIRoute]:
    return {each.path: each for each in each_route(app.routes) if "POST" in (each.methods or ())}


def asks_for_a_fresh_factor(route: APIRoute) -> bool:
    return any(
        getattr(each.call, "__name__", "") == "page_with_fresh_factor"
        for each in route.dependant.dependencies
    )


def test_every_route_that_takes_a_secret_is_known_to_stop_whoever_guesses(app: FastAPI) -> None:
    found, asks = set(), set()
    routes = posts(app)
    others: set[object] = {each.endpoint for each in routes.values()}
    for path, route in routes.items():
        assert isinstance(route.endpoint, FunctionType)
        sources = list(source_of(route.endpoint, others))
        if any(takes_a_secret(form) for form in forms_read(sources)):
            found.add(path)
        if any(calls(tree, "is_confirmed") for _, tree in sources):
            asks.add(path)
    assert found ^ set().union(*CLASSES.values()) == set()
    assert asks == CLASSES[Stops.SIGNATURE]
    assert all(asks_for_a_fresh_factor(routes[path]) for path in asks)


def spent(clock: FrozenClock, whose: object, purpose: str, limit: SignInLimit) -> None:
    for _ in range(limit.tries):
        with sign_in_work() as work:
            tries.count(work, clock, [Allowance.of(str(whose), purpose, limit)])


def test_whoever_has_no_try_left_is_told_so_wherever_a_password_or_a_code_is_taken(
    a_case: At, browser: Browser, sign_in: SignIn, real_time: FrozenClock
) -> None:
    case = a_case("referred")
    manager, admin = case.account(MANAGER).id, case.account(ADMIN).id
    answers: dict[str, httpx.Response] = {}

    browser.get("/sign-in?lang=en")
    said = {"email": MANAGER, "password": PASSWORD}
    assert browser.post("/sign-in", said).status_code == 303
    browser.get("/sign-in/code")
    spent(real_time, manager, "factor.account", LIMITS.FACTOR)
    answers["/sign-in/code"] = browser.post("/sign-in/code", {"code": "000000"})
    spent(real_time, MANAGER, "sign_in.account", LIMITS.ACCOUNT)
    answers["/sign-in"] = browser.post("/sign-in", said)

    with unit_of_work() as work:
        begun = accounts.reset(work, manager, EnrolmentPurpose.FACTOR, real_time, by=admin)
    spent(real_time, manager, "enrolment.password", LIMITS.RESET)
    browser.get(f"{begun.path}?lang=en")
    typed = {"code": begun.code, "password": PASSWORD}
    answers["/enrol/{enrolment_id:uuid}/{token}"] = browser.post(begun.path, typed)

    inside = sign_in(MANAGER)
    inside.get("/account")
    spent(real_time, manager, "own.password", LIMITS.OWN_PASSWORD)
    changed = {"password": PASSWORD, "new_password": "blue ladder sings quietly"}
    answers["/account/password"] = inside.post("/account/password", changed)

    assert answers.keys() == CLASSES[Stops.COUNTED]
    for path, answer in answers.items():
        assert (answer.status_code, TOLD in answer.text) == (429, True), path


def test_a_factor_that_is_too_old_is_guessed_at_nowhere(
    a_case: At, app: FastAPI, sign_in: SignIn, real_time: FrozenClock
) -> None:
    """Each of these routes, by whoever may: the same allowance for all of them."""
    case = a_case("referred")
    at, officers = Places(case), {HEAD: sign_in(HEAD), ADMIN: sign_in(ADMIN)}
    real_time.moment += timedelta(minutes=LIMITS.FRESH.minutes + 1)
    for email, officer in officers.items():
        officer.get("/account")
        spent(real_time, case.account(email).id, "factor.account", LIMITS.FACTOR)
    routes = {path for path, route in posts(app).items() if asks_for_a_fresh_factor(route)}
    assert len(routes) > 20
    for path in sorted(routes):
        answers = {
            officer.post(at(path), {"fresh_code": "000000", "reason": "Kept."}).status_code: officer
            for officer in officers.values()
        }
        assert 429 in answers, path
        assert answers.keys() <= {403, 429}, path
    last = officers[ADMIN].post("/accounts", {"fresh_code": "000000", "name": "Kept."})
    assert TOLD in last.text
    assert "Kept." in last.text


def test_the_right_code_opens_no_link_after_five_wrong_ones(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    a_case("reports_asked")
    guest = Guest(browser, demo, link_of(SILENT, "report"))
    guest.get("?lang=en")
    guest.post("/code")
    guest.get("/code")
    right = newest_code(demo)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(LIMITS.MEMBER_CODE.tries):
        assert guest.post("/open", {"code": wrong}).status_code == 422
    closed = guest.post("/open", {"code": right})
    assert closed.status_code == 422
    assert "No code opens this any more" in closed.text
