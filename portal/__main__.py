"""`python -m portal`: the portal as a process."""

import os
import sys
import threading
from typing import Final

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from core import logs, metrics
from core.database_roles import PORTAL
from core.service_status import ServiceStatus
from core.settings import Settings
from core.sockets import handed_over, port_of
from models import pool_metrics, session
from portal.app import create_app
from portal.connections import HEAD_BYTES, MOST_AT_ONCE, TimedConnection

# Seconds that a connection may rest: longer than whoever keeps one in hand (Caddy 120, nginx 60),
# so that no form is sent into one that is just being closed; what does so cannot be sent again.
KEEP_ALIVE = 150
LAST_ANSWERS: Final = 15
"""Seconds for what was asked before we were told to end; who started us gives twenty and more."""
LOOK_AGAIN: Final = 2.0


def configured(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """How the app is served; addresses of pages are kept out of every log."""
    return uvicorn.Config(
        app,
        host=os.environ.get("TRYEZA_PORTAL_HOST", "127.0.0.1"),
        port=port_of(settings.base_url, os.environ.get("TRYEZA_PORTAL_PORT", "")),
        access_log=False,
        server_header=False,
        # Only from a proxy that is named: whoever comes past it may call themselves anything.
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=settings.proxy,
        log_config=None,
        timeout_graceful_shutdown=LAST_ANSWERS,
        timeout_keep_alive=KEEP_ALIVE,
        http=TimedConnection,
        ws="none",
        h11_max_incomplete_event_size=HEAD_BYTES,
        limit_concurrency=MOST_AT_ONCE,
    )


def main() -> None:
    """Serve until told to stop. Without its database it says to everybody that it waits."""
    logs.configure()
    settings = session.begin_or_leave(PORTAL)
    app = create_app(settings)
    pool_metrics.measure()
    metrics.serve(settings.metrics)
    threading.Thread(target=_until_ready, args=(app,), name="readiness", daemon=True).start()
    server = uvicorn.Server(configured(app, settings))
    server.run(sockets=handed_over())
    if not server.started:
        sys.exit(1)


def _until_ready(app: FastAPI) -> None:
    status, pause = ServiceStatus(), threading.Event()
    while lacking := app.state.readiness.lacking():
        status.tell(lacking)
        pause.wait(LOOK_AGAIN)
    status.tell("The portal is ready")


if __name__ == "__main__":
    main()
