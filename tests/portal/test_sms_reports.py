"""A gateway reports what became of a text, in any order and often; and nobody else does."""

import hmac
import itertools
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select

from core.ids import new_id
from core.settings import OddSettings, Settings, prepare
from models.outbox import Channel, MailCause, Message, MessageStatus
from models.session import unit_of_work
from notifications import answered
from notifications.channels import Reply, Verdict
from portal import sms_reports
from portal.app import create_app
from tests.builders import MANAGER, ACase
from tests.conftest import At
from tests.portal.conftest import PLAIN, SignIn, serving
from tests.told import told

SECRET = "a secret that nobody guesses"


@pytest.fixture
def gateway(demo: Settings, database: object, a_case: At) -> Iterator[tuple[httpx.Client, ACase]]:
    """A portal that knows a gateway's secret, and a case with a text that a gateway has taken."""
    case = a_case("invited")
    settings = demo.model_copy(update={"sms_report_secret": SecretStr(SECRET)})
    headers = {"X-Tryeza-Secret": SECRET}
    with (
        serving(create_app(settings)) as address,
        httpx.Client(base_url=address, headers=headers, verify=PLAIN) as client,
    ):
        yield client, case


def sent(case: ACase, status: MessageStatus = MessageStatus.SENT) -> Message:
    """A text that the gateway took under `op-17`."""
    with unit_of_work() as work:
        now = work.clock.now()
        row = Message(
            key=f"codes/code:{new_id()}", life_id=case.case, template="codes/code",
            article="18(1)", channel=Channel.SMS, recipient="member", recipient_id=new_id(),
            context={}, status=status, queued_at=now, not_before=now, attempts=1,
            message_id="<x@y>", accepted_at=now, gateway_id="op-17",
        )  # fmt: skip
        work.session.add(row)
        work.session.flush()
        return row


def state(row: Message) -> tuple[str, str | None, bool]:
    with unit_of_work() as work:
        found = work.session.get_one(Message, row.id)
        return found.status, found.cause, found.delivered_at is not None


DELIVERED, FAILED, PENDING = ("status=1", "status=2", "status=8")
HAS_IT, CAME_BACK = ("sent", None, True), ("given_up", "network", False)


@pytest.mark.parametrize(
    "order", list(itertools.permutations([DELIVERED, FAILED, PENDING])), ids=" ".join
)
def test_in_whatever_order_they_come_delivered_stands(
    gateway: tuple[httpx.Client, ACase], order: tuple[str, ...]
) -> None:
    client, case = gateway
    row = sent(case)
    for said in (*order, *order):
        assert client.get(f"/sms/report?id=op-17&{said}").status_code == 200
    assert state(row) == HAS_IT


@pytest.mark.parametrize("named", ["gateway", "ours"])
def test_one_that_came_back_stands_on_the_page_with_its_way_out(
    gateway: tuple[httpx.Client, ACase], named: str
) -> None:
    client, case = gateway
    row = sent(case)
    of = "op-17" if named == "gateway" else str(row.id)
    for _ in range(2):
        assert client.post("/sms/report", content=f"id={of}&status=16").status_code == 200
    assert state(row) == CAME_BACK


def test_a_text_of_which_nobody_knew_whether_it_left_is_known_now(
    gateway: tuple[httpx.Client, ACase],
) -> None:
    client, case = gateway
    row = sent(case, MessageStatus.UNKNOWN)
    client.get(f"/sms/report?id={row.id}&status=1")
    assert state(row) == HAS_IT


def test_a_report_before_we_wrote_down_that_it_was_taken_is_not_lost(
    gateway: tuple[httpx.Client, ACase],
) -> None:
    client, case = gateway
    row = sent(case, MessageStatus.SENDING)
    client.get(f"/sms/report?id={row.id}&status=2")
    leased = answered.Leased(row.id, case.case, 1, None)
    answered.record([(leased, Reply(Verdict.ACCEPTED, "202 accepted"))])
    assert state(row) == CAME_BACK


def test_an_unknown_text_is_answered_as_any_other(gateway: tuple[httpx.Client, ACase]) -> None:
    client, case = gateway
    sent(case)
    known, unknown = (client.get(f"/sms/report?id={of}&status=1") for of in ("op-17", "op-18"))
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)


def test_a_mail_is_not_reported_on(gateway: tuple[httpx.Client, ACase]) -> None:
    client, _ = gateway
    with unit_of_work() as work:
        query = select(Message).where(Message.channel == Channel.MAIL).limit(1)
        mail = work.session.scalars(query).one()
        before = mail.status
    client.get(f"/sms/report?id={mail.id}&status=2")
    assert state(mail)[0] == before


def test_each_proof_is_taken_and_nothing_else_is(gateway: tuple[httpx.Client, ACase]) -> None:
    client, case = gateway
    row = sent(case)
    body = b"id=op-17&status=1"
    signature = hmac.new(SECRET.encode(), b"\n" + body, sha256).hexdigest()
    bare = httpx.Client(base_url=client.base_url, verify=PLAIN)
    wrong: list[dict[str, str]] = [
        {}, {"X-Tryeza-Secret": ""}, {"X-Tryeza-Secret": SECRET[:-1]}, {"Authorization": "Basic !"},
        {"X-Tryeza-Signature": "0" * 64}, {"X-Tryeza-Secret": quote(SECRET)},
    ]  # fmt: skip
    for headers in wrong:
        assert bare.post("/sms/report", content=body, headers=headers).status_code == 404
    assert bare.get("/sms/report", auth=("k", "wrong")).status_code == 404
    assert state(row) == ("sent", None, False)
    assert bare.post("/sms/report", content=body, auth=("kannel", SECRET)).status_code == 200
    assert state(row) == HAS_IT
    signed = {"X-Tryeza-Signature": signature}
    assert bare.post("/sms/report", content=body, headers=signed).status_code == 200
    bare.close()


def test_what_is_too_much_is_not_taken(
    gateway: tuple[httpx.Client, ACase], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = gateway
    assert client.post("/sms/report", content=b"x" * 9000).status_code == 404
    assert client.get("/sms/report?status=1").status_code == 400
    assert client.put("/sms/report").status_code == 404
    stranger = {"X-Tryeza-Secret": "a guess"}
    guessed = {client.get("/sms/report?id=x", headers=stranger).status_code for _ in range(700)}
    assert guessed == {404}, "and nothing of it is the gateway's"
    codes = {client.get("/sms/report?id=x&status=1").status_code for _ in range(700)}
    assert codes == {200, 429}


def test_nobody_reports_where_no_secret_is_set(portal: tuple[FastAPI, str]) -> None:
    for headers in ({}, {"X-Tryeza-Secret": ""}):
        assert httpx.get(f"{portal[1]}/sms/report?id=1", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "odd",
    [
        {"TRYEZA_SMS_REPORT_SECRET": "short"},
        {"TRYEZA_SMS_REPORT_ID": "id="},
        {"TRYEZA_SMS_ID": "(a)(b)"},
        {"TRYEZA_SMS_REPORT_FAILED": "("},
        {"TRYEZA_PROXY": "127.0.0.1, *"},
        {"TRYEZA_PROXY": "::/0"},
    ],
)
def test_odd_settings_stop_the_start(configured: Settings, odd: dict[str, str]) -> None:
    with told(odd), pytest.raises(OddSettings, match=next(iter(odd))):
        prepare()


def test_a_text_that_came_back_is_seen_by_the_manager(sign_in: SignIn, a_case: At) -> None:
    case = a_case("invited")
    row = sent(case)
    with unit_of_work() as work:
        mail = work.session.get_one(Message, row.id)
        mail.status, mail.cause = MessageStatus.GIVEN_UP, MailCause.NETWORK
    page = sign_in(MANAGER).get("/messages").text
    assert "The telephone network gave the text back" in page
    assert sms_reports.PATH not in page
