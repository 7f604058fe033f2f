"""Kannel as docs/operations.md sets it up, before an operator's centre on the loopback.

Where Debian's `kannel` is not installed this is not tried; a gateway that speaks as Kannel does is,
everywhere.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from core.settings import Settings
from models.outbox import Channel, Message
from models.session import unit_of_work
from notifications import delivery
from notifications.channels.gateway import sender
from notifications.channels.sms import Sms
from portal.app import create_app
from tests.architecture.reading import ROOT
from tests.builders import ACase
from tests.conftest import At
from tests.notifications.mail_server import free_port
from tests.notifications.smpp import Centre, centre
from tests.notifications.test_gateway import Operator, operator
from tests.portal.conftest import PLAIN, serving
from tests.portal.test_sms_reports import sent
from tests.told import told
from tests.waiting import quiet_seconds

__all__ = ["operator"]

BOXES = {name: shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("bearerbox", "smsbox")}
SECRET = "5ec2e7" * 6
GUIDE = (ROOT / "docs" / "operations.md").read_text()


def told_by_the_guide(kannel: int, portal: str) -> dict[str, str]:
    """The settings as the page shows them, on other ports."""
    block = "TRYEZA_SMS_URL" + GUIDE.partition("```sh\nTRYEZA_SMS_URL")[2].partition("```")[0]
    lines = re.findall(r"^(TRYEZA_SMS_\w+)=(\S+)", block, re.MULTILINE)
    found = {name: value.strip("'") for name, value in lines}
    url = found["TRYEZA_SMS_URL"].replace("13013", str(kannel)).replace("SECRET", SECRET)
    return found | {
        "TRYEZA_SMS_URL": url.replace("127.0.0.1%3A8321", portal.replace(":", "%3A")),
        "TRYEZA_SMS_REPORT_SECRET": SECRET,
        "TRYEZA_SMS_FROM": "Tryeza",
    }


@pytest.fixture
def reported(demo: Settings, database: object, a_case: At) -> Iterator[tuple[str, ACase]]:
    case = a_case("invited")
    settings = demo.model_copy(update={"sms_report_secret": SecretStr(SECRET)})
    with serving(create_app(settings)) as address:
        yield address.removeprefix("http://"), case


def state_of(row: Message) -> tuple[str, bool]:
    with unit_of_work() as work:
        found = work.session.get_one(Message, row.id)
        return found.status, found.delivered_at is not None


def a_text(row: Message, case: ACase) -> Sms:
    return Sms(str(row.id), "+38344123456", "Kodi 204816 për ju: ë ç 100%", row.queued_at)


@pytest.mark.parametrize(("code", "state"), [(1, ("sent", True)), (2, ("given_up", False))])
def test_a_gateway_that_speaks_as_kannel_does(
    reported: tuple[str, ACase], operator: Operator, code: int, state: tuple[str, bool]
) -> None:
    """It keeps the address of the report, puts its code in place of `%d`, and asks for it."""
    portal, case = reported
    row = sent(case)
    operator.code, operator.words = 202, "0: Accepted for delivery"
    with told(told_by_the_guide(operator.port, portal)):
        assert sender().send(a_text(row, case)).words == "202 accepted"
    said = parse_qs(urlsplit(operator.asked[0][1]).query)
    assert said["dlr-mask"] == ["19"]
    asked = urlsplit(said["dlr-url"][0].replace("%d", str(code)))
    assert asked.hostname is not None
    again = f"http://{asked.hostname}:{asked.port}{asked.path}?{asked.query}"
    proof = (asked.username or "", asked.password or "")
    assert httpx.get(again, auth=proof, verify=PLAIN).status_code == 200
    assert state_of(row) == state


@contextmanager
def kannel(folder: Path, smsc: Centre) -> Iterator[int]:
    """Both boxes with the page's own configuration, on ports of their own."""
    said = GUIDE.partition("```ini\n")[2].partition("```")[0]
    admin, boxes, door = free_port(), free_port(), free_port()
    ports = {"13000": admin, "13001": boxes, "13013": door, "2775": smsc.port}
    for shown, own in ports.items():
        said = said.replace(shown, str(own))
    said = re.sub(r"\s+#.*", "", said.replace("SMPP.OPERATOR.EXAMPLE", "127.0.0.1"))
    path = folder / "kannel.conf"
    path.write_text(said)
    running = []
    try:
        for box in ("bearerbox", "smsbox"):
            command = [str(BOXES[box]), "-v", "1", str(path)]
            with (folder / f"{box}.log").open("wb") as log:
                running.append(subprocess.Popen(command, cwd=folder, stdout=log, stderr=log))
            if box == "bearerbox":
                assert smsc.bound.wait(quiet_seconds(20)), (folder / "bearerbox.log").read_text()[
                    -2000:
                ]
        until(lambda: _answers(door))
        yield door
    finally:
        for each in reversed(running):
            each.kill()
            each.wait(quiet_seconds(10))


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", verify=PLAIN).status_code > 0
    except httpx.TransportError:
        return False


def until(holds: object, seconds: float = 20) -> None:
    end = time.monotonic() + quiet_seconds(seconds)
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("said", "state"), [("DELIVRD", ("sent", True)), ("UNDELIV", ("given_up", False))]
)
def test_kannel_itself(
    reported: tuple[str, ACase], tmp_path: Path, said: str, state: tuple[str, bool]
) -> None:
    if not all(BOXES.values()):
        pytest.skip("Debian's kannel is not installed: Kannel itself was not tried")
    portal, case = reported
    row = sent(case)
    with centre() as smsc, kannel(tmp_path, smsc) as door:
        smsc.reports = said
        with told(told_by_the_guide(door, portal)):
            reply = sender().send(a_text(row, case))
        assert reply.words == "202 accepted"
        until(lambda: smsc.texts)
        assert smsc.texts[0][0].lstrip("+") == "38344123456"
        until(lambda: state_of(row) == state)
    assert row.channel == Channel.SMS
    assert not delivery.take(Message.id == row.id)
