"""Address and number of a centre in its letterhead, by its head or the administrator: 0190."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from core.clock import FrozenClock
from core.database_roles import PORTAL
from models.centre_registration import CentreRegistration
from models.session import unit_of_work
from tests.attacks.test_in_whose_name import Client
from tests.attacks.test_the_second_wall import client
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import SignIn, session_of
from tests.portal.test_annex_paper import paper

__all__ = ["client"]

HOME = "/centre-registration"
SAID = {"address": "Rr. Dëshmorët 12, 70000 Ferizaj", "registered": "NUI 810-44-71"}


def test_a_head_enters_it_and_a_paper_has_what_held_on_its_day(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    head, today = sign_in(HEAD), case.clock.today()
    since = {"since": f"{today:%d.%m.%Y}"}
    assert f'href="{HOME}"' in head.get("/centre-contact").text
    head.get(HOME)
    assert head.post(HOME, SAID | {"since": ""}).status_code == 422
    assert head.post(HOME, since).status_code == 409, "an empty line says nothing"
    before = paper(head.client.get("/blank/review/en.pdf")).text
    assert head.post(HOME, SAID | since).status_code == 303
    assert head.post(HOME, SAID | since).status_code == 303, "said twice is said once"
    now = paper(head.client.get("/blank/review/en.pdf")).text
    for told in (SAID["address"], f"Registered: {SAID['registered']}"):
        assert told not in before
        assert told in now
    later = {"since": f"{today + timedelta(days=30):%d.%m.%Y}"}
    moved = SAID | {"address": "Rr. e Re 1, 70000 Ferizaj"} | later
    assert head.post(HOME, moved).status_code == 303
    assert "Rr. e Re 1" in head.get(HOME).text
    assert "Rr. e Re 1" not in paper(head.client.get("/blank/review/en.pdf")).text
    with unit_of_work() as work:
        assert len(work.session.scalars(select(CentreRegistration)).all()) == 2


def test_an_administrator_enters_it_for_any_centre(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    admin = sign_in(ADMIN)
    admin.get(f"{HOME}/ferizaj")
    since = {"since": f"{case.clock.today():%d.%m.%Y}"}
    assert admin.post(f"{HOME}/ferizaj", SAID | since).status_code == 303
    assert SAID["registered"] in admin.get(f"{HOME}/ferizaj").text


@pytest.mark.parametrize(
    ("email", "path"), [(MANAGER, ""), (OTHER_HEAD, "/ferizaj"), (HEAD, "/ferizaj")]
)
def test_nobody_else_enters_it(a_case: At, sign_in: SignIn, email: str, path: str) -> None:
    a_case("invited")
    officer = sign_in(email)
    officer.get("/")
    assert officer.get(HOME + path).status_code in {403, 404}
    assert officer.post(HOME + path, SAID).status_code in {403, 404}


def test_nobody_enters_it_of_another_centre_and_what_is_written_stays(
    a_case: At, client: Client, real_time: FrozenClock, sign_in: SignIn
) -> None:
    case = a_case("invited")
    smuggled = (
        "INSERT INTO centre_registration (id, municipality_id, number, since, address, registered,"
        " entered_at, entered_by_id) SELECT gen_random_uuid(), municipality_id, 7, now(), 'x', 'y',"
        " now(), %(by)s FROM account WHERE id = %(head)s"
    )
    head, other = case.account(HEAD).id, case.account(OTHER_HEAD).id
    for by in (head, other):
        staff = session_of(OTHER_HEAD, real_time)
        with client(PORTAL, staff=staff) as connection, pytest.raises(psycopg.Error):
            connection.execute(smuggled, {"by": by, "head": head})
    officer = sign_in(HEAD)
    officer.get(HOME)
    officer.post(HOME, SAID | {"since": f"{case.clock.today():%d.%m.%Y}"})
    with (
        past_the_rights() as work,
        pytest.raises(IntegrityError, match="centre_registration_stays"),
    ):
        work.session.execute(text("UPDATE centre_registration SET address = 'z'"))
