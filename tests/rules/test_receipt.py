"""The receipt for whoever referred: when one is owed, and what may leave: ours, beside 18(1)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.receipt import (
    AddressOfNobody,
    HandedBeforeItCame,
    NoReceiptAddress,
    NoReceiptWaits,
    ReceiptFacts,
    ReceiptWay,
    check_hand_over,
    check_send,
    check_wish,
    duties,
)
from rules.refusals import ProcedureRefused
from rules.roles import Owner

TODAY = date(2026, 9, 10)
DAY = timedelta(days=1)
ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("way", "address", "refused"),
    [
        (ReceiptWay.MAIL, " ", NoReceiptAddress),
        (ReceiptWay.SMS, "", NoReceiptAddress),
        (ReceiptWay.BY_HAND, "044 111 222", AddressOfNobody),
        (ReceiptWay.ANONYMOUS, "a@b.example", AddressOfNobody),
        (ReceiptWay.NONE, "a@b.example", AddressOfNobody),
    ],
)
def test_an_address_is_asked_where_it_is_sent_and_nowhere_else(
    way: ReceiptWay, address: str, refused: type[ProcedureRefused]
) -> None:
    with pytest.raises(refused) as said:
        check_wish(way, address=address)
    assert said.value.basis == DEFAULTS.RECEIPT


@pytest.mark.article("18(1)")
def test_whoever_stays_unnamed_is_asked_nothing() -> None:
    check_wish(ReceiptWay.ANONYMOUS, address="")
    check_wish(ReceiptWay.NONE, address="")


def facts(way: ReceiptWay, *, given: bool = False, back: bool = False) -> ReceiptFacts:
    return ReceiptFacts(ONE, way, TODAY, is_given=given, came_back=back)


@pytest.mark.article("18(1)")
def test_only_the_last_one_leaves_once_and_only_where_it_is_sent() -> None:
    check_send(facts(ReceiptWay.SMS), ONE)
    for receipt, id in (
        (None, ONE),
        (facts(ReceiptWay.MAIL), OTHER),
        (facts(ReceiptWay.MAIL, given=True), ONE),
        (facts(ReceiptWay.BY_HAND), ONE),
        (facts(ReceiptWay.ANONYMOUS), ONE),
    ):
        with pytest.raises(NoReceiptWaits):
            check_send(receipt, id)


@pytest.mark.article("18(1)")
def test_one_is_handed_over_on_a_day_since_the_referral_came() -> None:
    by_hand = facts(ReceiptWay.BY_HAND)
    check_hand_over(by_hand, ONE, TODAY, TODAY, came_on=TODAY)
    with pytest.raises(HandedBeforeItCame):
        check_hand_over(by_hand, ONE, TODAY - DAY, TODAY, came_on=TODAY)
    with pytest.raises(ProcedureRefused):
        check_hand_over(by_hand, ONE, TODAY + DAY, TODAY, came_on=TODAY)
    for receipt, id in (
        (None, ONE),
        (by_hand, OTHER),
        (facts(ReceiptWay.BY_HAND, given=True), ONE),
        (facts(ReceiptWay.MAIL), ONE),
        (facts(ReceiptWay.ANONYMOUS), ONE),
    ):
        with pytest.raises(NoReceiptWaits):
            check_hand_over(receipt, id, TODAY, TODAY, came_on=TODAY)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(("managed", "actor"), [(False, Owner.HEAD), (True, Owner.MANAGER)])
def test_whoever_answers_gives_it_within_a_day_and_looks_at_what_came_back(
    managed: bool, actor: Owner
) -> None:
    (owed,) = duties(facts(ReceiptWay.MAIL), managed=managed)
    assert (owed.duty, owed.actor, owed.due) == (Duty.GIVE_RECEIPT, actor, TODAY + DAY)
    (back,) = duties(facts(ReceiptWay.MAIL, given=True, back=True), managed=managed)
    assert (back.duty, back.actor, back.due) == (Duty.CORRECT_RECEIPT, actor, None)
    assert owed.is_ours
    assert back.is_ours


@pytest.mark.article("18(1)")
def test_nothing_is_owed_to_whoever_has_it_or_wants_none_or_was_not_spoken_of() -> None:
    for receipt in (
        None,
        facts(ReceiptWay.BY_HAND, given=True),
        facts(ReceiptWay.NONE),
        facts(ReceiptWay.ANONYMOUS),
    ):
        assert list(duties(receipt, managed=True)) == []
