"""The telephone and mail address of a centre: entered by its head, under every mail: 0166."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from core.clock import FrozenClock
from core.database_roles import PORTAL
from models.centre_contact import CentreContact
from models.outbox import Message
from models.session import unit_of_work
from notifications import posting
from notifications.channels import mail
from tests.attacks.test_in_whose_name import Client
from tests.attacks.test_the_second_wall import client
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import SignIn, session_of
from tests.portal.members import HEALTH

__all__ = ["client"]

HOME = "/centre-contact"
REACHED = {"phone": "0290 320 100", "mail": "qps.ferizaj@rks-gov.example"}
LACKS = "No mail says how the centre is reached"


def written(message_id: object) -> EmailMessage:
    with unit_of_work(read_only=True) as work:
        row = work.session.get_one(Message, message_id)
        found = posting.prepare(work, row)
    assert isinstance(found, mail.Envelope)
    return message_from_bytes(found.content, policy=default)


def test_a_head_enters_it_and_it_stands_under_every_mail(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    head = sign_in(HEAD)
    assert LACKS in head.get("/?lang=en").text
    (invited, *_) = case.messages("convening/invitation", case.person(HEALTH))
    assert b"383290320" not in bytes(written(invited.id))
    head.get(HOME)
    assert head.post(HOME, {"phone": "", "mail": "x"}).status_code == 422
    assert head.post(HOME, REACHED).status_code == 303
    assert LACKS not in head.get("/").text
    content = written(invited.id)
    for part in ("plain", "html"):
        body = content.get_body((part,))
        assert body is not None
        words = body.get_content()
        assert "+383290320100" in words
        assert "qps.ferizaj@rks-gov.example" in words
    assert head.post(HOME, REACHED).status_code == 303, "said twice is said once"
    head.post(HOME, REACHED | {"phone": "0290 320 200"})
    page = head.get(HOME).text
    for stands in ("+383290320100", "+383290320200"):
        assert stands in page, "what stood there before stays"
    with unit_of_work() as work:
        assert len(work.session.scalars(select(CentreContact)).all()) == 2


def test_the_administrator_sees_which_lack_it_and_enters_it_too(
    a_case: At, sign_in: SignIn
) -> None:
    a_case("invited")
    admin = sign_in(ADMIN)
    page = admin.get("/?lang=en").text
    assert "do not say how they are reached" in page
    assert f'href="{HOME}/ferizaj"' in page
    admin.get(f"{HOME}/ferizaj")
    assert admin.post(f"{HOME}/ferizaj", REACHED).status_code == 303
    assert f'href="{HOME}/ferizaj"' not in admin.get("/").text


@pytest.mark.parametrize(
    ("email", "path"), [(MANAGER, ""), (OTHER_HEAD, "/ferizaj"), (HEAD, "/ferizaj")]
)
def test_nobody_else_enters_it(a_case: At, sign_in: SignIn, email: str, path: str) -> None:
    a_case("invited")
    officer = sign_in(email)
    officer.get("/")
    assert officer.get(HOME + path).status_code in {403, 404}
    assert officer.post(HOME + path, REACHED).status_code in {403, 404}
    with unit_of_work() as work:
        assert work.session.scalars(select(CentreContact)).all() == []


def test_nobody_enters_it_of_another_centre_and_what_is_written_stays(
    a_case: At, client: Client, real_time: FrozenClock, sign_in: SignIn
) -> None:
    case = a_case("invited")
    smuggled = (
        "INSERT INTO centre_contact (id, municipality_id, number, phone, mail, entered_at,"
        " entered_by_id) SELECT gen_random_uuid(), municipality_id, 7, '1', 'x@y.example', now(),"
        " %(by)s FROM account WHERE id = %(head)s"
    )
    head, other = case.account(HEAD).id, case.account(OTHER_HEAD).id
    for by in (head, other):
        staff = session_of(OTHER_HEAD, real_time)
        with client(PORTAL, staff=staff) as connection, pytest.raises(psycopg.Error):
            connection.execute(smuggled, {"by": by, "head": head})
    officer = sign_in(HEAD)
    officer.get(HOME)
    officer.post(HOME, REACHED)
    with past_the_rights() as work, pytest.raises(IntegrityError, match="centre_contact_stays"):
        work.session.execute(text("UPDATE centre_contact SET phone = '1'"))
