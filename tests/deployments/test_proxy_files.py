"""The examples of a proxy before the portal, run as they stand where the machine has the program.

Replaced: ports, the place of certificates and logs, and that Caddy asks nobody for a certificate.
"""

import os
import re
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import httpx
import pytest
import trustme

from deployments.processes import ROOT
from deployments.state import free_port
from portal.__main__ import KEEP_ALIVE
from portal.bearing import CALENDAR, MAILED
from portal.connections import HEAD_BYTES, HEAD_SECONDS
from portal.file_uploads import DRAINED_BYTES, UPLOAD_SECONDS
from portal.security import BODY_SECONDS, MOST_BYTES, YEAR
from tests.waiting import quiet_seconds, wait_until

FILES: Final = ROOT / "deployments" / "proxy"
NAME: Final = "tryeza.example"
SECRET: Final = "s" * 43
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
CADDY = shutil.which("caddy")
HERE: Final = [
    pytest.param("nginx", marks=pytest.mark.skipif(NGINX is None, reason="no nginx here")),
    pytest.param("caddy", marks=pytest.mark.skipif(CADDY is None, reason="no Caddy here")),
]
"""What can be run on this machine."""


def text(name: str) -> str:
    return (FILES / name).read_text()


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_limits_are_the_portals_own(name: str) -> None:
    said = text(name)
    sizes = re.findall(r"(?:client_max_body_size|max_size)\s+(\d+)", said)
    assert sizes == [str(MOST_BYTES), str(DRAINED_BYTES)]
    body = re.findall(r"(?:client_body_timeout|read_body)\s+(\d+)s", said)
    # nginx counts between two pieces, Caddy the whole body; that of a file is longer
    assert (
        body == {"nginx.conf": [str(BODY_SECONDS), "60"], "Caddyfile": [str(UPLOAD_SECONDS)]}[name]
    )
    rests = re.findall(r"(?:keepalive_timeout|keepalive) +(\d+)s", said)
    assert [int(each) < KEEP_ALIVE for each in rests] == [True]
    assert f"max-age={YEAR}; includeSubDomains" in said
    waits = re.findall(r"(?:client_header_timeout|read_header)\s+(\d+)s", said)
    assert waits == [str(HEAD_SECONDS)]
    heads = re.findall(r"(?:large_client_header_buffers 4 (\d+)k|max_header_size (\d+)KiB)", said)
    assert [int(one or 0) * 4 or int(other) for one, other in heads] == [HEAD_BYTES // 1024]


def test_nothing_weaker_than_tls_1_2_with_forward_secrecy_is_spoken() -> None:
    """Caddy does so by itself, and is told nothing else."""
    said = text("nginx.conf")
    assert re.findall(r"ssl_protocols\s+(.+);", said) == ["TLSv1.2 TLSv1.3"]
    ciphers = re.findall(r"ssl_ciphers\s+(.+);", said)[0].split(":")
    assert all(re.fullmatch(r"ECDHE-\w+-(AES\d+-GCM|CHACHA20).*", each) for each in ciphers)
    assert not re.search(r"\b(tls|protocols|ciphers|insecure)\b", text("Caddyfile"))


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_every_address_that_holds_a_secret_is_kept_out_of_each_log(name: str) -> None:
    """Whoever reads it opens what it opens; `portal/bearing.py` says which there are."""
    mailed = re.search(r"\[(\w+)\]", MAILED.pattern)
    assert mailed
    kinds = {*mailed[1], CALENDAR.pattern.split("/")[1], "enrol"}
    places = re.findall(r"\((?:\?:|\?<\w+>)?(l\|[\w|]+)\)/", text(name))
    # In nginx's one log of answers, and where it writes an error; in the one cut of Caddy's.
    assert [set(each.split("|")) for each in places] == [kinds] * (1 + (name == "nginx.conf"))


@pytest.fixture
def portal() -> Iterator[tuple[int, list[dict[str, str]]]]:
    """In the portal's place: its port, and the headers of whatever came to it."""
    came: list[dict[str, str]] = []

    class Portal(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            came.append({name.lower(): value for name, value in self.headers.items()})
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Strict-Transport-Security", "max-age=1")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, came
    server.shutdown()
    thread.join()
    server.server_close()


class Proxy:
    """One that runs, and a browser before it."""

    def __init__(self, folder: Path, port: int, trust: ssl.SSLContext, plain: int) -> None:
        self.folder = folder
        self.plain = f"http://127.0.0.1:{plain}"
        self.base = f"https://localhost:{port}"
        self.browser = httpx.Client(base_url=self.base, verify=trust, headers={"Host": NAME})

    def logs(self) -> str:
        return "".join(each.read_text() for each in self.folder.glob("*.log"))


@contextmanager
def running(kind: str, folder: Path, upstream: int) -> Iterator[Proxy]:
    authority = trustme.CA()
    certificate = authority.issue_cert(NAME, "localhost")
    certificate.cert_chain_pems[0].write_to_path(folder / "fullchain.pem")
    certificate.private_key_pem.write_to_path(folder / "privkey.pem")
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    plain, secure = free_port(0, set()), free_port(0, set())
    command = _nginx(folder, plain, secure, upstream) if kind == "nginx" else _caddy(
        folder, plain, secure, upstream)  # fmt: skip
    with (folder / "stderr.log").open("wb") as said:
        process = subprocess.Popen(command, stderr=said, stdout=said, env={"HOME": str(folder)})
    proxy = Proxy(folder, secure, trust, plain)
    try:
        wait_until(lambda: _answers(proxy) or process.poll() is not None)
        assert process.poll() is None, proxy.logs()
        yield proxy
    finally:
        proxy.browser.close()
        process.terminate()
        process.wait(quiet_seconds(30))


def _answers(proxy: Proxy) -> bool:
    try:
        return proxy.browser.get("/readyz").status_code == 404
    except httpx.HTTPError:
        return False


def _nginx(folder: Path, plain: int, secure: int, upstream: int) -> list[str]:
    said = re.sub(r"\n    listen \[::\][^\n]*", "", text("nginx.conf"))
    said = said.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    said = said.replace("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl")
    said = said.replace("127.0.0.1:8321", f"127.0.0.1:{upstream}")
    said = said.replace("/etc/ssl/tryeza", str(folder)).replace("/var/log/nginx", str(folder))
    temporary = "".join(
        f"{each}_temp_path {folder}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\n{temporary}{said}\n}}\n"
    whole = f"error_log {folder}/main.error.log;\n{whole}"
    if os.geteuid() == 0:
        whole = f"user root;\n{whole}"
    (folder / "nginx.conf").write_text(whole)
    command = [str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    return command


def _caddy(folder: Path, plain: int, secure: int, upstream: int) -> list[str]:
    said = text("Caddyfile").replace("127.0.0.1:8321", f"127.0.0.1:{upstream}")
    said = said.replace("/var/log/caddy", str(folder))
    said = said.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https off\n", 1)
    said = said.replace(f"http://{NAME} {{\n", f"http://{NAME}:{plain} {{\n\tbind 127.0.0.1\n")
    said = said.replace(
        f"\n{NAME} {{\n",
        f"\nhttps://{NAME}:{secure} {{\n\tbind 127.0.0.1\n"
        f"\ttls {folder}/fullchain.pem {folder}/privkey.pem\n",
    )
    (folder / "Caddyfile").write_text(said)
    return [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("nginx.conf", r"location ~ \^/\((.+)\)/ \{\s+return 403;"),
        ("Caddyfile", r"@people not path (.+)\n\tredir @people https://.+\n\trespond 403\n"),
    ],
)
def test_people_alone_are_led_to_https(name: str, plain: str) -> None:
    """A calendar and the gateway bear their token in the address: in clear they are to fail."""
    (programs,) = re.findall(plain, text(name))
    assert set(re.findall(r"\w+", programs)) == {CALENDAR.pattern.split("/")[1], "sms"}


@pytest.mark.parametrize("kind", HERE)
def test_a_proxy_says_who_comes_and_keeps_no_secret(
    kind: str, tmp_path: Path, portal: tuple[int, list[dict[str, str]]]
) -> None:
    upstream, came = portal
    with running(kind, tmp_path, upstream) as proxy:
        forged = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
        answer = proxy.browser.get(f"/l/{SECRET}/report?code={SECRET}", headers=forged)
        assert answer.text == "ok"
        assert answer.headers.get_list("strict-transport-security") == [
            f"max-age={YEAR}; includeSubDomains"
        ]
        assert came[-1]["x-forwarded-for"] == "127.0.0.1", "and not what they say of themselves"
        assert came[-1]["x-forwarded-proto"] == "https"
        assert came[-1]["host"] == NAME
        assert not came[-1].get("forwarded")
        mailed = (f"/{kind}/{SECRET}" for kind in ("k", "a", "s", "calendar", "enrol/1"))
        for path in (*mailed, f"/sign-in?to={SECRET}", "/regulation"):
            proxy.browser.get(path, headers={"Cookie": f"staff={SECRET}", "Referer": SECRET})
        large = proxy.browser.post("/sign-in", content=b"x" * (MOST_BYTES + 1))
        assert large.status_code == 413
        assert proxy.browser.post("/sign-in", content=b"x" * MOST_BYTES).status_code == 200
        for path in ("/cases/R-26-1001/files", f"/l/{SECRET}/files"):
            file = proxy.browser.post(path, content=b"x" * (20 * MOST_BYTES + 1))
            assert file.status_code == 200
        assert proxy.browser.get("/readyz").status_code == 404
        for path, status in (("/sign-in", 301), (f"/calendar/{SECRET}", 403), ("/sms/report", 403)):
            assert httpx.get(proxy.plain + path, headers={"Host": NAME}).status_code == status
        wait_until(lambda: "/regulation" in proxy.logs())
        assert "/l/" in proxy.logs()
    assert SECRET not in proxy.logs()


@pytest.mark.parametrize("kind", HERE)
def test_a_portal_that_is_away_is_logged_without_a_secret(kind: str, tmp_path: Path) -> None:
    with running(kind, tmp_path, free_port(0, set())) as proxy:
        for path in (f"/{each}/{SECRET}" for each in ("l", "k", "a", "s", "calendar", "enrol/1")):
            answer = proxy.browser.get(path)
            assert answer.status_code in {502, 503, 504}
            assert "strict-transport-security" in answer.headers
        wait_until(lambda: "50" in proxy.logs())
    assert SECRET not in proxy.logs()
