"""Whether one part of this machine is alive: for whatever watches it from beside."""

import socket
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import psycopg

from core.i18n import N_
from core.sockets import port_of
from deployments.checks import Check
from deployments.faults import checked
from deployments.ports import prefects_address
from deployments.prefect_settings import LOOPBACK
from deployments.probes import answers

SILENT_AFTER: Final = timedelta(seconds=90)
"""A worker's keeper gives its sign every ten seconds."""
PARTS: Final = ("portal", "worker", "keeper", "prefect")
SEEN: Final = (
    "SELECT EXISTS (SELECT FROM heartbeat WHERE starts_with(name, %s)"
    " AND beat_at > clock_timestamp() - %s)"
)


def trouble(part: str, env: Mapping[str, str]) -> Check | None:
    """What is wrong with it; None where nothing is."""
    if part not in PARTS:
        message = N_("%(part)s is no part: there are %(parts)s.")
        return Check(part, False, message, {"part": part, "parts": ", ".join(PARTS)})
    lives = _answers(part, env) if part in {"portal", "prefect"} else _beats(part, env)
    return None if lives else Check(part, False, N_("%(part)s is not alive."), {"part": part})


def _answers(part: str, env: Mapping[str, str]) -> bool:
    if part == "portal":
        return answers(portal_url(env))
    return answers(f"{prefects_address(env)}/health", env.get("PREFECT_API_AUTH_STRING", ""))


def portal_url(env: Mapping[str, str]) -> str:
    """Where the portal of this machine says whether it is ready; found as it finds it itself."""
    host = env.get("TRYEZA_PORTAL_HOST", LOOPBACK)
    port = port_of(env.get("TRYEZA_BASE_URL", ""), env.get("TRYEZA_PORTAL_PORT", ""))
    return f"http://{host}:{port}/readyz"


def _beats(part: str, env: Mapping[str, str]) -> bool:
    """A worker by this machine's name; the keeper is one for all."""
    name = f"worker {socket.gethostname()}-" if part == "worker" else part
    address = checked(env.get("DATABASE_URL", "")).set(drivername="postgresql")
    with psycopg.connect(
        address.render_as_string(hide_password=False), connect_timeout=5
    ) as connection:
        row = connection.execute(SEEN, [name, SILENT_AFTER]).fetchone()
    return bool(row and row[0])
