"""`python -m portal`: the portal as a process."""

import os
import sys
from urllib.parse import urlsplit

import uvicorn

from core import logs
from core.database_roles import PORTAL, WrongRole
from core.i18n import translator
from core.settings import prepare
from core.sockets import handed_over
from models import session
from portal.app import create_app


def main() -> None:
    """Serve until told to stop. Addresses of pages are kept out of every log."""
    settings = prepare()
    logs.configure()
    try:
        session.begin_as(PORTAL)
    except WrongRole as wrong:
        sys.exit(translator(settings.language).gettext(wrong.message, **wrong.facts))
    address = urlsplit(settings.base_url)
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "")
    config = uvicorn.Config(
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
    server = uvicorn.Server(config)
    server.run(sockets=handed_over())
    if not server.started:
        sys.exit(1)


if __name__ == "__main__":
    main()
