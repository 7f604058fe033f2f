"""The receipt for whoever referred as it leaves, and its address afterwards: beside Art. 18(1)."""

import pytest

from casework.case import mistaken, receipt
from rules.duties import Duty
from rules.mistaken import Mistake
from rules.receipt import ReceiptWay
from tests.builders import HEAD, MANAGER
from tests.casework.case.test_receipt import ADDRESS, rows, send, want
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.scenes import FAMILY
from workflow.life import deliver


def mail_of(server: MailServer) -> tuple[str, str]:
    """To whom the receipt went, and all of its plain words."""
    found = [(to, mail) for to, mail in server.accepted if to == ADDRESS]
    assert len(found) == 1
    to, mail = found[0]
    body = mail.get_body(("plain",))
    assert body is not None
    return to, f"{mail['Subject']}\n{body.get_content()}"


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("language", ["sq", "sr", "en"])
def test_it_says_day_number_and_who_answers_and_nothing_else_and_its_address_is_gone(
    a_case: At, server: MailServer, language: str
) -> None:
    case = a_case("appointed")
    want(case, language=language)
    assert Duty.GIVE_RECEIPT in case.duties()
    send(case)
    assert Duty.GIVE_RECEIPT not in case.duties()
    assert rows()[-1].address == ADDRESS
    deliver(case.case)
    row = rows()[-1]
    assert row.address is None
    assert row.accepted_at is not None
    _, words = mail_of(server)
    assert case.row().number in words
    assert "Blerim Hoxha" in words
    assert MANAGER in words
    assert f"{case.row().referred_on:%-d}" in words
    child = {"sq": "fëmij", "sr": "det", "en": "child"}[language]
    for silent in (child, FAMILY.child.name, FAMILY.father, "N2", "tryez", "stol", "roundtable"):
        assert silent.lower() not in words.lower()
    assert "Kelmendi" not in words


@pytest.mark.article("18(1)")
def test_a_refused_address_is_a_line_and_no_contact_of_a_member(
    a_case: At, server: MailServer
) -> None:
    case = a_case("appointed")
    deliver(case.case)
    want(case)
    send(case)
    server.answers["RCPT"].append("550 5.1.1 No such user")
    deliver(case.case)
    assert Duty.CORRECT_RECEIPT in case.duties()
    assert Duty.CORRECT_CONTACT not in case.duties()
    assert rows()[-1].address == ADDRESS
    want(case, ReceiptWay.NONE)
    assert Duty.CORRECT_RECEIPT not in case.duties()
    assert [row.address for row in rows()] == [None, None]


@pytest.mark.article("18(1)")
def test_what_another_wish_replaced_does_not_leave_any_more(a_case: At, server: MailServer) -> None:
    case = a_case("appointed")
    want(case)
    send(case)
    want(case, ReceiptWay.BY_HAND)
    deliver(case.case)
    assert [to for to, _ in server.accepted if to == ADDRESS] == []
    assert Duty.GIVE_RECEIPT in case.duties()
    last = rows()[-1].id
    with case.head() as work:
        receipt.hand_over(work, last, case.begins)
    assert Duty.GIVE_RECEIPT not in case.duties()
    assert rows()[-1].handed_on == case.begins


@pytest.mark.article("18(1)")
def test_no_address_and_no_receipt_outlive_a_referral_that_was_a_mistake(
    a_case: At, server: MailServer
) -> None:
    case = a_case("referred")
    want(case)
    send(case)
    with case.head() as work:
        by = case.account(HEAD).id
        mistaken.end(work, case.case, mistake=Mistake.MISTAKEN, reason="Gabim.", by=by)
    deliver(case.case)
    assert [to for to, _ in server.accepted if to == ADDRESS] == []
    assert rows()[-1].address is None
