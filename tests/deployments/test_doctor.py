"""What `tryeza doctor` says of what it finds."""

import os
import pwd
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, text

from casework.municipality import deputies
from casework.municipality.deputies import Days
from core import crypto
from core.clock import SystemClock, local_day
from core.database_roles import PORTAL, SIGN_IN, WORKER
from deployments import account, doctor, doctor_record, doctor_sign_in
from deployments.checks import Check
from deployments.postgres import DatabaseProvider, EmbeddedPostgres
from simulation.stage import acting
from tests.builders import ADMIN, OTHER_MANAGER
from tests.conftest import At
from tests.database import past_the_rights
from tests.deputy import GROUND, head_leaves


def looked(postgres: DatabaseProvider, check: Callable[[psycopg.Connection[Any]], Check]) -> Check:
    """What one check finds, asked of the database as its owner."""
    owner = make_url(postgres.url("tryeza_worker")).set(drivername="postgresql")
    with psycopg.connect(owner.render_as_string(hide_password=False)) as connection:
        return check(connection)


def test_a_key_that_something_stands_under_and_that_is_not_here_is_named(
    postgres: DatabaseProvider, database: object, tmp_path: Path
) -> None:
    assert database
    held, path = crypto.ring(), tmp_path / "keys"
    owner = make_url(postgres.url(WORKER)).set(drivername="postgresql")
    with psycopg.connect(owner.render_as_string(hide_password=False)) as connection:
        for ours, lacks in ((held, []), (crypto.KeyRing.generate(), [{"key": held.front}])):
            path.write_text(ours.dump())
            found = doctor._ring(connection, {"TRYEZA_KEYS_FILE": str(path)})
            assert [one.facts for one in found] == lacks


def test_messages_set_aside_are_said_with_the_way_to_retry(
    a_case: At, postgres: DatabaseProvider
) -> None:
    a_case("invited")
    assert looked(postgres, doctor._set_aside).works
    with past_the_rights() as work:
        work.session.execute(text("UPDATE message SET status = 'set_aside'"))
    found = looked(postgres, doctor._set_aside)
    assert not found.works
    assert found.facts["count"]
    assert "tryeza case retry" in found.message


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("ALTER ROLE tryeza_portal SUPERUSER", "tryeza_portal"),
        ("ALTER ROLE tryeza_reports BYPASSRLS", "tryeza_reports"),
        ("GRANT pg_read_all_data TO tryeza_worker", "tryeza_worker"),
        ("ALTER TABLE child DISABLE ROW LEVEL SECURITY", "child"),
    ],
)
def test_who_stands_above_the_walls_is_red_whichever_process_it_is(
    postgres: EmbeddedPostgres, change: str, named: str
) -> None:
    assert looked(postgres, doctor_record.walls).works
    with postgres.superuser("tryeza") as connection:
        connection.execute("BEGIN")
        connection.execute(change)
        found = doctor_record.walls(connection)
        connection.execute("ROLLBACK")
    assert not found.works
    assert found.facts["names"] == named


def test_what_has_not_arrived_is_red_as_on_the_page(a_case: At, postgres: DatabaseProvider) -> None:
    a_case("invited")
    assert looked(postgres, doctor_record.not_arrived).works
    with past_the_rights() as work:
        chosen = "SELECT id FROM message WHERE template = 'convening/invitation' LIMIT 3"
        work.session.execute(text(f"UPDATE message SET status = 'given_up' WHERE id IN ({chosen})"))
    found = looked(postgres, doctor_record.not_arrived)
    assert (found.works, found.facts["count"]) == (False, 3)
    for minutes, count in ((5, 3), (20, 2)):  # nobody is sent a code that has run out
        with past_the_rights() as work:
            one = "SELECT id FROM message WHERE status = 'given_up' ORDER BY id LIMIT 1"
            said = f"template = 'codes/code', queued_at = now() - interval '{minutes} minutes'"
            work.session.execute(text(f"UPDATE message SET {said} WHERE id IN ({one})"))
        assert looked(postgres, doctor_record.not_arrived).facts["count"] == count


def test_a_centre_in_which_nobody_decides_for_the_head_is_named(
    a_case: At, postgres: DatabaseProvider
) -> None:
    case = a_case("proposed")
    assert looked(postgres, doctor._vacancies).works
    head_leaves(case)
    found = looked(postgres, doctor._vacancies)
    assert not found.works
    assert found.facts["places"] == "Ferizaj"
    with acting(ADMIN) as work:
        days, deputy = Days(work.clock.today()), case.account(OTHER_MANAGER).id
        deputies.appoint(work, case.row().municipality_id, deputy, days, GROUND)
    began = case.clock.today() <= local_day(SystemClock().now())
    assert looked(postgres, doctor._vacancies).works is began


def test_a_municipality_at_work_whose_table_is_nobody_is_named(
    a_case: At, postgres: DatabaseProvider
) -> None:
    a_case("referred")
    assert looked(postgres, doctor._tables).works
    with past_the_rights() as work:
        work.session.execute(text("UPDATE professional SET standing = false"))
    found = looked(postgres, doctor._tables)
    assert not found.works
    assert found.facts["places"] == "Ferizaj, Gjilan"


def test_a_state_folder_that_is_not_there_is_not_said_to_be(tmp_path: Path) -> None:
    found = doctor._folder(tmp_path / "x")
    assert "is not there yet" in found.message
    assert "is not there yet" not in doctor._folder(tmp_path).message


def test_an_ordinary_user_is_called_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = next(each for each in pwd.getpwall() if each.pw_uid != 0)
    monkeypatch.setattr(os, "geteuid", lambda: somebody.pw_uid)
    monkeypatch.delenv("USER", raising=False)
    assert account.database_account().name == somebody.pw_name


def test_a_portal_without_the_address_of_its_sign_in_is_named(
    configured: object, postgres: DatabaseProvider
) -> None:
    def found(**told: str) -> list[tuple[bool, object]]:
        return [(each.works, each.facts.get("role", "")) for each in doctor_sign_in.role(told)]

    assert found(TRYEZA_PORTAL_PORT="8321") == [], "ours is told a right one"
    assert found() == [(False, PORTAL)]
    assert found(SIGN_IN_DATABASE_URL=postgres.url(WORKER)) == [(False, WORKER)]
    assert found(SIGN_IN_DATABASE_URL=postgres.url(SIGN_IN)) == [(True, "")]


def test_clocks_that_are_apart_are_red(postgres: DatabaseProvider) -> None:
    url = make_url(postgres.url(WORKER)).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        said = {
            apart: doctor_sign_in.clocks(connection, SystemClock(timedelta(seconds=apart)))
            for apart in (-60, 0, 60)
        }
    assert [each.works for each in said.values()] == [False, True, False]
    assert said[-60].facts["seconds"] in {60, 61}


def test_a_role_that_changed_how_its_connections_begin_is_red(postgres: DatabaseProvider) -> None:
    url = make_url(postgres.url(WORKER)).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        assert doctor_sign_in.settings_of_roles(connection).works
        connection.execute("ALTER ROLE tryeza_worker SET search_path = nowhere")
        try:
            said = doctor_sign_in.settings_of_roles(connection)
        finally:
            connection.execute("ALTER ROLE tryeza_worker RESET search_path")
    assert not said.works
    assert said.facts["roles"] == "tryeza_worker"


def test_prefect_is_looked_for_where_its_unit_starts_it() -> None:
    """On a machine of units nobody has to say so: red, but of the right address."""
    for env, url in (({}, "127.0.0.1:8330"), ({"PREFECT_API_URL": "http://127.0.0.1:9/api"}, ":9")):
        assert str(doctor._prefect(env).facts["url"]).endswith(url)
