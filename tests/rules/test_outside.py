"""What is asked of institutions and organisations that are no members: Art. 19."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from rules import outside
from rules.duties import Duty
from rules.inquiries import DueBeforeAsked, NothingInquired
from rules.inquiry_facts import InquiryFacts, OutsideFacts
from rules.outside import NobodyAddressed, check_outside
from rules.refusals import ProcedureRefused
from rules.reminders import REMINDED, article_of
from rules.roles import Owner
from tests.rules.known import in_implementation

TODAY = date(2026, 10, 5)
DAY = timedelta(days=1)


@pytest.mark.article("19")
@pytest.mark.parametrize(
    ("to_whom", "words", "asked", "due", "refused"),
    [
        ("", "A e njihni?", 0, 5, NobodyAddressed),
        ("Jugendamt Graz", "", 0, 5, NothingInquired),
        ("Jugendamt Graz", "A e njihni?", 0, -1, DueBeforeAsked),
        ("Jugendamt Graz", "A e njihni?", 1, 5, ProcedureRefused),
    ],
)
def test_an_inquiry_elsewhere_says_to_whom_what_and_until_when(
    to_whom: str, words: str, asked: int, due: int, refused: type[ProcedureRefused]
) -> None:
    check_outside(TODAY, TODAY, TODAY, to_whom="Jugendamt Graz", words="A e njihni?")
    with pytest.raises(refused):
        check_outside(TODAY + asked * DAY, TODAY + due * DAY, TODAY, to_whom=to_whom, words=words)


@pytest.mark.article("19")
def test_the_manager_looks_after_it_and_is_reminded_and_nobodys_superior_hears() -> None:
    asked = OutsideFacts(UUID(int=9), TODAY)
    (owed,) = outside.duties(in_implementation(inquiries=InquiryFacts(outside=(asked,))))
    assert (owed.duty, owed.actor, owed.due) == (Duty.GET_ANSWER, Owner.MANAGER, TODAY)
    assert (owed.subject_id, owed.members) == (asked.id, ())
    assert owed.is_ours
    assert owed.is_missed(TODAY + DAY)
    assert article_of(Duty.GET_ANSWER) == "19"
    assert Duty.GET_ANSWER in REMINDED
    assert article_of(Duty.GIVE_ANSWER) == "14(3.1)"
