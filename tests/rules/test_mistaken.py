"""A mistaken or duplicate referral, before the table has met: beside Art. 8(1), 17(3)."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from rules import mistaken
from rules.defaults import DEFAULTS
from rules.mistaken import Mistake, MistakenFacts, RightCase, check_end
from rules.refusals import ProcedureRefused

HEAD, MANAGER, CASE = uuid4(), uuid4(), uuid4()
RIGHT = RightCase(uuid4(), ended=False)
FACTS = MistakenFacts(CASE, met=False, may_have_met=False, manager_id=MANAGER, right=RIGHT)
WHY = "I njëjti fëmijë."


@pytest.mark.article("8(1)")
def test_the_head_ends_it_alone() -> None:
    check_end(FACTS, Mistake.DUPLICATE, WHY, by=HEAD)
    check_end(replace(FACTS, manager_id=None), Mistake.DUPLICATE, WHY, by=HEAD)
    nobody = replace(FACTS, right=None)
    check_end(nobody, Mistake.MISTAKEN, WHY, by=HEAD)
    over = replace(FACTS, right=replace(RIGHT, ended=True))
    check_end(over, Mistake.MISTAKEN, WHY, by=HEAD)  # no child is left without a case


@pytest.mark.article("8(1)", "17(3)")
@pytest.mark.parametrize(
    ("facts", "refusal", "basis"),
    [
        (replace(FACTS, met=True), mistaken.TableHasMet, "17(3)"),
        (replace(FACTS, may_have_met=True), mistaken.MeetingMayHaveBeenHeld, "MISTAKEN_REFERRAL"),
        (replace(FACTS, manager_id=HEAD), mistaken.OwnReferral, "OWN_CASE"),
        (replace(FACTS, right=None), mistaken.DuplicateOfNothing, "MISTAKEN_REFERRAL"),
        (
            replace(FACTS, right=RightCase(CASE, ended=False)),
            mistaken.DuplicateOfItself,
            "MISTAKEN_REFERRAL",
        ),
        (
            replace(FACTS, right=replace(RIGHT, ended=True)),
            mistaken.RightCaseIsOver,
            "MISTAKEN_REFERRAL",
        ),
    ],
)
def test_what_is_refused_and_whose_limit_it_is(
    facts: MistakenFacts, refusal: type[ProcedureRefused], basis: str
) -> None:
    with pytest.raises(refusal) as refused:
        check_end(facts, Mistake.DUPLICATE, WHY, by=HEAD)
    found = refused.value.basis
    assert found == getattr(DEFAULTS, basis, None) or str(found) == basis


@pytest.mark.article("8(1)")
def test_why_is_asked_for() -> None:
    with pytest.raises(mistaken.MistakeWithoutReason):
        check_end(FACTS, Mistake.MISTAKEN, "  ", by=UUID(int=1))
