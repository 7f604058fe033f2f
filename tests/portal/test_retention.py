"""The pages of closed files: limits without a child, the head's steps, and nothing of what is
hidden to anybody: 18(1), decision 0259."""

from datetime import timedelta

import psycopg
import pytest
from psycopg import sql

from core.clock import FrozenClock
from deployments.postgres import DatabaseProvider
from rules.retention import APART
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import SignIn, session_of
from tests.portal.test_emergencies_to_the_end import client

ACT = "Ligji mbi arkivat, neni 1 (i shpikur)."
WHY = "Afati ka kaluar."


@pytest.mark.article("18(1)")
def test_a_file_goes_step_by_step_and_a_hold_brings_it_back(a_case: At, sign_in: SignIn) -> None:
    case = a_case("closed")
    number, admin = case.row().number, sign_in(ADMIN)
    here, home = f"/retention/{number}", f"/cases/{number}"
    assert "No limit is entered: nothing is erased." in seen(admin.get("/retention-limit").text)
    both = {"years": "1", "none_holds": "yes", "source": ACT}
    assert admin.post("/retention-limit", both).status_code == 422
    assert admin.post("/retention-limit", {"years": "1", "source": ACT}).status_code == 303
    assert number not in admin.get("/retention-limit").text
    assert admin.get("/retention").status_code == admin.get(here).status_code == 403
    case.clock.moment += timedelta(days=365)
    head, manager = sign_in(HEAD), sign_in(MANAGER)
    assert manager.get("/retention").status_code == manager.get(here).status_code == 403
    assert "kept" in head.get(here).text
    assert head.post(f"{here}/notice").status_code == 409, "its last day"
    case.clock.moment += APART
    head = sign_in(HEAD)
    assert number in head.get("/retention").text
    assert head.post(f"{here}/notice").status_code == 303
    assert head.post(f"{here}/hide").status_code == 409
    case.clock.moment += APART
    head, manager = sign_in(HEAD), sign_in(MANAGER)
    assert manager.get(home).status_code == 200
    assert head.get(here).status_code == 200
    assert head.post(f"{here}/hide").status_code == 303
    for reader in (manager, head):
        assert reader.get(home).status_code == 404
        assert reader.get(f"{home}/archive").status_code == 404
        assert number not in reader.get("/cases").text
    assert "hidden" in head.get(here).text
    assert number not in sign_in(ADMIN).get("/retention-limit").text
    assert head.post(f"{here}/hold", {"words": "", "until": ""}).status_code == 422
    assert head.post(f"{here}/hold", {"words": "Padi.", "until": "01.01.2020"}).status_code == 409
    assert head.post(f"{here}/hold", {"words": "Padi.", "until": ""}).status_code == 303
    assert manager.get(home).status_code == 200, "at once"
    page = head.get(here).text
    assert "While it is held back it is not erased." in seen(page)
    hold = page.split(f"{here}/holds/")[1].split('"')[0]
    assert head.post(f"{here}/holds/{hold}", {"words": "Përfundoi."}).status_code == 303
    assert "its time is over" in head.get(here).text


@pytest.mark.article("18(1)")
def test_the_database_takes_no_step_but_the_heads_and_shows_nothing_of_what_is_hidden(
    a_case: At, sign_in: SignIn, real_time: FrozenClock, postgres: DatabaseProvider
) -> None:
    case = a_case("closed")
    number, begun = case.row().number, case.clock.now() - 3 * APART
    place, manager = case.life().municipality_id, case.account(MANAGER).id
    sign_in(HEAD)
    notice = (
        "INSERT INTO erasure (id, municipality_id, life_id, number, record_type, sealed_on,"
        " noticed_at, noticed_by_id)"
        " VALUES (gen_random_uuid(), %s, %s, %s, 'case', '2026-01-01', %s, %s)"
    )
    hide = "UPDATE erasure SET hidden_at = %s, hidden_by_id = %s"
    forged = pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="step_by_step")
    head = case.account(HEAD).id
    as_head, as_manager = ({"staff": session_of(each, real_time)} for each in (HEAD, MANAGER))
    for says in (manager, head):
        with client(postgres, **as_manager) as connection, forged:
            connection.execute(notice, [place, case.case, number, begun, says])
    with client(postgres, **as_head) as connection:
        connection.execute(notice, [place, case.case, number, begun, head])
        assert connection.execute("SELECT FROM child").rowcount == 1
        connection.execute(hide, [begun + APART, head])
        named = {"life": "id", "cases": "id", "child": "case_id", "audit": "life_id"}
        for table, column in named.items():
            query = sql.SQL("SELECT FROM {} WHERE {} = %s")
            of_it = query.format(sql.Identifier(table), sql.Identifier(column))
            assert connection.execute(of_it, [case.case]).rowcount == 0, table
        assert connection.execute("SELECT FROM erasure").rowcount == 1
        assert connection.execute("SELECT FROM retention_counts(now()::date)").rowcount == 0
    with client(postgres, **as_head) as connection:
        connection.execute(notice, [place, case.case, number, begun, head])
        early = pytest.raises(psycopg.errors.CheckViolation, match="hidden_days_after_the_notice")
        with early:
            connection.execute(hide, [begun + timedelta(days=2), head])
    with client(postgres, **as_head) as connection:
        walled = pytest.raises(psycopg.errors.InsufficientPrivilege)
        with walled:
            connection.execute("UPDATE life SET hidden_at = now()")
