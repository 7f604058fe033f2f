"""Who watches from outside is asked while the keeper is well, and by nobody else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from core.settings import OddSettings, Settings, prepare
from runtime.beacon import Beacon
from tests.deployments.test_modes import WAYS
from tests.told import told
from tests.waiting import wait_until


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The watcher's address, and how often it was asked."""
    paths: list[str] = []

    class Watcher(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Watcher)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/ping/secret", paths
    server.shutdown()
    thread.join()
    server.server_close()


def run(url: str, *, is_well: bool, mode: str = "production") -> None:
    """Some rounds of it."""
    stop, rounds = threading.Event(), [0]

    def well() -> bool:
        rounds[0] += 1
        return is_well

    ways = WAYS if mode == "production" else {}
    with told({**ways, "TRYEZA_MODE": mode, "TRYEZA_ALIVE_URL": url}):
        thread = threading.Thread(target=Beacon(stop, well, every=0.01).run)
        thread.start()
        wait_until(lambda: rounds[0] > 3 or not thread.is_alive())
        stop.set()
        thread.join()


@pytest.mark.usefixtures("configured")
def test_somebody_outside_is_asked_while_all_is_well(asked: tuple[str, list[str]]) -> None:
    url, paths = asked
    run(url, is_well=False)
    assert paths == []
    run(url, is_well=True, mode="demo")
    assert paths == [], "a demo asks nobody"
    run(url, is_well=True)
    assert set(paths) == {"/ping/secret"}


@pytest.mark.usefixtures("configured")
def test_one_who_does_not_answer_stops_nothing_and_is_not_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    run("http://127.0.0.1:9/ping/secret", is_well=True)
    assert "does not answer" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("url", ["http://example.com/x", "ftp://127.0.0.1/x", "https://", "x"])
def test_an_address_that_others_read_along_stops_the_start(configured: Settings, url: str) -> None:
    with told({"TRYEZA_ALIVE_URL": url}), pytest.raises(OddSettings, match="TRYEZA_ALIVE_URL"):
        prepare()


@pytest.mark.parametrize("place", ["0.0.0.0:9321", "9321", "127.0.0.1", "127.0.0.1:0", ":9321"])
def test_numbers_are_said_to_nobody_beyond_this_machine(configured: Settings, place: str) -> None:
    with told({"TRYEZA_METRICS": place}), pytest.raises(OddSettings, match="TRYEZA_METRICS"):
        prepare()
