"""A colleague leaves, or is away: the head hands over their cases in one act, and back: 4(2)."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import select, update

from bench.copies import copy_case
from casework.municipality import offices
from core.clock import FrozenClock
from core.database_roles import PORTAL
from models.case import Appointment, Case, FamilyPerson
from models.life import AuditEntry
from models.outbox import Message
from models.people import StaffSession
from models.session import unit_of_work
from rules.composition import Relation
from rules.known import ManagerAsGuardian
from rules.roles import Role
from simulation.seed import officer
from simulation.stage import acting
from tests.attacks.test_the_second_wall import client
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    ACase,
)
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.asking import seen
from tests.portal.conftest import SignIn, session_of
from tests.portal.test_handed_over import one_after_the_other

__all__ = ["client"]

Client = Callable[..., Any]
REASON = "Kaloi në një punë tjetër."


def managed(case: ACase, email: str) -> list[str]:
    """The numbers of whom this officer manages."""
    with unit_of_work() as work:
        query = select(Case.number).where(Case.manager_id == case.account(email).id)
        return sorted(work.session.scalars(query))


def rows(numbers: list[str], **to: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for index, number in enumerate(numbers):
        found |= {f"rows.{index}.number": number, f"rows.{index}.to": to.get(number, "")}
    return found


def leave(case: ACase) -> None:
    with acting(ADMIN) as work:
        offices.disable(work, case.account(MANAGER).id, by=case.account(ADMIN).id)


@pytest.mark.article("4(2)")
def test_all_cases_of_whoever_left_go_in_one_act_and_come_back_after_an_absence(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    case = a_case("minuted")
    sign_in(MANAGER)
    copy_case(cleaner.connection, case.case, 1, 2)
    numbers, today = managed(case, MANAGER), f"{case.clock.today():%d.%m.%Y}"
    head, here = sign_in(HEAD), f"/handover/{case.account(MANAGER).id}"
    assert "still a colleague" not in seen(head.get("/?lang=en").text)
    leave(case)
    with unit_of_work() as work:
        open_ones = select(StaffSession).where(
            StaffSession.account_id == case.account(MANAGER).id, StaffSession.ended_at.is_(None)
        )
        assert work.session.scalars(open_ones).all() == []
        other = case.account(OTHER_MANAGER).id
        guardian = update(FamilyPerson).where(
            FamilyPerson.case_id == case.case, FamilyPerson.relation == Relation.MOTHER
        )
        work.session.execute(guardian.values(officer_id=other, relation=Relation.GUARDIAN))
    assert "3 cases are still a colleague's who has left" in seen(head.get("/").text)
    assert f'href="{here}"' in head.get("/handover").text
    head.get(here)
    nobody = head.post(here, rows(numbers) | {"reason": REASON, "on": today})
    assert "Choose who takes the cases." in seen(nobody.text)
    silent = head.post(here, rows(numbers) | {"to": str(other), "reason": " ", "on": today})
    assert silent.status_code == 422
    assert managed(case, MANAGER) == numbers
    wanted = rows(numbers, **{numbers[2]: "stays"})
    assert case.row().number == numbers[0]
    done = head.post(here, wanted | {"to": str(other), "reason": REASON, "on": today})
    page = seen(done.text)
    assert "1 case is handed over" in page
    assert "1 case stays where it was" in page
    assert ManagerAsGuardian.reason in page
    assert managed(case, MANAGER) == [numbers[0], numbers[2]]
    with unit_of_work() as work:
        last = select(Appointment).where(
            Appointment.account_id == other, Appointment.ended_on.is_(None)
        )
        assert [each.reason for each in work.session.scalars(last)] == [REASON]
    again = head.post(here, rows([numbers[1]]) | {"to": str(other), "reason": "x", "on": today})
    assert "Somebody else manages this case by now." in seen(again.text)
    with acting(ADMIN) as work:
        offices.enable(work, case.account(MANAGER).id)
    assert "still a colleague" not in seen(head.get("/").text)
    assert "Back after an absence" in head.get(here).text
    assert head.post(f"{here}/back", {"reason": "U kthye.", "on": today}).status_code == 422
    shown = re.search(rf'value="({numbers[1]}:\w+)"', head.get(here).text)
    assert shown
    back = {"numbers": shown[1], "reason": "U kthye.", "on": today}
    assert "1 case is handed over" in head.post(f"{here}/back", back).text
    assert managed(case, MANAGER) == numbers
    with unit_of_work() as work:
        acts = select(AuditEntry.act).where(AuditEntry.act == "manager appointed")
        assert len(work.session.scalars(acts).all()) >= 3


@pytest.mark.article("4(2)")
def test_of_two_hands_at_once_the_second_finds_that_the_case_is_gone(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("minuted")
    head, here = sign_in(HEAD), f"/handover/{case.account(MANAGER).id}"
    again = sign_in(HEAD)
    head.get(here), again.get(here)
    to = {"to": str(case.account(OTHER_MANAGER).id), "on": f"{case.clock.today():%d.%m.%Y}"}
    typed = rows([case.row().number]) | to | {"reason": REASON}
    first, second = one_after_the_other(case.case, (head, here, typed), (again, here, typed))
    assert "1 case is handed over" in seen(first.text)
    assert "Somebody else manages this case by now." in seen(second.text)
    assert "1 case is handed over" not in seen(second.text)


@pytest.mark.article("4(2)", "18(1)")
def test_nobody_but_the_head_hands_over_and_no_other_centre_is_seen(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("minuted")
    here = f"/handover/{case.account(MANAGER).id}"
    form = rows([case.row().number]) | {
        "to": str(case.account(OTHER_MANAGER).id),
        "reason": "x",
        "on": f"{case.clock.today():%d.%m.%Y}",
    }
    for email, status in ((OTHER_MANAGER, 403), (ADMIN, 403), (OTHER_HEAD, 404)):
        browser = sign_in(email)
        browser.get("/")
        assert browser.get(here).status_code == status, email
        assert browser.post(here, form).status_code == status, email
        assert browser.post(f"{here}/back", form).status_code in {status, 422}, email
        assert case.row().number not in browser.get("/handover").text
    assert managed(case, MANAGER) == [case.row().number]


@pytest.mark.article("4(2)")
def test_a_head_invites_a_case_manager_of_the_own_centre_and_nobody_else(
    a_case: At, sign_in: SignIn, clock: FrozenClock
) -> None:
    case = a_case("referred")
    head = sign_in(HEAD)
    assert "Blerim Hoxha" in head.get("/officers?lang=en").text
    form = {"name": "Vesa Kuqi", "email": "vesa.kuqi@qps-ferizaj.example", "language": "sq"}
    told = head.post("/officers", form)
    assert told.status_code == 200
    assert "Tell them this code" in told.text
    with unit_of_work() as work:
        new = officer(work, form["email"])
        assert (new.role, new.municipality_id) == (Role.MANAGER, case.row().municipality_id)
        sent = work.session.scalars(select(Message).where(Message.recipient_id == new.id)).one()
        assert sent.template == "sign_in/invited"
    assert "invited" in head.get("/officers").text
    again = head.post(f"/officers/{new.id}/again")
    assert "Tell them this code" in again.text
    taken = head.post("/officers", form | {"once": ""})
    assert taken.status_code == 409
    assert "There is an account with this mail address already" in unescape(taken.text)
    for elsewhere in (OTHER_CENTRES_MANAGER, ADMIN):  # not whether there is one, nor where
        refused = head.post("/officers", form | {"once": "", "email": elsewhere})
        assert refused.status_code == 409
        assert "This mail address cannot be invited from here" in refused.text
        assert "account with this mail" not in refused.text
    in_use = head.post(f"/officers/{case.account(MANAGER).id}/again")
    assert in_use.status_code == 409
    for email, status in ((MANAGER, 403), (ADMIN, 403)):
        browser = sign_in(email)
        browser.get("/")
        assert browser.get("/officers").status_code == status
        assert browser.post("/officers", form).status_code == status
    other = sign_in(OTHER_HEAD)
    other.get("/officers")
    assert "Vesa Kuqi" not in other.get("/officers").text
    assert other.post(f"/officers/{new.id}/again").status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO account (id, municipality_id, role, language, convener, email_index)"
        " SELECT gen_random_uuid(), municipality_id, 'head', 'sq', false, 'x' FROM account"
        " WHERE role = 'head' LIMIT 1",
        "INSERT INTO account (id, municipality_id, role, language, convener, email_index)"
        " SELECT gen_random_uuid(), id, 'manager', 'sq', false, 'x' FROM municipality"
        " WHERE slug = 'gjilan'",
        "INSERT INTO account (id, role, language, convener, email_index)"
        " VALUES (gen_random_uuid(), 'admin', 'sq', false, 'x')",
        "INSERT INTO enrolment (id, account_id, purpose, begun_by_id, begun_at, expires_at,"
        " code_digest, tries) SELECT gen_random_uuid(), id, 'invitation',"
        " (SELECT id FROM account WHERE role = 'head' LIMIT 1), now(), now(), 'x', 0"
        " FROM account WHERE role = 'manager'",
    ],
)
def test_sql_behind_a_heads_page_opens_no_other_account(
    statement: str, a_case: At, client: Client, real_time: FrozenClock
) -> None:
    a_case("referred")
    at = client(PORTAL, staff=session_of(HEAD, real_time))
    with at as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement)
