"""Whoever decides for a centre is told when one of its accounts is disabled (4(2))."""

import pytest
from sqlalchemy import select

from models.outbox import Message
from models.session import unit_of_work
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER
from tests.conftest import At
from tests.portal.conftest import SignIn


@pytest.mark.article("4(2)")
def test_whoever_decides_for_the_centre_is_told_that_an_account_of_it_was_disabled(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("minuted")
    admin = sign_in(ADMIN)

    def change(email: str, to: str) -> None:
        here = f"/accounts/{case.account(email).id}"
        admin.get(here)
        assert admin.post(f"{here}/change", {"to": to, "once": ""}).status_code == 303

    def told() -> list[str]:
        with unit_of_work() as work:
            query = select(Message.recipient_id).where(Message.template == "sign_in/disabled")
            return [
                HEAD if each == case.account(HEAD).id else "another"
                for each in work.session.scalars(query)
            ]

    change(OTHER_CENTRES_MANAGER, "disabled")
    assert told() == ["another"], "the head of the other centre"
    for to in ("disabled", "open", "disabled"):
        change(MANAGER, to)
    assert sorted(told()) == sorted(["another", HEAD]), "once a day"
    change(HEAD, "disabled")
    case.stage.settle()
    assert len(told()) == 2, "nobody decides there: the administrator's page says so"
