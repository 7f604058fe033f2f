"""Whoever decides for a centre is told when one of its accounts is disabled (4(2))."""

import pytest
from sqlalchemy import select, update

from casework.municipality import standing
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from notifications import left_office
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.portal.conftest import SignIn

APPROVE = "closure/approve"


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


@pytest.mark.article("4(2)", "18(1)")
def test_an_administrator_who_sees_no_case_makes_somebody_head_for_whom_mail_waits(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closure_proposed")
    admin = sign_in(ADMIN)

    def change(email: str, to: str) -> None:
        here = f"/accounts/{case.account(email).id}"
        admin.get(here)
        assert admin.post(f"{here}/change", {"to": to, "once": ""}).status_code == 303

    def waiting(email: str) -> list[str]:
        return [each.status for each in case.messages(APPROVE, case.account(email).id)]

    with unit_of_work() as work:  # their mailbox is closed already
        asked = update(Message).where(Message.template == APPROVE)
        refused = {"status": MessageStatus.FAILED, "cause": "address"}
        work.session.execute(asked.values(answered_at=work.clock.now(), **refused))
    change(HEAD, "disabled")
    assert waiting(HEAD) == [MessageStatus.QUEUED]
    with unit_of_work() as work:  # as it is about to leave
        (asked_for,) = case.messages(APPROVE, case.account(HEAD).id)
        left_office.set_aside(work.session.get_one(Message, asked_for.id))
    here = f"/accounts/{case.account(OTHER_MANAGER).id}"
    admin.get(here)
    assert admin.post(f"{here}/role", {"role": "head"}).status_code == 303
    with unit_of_work() as work:  # the keeper looks
        standing.ensure(work)
    assert (waiting(HEAD), waiting(OTHER_MANAGER)) == (["obsolete"], ["queued"])
