"""What is wrong with an approval, by the record of its day: Art. 10(2), 17(3)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.approving import (
    OF_THE_ASSESSMENT,
    REASONS,
    ApprovalCarries,
    ApprovalFacts,
    ApprovalNotCarried,
    AssessedByAnother,
    AssessedInConflict,
    Assessor,
    DecidedUnproposed,
    FellWithoutReason,
    Former,
    NotCarried,
    OtherThanProposed,
    OwnApproval,
    check_assessor,
    check_carried,
    check_let_fall,
    check_proposed_by,
    check_shown,
    not_carried,
)
from rules.breaches import Wrong
from rules.closure import ProposedClosure
from rules.decided import Decided, lapses, unapproved
from rules.defaults import DEFAULTS
from rules.opinions import Heard
from rules.refusals import ProcedureRefused

ONE, HEAD, MANAGER = UUID(int=1), UUID(int=2), UUID(int=3)
DAY, DECIDED = date(2027, 3, 4), date(2027, 3, 10)
GIVEN = ApprovalFacts(DAY, HEAD, frozenset({MANAGER}))
MANAGED = Assessor(MANAGER, frozenset({MANAGER, ONE}))
BARRED = replace(MANAGED, in_conflict=True)
STRANGER = replace(MANAGED, managers=frozenset({ONE}))
STOOD_IN = replace(STRANGER, stood_in=True)
PROPOSED = ProposedClosure(MANAGER, approved_on=DAY, decided_on=DECIDED)


@pytest.mark.article("10(2)", "17(1)", "17(3)")
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
        (replace(GIVEN, assessor=MANAGED), None),
        (replace(GIVEN, assessor=STOOD_IN), None),
        (replace(GIVEN, assessor=BARRED), NotCarried.ASSESSED),
        (replace(GIVEN, assessor=STRANGER), NotCarried.UNMANAGED),
        (replace(GIVEN, assessor=replace(STRANGER, in_conflict=True)), NotCarried.ASSESSED),
        (replace(GIVEN, in_conflict=True, assessor=BARRED), NotCarried.CONFLICT),
        (replace(GIVEN, in_conflict=True, assessor=STRANGER), NotCarried.CONFLICT),
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
    assert (Wrong.CLOSED_UNAPPROVED in found) is (lacks not in {None, *OF_THE_ASSESSMENT})
    if lacks is None:
        check_carried(lacks, DECIDED, DECIDED)
        return
    with pytest.raises(ApprovalNotCarried) as refused:
        check_carried(lacks, DECIDED, DECIDED)
    assert refused.value.basis == REASONS[lacks]


@pytest.mark.article("10(2)", "17(1)", "17(3)")
@pytest.mark.parametrize(
    ("assessor", "wrong", "of"),
    [
        (BARRED, {Wrong.CLOSED_IN_CONFLICT}, {"10(2)"}),
        (STRANGER, {Wrong.CLOSED_UNMANAGED}, {"17(1)"}),
        (
            replace(STRANGER, in_conflict=True),
            {Wrong.CLOSED_IN_CONFLICT, Wrong.CLOSED_UNMANAGED},
            {"10(2)", "17(1)"},
        ),
        (MANAGED, set(), set()),
        (STOOD_IN, set(), set()),
    ],
)
@pytest.mark.parametrize("itself", [None, NotCarried.CONFLICT])
def test_an_assessment_of_who_might_not_is_a_breach_of_its_own(
    assessor: Assessor, wrong: set[Wrong], of: set[str], itself: NotCarried | None
) -> None:
    lacks = not_carried(replace(GIVEN, assessor=assessor), DECIDED) if itself is None else itself
    decided = Decided(ONE, ONE, DECIDED, DAY, lacks=lacks, assessor=assessor)
    found = {each.duty: str(each.basis) for each in unapproved(decided)}
    assert (Wrong.CLOSED_UNAPPROVED in found) is (itself is not None)
    found.pop(Wrong.CLOSED_UNAPPROVED, None)
    assert (set(found), set(found.values())) == (wrong, of)


@pytest.mark.article("10(2)", "17(1)", "17(3)")
@pytest.mark.parametrize(
    ("assessor", "wrong", "of"),
    [(BARRED, AssessedInConflict, "10(2)"), (STRANGER, AssessedByAnother, "17(1)")],
)
def test_nobody_approves_today_what_somebody_proposed_who_might_not(
    assessor: Assessor, wrong: type[ProcedureRefused], of: str
) -> None:
    check_assessor(assessor, DAY, DECIDED)  # it has happened
    for might in (MANAGED, STOOD_IN):
        check_assessor(might, DAY, DAY)
    with pytest.raises(wrong) as refused:
        check_assessor(assessor, DAY, DAY)
    assert str(refused.value.basis) == of


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


@pytest.mark.article("17(3)")
def test_nobody_decides_on_an_assessment_by_a_page_that_told_of_another() -> None:
    stands, former = UUID(int=2), UUID(int=1)
    check_shown(stands, stands, date(2026, 9, 1))
    with pytest.raises(OtherThanProposed) as refused:
        check_shown(former, stands, date(2026, 9, 1))
    assert refused.value.facts == {"day": date(2026, 9, 1)}
