"""Everything that can go wrong on a page, in one place and in plain words."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPMethod, HTTPStatus
from typing import Final
from urllib.parse import quote, urlencode
from uuid import UUID

import psycopg
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    InterfaceError,
    NoResultFound,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.clock import SystemClock
from core.i18n import LANGUAGES
from core.ids import new_reference
from core.logs import describe
from core.sealed import KeyDestroyed
from core.spool import NoSpace
from identity import guests
from identity.access import NotThere
from models.edition import AnotherEdition
from models.session import unit_of_work
from portal.fresh import FactorNeeded, on_factor_needed
from portal.members import CodeNeeded, DeclarationsFirst, on_code_needed, on_declarations_first
from portal.not_written import is_lost_race, refusal_of
from portal.render import STATIC
from portal.web import SignInNeeded, bare_page, page_of
from rules.refusals import Conflict, ProcedureRefused

logger = logging.getLogger(__name__)

# A deadlock is an OperationalError too, which `on_race` answers before; so is a statement that took
# longer than it may.
AWAY = (OperationalError, InterfaceError, PoolExhausted, psycopg.OperationalError)
DATABASE_DOWN = (*AWAY, AnotherEdition)  # or not migrated yet
WITH_PAGE = frozenset({400, 403, 404, 405, 408, 410, 413, 415, 422, 429})
GIVES_BACK = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})


def install(app: FastAPI) -> None:
    """One handler for each kind of trouble."""
    app.add_exception_handler(HTTPException, on_status)
    app.add_exception_handler(RequestValidationError, on_bad_address)
    app.add_exception_handler(DataError, on_bad_address)
    app.add_exception_handler(NoSpace, on_full_disk)
    app.add_exception_handler(StaleDataError, on_race)
    app.add_exception_handler(DBAPIError, on_race)
    app.add_exception_handler(NotThere, on_not_there)
    app.add_exception_handler(ObjectDeletedError, on_out_of_sight)
    app.add_exception_handler(NoResultFound, on_out_of_sight)
    app.add_exception_handler(KeyDestroyed, on_erased)
    app.add_exception_handler(CodeNeeded, on_code_needed)
    app.add_exception_handler(DeclarationsFirst, on_declarations_first)
    app.add_exception_handler(ProcedureRefused, on_refusal)
    app.add_exception_handler(SignInNeeded, on_sign_in_needed)
    app.add_exception_handler(FactorNeeded, on_factor_needed)


CLOSED: Final = {
    "l": "member/closed.html",
    "k": "member/closed.html",
    "s": "reports/superior_closed.html",
    "enrol": "session/closed.html",
}
"""What stands behind a mailed link that leads nowhere, by the first part of its address."""


def problem_page(request: Request, status: int) -> Response:
    """The page for a status: the same 404 for what is missing and what is forbidden."""
    status = status if status in WITH_PAGE else HTTPStatus.BAD_REQUEST
    try:
        page = page_of(request)
    except DATABASE_DOWN:
        return unavailable(request)
    page.status = status
    if status == HTTPStatus.FORBIDDEN and page.visitor and _is_before_sign_in(request):
        return page.render("kept.html", path=request.url.path, typed=request.state.typed)
    closed = CLOSED.get(request.url.path.split("/")[1]) if status == HTTPStatus.NOT_FOUND else None
    if closed:
        page.speak(_language_at(request))
    template = closed or "problem.html"
    written = list(_written(request)) if status in GIVES_BACK else []
    reference = _reference(request, status)
    return page.render(template, reference=reference, written=written, anew=_asks_anew(request))


def _asks_anew(request: Request) -> str:
    """Where a link that opens nothing asks for another; empty where none was mailed to a seat."""
    _, kind, *rest = request.url.path.split("/")
    return f"/l/{quote(rest[0])}/anew" if kind == "l" and rest else ""


def _language_at(request: Request) -> str:
    """Whose link it is, while they may still be told by it; else what their browser asks for."""
    with suppress(*DATABASE_DOWN), unit_of_work() as work:
        reader = guests.reader(work, request.url.path.split("/")[2])
        if reader is not None:
            return reader.language
    asked = request.headers.get("accept-language", "").lower().split(",")
    return next((code for each in asked if (code := each.strip()[:2]) in LANGUAGES), "")


def _is_before_sign_in(request: Request) -> bool:
    """A form of our own page that was open when somebody signed in: the secret of forms is a new
    one since. It is shown once more, and sent by a press on it. No other site can say so."""
    same = request.headers.get("sec-fetch-site") == "same-origin"
    return same and bool(getattr(request.state, "typed", None))


def _written(request: Request) -> Iterator[str]:
    """The sentences of a form whose page is not this person's any more: a file sealed, a case
    handed over while they wrote, or that stood open for too long. They are shown once and kept
    nowhere; what another site sent is not read."""
    for name, values in getattr(request.state, "typed", {}).items():
        if "password" not in name:
            yield from (value for value in values if len(value.split()) > 1)


def _reference(request: Request, status: int) -> str:
    """A mark a person can read out; the log has it beside the method and never the address."""
    reference = new_reference()
    logger.info("Answered %s to a %s, reference %s", status, request.method, reference)
    return reference


def on_status(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return problem_page(request, HTTPStatus.BAD_REQUEST)
    response = problem_page(request, error.status_code)
    response.headers.update(error.headers or {})  # with 405 goes Allow: RFC 9110, 15.5.6
    return response


def on_bad_address(request: Request, error: Exception) -> Response:
    """An id that is none, a number that is none: such a page does not exist."""
    logger.info("Refused an address: %s", type(error).__name__)
    return problem_page(request, HTTPStatus.NOT_FOUND)


def on_not_there(request: Request, error: Exception) -> Response:
    """What is missing, and what is not this person's: one answer for both."""
    if isinstance(error, NotThere) and error.asked is not None:
        _note_refused(request, error.asked)
    return problem_page(request, HTTPStatus.NOT_FOUND)


def on_out_of_sight(request: Request, error: Exception) -> Response:
    """A row that was there a moment ago and lies behind the walls now: while an act waited for its
    turn the link was closed, or the case was handed over. Should it be a fault of ours, the log has
    its place."""
    logger.warning("Not there any more: %s", describe(error))
    return problem_page(request, HTTPStatus.NOT_FOUND)


def on_erased(request: Request, _: Exception) -> Response:
    """Whoever may open the file is told that there is nothing to read any more."""
    return problem_page(request, HTTPStatus.GONE)


def _note_refused(request: Request, asked: UUID | str) -> None:
    """On record by whoever it was; a database that is away does not change the answer."""
    with suppress(*DATABASE_DOWN):
        visitor = page_of(request).visitor
        if visitor is not None:
            with unit_of_work(visitor.actor) as work:
                work.record_refused(asked)


def on_refusal(request: Request, error: Exception) -> Response:
    """A legal refusal outside a form: the article, and what is allowed instead."""
    page = page_of(request)
    page.status = HTTPStatus.CONFLICT
    page.refusal = error if isinstance(error, ProcedureRefused) else ProcedureRefused()
    return page.render("refused.html")


def on_full_disk(request: Request, error: Exception) -> Response:
    """What was sent without a form of ours to show again, as a scan is."""
    page = page_of(request)
    page.status, page.refusal = HTTPStatus.INSUFFICIENT_STORAGE, refusal_of(error)
    return page.render("refused.html")


def on_race(request: Request, error: Exception) -> Response:
    """A race in the database that this request lost; everything else is for the last resort."""
    if _has_signed_out(error):
        return on_sign_in_needed(request, error)
    if not is_lost_race(error):
        raise error
    return on_refusal(request, Conflict())


def _has_signed_out(error: Exception) -> bool:
    """The session ended while the act waited for its turn: `audit_write` knows nobody by it."""
    refused = isinstance(error, DBAPIError) and isinstance(error.orig, InsufficientPrivilege)
    return refused and "names a staff who does not act here" in str(error)


def on_sign_in_needed(request: Request, _: Exception) -> Response:
    """To the sign-in page and back; what was typed into an ended session is taken along."""
    if request.method == HTTPMethod.GET:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/sign-in?{urlencode({'to': request.url.path + query})}", 303)
    page = bare_page(request)
    page.status = HTTPStatus.UNAUTHORIZED
    return page.render("kept.html", path=request.url.path, typed=request.state.typed)


def unavailable(request: Request) -> HTMLResponse:
    """The static page for an hour without a database; a form is given back as it was typed."""
    if getattr(request.state, "typed", None):
        return _given_back(request)
    html = (STATIC / "unavailable.html").read_text(encoding="utf-8")
    return HTMLResponse(html, status_code=503, headers={"Retry-After": "120"})


def _given_back(request: Request) -> HTMLResponse:
    """What was typed, to be sent again under the key it had: also where it was just saved."""
    page = bare_page(request)
    page.status, page.now = HTTPStatus.SERVICE_UNAVAILABLE, SystemClock().now()  # no database
    state = request.state
    response = page.render("kept_away.html", typed=state.typed, once=state.once)
    response.headers["Retry-After"] = "120"
    return response


def broken(error: Exception) -> Response:
    """The last resort: no details for the reader, class and place for the log."""
    reference = new_reference()
    logger.error("Unexpected %s, reference %s", describe(error), reference)
    html = (STATIC / "broken.html").read_text(encoding="utf-8")
    return HTMLResponse(html.replace("{{reference}}", reference), status_code=500)


def answer_to(error: Exception, request: Request) -> Response:
    return unavailable(request) if isinstance(error, DATABASE_DOWN) else broken(error)


class LastResort:
    """Answers what no handler answered, inside the headers and outside everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            response = await run_in_threadpool(answer_to, error, Request(scope))
            await response(scope, receive, send)
