"""Signing in and out."""

from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.responses import Response

from core.clock import Clock
from core.i18n import N_
from identity import credentials, passkeys, signing_in, staff
from identity.passwords import LONGEST
from identity.tries import TooManyTries
from models.people import SignInMeans
from portal import security
from portal.addresses import local_path
from portal.entering import (
    RealTime,
    caller_of,
    door_of,
    let_in,
    note_step,
    question,
    step_of,
    with_script,
)
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.too_many import AT_ONCE, too_many
from portal.web import Open, Page
from portal.words import ROLES

router = APIRouter()

NO_MATCH: Final = N_("Address and password do not belong together. Look at both, then try again.")
WRONG_CODE: Final = N_("This code is not right, or was used already. Write the one that shows now.")
NO_KEY: Final = N_(
    "This passkey opens no account here. Sign in with your password, or try another."
)


class SignIn(FormModel):
    """An officer's address and password; nothing is said about which of the two is wrong."""

    email: Annotated[Line, Ask(N_("Mail address"), missing=N_("Write your mail address."))]
    password: Annotated[
        str,
        StringConstraints(strip_whitespace=False, max_length=LONGEST),
        Ask(N_("Password"), missing=N_("Write your password.")),
    ]
    to: Line = "/"


class SecondFactor(FormModel):
    """Six digits of the authenticator, or a recovery code; spaces do not count."""

    code: Annotated[
        Line,
        Ask(N_("Code"), N_("Six digits, or one of your recovery codes"), N_("Write the code.")),
    ]
    to: Line = "/"


class PasskeyAnswer(FormModel):
    """What the browser says for a passkey; nobody types it."""

    answer: Annotated[str, StringConstraints(max_length=passkeys.LONGEST)] = ""
    to: Line = "/"


@router.get("/sign-in")
def sign_in_page(page: Open, clock: RealTime, to: str = "/") -> Response:
    if page.visitor:
        return page.go(local_path(to))
    return _sign_in(page, clock, Sheet.of(SignIn, to=local_path(to)))


def _sign_in(page: Page, clock: Clock, sheet: Sheet[SignIn], trouble: str = "") -> Response:
    options = passkeys.options_to_use(None, door_of(page), None, question(page, clock))
    return with_script(
        page.render(
            "session/sign_in.html", sheet=sheet, roles=ROLES, options=options, trouble=trouble
        )
    )


@router.post("/sign-in")
def sign_in(page: Open, clock: RealTime) -> Response:
    """The first half: address and password; the second factor is asked on a page of its own."""
    sheet = page.typed(SignIn)

    def again() -> Response:
        return _sign_in(page, clock, sheet)

    def act(form: SignIn) -> Response:
        try:
            account = signing_in.check_password(clock, form.email, form.password, caller_of(page))
        except TooManyTries as error:
            sheet.refuse("email", too_many(page, error, AT_ONCE))
            return again()
        if account is None:
            sheet.refuse("email", page.say.gettext(NO_MATCH))
            page.status = 422
            return again()
        response = page.go(f"/sign-in/code?{urlencode({'to': local_path(form.to)})}")
        note_step(page, response, "code", account, clock)
        return response

    return page.submit(sheet, act, again)


@router.get("/sign-in/code")
def code_page(page: Open, clock: RealTime, to: str = "/") -> Response:
    account = step_of(page, "code", clock)
    if account is None:
        return page.go(f"/sign-in?{urlencode({'to': local_path(to)})}")
    return _code(page, clock, account, Sheet.of(SecondFactor, to=local_path(to)))


def _code(page: Page, clock: Clock, account: UUID, sheet: Sheet[SecondFactor]) -> Response:
    with page.sign_in_work(read_only=True) as work:
        has = credentials.factors(work, account)
        asked = question(page, clock)
        options = passkeys.options_to_use(work, door_of(page), account, asked)
    return with_script(
        page.render("session/code.html", sheet=sheet, has=has, options=options, trouble="")
    )


@router.post("/sign-in/code")
def sign_in_with_code(page: Open, clock: RealTime) -> Response:
    """The second half; a session opens under a new token."""
    sheet, account = page.typed(SecondFactor), step_of(page, "code", clock)
    if account is None:
        return page.go("/sign-in")

    def again() -> Response:
        return _code(page, clock, account, sheet)

    def act(form: SecondFactor) -> Response:
        caller = caller_of(page)
        try:
            means = signing_in.check_factor(clock, account, form.code, caller)
        except TooManyTries as error:
            sheet.refuse("code", too_many(page, error))
            return again()
        token = means and signing_in.enter(clock, account, means, caller)
        if not token:
            sheet.refuse("code", page.say.gettext(WRONG_CODE))
            page.status = 422
            return again()
        return let_in(page, account, token, form.to)

    return page.submit(sheet, act, again)


@router.post("/sign-in/passkey")
def sign_in_with_passkey(page: Open, clock: RealTime) -> Response:
    """A passkey that asked for finger, face or PIN is both factors."""
    sheet = page.typed(PasskeyAnswer)

    def again() -> Response:
        shown = Sheet.of(SignIn, to=local_path(sheet.value("to")))
        return _sign_in(page, clock, shown, page.say.gettext(NO_KEY))

    def act(form: PasskeyAnswer) -> Response:
        caller = caller_of(page)
        account = signing_in.check_passkey(clock, door_of(page), form.answer, caller)
        token = account and signing_in.enter(clock, account, SignInMeans.PASSKEY, caller)
        if account is None or not token:
            page.status = 422
            return again()
        return let_in(page, account, token, form.to)

    return page.submit(sheet, act, again)


@router.post("/sign-out")
def sign_out(page: Open, request: Request, clock: RealTime) -> Response:
    """End the session here and in the database, and have the browser forget what it saw."""
    name = security.cookie(page.settings, "staff")
    with page.work() as work:
        staff.sign_out(work, clock, request.cookies.get(name, ""))
    response = page.go("/sign-in", done=N_("You are signed out."))
    security.delete_cookie(response, page.settings, "staff")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
