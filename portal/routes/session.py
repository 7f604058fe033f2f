"""Signing in and out."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from pydantic import StringConstraints
from starlette.responses import PlainTextResponse, Response

from core.clock import Clock
from core.i18n import N_
from identity import staff
from identity.passwords import LONGEST
from identity.tries import TooManyTries
from portal import security
from portal.addresses import local_path
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.web import Open, Page, real_clock
from portal.words import ROLES

router = APIRouter()
RealTime = Annotated[Clock, Depends(real_clock)]

NO_MATCH: Final = N_("Address and password do not belong together. Look at both, then try again.")
TOO_MANY: Final = N_(
    "There were too many tries from here. Wait a quarter of an hour, then try again."
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


@router.get("/sign-in")
def sign_in_page(page: Open, to: str = "/") -> Response:
    if page.visitor:
        return page.go(local_path(to))
    return _sign_in(page, Sheet.of(SignIn, to=local_path(to)))


def _sign_in(page: Page, sheet: Sheet[SignIn]) -> Response:
    return page.render("session/sign_in.html", sheet=sheet, roles=ROLES)


@router.post("/sign-in")
def sign_in(page: Open, request: Request, clock: RealTime) -> Response:
    """Open a session under a new token; what the browser held before is worth nothing."""
    sheet = page.typed(SignIn)

    def act(form: SignIn) -> Response:
        token, trouble = _token(request, clock, form)
        if token is None:
            sheet.refuse("email", page.say.gettext(trouble))
            page.status = 429 if trouble == TOO_MANY else 422
            return _sign_in(page, sheet)
        response = page.go(local_path(form.to))
        security.set_cookie(response, page.settings, "staff", token)
        return response

    return page.submit(sheet, act, again=lambda: _sign_in(page, sheet))


def _token(request: Request, clock: Clock, form: SignIn) -> tuple[str | None, str]:
    address = request.client.host if request.client else ""
    try:
        return staff.sign_in(clock, form.email, form.password, address), NO_MATCH
    except TooManyTries:
        return None, TOO_MANY


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


@router.get("/health", include_in_schema=False)
def health() -> PlainTextResponse:
    """For those who watch the process; says nothing about the database."""
    return PlainTextResponse("alive")
