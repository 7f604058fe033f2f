"""What opens an account is reached by the sign-in's role alone, whatever SQL another one sends."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import make_url

from core.database_roles import PORTAL, REPORTS, SIGN_IN, WORKER
from deployments.postgres import DatabaseProvider
from models import rights
from models.people import Account

Client = psycopg.Connection[tuple[object, ...]]
OPENS = [
    (table, column)
    for table in sorted(rights.SIGN_INS_OWN | rights.BEGUN_BY_OFFICERS)
    for column in rights.SECRETS.get(table, "").split()
]
FORGED = [
    "INSERT INTO staff_session (id, account_id, token_digest, created_at, seen_at, means)"
    " SELECT gen_random_uuid(), id, sha256('mine'), now(), now(), 'passkey' FROM account",
    "UPDATE staff_session SET token_digest = sha256('mine')",
    "UPDATE staff_session SET factor_at = now()",
    "UPDATE account_password SET hash = 'mine'",
    "INSERT INTO passkey SELECT * FROM passkey",
    "DELETE FROM totp_secret",
    "DELETE FROM sign_in_attempt",
    "UPDATE recovery_code SET used_at = NULL",
    "UPDATE enrolment SET tries = 0",
]
"""A session of one's own, another password, another key, a code that opens twice, guesses that
nobody counts."""


@pytest.fixture
def client(
    request: pytest.FixtureRequest, postgres: DatabaseProvider, head: Account
) -> Iterator[Client]:
    url = make_url(postgres.url(request.param)).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as found:
        yield found


def test_there_is_what_opens_an_account() -> None:
    assert {"hash", "secret_sealed", "digest", "public_key", "code_digest"} <= {
        column for _, column in OPENS
    }


@pytest.mark.parametrize("client", [PORTAL, WORKER, REPORTS], indirect=True)
def test_no_other_role_reads_a_hash_a_secret_a_key_or_a_code(client: Client) -> None:
    for table, column in OPENS:
        ask = sql.SQL("SELECT {} FROM {}").format(sql.Identifier(column), sql.Identifier(table))
        with pytest.raises(InsufficientPrivilege):
            client.execute(ask)
        with pytest.raises(InsufficientPrivilege):
            client.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))


@pytest.mark.parametrize("client", [SIGN_IN], indirect=True)
def test_the_sign_in_reads_them_and_nothing_of_a_case(client: Client) -> None:
    found = client.execute("SELECT hash FROM account_password").fetchall()
    assert len(found) == 1
    for table in ("cases", "child", "life", "member", "professional", "audit", "data_key"):
        with pytest.raises(InsufficientPrivilege):
            client.execute(sql.SQL("SELECT id FROM {}").format(sql.Identifier(table)))
    with pytest.raises(InsufficientPrivilege):
        client.execute("SELECT context FROM message")


@pytest.mark.parametrize("client", [PORTAL], indirect=True)
@pytest.mark.parametrize("forged", FORGED)
def test_the_portal_begins_no_session_and_changes_nothing_that_opens_one(
    client: Client, forged: str
) -> None:
    with pytest.raises(InsufficientPrivilege):
        client.execute(forged.encode())
