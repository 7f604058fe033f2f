"""`python -m portal`: the portal as a process."""

import os
from urllib.parse import urlsplit

import uvicorn

from core import logs
from core.settings import prepare
from portal.app import create_app


def main() -> None:
    """Serve until told to stop. Addresses of pages are kept out of every log."""
    settings = prepare()
    logs.configure()
    address = urlsplit(settings.base_url)
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "")
    uvicorn.run(
        create_app(settings),
        host=os.environ.get("TRYEZA_PORTAL_HOST", "127.0.0.1"),
        port=int(os.environ.get("TRYEZA_PORTAL_PORT") or address.port or 8321),
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted or None,
        log_config=None,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
