"""What a request brings along that proves whose it is, for every transaction made for it: 0149."""

import re
from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from core.settings import Settings
from models.bearer import Bearer, bear
from portal import security

TOKEN: Final = re.compile(r"[\w-]{20,200}", re.ASCII)
MAILED: Final = re.compile(r"/([lkas])/([\w-]{20,200})(?:/|$)", re.ASCII)
CALENDAR: Final = re.compile(r"/calendar/([\w-]{20,200})\.ics", re.ASCII)
SEAT: Final = "member-"
MOST_SEATS: Final = 20
"""Colleagues at one computer; a browser sends every cookie that it was ever given."""


class Bearing:
    """Before every route; whoever answers a mistake on the way bears the same."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            # In this task, of which every thread of the request has a copy (anyio docs, threads).
            bear(borne(Request(scope), self.settings))
        await self.app(scope, receive, send)


def borne(request: Request, settings: Settings) -> Bearer:
    """The tokens in the cookies and in the address; what is none is left out."""
    mailed = MAILED.match(request.url.path)
    kind, token = mailed.groups() if mailed else ("", "")
    staff = request.cookies.get(security.cookie(settings, "staff"), "")
    return Bearer(
        staff=staff if TOKEN.fullmatch(staff) else "",
        link=token if kind == "l" else "",
        change=token if kind == "k" else "",
        app=token if kind == "a" else "",
        superior=token if kind == "s" else "",
        calendar=read[1] if (read := CALENDAR.fullmatch(request.url.path)) else "",
        seats=list(_seats(request, settings))[:MOST_SEATS],
    )


def _seats(request: Request, settings: Settings) -> Iterator[str]:
    begins = security.cookie(settings, SEAT)
    for name, value in request.cookies.items():
        if name.startswith(begins) and TOKEN.fullmatch(value):
            yield value
