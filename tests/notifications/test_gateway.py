"""SMS through a gateway: what is sent, and what each answer means."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest

from core.clock import FrozenClock
from core.settings import OddSettings, Settings, prepare
from models.outbox import Channel
from models.session import unit_of_work
from notifications import delivery, outbox
from notifications.channels import Verdict
from notifications.channels.gateway import sender
from notifications.channels.sms import Sms
from notifications.notices.contacts import MailCameBack
from tests.notifications.rows import only_message
from tests.notifications.table import Table
from tests.told import told
from tests.waiting import quiet_seconds

WORDS: Final = 'Kodi "204816" & {to} = 5% \\ e\u00e9'
TEXT: Final = Sms("an-id", "+38344123456", WORDS, datetime(2026, 11, 29, tzinfo=UTC))


@dataclass
class Operator:
    """A gateway that answers as it is told, and keeps what it was asked."""

    port: int = 0
    code: int = 200
    words: str = "OK 17"
    hangs: bool = False
    drips: bool = False
    rubbish: bytes = b""
    asked: list[tuple[str, str, str, dict[str, str]]] = field(default_factory=list)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        operator = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode()
                operator.asked.append((self.command, self.path, body, dict(self.headers)))
                if operator.hangs:
                    self.close_connection = True  # without a word
                    return
                if operator.rubbish:
                    self.wfile.write(operator.rubbish)
                    self.close_connection = True
                    return
                if operator.drips:
                    self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
                    with suppress(OSError):
                        for _ in range(100):
                            self.wfile.write(b"x")
                            time.sleep(0.2)
                    return
                self.send_response(operator.code)
                said = operator.words.encode()
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                with suppress(OSError):  # who asked has given up
                    self.wfile.write(said)

            do_GET = do_POST = answer

            def log_message(self, *_: object) -> None: ...

        return Handler


@pytest.fixture
def operator() -> Iterator[Operator]:
    found = Operator()
    server = ThreadingHTTPServer(("127.0.0.1", 0), found.handler())
    found.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@contextmanager
def by(operator: Operator, path: str, **more: str) -> Iterator[None]:
    values = {
        "TRYEZA_SMS_URL": f"http://127.0.0.1:{operator.port}{path}",
        "TRYEZA_SMS_FROM": "CSW Tryeza",
        **more,
    }
    with told(values):
        yield


KANNEL: Final = (
    "/cgi-bin/sendsms?username=t&password=p&from={sender}&to={to}&text={text}&charset=UTF-8"
)


def test_a_get_carries_everything_in_the_address(configured: Settings, operator: Operator) -> None:
    with by(operator, KANNEL, TRYEZA_SMS_METHOD="GET", TRYEZA_SMS_TAKEN="^0: "):
        operator.code, operator.words = 202, "0: Accepted for delivery"
        assert sender().send(TEXT).verdict is Verdict.ACCEPTED
    method, path, body, _ = operator.asked[0]
    said = parse_qs(urlsplit(path).query)
    assert (method, body) == ("GET", "")
    assert (said["to"], said["text"], said["from"]) == ([TEXT.to], [WORDS], ["CSW Tryeza"])


@pytest.mark.parametrize(
    ("kind", "template", "read"),
    [
        ("application/json", '{"to": "{to}", "text": "{text}", "ref": "{id}"}', json.loads),
        (
            "application/x-www-form-urlencoded",
            "to={to}&text={text}&ref={id}",
            lambda body: {name: value[0] for name, value in parse_qs(body).items()},
        ),
    ],
)
def test_a_body_is_filled_in_as_its_kind_is_written(
    configured: Settings,
    operator: Operator,
    kind: str,
    template: str,
    read: Callable[[str], dict[str, str]],
) -> None:
    headers = json.dumps({"Content-Type": kind, "Authorization": "Bearer x"})
    with by(operator, "/send", TRYEZA_SMS_HEADERS=headers, TRYEZA_SMS_BODY=template):
        assert sender().send(TEXT).verdict is Verdict.ACCEPTED
    method, path, body, sent = operator.asked[0]
    assert (method, path, sent["Authorization"]) == ("POST", "/send", "Bearer x")
    assert read(body) == {"to": TEXT.to, "text": WORDS, "ref": TEXT.id}


@pytest.mark.parametrize(
    ("code", "words", "verdict"),
    [
        (200, "OK 17", Verdict.ACCEPTED),
        (200, "ERR credit", Verdict.DELAYED),
        (200, "ERR no such number", Verdict.REFUSED),
        (400, "ERR no such number", Verdict.REFUSED),
        (401, "", Verdict.DELAYED),
        (302, "OK 17", Verdict.DELAYED),
        (429, "", Verdict.DELAYED),
        (500, "", Verdict.UNKNOWN),
        (503, "Temporal failure, try again later.", Verdict.DELAYED),
        (504, "", Verdict.UNKNOWN),
    ],
)
def test_only_what_it_says_of_the_number_is_about_the_number(
    configured: Settings, operator: Operator, code: int, words: str, verdict: Verdict
) -> None:
    """And what it may have taken is not sent a second time."""
    operator.code, operator.words = code, words
    with by(operator, "/send", TRYEZA_SMS_TAKEN="^OK", TRYEZA_SMS_BAD_NUMBER="no such number"):
        reply = sender().send(TEXT)
    assert reply.verdict is verdict
    assert words not in reply.words or not words


def test_no_answer_leaves_it_open_and_no_gateway_does_not(
    configured: Settings, operator: Operator
) -> None:
    operator.hangs = True
    with by(operator, "/send"):
        assert sender().send(TEXT).verdict is Verdict.UNKNOWN
    with by(Operator(port=9), "/send"):
        assert sender().send(TEXT).verdict is Verdict.DELAYED


@pytest.mark.parametrize(
    ("rubbish", "status"),
    [
        (b"\x00\xff\r\n\r\n", "unknown"),
        (b"HTTP/1.0 2000 OK\r\n\r\nOK", "unknown"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nOK", "unknown"),
        (b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nOK", "unknown"),
        (b"HTTP/1.0 503 \r\n\r\n\xff\xfe", "queued"),
        (b"HTTP/1.0 200 OK\r\n\r\nOK \xff\xfe", "sent"),
    ],
)
def test_what_a_gateway_may_have_taken_is_not_sent_again_whatever_it_says(
    table: Table, operator: Operator, clock: FrozenClock, rubbish: bytes, status: str
) -> None:
    """From the outbox, over the wire; a gateway that is well again gets what it never took."""
    operator.rubbish = rubbish
    with unit_of_work() as work:
        outbox.queue(work, table.notice(MailCameBack.template), Channel.SMS)
    with by(operator, "/send", TRYEZA_SMS_TAKEN="^OK"):
        delivery.deliver(table.life)
        assert only_message().status == status
        operator.rubbish = b""
        clock.moment += timedelta(days=1)
        delivery.deliver(table.life)
    assert len(operator.asked) == (2 if status == "queued" else 1)
    assert only_message().status == ("sent" if status == "queued" else status)


def test_one_that_says_too_much_is_not_read_to_the_end(
    configured: Settings, operator: Operator
) -> None:
    operator.words = "OK" + "x" * 5_000_000
    with by(operator, "/send", TRYEZA_SMS_TAKEN="^OK"):
        assert sender().send(TEXT).verdict is Verdict.ACCEPTED


def test_one_that_answers_slowly_holds_nobody(
    configured: Settings, operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often something comes: each piece alone is in time."""
    monkeypatch.setattr("notifications.channels.gateway.SECONDS", 0.5)
    operator.drips = True
    began = time.monotonic()
    with by(operator, "/send"):
        assert sender().send(TEXT).verdict is Verdict.UNKNOWN
    assert time.monotonic() - began < quiet_seconds(20), "and not a hundred seconds"


@pytest.mark.parametrize(
    "odd",
    [
        {"TRYEZA_SMS_URL": "http://sms.example/send"},
        {"TRYEZA_SMS_URL": "https://sms.example:abc/"},
        {"TRYEZA_SMS_URL": "https:///send"},
        {"TRYEZA_SMS_URL": "https://sms.example/\x01"},
        {"TRYEZA_SMS_URL": "https://sms.example/" + "x" * 2000},
        {"TRYEZA_SMS_HEADERS": '{"Authorization": "Bearer sëcret"}'},
        {"TRYEZA_SMS_HEADERS": '{"X": "a\\r\\nB: c"}'},
        {"TRYEZA_SMS_HEADERS": '{"a b": "c"}'},
        {"TRYEZA_SMS_HEADERS": '["x"]'},
        {"TRYEZA_SMS_TAKEN": "("},
        {"TRYEZA_SMS_FROM": "INFO"},
    ],
)
def test_settings_that_no_request_can_be_made_of_stop_the_start(
    configured: Settings, odd: dict[str, str]
) -> None:
    with told(odd), pytest.raises(OddSettings, match=next(iter(odd))) as refused:
        prepare()
    assert "sëcret" not in str(refused.value)
