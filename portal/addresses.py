"""Addresses of this site: where a page is read, and where a visitor may be led."""

from collections.abc import Iterable
from http import HTTPMethod

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match

from rules.phases import FileSealed
from rules.refusals import ProcedureRefused


def read_at(request: Request) -> str:
    """Where this page is read: a form that came back from `…/sign` is of the page above."""
    path = request.url.path
    if request.method == HTTPMethod.POST:
        while path and not _is_read_at(request, request.app.routes, path):
            path = path.rpartition("/")[0]
    return path or "/"


def _is_read_at(request: Request, routes: Iterable[BaseRoute], path: str) -> bool:
    """Whether a GET of `path` has a page; FastAPI keeps included routers whole."""
    asked = {**request.scope, "method": "GET", "path": path}
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            if _is_read_at(request, included.routes, path):
                return True
        elif isinstance(route, APIRoute) and route.matches(asked)[0] is Match.FULL:
            return True
    return False


def beside_the_file(refusal: ProcedureRefused) -> str:
    """Where what a sealed file does not take any more is added beside it; empty for others."""
    return f"/cases/{refusal.facts['number']}/supplements" if type(refusal) is FileSealed else ""


def local_path(path: str | None) -> str:
    """`path` when it stays on this site, else the first page."""
    is_local = path and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if path and is_local and path.isprintable() else "/"
