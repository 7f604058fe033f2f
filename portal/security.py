"""What stands before every route: headers, the size of a body, and where a POST comes from."""

import asyncio
import hmac
import secrets
from collections.abc import Callable, Mapping
from http import HTTPMethod, HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import crypto
from core.settings import Settings
from portal.file_uploads import UPLOAD_SECONDS, CutShort, Upload, receive_file, takes_large_file
from portal.typed import TooManyFields, parse
from portal.uploads import PARTS, parse_parts, takes_file

MOST_BYTES: Final = 1_000_000
DRAINED_BYTES: Final = 32 * MOST_BYTES
BODY_SECONDS: Final = 30
NOT_READ: Final[Mapping[type[Exception], int]] = {
    TimeoutError: 408,
    TooManyFields: 413,
    CutShort: 400,
}
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
TAKEN: Final = "GET, POST"
"""The methods that a page of ours may have; another one is none of any (RFC 9110, 15.5.6)."""
OWN_SITE: Final = frozenset({"same-origin", "none"})
FORM: Final = "application/x-www-form-urlencoded"
TOKEN_FIELD: Final = "csrf"  # noqa: S105 - a field's name
ONCE_FIELD: Final = "once"

POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SCRIPT_POLICY: Final = f"{POLICY}; script-src 'self'"
"""For the few pages that talk to a passkey; every other one runs no script at all."""
UPLOAD_POLICY: Final = f"{SCRIPT_POLICY}; connect-src 'self'"
"""For those that send a large file and say how far it has come, or look whether they changed."""
YEAR: Final = 365 * 24 * 3600


def cookie(settings: Settings, name: str) -> str:
    """The cookie's full name: bound to this host wherever the portal speaks https."""
    # Under this name a browser takes it over https only, for `/`, and from no sibling domain
    # (RFC 6265bis, 4.1.3.2).
    return f"__Host-{name}" if is_https(settings) else name


def is_https(settings: Settings) -> bool:
    return settings.base_url.startswith("https://")


def set_cookie(
    response: Response, settings: Settings, name: str, value: str, max_age: int | None = None
) -> None:
    """A cookie that no script reads and no other site sends along; of this browser session, unless
    it is to live longer."""
    response.set_cookie(
        cookie(settings, name),
        value,
        max_age=max_age,
        httponly=True,
        samesite="lax",  # `strict` would leave it out where a link in a mail is followed
        secure=is_https(settings),
        path="/",
    )


def delete_cookie(response: Response, settings: Settings, name: str) -> None:
    # `__Host-` is taken for ended only with Secure and the path (RFC 6265bis, 4.1.3.2).
    secure = is_https(settings)
    response.delete_cookie(cookie(settings, name), path="/", httponly=True, secure=secure)


def new_visit() -> str:
    """The random part of the double submit; the form carries its keyed fingerprint."""
    return secrets.token_hex(32)


def token_for(visit: str) -> str:
    """What a form of this browser has to send back."""
    return crypto.ring().index(visit, "portal.csrf").hex()


def sign(visit: str, text: str) -> str:
    """A fingerprint that shows that we wrote `text` for this browser."""
    return crypto.ring().index(f"{visit} {text}", "portal.word").hex()


class SecureHeaders:
    """Puts the same protective headers on every answer, errors and static files included."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.https = is_https(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._protect(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, protected)

    def _protect(self, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", POLICY)  # a captured mail brings a closer one
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers.setdefault("X-Frame-Options", "DENY")  # a sample of a letter stands in a frame
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers.setdefault("Cache-Control", "no-store")
        if self.https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"


Problem = Callable[[Request, int], Response]


class Gate:
    """Lets a POST through when it is small, a form, and comes from one of our own pages.

    The fields are parsed here, once, and handed on in the request's state.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        problem: Problem,
        is_let_in: Callable[[Request], bool],
    ) -> None:
        self.app = app
        self.settings = settings
        self.problem = problem
        self.is_let_in = is_let_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        status = 404 if _has_nul(scope) else None
        if status is None and request.method not in SAFE:
            status = await self._take(request) if request.method == HTTPMethod.POST else 405
        try:
            if status is None:
                await self.app(scope, receive, send)
                return
            response = await run_in_threadpool(self.problem, request, status)
            if status == HTTPStatus.METHOD_NOT_ALLOWED:
                response.headers["Allow"] = TAKEN
            await response(scope, receive, send)
        finally:
            if (upload := getattr(request.state, "upload", None)) is not None:
                upload.close()

    async def _take(self, request: Request) -> int | None:
        """Read the body within its limits; an error status, or None when all is well."""
        kind = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
        try:
            if kind == PARTS and takes_large_file(request.url.path):
                typed = await self._take_file(request)
            else:
                async with asyncio.timeout(BODY_SECONDS):
                    body = await _read(request)
                if body is None:
                    return 413
                if kind != FORM and not (kind == PARTS and takes_file(request.url.path)):
                    return 415
                typed = parse(body) if kind == FORM else await parse_parts(request.headers, body)
        except (TimeoutError, TooManyFields, CutShort) as error:
            return NOT_READ[type(error)]
        if not _is_from_here(request.headers):
            return 403
        visit = request.cookies.get(cookie(self.settings, "visit"), "")
        sent = (typed.pop(TOKEN_FIELD, None) or [""])[0]
        request.state.once = (typed.pop(ONCE_FIELD, None) or [""])[0]
        request.state.typed = typed
        right = token_for(visit) if visit else ""
        return None if visit and hmac.compare_digest(sent.encode(), right.encode()) else 403

    async def _take_file(self, request: Request) -> dict[str, list[str]]:
        """A file is kept for who is let in, and from one of our own pages."""
        keeps = _is_from_here(request.headers)
        keeps = keeps and await run_in_threadpool(self.is_let_in, request)
        async with asyncio.timeout(UPLOAD_SECONDS):
            upload: Upload = await receive_file(request, keeps=keeps)
        request.state.upload = upload
        return upload.typed


def _has_nul(scope: Scope) -> bool:
    return "\x00" in scope["path"] or b"%00" in scope["query_string"]


async def _read(request: Request) -> bytes | None:
    """The body, or None when it is too large."""
    length = request.headers.get("content-length", "0")
    kept: bytearray | None = bytearray()
    if not length.isdecimal() or int(length) > MOST_BYTES:
        kept = None
    # What is too large runs out unread: closed before that, the connection is reset, and our answer
    # may be lost with it (RFC 9112, 9.6).
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > DRAINED_BYTES:
            return None
        if kept is not None and seen <= MOST_BYTES:
            kept.extend(chunk)
        else:
            kept = None
    return None if kept is None else bytes(kept)


def _is_from_here(headers: Headers) -> bool:
    """Whether the browser says that the request comes from one of our own pages."""
    # A browser too old for the first has the second; one too old for both has the form's token.
    # `none` is a person's own doing and no other page's (W3C, Fetch Metadata).
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN_SITE
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
