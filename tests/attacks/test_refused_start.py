"""No process stands above the walls, nor under a role that is another's: A2."""

import os
import subprocess
import sys

import pytest
from pydantic import SecretStr

from core.database_roles import OF_THE_RECORD, OWNER, PORTAL, SIGN_IN, WORKER, WrongRole
from core.settings import Settings
from deployments.faults import as_sentence
from deployments.postgres import SUPERUSER, EmbeddedPostgres
from models import pool, session


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process says of its addresses holds for this test."""
    monkeypatch.setattr(pool, "_stands_as", {})


@pytest.mark.usefixtures("forgotten", "configured")
@pytest.mark.parametrize("wanted", [PORTAL, WORKER])
@pytest.mark.parametrize("role", [SUPERUSER, OWNER, *OF_THE_RECORD])
def test_a_process_starts_under_its_own_role_alone(
    role: str, wanted: str, postgres: EmbeddedPostgres
) -> None:
    url = postgres.url(role) + "&application_name=refused"  # a pool of its own
    try:
        if role == wanted:
            pool.stand_as(wanted, url)
            return
        with pytest.raises(WrongRole, match=wanted) as wrong:
            pool.stand_as(wanted, url)
    finally:
        pool.engine_for(url).dispose()
    said = as_sentence(wrong.value)
    assert said is not None
    assert said.facts == {"role": role, "wanted": wanted}
    assert ("above the walls" in said.message) is (role in {SUPERUSER, OWNER})


@pytest.mark.usefixtures("forgotten")
def test_whoever_may_pass_the_walls_or_become_the_owner_is_above_them(
    configured: Settings, postgres: EmbeddedPostgres
) -> None:
    for given, taken in (
        ("ALTER ROLE {} BYPASSRLS", "ALTER ROLE {} NOBYPASSRLS"),
        (f"GRANT {OWNER} TO {{}}", f"REVOKE {OWNER} FROM {{}}"),
    ):
        url = postgres.url(PORTAL) + "&application_name=passing"
        with postgres.superuser("tryeza") as above:
            above.execute(given.format(PORTAL))
            try:
                with pytest.raises(WrongRole, match="above the walls"):
                    pool.stand_as(PORTAL, url)
            finally:
                above.execute(taken.format(PORTAL))
                pool.engine_for(url).dispose()


def test_a_portal_that_nobody_could_sign_in_to_does_not_start(
    forgotten: None,
    configured: Settings,
    postgres: EmbeddedPostgres,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {"database_url": SecretStr(postgres.url(PORTAL)), "sign_in_database_url": None}
    monkeypatch.setattr(session, "settings", lambda: configured.model_copy(update=told))
    with pytest.raises(WrongRole, match="SIGN_IN_DATABASE_URL"):
        session.begin_as(PORTAL)
    told["sign_in_database_url"] = told["database_url"]
    with pytest.raises(WrongRole, match=SIGN_IN):
        session.begin_as(PORTAL)


def test_the_portals_process_says_it_in_one_sentence(
    configured: Settings, postgres: EmbeddedPostgres
) -> None:
    told = os.environ | {"DATABASE_URL": postgres.url(OWNER), "TRYEZA_LANGUAGE": "en"}
    told |= {"TRYEZA_MODE": "demo"}
    ended = subprocess.run(
        [sys.executable, "-m", "portal"], env=told, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 78
    assert ended.stderr.splitlines() == [
        "This process would stand above the walls, as tryeza_owner (owner, superuser or"
        " BYPASSRLS): give it an address with the role tryeza_portal."
    ]
