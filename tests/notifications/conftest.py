"""A table of invented people, a scripted mail server, and settings that lead to it."""

from collections.abc import Callable, Iterator

import pytest

from core import settings
from core.clock import FrozenClock
from notifications import delivery
from notifications.channels.mail_line import trust
from tests.notifications.mail_server import MailServer, running
from tests.notifications.table import Table, set_table
from tests.told import told

Lead = Callable[..., None]


@pytest.fixture
def table(database: FrozenClock) -> Table:
    return set_table()


@pytest.fixture
def lead_to(configured: settings.Settings) -> Iterator[Lead]:
    """Point the settings of this process at a mail server: `lead_to(port, tls="starttls")`."""
    with told({}) as patch:

        def lead(port: int, tls: str = "none", **more: str) -> None:
            values = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_TLS": tls}
            values |= {"TRYEZA_BASE_URL": "https://tryeza.example", "TRYEZA_MODE": "demo"}
            values |= {"SMTP_FROM": "tryeza@qps-ferizaj.example"}
            for name, value in (values | more).items():
                patch.setenv(name, value)
            settings.settings.cache_clear()
            trust.cache_clear()

        yield lead
    trust.cache_clear()
    delivery.resume()


@pytest.fixture
def server(lead_to: Lead) -> Iterator[MailServer]:
    """A mail server on this machine that accepts everything until told otherwise."""
    with running() as running_server:
        lead_to(running_server.port)
        yield running_server
