"""A receipt on record and on its way: its words, its address, its end: beside Art. 18(1)."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.case import receipt, referral
from casework.case.receipt import WantedReceipt
from core.reach import Unreachable
from models.outbox import Channel, Message
from models.receipt import ReferralReceipt
from models.session import unit_of_work
from notifications import posting
from notifications.channels.sms import Sms
from rules.receipt import ReceiptWay
from tests.builders import ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.scenes import a_referral, closed

ADDRESS = "kanarina.1907@shembull.example"
NUMBER = "044 111 222"


def wanted(way: ReceiptWay = ReceiptWay.MAIL, language: str = "sq") -> WantedReceipt:
    where = {ReceiptWay.MAIL: ADDRESS, ReceiptWay.SMS: NUMBER}.get(way, "")
    return WantedReceipt(way, where, language)  # type: ignore[arg-type]


def want(case: ACase, way: ReceiptWay = ReceiptWay.MAIL, language: str = "sq") -> ReferralReceipt:
    with case.head() as work:
        return receipt.want(work, case.case, wanted(way, language))


def send(case: ACase) -> None:
    last = rows()[-1].id
    with case.head() as work:
        receipt.send(work, last)


def rows() -> list[ReferralReceipt]:
    with unit_of_work() as work:
        query = select(ReferralReceipt).order_by(ReferralReceipt.number)
        return list(work.session.scalars(query))


@pytest.mark.article("18(1)")
def test_a_number_gets_one_sms_that_names_the_head_while_nobody_manages_the_case(
    a_case: At,
) -> None:
    case = a_case("referred")
    want(case, ReceiptWay.SMS)
    send(case)
    with unit_of_work() as work:
        message = work.session.scalars(select(Message).filter_by(template="referral/receipt")).one()
        assert message.channel == Channel.SMS
        sent = posting.prepare(work, message)
    assert isinstance(sent, Sms)
    assert sent.to == "+38344111222"
    assert case.row().number in sent.words
    assert "Arta Berisha" in sent.words
    assert "?" not in sent.words


@pytest.mark.article("17(5)", "18(1)")
def test_an_address_is_gone_with_the_seal_which_does_not_break_by_a_later_receipt(
    a_case: At,
) -> None:
    case = a_case("decided")
    want(case)
    closed(case)
    assert case.row().phase == "closed"
    assert rows()[-1].address is None


@pytest.mark.article("18(1)", "5(1.1)")
def test_it_is_wanted_in_the_act_that_registers_the_referral_or_nothing_is_registered(
    a_case: At,
) -> None:
    case = a_case("referred")
    with case.head() as work:
        place = referral.municipality(work, "ferizaj").id
        written = replace(a_referral(), receipt=wanted())
        other = referral.refer(work, place, written).id
    assert [row.case_id for row in rows()] == [other]
    bad = replace(a_referral(), receipt=replace(wanted(), address="nobody"))
    with pytest.raises(Unreachable), case.head() as work:
        referral.refer(work, place, bad)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE referral_receipt SET way = 'sms'",
        "UPDATE referral_receipt SET recorded_at = now()",
        "UPDATE referral_receipt SET sent_at = now()",
    ],
)
def test_the_database_keeps_what_was_wanted_and_names_who_answers(a_case: At, change: str) -> None:
    want(a_case("referred"))
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(text(change))


@pytest.mark.article("18(1)")
def test_the_database_keeps_no_address_once_a_server_took_the_receipt(a_case: At) -> None:
    case = a_case("referred")
    want(case)
    send(case)
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(text("UPDATE referral_receipt SET accepted_at = now()"))
