"""A portal that is killed while a file comes in: Art. 18(1).

No row and no piece is half there, and nothing stays behind on the disk.
"""

import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.builders import MANAGER
from tests.children import child
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_files import at, the_files
from tests.portal.test_kills import pieces
from tests.waiting import wait_until

SERVES: Final = """
from core import settings
current = settings.prepare()
from casework.bootstrap import bootstrap
bootstrap()
import socket, sys, tempfile
import uvicorn
from core.database_roles import WORKER
from core.settings import Mode
from models.readiness import Readiness
from portal.app import create_app
tempfile.tempdir = sys.argv[1]
app = create_app(current.model_copy(update=dict(mode=Mode.DEMO, base_url="http://127.0.0.1")))
app.state.readiness = Readiness(WORKER)
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_config=None)).run(sockets=[listener])
"""


def half_an_upload(port: int, path: str, manager: Browser) -> socket.socket:
    """As a browser sends a large file, as far as it got."""
    cookies = "; ".join(f"{each.name}={each.value}" for each in manager.client.cookies.jar)
    form = (
        f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{manager.token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    )
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\n"
        "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        "Content-Length: 9000000\r\n\r\n"
    )
    line = socket.create_connection(("127.0.0.1", port), 60)
    line.sendall((head + form).encode() + b"%PDF-1.4 " + b"x" * 3_000_000)
    return line


def held(pid: int, folder: Path) -> int:
    """Bytes in files that a process has open there; they have no name."""
    opened = Path(f"/proc/{pid}/fd").iterdir()
    return sum(
        each.stat().st_size for each in opened if str(each.readlink()).startswith(str(folder))
    )


@pytest.mark.article("18(1)")
def test_nothing_of_a_file_stays_behind(a_case: At, sign_in: SignIn, tmp_path: Path) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    manager.get(at(case))
    before = pieces()
    with child([sys.executable, "-c", SERVES, str(tmp_path)], stdout=subprocess.PIPE) as portal:
        assert portal.stdout is not None
        port = int(portal.stdout.readline())
        with half_an_upload(port, at(case), manager):
            wait_until(lambda: held(portal.pid, tmp_path) > 2_000_000, 60)
            assert list(tmp_path.iterdir()) == []
            portal.send_signal(signal.SIGKILL)
            portal.wait()
    assert list(tmp_path.iterdir()) == []
    assert (the_files(case), pieces()) == ([], before)
