"""The end of the trail leaves the machine: by mail to two people, by POST to another."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from core.settings import Settings
from core.trail import Head
from notifications.channels.mail_line import trust
from runtime import heads
from tests.notifications.mail_server import running
from tests.told import told

HEAD = Head(12, bytes(32), datetime(2026, 9, 7, 4, tzinfo=UTC), {"1": 12})
READERS = "one@place.com, two@place.com"


@contextmanager
def another_machine(status: int) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, and what it was given."""
    given: list[bytes] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Taking)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", given
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("status", "faults", "known"), [(200, 0, 0), (500, 3, 1), (200, 0, 2)])
def test_the_end_goes_to_each_place_and_says_which_did_not_take_it(
    configured: Settings, status: int, faults: int, known: int
) -> None:
    with running() as server, another_machine(status) as (url, given):
        env = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port), "SMTP_TLS": "none"}
        env |= {"TRYEZA_TRAIL_MAIL": READERS, "TRYEZA_TRAIL_URL": url, "TRYEZA_LANGUAGE": "en"}
        with told({**env, "SMTP_FROM": "tryeza@qps-ferizaj.example"}):
            trust.cache_clear()
            if status != 200:
                server.answers["RCPT"].append("550 5.1.1 Unknown")
            reached = heads.tell(HEAD, faults, known)
    trust.cache_clear()
    well = status == 200
    assert reached == {"mail 1": well, "mail 2": True, "url": well}
    assert json.loads(given[0]) == {**HEAD.as_json(), "faults": faults, "known": known}
    to, message = server.accepted[-1]
    assert to == "two@place.com"
    assert message["Subject"] == "Tryeza: end of the trail, entry 12"
    body = message.get_body(("plain",))
    assert body is not None
    assert json.dumps(HEAD.as_json()) in body.get_content()
    assert ("not as it was written" in body.get_content()) is bool(faults)
    looked_into = known and not faults
    assert (f"{known} places that were looked into" in body.get_content()) is bool(looked_into)


@pytest.mark.parametrize("said", ["one", "one@place.com, two", "one@place.com two@place.com"])
def test_an_address_that_is_none_stops_the_start(configured: Settings, said: str) -> None:
    from core.settings import settings

    with told({"TRYEZA_TRAIL_MAIL": said}), pytest.raises(ValueError, match="TRYEZA_TRAIL_MAIL"):
        settings()
