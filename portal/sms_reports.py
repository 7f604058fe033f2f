"""Where an SMS gateway reports what became of a text: `/sms/report`, for nobody else.

It stands before the gate: a gateway has no form, no cookie and no session of ours.
"""

import asyncio
import logging
import time
from collections import deque
from http import HTTPMethod
from typing import Final

from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.settings import Settings
from models.session import unit_of_work
from notifications import sms_reports
from notifications.channels.reports import SmsReport, is_the_gateways, understood

PATH: Final = "/sms/report"
MOST: Final = 8_192
"""Bytes of a body."""
SECONDS: Final = 10
A_MINUTE: Final = 600
"""Reports that are taken in a minute; whoever sends more is asked to wait."""

logger = logging.getLogger(__name__)


class SmsReports:
    """Takes reports from whoever proves to be the gateway; anybody else finds nothing here."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self._taken: deque[float] = deque(maxlen=A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH:
            await self.app(scope, receive, send)
            return
        code = await self._take(Request(scope, receive))
        await PlainTextResponse(ANSWERS[code], status_code=code)(scope, receive, send)

    async def _take(self, request: Request) -> int:
        if request.method not in {HTTPMethod.GET, HTTPMethod.POST}:
            return 404
        body = await _read(request)
        query = request.scope["query_string"]
        if body is None or not is_the_gateways(self.settings, request.headers, query, body):
            return 404
        if self._is_too_much():  # counted of the gateway alone, or anybody could use it up
            return 429
        report = understood(self.settings, query, body)
        if report is None:
            return 400
        return await run_in_threadpool(_note, report)

    def _is_too_much(self) -> bool:
        now = time.monotonic()
        if len(self._taken) == A_MINUTE and now - self._taken[0] < 60:
            return True
        self._taken.append(now)
        return False


ANSWERS: Final = {
    200: "taken",
    400: "no text is named: TRYEZA_SMS_REPORT_ID",
    404: "not found",
    429: "later",
    503: "later",
}


def _note(report: SmsReport) -> int:
    try:
        with unit_of_work(bare=True) as work:
            sms_reports.note(work, report)
    except DBAPIError:
        logger.warning("A report on an SMS could not be written down; the gateway sends it again")
        return 503
    return 200


async def _read(request: Request) -> bytes | None:
    """None of one that is too large or too slow."""
    found = b""
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                found += chunk
                if len(found) > MOST:
                    return None
    except TimeoutError:
        return None
    return found
