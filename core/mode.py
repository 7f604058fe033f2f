"""Demo or production: a process is one of them, and its record the same one."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from core.i18n import N_
from core.refused import StartRefused


class Mode(StrEnum):
    DEMO = "demo"
    """Invented people, a clock that is moved, a mailbox page, passwords that everybody knows."""
    PRODUCTION = "production"


DATABASES: Final = (
    "DATABASE_URL",
    "PORTAL_DATABASE_URL",
    "SIGN_IN_DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REPORTS_DATABASE_URL",
)
WAYS: Final = ("SMTP_HOST", "SMTP_FROM", "TRYEZA_SMS_URL", "TRYEZA_SMS_FROM")
"""By which people are reached: in production all of them are given, in a demo none."""


class ModeRefused(StartRefused):
    """What was asked for is neither a demo nor production."""

    def __init__(self, message: str, **facts: str) -> None:
        super().__init__(message % facts)
        self.message, self.facts = message, MappingProxyType(facts)


NO_SUCH: Final = N_("TRYEZA_MODE is demo or production, and not %(mode)s.")
NOT_IN_A_DEMO: Final = N_(
    "%(name)s is of a real system, and a demo never is one: leave it out, or leave out the demo."
)
NOBODY_REACHED: Final = N_(
    "In production people are reached by mail and SMS. Missing: %(names)s. For a demo with invented"
    " people: tryeza up --demo."
)


def chosen(given: Mapping[str, str], *, demo: bool = False) -> Mode:
    """The mode of a start: a demo only where nothing real is given, or where it is asked for; then
    in a database of its own at most, and never by a real way to a person.

    Raises `ModeRefused`.
    """
    said = given.get("TRYEZA_MODE", "")
    if said not in {"", *Mode}:
        raise ModeRefused(NO_SUCH, mode=said)
    ways = [name for name in WAYS if given.get(name)]
    if urlsplit(given.get("TRYEZA_BASE_URL", "")).scheme == "https":
        ways.append("TRYEZA_BASE_URL")
    if demo or said == Mode.DEMO:
        if said == Mode.PRODUCTION:
            ways.append("TRYEZA_MODE")
        if ways:
            raise ModeRefused(NOT_IN_A_DEMO, name=ways[0])
        return Mode.DEMO
    is_real = said == Mode.PRODUCTION or ways or any(given.get(name) for name in DATABASES)
    return Mode.PRODUCTION if is_real else Mode.DEMO


def check_ways(lacks: Sequence[str]) -> None:
    """Raises `ModeRefused` for what is missing of `WAYS`."""
    if lacks:
        raise ModeRefused(NOBODY_REACHED, names=", ".join(lacks))
