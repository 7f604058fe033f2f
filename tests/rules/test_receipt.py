"""The receipt for whoever referred: when one is owed, and what may leave: ours, beside 18(1)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.receipt import (
    AddressOfNobody,
    CameAfterItWasRegistered,
    CameWhen,
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


def wish(
    way: ReceiptWay,
    *,
    address: str = "",
    came_on: date | None = None,
    registered_on: date = TODAY,
) -> None:
    check_wish(way, address=address, came_on=came_on, registered_on=registered_on, today=TODAY)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("way", "address", "came_on", "refused"),
    [
        (ReceiptWay.MAIL, " ", TODAY, NoReceiptAddress),
        (ReceiptWay.SMS, "", TODAY, NoReceiptAddress),
        (ReceiptWay.BY_HAND, "044 111 222", TODAY, AddressOfNobody),
        (ReceiptWay.ANONYMOUS, "a@b.example", None, AddressOfNobody),
        (ReceiptWay.NONE, "a@b.example", None, AddressOfNobody),
        (ReceiptWay.MAIL, "a@b.example", None, CameWhen),
        (ReceiptWay.BY_HAND, "", None, CameWhen),
    ],
)
def test_an_address_is_asked_where_it_is_sent_and_nowhere_else_and_the_day_where_one_is_given(
    way: ReceiptWay, address: str, came_on: date | None, refused: type[ProcedureRefused]
) -> None:
    with pytest.raises(refused) as said:
        wish(way, address=address, came_on=came_on)
    assert said.value.basis == DEFAULTS.RECEIPT


@pytest.mark.article("18(1)")
def test_whoever_stays_unnamed_is_asked_nothing() -> None:
    wish(ReceiptWay.ANONYMOUS)
    wish(ReceiptWay.NONE)


@pytest.mark.article("18(1)")
def test_a_referral_came_by_the_day_on_which_it_was_registered() -> None:
    wish(ReceiptWay.BY_HAND, came_on=TODAY - DAY, registered_on=TODAY - DAY)
    with pytest.raises(CameAfterItWasRegistered):
        wish(ReceiptWay.BY_HAND, came_on=TODAY, registered_on=TODAY - DAY)
    with pytest.raises(ProcedureRefused):
        wish(ReceiptWay.BY_HAND, came_on=TODAY + DAY, registered_on=TODAY + DAY)


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
    for receipt, id, came_on in (
        (None, ONE, TODAY),
        (by_hand, OTHER, TODAY),
        (facts(ReceiptWay.BY_HAND, given=True), ONE, TODAY),
        (facts(ReceiptWay.MAIL), ONE, TODAY),
        (facts(ReceiptWay.ANONYMOUS), ONE, None),
    ):
        with pytest.raises(NoReceiptWaits):
            check_hand_over(receipt, id, TODAY, TODAY, came_on=came_on)


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
