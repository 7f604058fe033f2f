"""`python -m portal`: the portal as a process."""

import os
import sys
from urllib.parse import urlsplit

import uvicorn

from core import logs
from core.settings import prepare
from core.sockets import handed_over
from portal.app import create_app


def main() -> None:
    """Serve until told to stop. Addresses of pages are kept out of every log."""
    settings = prepare()
    logs.configure()
    address = urlsplit(settings.base_url)
    config = uvicorn.Config(
        create_app(settings),
        host=os.environ.get("TRYEZA_PORTAL_HOST", "127.0.0.1"),
        port=int(os.environ.get("TRYEZA_PORTAL_PORT") or address.port or 8321),
        access_log=False,
        server_header=False,
        # Only from a proxy that is named: whoever comes past it may call themselves anything.
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=settings.proxy or "",
        log_config=None,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    server.run(sockets=handed_over())
    if not server.started:
        sys.exit(1)


if __name__ == "__main__":
    main()
