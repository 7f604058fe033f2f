"""`tryeza account`: the first administrator, and whoever nobody else can help."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from core.clock import FrozenClock, SystemClock
from deployments import account_commands
from deployments.account import CannotPrepare
from identity import enrolment
from models.credentials import Enrolment
from models.people import Account
from models.session import sign_in_work, unit_of_work
from rules.roles import Role

MAIL = "drita.hoti@tryeza.example"
Printed = Callable[[], Enrolment | None]


@pytest.fixture
def printed(database: FrozenClock, capsys: pytest.CaptureFixture[str]) -> Printed:
    """The door behind the link that was printed, while it is open."""

    def door() -> Enrolment | None:
        found = re.search(
            r"http://localhost:8321/enrol/(\S+)/(\w+)$", capsys.readouterr().out, re.M
        )
        assert found
        with sign_in_work(read_only=True) as work:
            return enrolment.find(work, SystemClock(), UUID(found[1]), found[2])

    return door


def test_the_first_administrator_is_invited_by_a_link_without_a_code(printed: Printed) -> None:
    account_commands.invite(MAIL, " Drita Hoti ")
    row = printed()
    assert row is not None
    assert row.code_digest is None
    with unit_of_work() as work:
        one = work.session.scalars(select(Account)).one()
    assert (one.role, one.name, one.email, row.account_id) == (
        Role.ADMIN, "Drita Hoti", MAIL, one.id
    )  # fmt: skip
    account_commands.reset(MAIL, "invitation")
    assert printed() is not None


@pytest.mark.usefixtures("database")
def test_what_the_command_line_refuses_is_one_sentence() -> None:
    account_commands.invite(MAIL, "Drita Hoti")
    with pytest.raises(CannotPrepare, match="account"):
        account_commands.invite(MAIL, "Drita Hoti")
    with pytest.raises(CannotPrepare, match="no centre atlantis"):
        account_commands.invite("a@tryeza.example", "A", role="head", centre="atlantis")
    with pytest.raises(CannotPrepare):
        account_commands.invite("no address", "A")
    with pytest.raises(CannotPrepare, match="no account with this address"):
        account_commands.reset("nobody@tryeza.example", "password")
    with pytest.raises(CannotPrepare):  # nobody has opened it: there is no password to forget
        account_commands.reset(MAIL, "password")
