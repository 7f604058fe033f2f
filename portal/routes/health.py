"""For whoever watches the process, two words and nothing of what is behind them; and for whoever
found a hole, to whom they write."""

from datetime import timedelta
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import PlainTextResponse

from portal.web import real_clock, settings_of

router = APIRouter()
CONTACT: Final = "/.well-known/security.txt"
GOOD_FOR: Final = timedelta(days=90)


@router.get("/healthz", include_in_schema=False)
async def alive() -> PlainTextResponse:
    """The process answers; no thread and no database is needed for it."""
    return PlainTextResponse("alive")


@router.get("/readyz", include_in_schema=False)
def ready(request: Request) -> PlainTextResponse:
    """Database, edition, roles and keys are there. What is not says the log, and not this page."""
    if request.app.state.readiness.lacking():
        return PlainTextResponse("not ready", 503)
    return PlainTextResponse("ready")


@router.get(CONTACT, include_in_schema=False)
def whom_to_tell(request: Request) -> PlainTextResponse:
    """Whom the operator names, in the form in which people look for it: RFC 9116."""
    settings = settings_of(request)
    if not settings.security_contact:
        raise HTTPException(404)
    until = (real_clock(request).now() + GOOD_FOR).replace(microsecond=0)
    lines = (
        f"Contact: {settings.security_contact}",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: sq, sr, en",
        f"Canonical: {settings.base_url.rstrip('/')}{CONTACT}",
    )
    return PlainTextResponse("\n".join(lines) + "\n")
