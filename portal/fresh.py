"""A second factor once more, before what cannot be taken back; nothing typed is lost over it.

The page that asks carries the whole form along and sends it where it was going, with the factor:
nothing of it is kept here meanwhile.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.responses import Response

from core.i18n import N_
from identity import passkeys, signing_in, staff
from identity.tries import TooManyTries
from models.session import sign_in_work
from portal.entering import caller_of, door_of, question, with_script
from portal.too_many import too_many
from portal.web import Page, real_clock, roles, staff_page
from rules.roles import Role
from rules.sign_in_limits import LIMITS

CODE: Final = "fresh_code"
ANSWER: Final = "fresh_passkey"
WRONG: Final = N_("This code is not right, or was used already. Write the one that shows now.")
NO_KEY: Final = N_("This passkey does not belong to your account. Nothing has happened yet.")


class FactorNeeded(Exception):
    """The second factor of this session is too old for what was asked."""

    def __init__(self, page: Page, trouble: str = "") -> None:
        super().__init__()
        self.page, self.trouble = page, trouble


def fresh(needed: Callable[..., Page]) -> Callable[[Page], Page]:
    """A page of which the second factor is ten minutes old at most; raises `FactorNeeded`."""

    def page_with_fresh_factor(page: Annotated[Page, Depends(needed)]) -> Page:
        if (missing := lacking(page)) is not None:
            raise missing
        return page

    return page_with_fresh_factor


def lacking(page: Page) -> FactorNeeded | None:
    """What keeps an officer's page from acting: to be raised before the act, or in its unit of work
    once nothing else is missing, which then leaves nothing. A code that is typed is used up."""
    typed = page.request.state.typed
    code = (typed.pop(CODE, None) or [""])[0].strip()
    answer = (typed.pop(ANSWER, None) or [""])[0].strip()
    visitor, clock = page.visitor, real_clock(page.request)
    assert visitor is not None
    if visitor.is_fresh(clock.now()):
        return None
    try:
        trouble = page.say.gettext(_trouble(page, code, answer))
    except TooManyTries as error:
        return FactorNeeded(page, too_many(page, error))
    if trouble or not (code or answer):
        return FactorNeeded(page, trouble)
    with page.sign_in_work() as work:
        staff.refresh_factor(work, clock, visitor.session_id)
    return None


def _trouble(page: Page, code: str, answer: str) -> str:
    visitor, clock, caller = page.visitor, real_clock(page.request), caller_of(page)
    assert visitor is not None
    if answer:
        whose = signing_in.check_passkey(clock, door_of(page), answer, caller)
        return "" if whose == visitor.account_id else NO_KEY
    if not code:
        return ""
    right = signing_in.check_factor(clock, visitor.account_id, code, caller)
    return "" if right else WRONG


def on_factor_needed(request: Request, error: Exception) -> Response:
    """The same form once more, to be sent with the second factor."""
    assert isinstance(error, FactorNeeded)
    page, clock = error.page, real_clock(request)
    visitor = page.visitor
    assert visitor is not None
    asked = question(page, clock)
    with sign_in_work(read_only=True) as work:
        options = passkeys.options_to_use(work, door_of(page), visitor.account_id, asked)
        has_key = bool(passkeys.own(work, door_of(page).name, visitor.account_id))
    page.status = 429 if page.status == HTTPStatus.TOO_MANY_REQUESTS else 401
    typed = {name: kept for name, kept in request.state.typed.items() if name != "password"}
    return with_script(
        page.render(
            "session/fresh.html",
            path=request.url.path,
            typed=typed,
            asks_password="password" in request.state.typed,
            once=request.state.once,
            trouble=error.trouble,
            options=options,
            has_key=has_key,
            minutes=LIMITS.FRESH.minutes,
        )
    )


FreshSigned = Annotated[Page, Depends(fresh(staff_page))]
FreshHead = Annotated[Page, Depends(fresh(roles(Role.HEAD)))]
FreshOfficers = Annotated[Page, Depends(fresh(roles(Role.HEAD, Role.MANAGER)))]
FreshAdmin = Annotated[Page, Depends(fresh(roles(Role.ADMIN)))]
