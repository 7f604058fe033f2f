"""A11: a head that never ends, or is too large, and more connections than there are files."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import uvicorn

from core.settings import Settings
from portal import connections
from portal.__main__ import configured
from tests.portal.test_proxy import echo
from tests.waiting import quiet_seconds, wait_until

WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
PART = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
UPGRADE = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
UPGRADE += b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"


@contextmanager
def served(config: uvicorn.Config) -> Iterator[int]:
    """As the portal's process is served; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        wait_until(lambda: server.started)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join(quiet_seconds(10))


def caller(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=quiet_seconds(20))


def asked(caller: socket.socket) -> bytes:
    caller.sendall(WHOLE)
    answer = b""
    while not answer.endswith((b"127.0.0.1", b"Service Unavailable")):
        some = caller.recv(9999)
        assert some, answer
        answer += some
    return answer


def test_a_head_that_does_not_come_to_its_end_is_let_go(
    demo: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    with served(configured(echo, demo)) as port, caller(port) as honest:
        assert asked(honest).startswith(b"HTTP/1.1 200")
        with caller(port) as silent, caller(port) as slow, caller(port) as second:
            slow.sendall(PART)
            assert asked(second).startswith(b"HTTP/1.1 200")
            second.sendall(PART)  # after a whole one
            assert [each.recv(9999) for each in (silent, slow, second)] == [b"", b"", b""]
        assert asked(honest).startswith(b"HTTP/1.1 200"), "rests longer than that between two"


def test_a_head_that_is_too_large_is_refused(demo: Settings) -> None:
    with served(configured(echo, demo)) as port, caller(port) as large:
        large.sendall(b"GET /" + b"x" * (connections.HEAD_BYTES + 1))
        assert large.recv(9999).startswith(b"HTTP/1.1 400")


def test_more_connections_than_there_is_room_for_are_told_so(demo: Settings) -> None:
    config = configured(echo, demo)
    assert config.limit_concurrency == connections.MOST_AT_ONCE
    config.limit_concurrency = 3
    with served(config) as port, ExitStack() as stack:
        assert asked(stack.enter_context(caller(port))).startswith(b"HTTP/1.1 200")
        assert asked(stack.enter_context(caller(port))).startswith(b"HTTP/1.1 200")
        third = caller(port)
        assert asked(third).startswith(b"HTTP/1.1 503")
        third.close()


def test_nobody_is_led_to_a_websocket(demo: Settings) -> None:
    with served(configured(echo, demo)) as port, caller(port) as upgrading:
        upgrading.sendall(WHOLE[:-2] + UPGRADE + b"\r\n")
        assert upgrading.recv(9999).startswith(b"HTTP/1.1 200")


TWO_LENGTHS = (
    b"Content-Length: 4\r\nContent-Length: 60\r\n",
    b"Transfer-Encoding: chunked, gzip\r\n",
    b"Transfer-Encoding : chunked\r\nContent-Length: 4\r\n",
    b"Content-Length: +4\r\n",
)


@pytest.mark.parametrize("lengths", TWO_LENGTHS)
def test_a_body_of_two_lengths_smuggles_nothing(demo: Settings, lengths: bytes) -> None:
    """What two servers read otherwise is no request (RFC 9112, 6.3)."""
    with served(configured(echo, demo)) as port, caller(port) as smuggler:
        smuggler.sendall(
            b"POST / HTTP/1.1\r\nHost: localhost\r\n" + lengths + b"\r\n0\r\n\r\n" + WHOLE
        )
        answer = b""
        while some := smuggler.recv(9999):
            answer += some
        assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 501"))
        assert answer.count(b"HTTP/1.1") == 1
