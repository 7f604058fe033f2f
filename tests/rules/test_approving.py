"""What is wrong with an approval, by the record of its day: Art. 10(2), 17(3)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.approving import (
    REASONS,
    ApprovalCarries,
    ApprovalFacts,
    ApprovalNotCarried,
    AssessedInConflict,
    DecidedUnproposed,
    FellWithoutReason,
    Former,
    NotCarried,
    OwnApproval,
    check_assessor,
    check_carried,
    check_let_fall,
    check_proposed_by,
    not_carried,
)
from rules.breaches import Wrong
from rules.closure import ProposedClosure
from rules.decided import Decided, lapses, unapproved
from rules.defaults import DEFAULTS
from rules.opinions import Heard

ONE, HEAD, MANAGER = UUID(int=1), UUID(int=2), UUID(int=3)
DAY, DECIDED = date(2027, 3, 4), date(2027, 3, 10)
GIVEN = ApprovalFacts(DAY, HEAD, frozenset({MANAGER}))
PROPOSED = ProposedClosure(MANAGER, approved_on=DAY, decided_on=DECIDED)


@pytest.mark.article("10(2)", "17(3)")
@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        (GIVEN, None),
        (replace(GIVEN, on=DECIDED), None),
        (replace(GIVEN, on=DECIDED + timedelta(days=1)), NotCarried.LATER),
        (replace(GIVEN, managers=frozenset({HEAD})), NotCarried.OWN),
        (replace(GIVEN, managers=frozenset({HEAD, MANAGER})), None),  # nobody can tell who when
        (replace(GIVEN, managers=frozenset()), None),
        (replace(GIVEN, in_conflict=True), NotCarried.CONFLICT),
        (replace(GIVEN, formers=[Former(declined_on=DAY)]), NotCarried.FORMER),
        (replace(GIVEN, formers=[Former(declined_on=DAY - timedelta(days=1))]), None),
        (replace(GIVEN, assessed_in_conflict=True), NotCarried.ASSESSED),
        (replace(GIVEN, in_conflict=True, assessed_in_conflict=True), NotCarried.CONFLICT),
    ],
)
def test_an_approval_carries_a_closing_by_what_is_on_record_of_its_day(
    facts: ApprovalFacts, lacks: NotCarried | None
) -> None:
    assert not_carried(facts, DECIDED) is lacks
    assert not_carried(facts, None) is (None if lacks is NotCarried.LATER else lacks)


@pytest.mark.article("17(3)")
@pytest.mark.parametrize("lacks", [None, *NotCarried])
def test_nothing_is_decided_today_on_none_and_what_was_is_a_breach(
    lacks: NotCarried | None,
) -> None:
    check_carried(lacks, DAY, DECIDED)  # it has happened
    decided = Decided(ONE, ONE, DECIDED, DAY, lacks=lacks)
    found = [each.duty for each in lapses(decided, Heard())]
    assert (Wrong.CLOSED_UNAPPROVED in found) is (lacks not in {None, NotCarried.ASSESSED})
    if lacks is None:
        check_carried(lacks, DECIDED, DECIDED)
        return
    with pytest.raises(ApprovalNotCarried) as refused:
        check_carried(lacks, DECIDED, DECIDED)
    assert refused.value.basis == REASONS[lacks]


@pytest.mark.article("10(2)", "17(3)")
@pytest.mark.parametrize("lacks", [NotCarried.ASSESSED, NotCarried.CONFLICT])
def test_what_somebody_in_conflict_assessed_is_a_breach_of_its_own(lacks: NotCarried) -> None:
    decided = Decided(ONE, ONE, DECIDED, DAY, lacks=lacks, assessed_in_conflict=True)
    found = {each.duty: str(each.basis) for each in unapproved(decided)}
    assert found.pop(Wrong.CLOSED_IN_CONFLICT) == "10(2)"
    assert bool(found) is (lacks is NotCarried.CONFLICT)


@pytest.mark.article("10(2)", "17(3)")
def test_nobody_approves_today_what_somebody_in_conflict_assessed() -> None:
    check_assessor(in_conflict=True, on=DAY, today=DECIDED)  # it has happened
    check_assessor(in_conflict=False, on=DAY, today=DAY)
    with pytest.raises(AssessedInConflict) as refused:
        check_assessor(in_conflict=True, on=DAY, today=DAY)
    assert str(refused.value.basis) == "10(2)"


@pytest.mark.article("17(1)", "17(3)")
def test_nobody_decides_on_what_nobody_had_proposed() -> None:
    check_proposed_by(DAY, DAY)
    with pytest.raises(DecidedUnproposed):
        check_proposed_by(DAY, DAY - timedelta(days=1))


@pytest.mark.article("17(3)")
def test_it_falls_on_the_word_of_whoever_decides_and_of_nobody_on_their_own_work() -> None:
    lacks = NotCarried.CONFLICT
    check_let_fall(PROPOSED, lacks, "Konflikt.", HEAD, ONE)
    for proposal, wrong in (
        (None, lacks),
        (PROPOSED, None),
        (replace(PROPOSED, fell=True), lacks),
    ):
        with pytest.raises(ApprovalCarries):
            check_let_fall(proposal, wrong, "Konflikt.", HEAD, ONE)
    for own in (MANAGER, ONE):
        with pytest.raises(OwnApproval):
            check_let_fall(PROPOSED, lacks, "Konflikt.", own, ONE)
    with pytest.raises(FellWithoutReason) as refused:
        check_let_fall(PROPOSED, lacks, " ", HEAD, ONE)
    assert refused.value.basis == DEFAULTS.LET_FALL
