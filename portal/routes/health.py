"""For whoever watches the process: two words, and nothing of what is behind them."""

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse

router = APIRouter()


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
