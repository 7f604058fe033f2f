"""What every way in has in common: who asks, what a passkey is asked, a session's cookies."""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends
from starlette.responses import Response

from core.clock import Clock
from identity import known_browsers, passkeys
from identity.passkeys import KeyDoor
from identity.signing_in import Caller
from portal import security
from portal.addresses import local_path
from portal.web import Page, real_clock
from rules.sign_in_limits import LIMITS

RealTime = Annotated[Clock, Depends(real_clock)]

STEP: Final = "step"
# What calls itself by several names stands before those whose name it bears.
PROGRAMS: Final = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome")),
    *(("CriOS/", "Chrome"), ("FxiOS/", "Firefox"), ("Safari/", "Safari")),
)
SYSTEMS: Final = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad")),
    *(("Mac OS", "macOS"), ("Linux", "Linux")),
)
STEP_LIVES: Final = timedelta(minutes=LIMITS.FIRST_STEP.minutes)


def caller_of(page: Page) -> Caller:
    """The address is the proxy's word only where a proxy is named: `TRYEZA_PROXY`."""
    request = page.request
    cookie = request.cookies.get(security.cookie(page.settings, known_browsers.COOKIE), "")
    address = request.client.host if request.client else ""
    return Caller(address, cookie, called(request.headers.get("user-agent", "")))


def called(agent: str) -> str:
    """`Firefox, Windows`: by which its owner knows it; nothing depends on it."""
    program = next((name for mark, name in PROGRAMS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(filter(None, (program, system))) or agent


def door_of(page: Page) -> KeyDoor:
    return KeyDoor.of(page.settings, page.visit)


def question(page: Page, clock: Clock) -> bytes:
    """What a passkey is asked on this page."""
    return passkeys.question(door_of(page), clock.now(), secrets.token_bytes(passkeys.CHANCE))


def with_script(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = security.SCRIPT_POLICY
    return response


def let_in(page: Page, account_id: UUID, token: str, to: str, done: str = "") -> Response:
    """Lead on with the cookies of the new session; what the browser held before is worth nothing,
    the secret of its forms neither."""
    page.visit = security.new_visit()
    return carry_in(page, page.go(local_path(to), done), account_id, token)


def carry_in(page: Page, response: Response, account_id: UUID, token: str) -> Response:
    known = known_browsers.remember(caller_of(page).known, account_id)
    security.set_cookie(response, page.settings, "visit", page.visit)
    security.set_cookie(response, page.settings, "staff", token)
    security.set_cookie(
        response, page.settings, known_browsers.COOKIE, known, max_age=known_browsers.LIVES
    )
    security.delete_cookie(response, page.settings, STEP)
    return response


def note_step(page: Page, response: Response, what: str, subject: UUID, clock: Clock) -> None:
    """The first half is done, in this browser and for these minutes."""
    said = f"{what}.{subject}.{int(clock.now().timestamp())}"
    signed = f"{said}.{security.sign(page.visit, said)}"
    security.set_cookie(response, page.settings, STEP, signed)


def step_of(page: Page, what: str, clock: Clock) -> UUID | None:
    """Of whom, or of what, the first half was done here."""
    cookie = page.request.cookies.get(security.cookie(page.settings, STEP), "")
    said, _, signature = cookie.rpartition(".")
    if not hmac.compare_digest(signature.encode(), security.sign(page.visit, said).encode()):
        return None
    kind, subject, at = said.split(".")
    begun = datetime.fromtimestamp(int(at), UTC)
    return UUID(subject) if kind == what and clock.now() - begun <= STEP_LIVES else None
