"""How the command line speaks: the operator's language, progress, JSON for machines."""

import dataclasses
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console

from core.database_roles import WORKER
from core.i18n import N_, Language, Translator, language_or, translator
from core.refused import REFUSED, StartRefused
from deployments.account import CannotPrepare
from deployments.faults import as_sentence, checked
from deployments.state import State, state_directory

UNREADABLE_KEYS = N_("The key ring %(path)s cannot be read: bring it back from its copy.")
PIPED = 160  # columns, where nobody's terminal says how wide it is

out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPED)
err = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else PIPED)


def operator_language(environment: Mapping[str, str]) -> Language:
    """TRYEZA_LANGUAGE, else the terminal's, else English. On a machine of units the settings say
    the first, and the command line tells the terminal's own (`deployments/systemd/tryeza`)."""
    locale = environment.get("LC_ALL") or environment.get("LANG") or ""
    settled = environment.get("TRYEZA_LANGUAGE") or locale[:2]
    own = environment.get("TRYEZA_TERMINAL", "")[:2]
    return language_or(own, language_or(settled, "en"))


def words() -> Translator:
    return translator(operator_language(os.environ))


def say(message: str, **facts: object) -> None:
    """A line about what goes on; results alone go to standard output."""
    err.print(words().gettext(message, **facts), markup=False)


@contextmanager
def step(title: str) -> Iterator[None]:
    text = words().gettext(title)
    began = time.monotonic()
    with err.status(text + " …"):
        yield
    err.print(f"[green]✓[/green] {text} [dim]{time.monotonic() - began:.1f} s[/dim]")


def as_json(value: Any) -> None:
    """One JSON document on standard output."""
    out.print_json(json.dumps(value, default=_plain, ensure_ascii=False))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@contextmanager
def one_sentence() -> Iterator[None]:
    """What a machine lacks is told in one sentence, not in a traceback."""
    try:
        yield
    except Exception as error:
        lacks = as_sentence(error)
        if lacks is None:
            raise
        err.print(words().gettext(lacks.message, **lacks.facts), style="red", markup=False)
        raise SystemExit(REFUSED if isinstance(error, StartRefused) else 1) from None


def stand_as_the_system() -> None:
    """What an operator does, the system does: under its role, or not at all."""
    from models import session  # noqa: PLC0415 - `up` and `doctor` load no tables

    session.begin_as(WORKER)


def join_system(load: Callable[[], object]) -> None:
    """Join the running system: that of DATABASE_URL, or the one in the state folder."""
    if not os.environ.get("DATABASE_URL"):
        facts = State(state_directory(os.environ)).running()
        if not facts:
            raise CannotPrepare(N_("Tryeza does not run here: start it with `make run`."))
        os.environ.update(facts["env"])
    checked(os.environ["DATABASE_URL"])
    try:
        load()
        stand_as_the_system()
    except (OSError, ValueError):
        raise CannotPrepare(UNREADABLE_KEYS, path=os.environ.get("TRYEZA_KEYS_FILE")) from None
