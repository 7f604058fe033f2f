"""`tryeza portal|worker|prefect`: one process each, as the units of a machine start them.

Each becomes that process, so that whoever started us watches the right one; each is told what
`tryeza up` would tell it, and nothing that is another's.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from core import logs
from core.i18n import N_
from core.refused import StartRefused
from deployments import healthy, prefect_settings
from deployments.account import CannotPrepare
from deployments.faults import checked
from deployments.ports import USUAL, prefects_address
from deployments.processes import ROOT, module
from deployments.state import state_directory
from deployments.terminal import out, words
from deployments.waiting import database_lacking, wait_for

PREFECTS_DATABASE: Final = "PREFECT_DATABASE_URL"
OF_THE_MACHINE: Final = frozenset(
    {"PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR"}
    | {"NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "TRYEZA_SOCKET", "PYTHONDONTWRITEBYTECODE"}
)
"""What the Prefect server is told beside its own settings; nothing of the record."""


class NoPrefect(StartRefused):
    message = N_(
        "Give PREFECT_DATABASE_URL, the address of Prefect's own database, and"
        " PREFECT_API_AUTH_STRING, its credential: admin:WORD."
    )


def portal() -> None:
    """Serve the portal until told to stop; its address, database and keys are in the settings."""
    _become(module("portal"), _without(os.environ, "OWNER_DATABASE_URL", PREFECTS_DATABASE))


def worker(*, threads: int = 4) -> None:
    """Run the steps that are due, until told to stop; one of the workers is the keeper.

    Parameters
    ----------
    threads
        Cases at once.
    """
    url, auth = prefects_address(os.environ), os.environ.get("PREFECT_API_AUTH_STRING", "")
    told = prefect_settings.client_environment(url, auth, _home(os.environ))
    given = _without(
        os.environ, "OWNER_DATABASE_URL", "SIGN_IN_DATABASE_URL", "PORTAL_DATABASE_URL"
    )
    _become([*module("runtime.worker"), "--threads", str(threads)], given | told)


def prefect() -> None:
    """Serve Prefect on this machine, in its own database (PREFECT_DATABASE_URL)."""
    given = os.environ
    database = given.get(PREFECTS_DATABASE, "")
    auth = given.get("PREFECT_API_AUTH_STRING", "")
    if not database or not auth:
        raise NoPrefect(NoPrefect.message)
    checked(database, PREFECTS_DATABASE)
    logs.configure()
    wait_for(lambda: database_lacking(database))
    port = urlsplit(prefects_address(given)).port or USUAL["prefect"]
    home = _home(given)
    told = prefect_settings.server_environment(database, auth, port, home)
    # its pages are made at the start, and where the program lies root alone writes
    told["PREFECT_UI_STATIC_DIRECTORY"] = str(home / "ui")
    own = {name: value for name, value in given.items() if name in OF_THE_MACHINE}
    _become(prefect_settings.server_command(port), own | told)


def alive(part: str) -> None:
    """Say whether a part of this machine is alive; exit code 1 if it is not.

    Parameters
    ----------
    part
        `portal`, `worker`, `keeper` or `prefect`.
    """
    trouble = healthy.trouble(part, os.environ)
    if trouble is not None:
        raise CannotPrepare(trouble.message, **trouble.facts)
    out.print(words().gettext(N_("%(part)s is alive."), part=part), markup=False)


def _home(given: Mapping[str, str]) -> Path:
    return state_directory(given) / "prefect"


def _without(given: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in given.items() if name not in names}


def _become(command: list[str], env: Mapping[str, str]) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(ROOT)
    os.execve(command[0], command, dict(env))  # noqa: S606 - a shell would stand in between
