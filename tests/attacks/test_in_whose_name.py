"""A2: what is smuggled in behind a link, or by another centre's officer, is in nobody else's name.

An SQL client under the portal's role, with the tokens that came with a request and no more.
"""

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from casework.table import member_door
from core.clock import FrozenClock
from core.database_roles import PORTAL, SIGN_IN, WORKER
from models.case import Case
from models.outbox import RecipientKind
from models.people import MemberLink
from models.session import unit_of_work
from notifications import posting
from notifications.notices.base import Recipient
from rules.duties import Duty
from tests.attacks.test_the_second_wall import client, session_of_seat
from tests.builders import HEAD, OTHER_CENTRES_MANAGER, OTHER_HEAD, SILENT, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import SignIn, session_of
from tests.portal.members import COMMUNITIES, HEALTH, link_of
from tests.portal.test_referral import of_child

__all__ = ["client"]

Client = Callable[..., Any]


def entry(number: str, act: str, **more: Any) -> str:
    said = {"at": "2020-01-01T00:00:00Z", "number": number, "act": act, "article": "1"}
    return json.dumps([{**said, "detail": {}, **more}])


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("role", [PORTAL, SIGN_IN])
def test_no_entry_is_laid_into_a_case_by_its_number(
    a_case: At, client: Client, real_time: FrozenClock, role: str
) -> None:
    """That somebody looked for it in vain alone: whose case it is the database finds."""
    case = a_case("overdue")
    number, theirs = case.row().number, session_of(OTHER_CENTRES_MANAGER, real_time)
    officer = str(case.account(OTHER_CENTRES_MANAGER).id)
    write = "SELECT audit_write(%s::jsonb)"
    for said in (
        entry(number, "forged", kind="system"),
        entry(number, "closure decided", kind="staff", actor=officer),
    ):
        with client(role, staff=theirs) as connection, pytest.raises(psycopg.Error, match="entry"):
            connection.execute(write, [said])
    with client(PORTAL, staff=theirs) as connection:
        connection.execute(write, [entry(number, "look refused", kind="staff", actor=officer)])


@pytest.mark.article("18(1)")
def test_the_trail_names_who_bears_the_token_and_nobody_else(
    a_case: At, client: Client, real_time: FrozenClock
) -> None:
    case = a_case("planned")
    own, other = case.account(HEAD).id, case.account(OTHER_CENTRES_MANAGER).id
    entry = "SELECT audit_write(jsonb_build_array(jsonb_build_object('kind', %s::text, 'actor',"
    entry += " %s::text, 'at', now(), 'act', 'forged', 'detail', '{}'::jsonb)))"
    with client(PORTAL, staff=session_of(HEAD, real_time)) as connection:
        with connection.transaction():
            connection.execute(entry, ("staff", str(own)))
        found = connection.execute("SELECT process FROM audit WHERE act = 'forged'").fetchall()
        assert found == []  # it is about no life: nobody of the portal reads it
        for kind, who in (("staff", other), ("staff", None), ("member", own), ("system", own)):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(entry, (kind, str(who) if who else None))
    with client("postgres") as above:
        above.execute("DELETE FROM demo_clock")
        above.commit()
    with client(WORKER) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(entry, ("staff", str(own)))
        connection.execute(entry, ("system", None))
        process = "SELECT process FROM audit WHERE act = 'forged'"
        assert connection.execute(process).fetchall() == [(WORKER,)]


SMUGGLED = (
    "INSERT INTO one_time_code (id, professional_id, code_digest, created_at, expires_at, tries,"
    " used_at) SELECT gen_random_uuid(), professional_id, 'x', now(), now(), 0, now() FROM member"
    " WHERE id = %(own)s",
    "INSERT INTO disputed_number (id, professional_id, member_id, said_at)"
    " SELECT gen_random_uuid(), professional_id, %(other)s, now() FROM member WHERE id = %(own)s",
    "INSERT INTO disputed_number (id, professional_id, member_id, said_at)"
    " SELECT gen_random_uuid(), professional_id, id, now() FROM member WHERE id = %(other)s",
    "UPDATE disputed_number SET ended_at = now(), ended_as = 'taken_back'"
    " WHERE member_id = %(other)s",
    "UPDATE disputed_number SET ended_at = now(), ended_as = 'changed' WHERE member_id = %(other)s",
    "UPDATE disputed_number SET ended_at = now(), ended_as = 'right', basis_sealed = 'x',"
    " decided_by_id = %(head)s WHERE member_id = %(other)s",
    "INSERT INTO disowned_address (id, professional_id, member_id, said_at)"
    " SELECT gen_random_uuid(), professional_id, %(other)s, now() FROM member WHERE id = %(own)s",
    "INSERT INTO disowned_address (id, professional_id, member_id, said_at)"
    " SELECT gen_random_uuid(), professional_id, id, now() FROM member WHERE id = %(third)s",
    "UPDATE disowned_address SET ended_at = now(), ended_as = 'changed'"
    " WHERE member_id = %(other)s",
    "UPDATE disowned_address SET ended_at = now(), ended_as = 'right', basis_sealed = 'x',"
    " decided_by_id = %(head)s WHERE member_id = %(other)s",
    "INSERT INTO contact_change (id, professional_id, life_id, asked_by_id, asked_at,"
    " superior_language, token_digest) SELECT gen_random_uuid(), professional_id, life_id,"
    " %(head)s, now(), 'sq', 'x' FROM member WHERE id = %(own)s",
    "INSERT INTO signature (id, paper, paper_id, account_id, role, method, digest, signed_at,"
    " signed_on) SELECT gen_random_uuid(), paper, paper_id, %(head)s, role, 'password', digest,"
    " now(), current_date FROM signature WHERE paper = 'declarations' LIMIT 1",
    "INSERT INTO signature (id, paper, paper_id, member_id, role, method, signed_at, signed_on,"
    " entered_by_id) SELECT gen_random_uuid(), paper, paper_id, %(other)s, role, 'paper',"
    " now(), current_date, %(head)s FROM signature WHERE paper = 'declarations' LIMIT 1",
)


@pytest.mark.article("6(1.1)", "18(1)")
@pytest.mark.parametrize("statement", SMUGGLED, ids=lambda each: each.split("(")[0][:30])
def test_nothing_smuggled_behind_a_link_is_in_anothers_name(
    a_case: At, client: Client, statement: str
) -> None:
    case = a_case("overdue")
    disputed(case)
    token = link_of(HEALTH, "report").removeprefix("/l/")
    who = {
        "own": case.seat(HEALTH),
        "other": case.seat(SILENT),
        "third": case.seat(COMMUNITIES),
        "head": case.account(HEAD).id,
    }
    said = {"link": token, "acts": token, "seats": session_of_seat(HEALTH)}
    with client(PORTAL, **said) as connection, pytest.raises(psycopg.Error):
        assert connection.execute(statement, who).rowcount, "there was nothing to take"


def disputed(case: ACase) -> None:
    token = link_of(SILENT, "report").removeprefix("/l/")
    with unit_of_work() as work:
        member_door.report_obstacle(work, token, "number")
    with unit_of_work() as work:
        member_door.report_obstacle(work, token, "person")
    assert Duty.CORRECT_CONTACT in case.duties()


@pytest.mark.article("18(1)")
def test_a_members_link_leaves_to_nobody_above_them(a_case: At) -> None:
    case = a_case("overdue")
    with reading() as work:
        query = select(MemberLink).where(MemberLink.member_id == case.seat(SILENT))
        link = work.session.scalars(query.where(MemberLink.revoked_at.is_(None)).limit(1)).one()
        whose = case.person(SILENT)
        kinds = (RecipientKind.MEMBER, RecipientKind.SUPERIOR, RecipientKind.REFERRER)
        led = [posting._link(work.session, Recipient(kind, whose), link.id) for kind in kinds]
    assert [bool(each) for each in led] == [True, False, False]


@pytest.mark.article("5(1.1)")
def test_two_centres_refer_one_after_the_other(sign_in: SignIn, a_case: At) -> None:
    """One series of numbers over all centres, of which each sees its own."""
    a_case("referred")
    for number, email in enumerate((OTHER_HEAD, HEAD, OTHER_HEAD, HEAD)):
        head = sign_in(email)
        head.get("/cases/new")
        assert head.post("/cases/new", of_child(number)).status_code == 303
    with reading() as work:
        numbers = list(work.session.scalars(select(Case.number)))
    assert len(set(numbers)) == 5
