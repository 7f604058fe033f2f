"""Nobody waits at a page for a mail server; what it does not take is said where one looks."""

from uuid import UUID

import pytest
from sqlalchemy import select, update

from models.credentials import EnrolmentPurpose
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from notifications.delivery import deliver
from tests.builders import ADMIN, HEAD, MANAGER, ACase
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_stale_links import server

__all__ = ["server"]

TEUTA = {"name": "Teuta Nova", "email": "teuta@qps.example", "language": "en"}
TRIED = "the mail with the link is tried again by itself"
RESTS = "the mail with the link did not arrive"


@pytest.fixture
def case(sign_in: SignIn, browser: Browser, a_case: At) -> ACase:
    """The empty database came first."""
    return a_case("prepared")


def mail(template: str) -> Message:
    with unit_of_work(read_only=True) as work:
        return work.session.scalars(select(Message).where(Message.template == template)).one()


def rest(id: UUID, **said: object) -> None:
    with unit_of_work() as work:
        work.session.execute(update(Message).where(Message.id == id).values(**said))


def test_an_invitation_and_a_reset_wait_for_no_mail_server(
    case: ACase, sign_in: SignIn, server: MailServer
) -> None:
    server.release.clear()  # it answers nobody
    admin = sign_in(ADMIN)
    admin.get("/accounts?lang=en")
    fields = TEUTA | {"role": "admin", "centre": ""}
    assert "The link is on its way" in admin.post("/accounts", fields).text
    manager = case.account(MANAGER)
    admin.get(f"/accounts/{manager.id}")
    what = {"what": EnrolmentPurpose.PASSWORD.value}
    assert "The link is on its way" in admin.post(f"/accounts/{manager.id}/reset", what).text
    templates = ("sign_in/invited", "sign_in/password")
    waiting = [mail(each) for each in templates]
    assert {(each.status, each.attempts) for each in waiting} == {(MessageStatus.QUEUED, 0)}
    assert server.connections == 0
    server.release.set()
    assert deliver(None).sent >= len(waiting)
    assert {mail(each).status for each in templates} == {MessageStatus.SENT}
    assert {each.message_id for each in waiting} <= set(server.message_ids)


def test_who_invited_sees_on_the_list_that_the_mail_has_not_arrived(
    case: ACase, sign_in: SignIn
) -> None:
    head, admin = sign_in(HEAD), sign_in(ADMIN)
    head.get("/officers?lang=en")
    assert head.post("/officers", TEUTA).status_code == 200
    invited = mail("sign_in/invited")
    pages = [
        (head, "/officers"),
        (admin, "/accounts"),
        (admin, f"/accounts/{invited.recipient_id}"),
    ]

    def said() -> list[tuple[bool, bool]]:
        found = [each.get(f"{address}?lang=en").text for each, address in pages]
        return [(TRIED in page, RESTS in page) for page in found]

    assert said() == [(False, False)] * 3, "it was not tried yet"
    rest(invited.id, tried_since=invited.queued_at, cause="temporary", reply="450 4.2.0")
    assert said() == [(True, False)] * 3
    rest(invited.id, status="failed", cause="address", reply="550 5.1.1 address")
    assert said() == [(False, True)] * 3
    rest(invited.id, status="sent", cause=None, reply="250 accepted")
    assert said() == [(False, False)] * 3
