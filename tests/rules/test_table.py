"""Whether a table is lawful: Art. 4(2), 4(3), 4(6), 8(6), 8(11), 10(2)."""

from dataclasses import replace
from uuid import UUID

import pytest

from rules import convening
from rules.composition import (
    ABROAD,
    STATUSES_OF_4_6,
    ChildStatus,
    Composition,
    ForeignChildNeedsRepresentative,
    NobodyAssessed,
    NobodySelected,
    RecusedFromTheCase,
    ReleaseWithoutReason,
    SeatFacts,
    SelectionWithoutReason,
    WithoutChair,
)
from rules.duties import Duty
from rules.facts import TableFacts
from rules.meetings import MeetingKind
from rules.refusals import ProcedureRefused
from rules.table import check_choice, check_lawful, is_lawful, wrongs
from tests.rules.known import a_meeting, a_table

POLICE = SeatFacts(UUID(int=31), "1.6", reasoned=True)
DOCTOR = SeatFacts(UUID(int=32), "1.5", reasoned=True)
ASYLUM = SeatFacts(UUID(int=33), "6.1.1", reasoned=True)
CHOSEN = Composition(True, True, ChildStatus.RESIDENT, (POLICE, DOCTOR))


def a_table_of(known: Composition, *, composed: bool = True, **more: object) -> TableFacts:
    return a_table(composed=composed, composition=known, papers_ready=True, **more)


@pytest.mark.article("4(2)", "4(3)")
def test_a_table_with_a_chair_and_members_chosen_for_a_reason_is_lawful() -> None:
    assert is_lawful(a_table_of(CHOSEN))


@pytest.mark.article("4(2)", "4(3)", "8(6)", "10(2)")
@pytest.mark.parametrize(
    ("known", "refusal"),
    [
        (replace(CHOSEN, has_chair=False), WithoutChair),
        (replace(CHOSEN, seats=()), NobodySelected),
        (
            replace(CHOSEN, seats=(replace(POLICE, left=True, left_for_a_reason=True),)),
            NobodySelected,
        ),
        (replace(CHOSEN, seats=(POLICE, replace(DOCTOR, reasoned=False))), SelectionWithoutReason),
        (replace(CHOSEN, seats=(POLICE, replace(DOCTOR, left=True))), ReleaseWithoutReason),
        (replace(CHOSEN, seats=(POLICE, replace(POLICE, recused=True))), RecusedFromTheCase),
    ],
)
def test_what_is_wrong_with_a_table(known: Composition, refusal: type[ProcedureRefused]) -> None:
    with pytest.raises(refusal):
        check_lawful(a_table_of(known))


@pytest.mark.article("4(6)")
@pytest.mark.parametrize("status", sorted(STATUSES_OF_4_6))
def test_a_child_from_elsewhere_has_a_representative(status: ChildStatus) -> None:
    known = replace(CHOSEN, status=status)
    with pytest.raises(ForeignChildNeedsRepresentative):
        check_lawful(a_table_of(known))
    for kind in ABROAD:
        seats = (*known.seats, replace(ASYLUM, kind=kind))
        check_lawful(a_table_of(replace(known, seats=seats)))


@pytest.mark.article("4(6)")
@pytest.mark.parametrize("gone", [{"left": True, "left_for_a_reason": True}, {"recused": True}])
def test_the_representative_is_at_the_table_and_not_only_once_was(gone: dict[str, object]) -> None:
    seats = (POLICE, replace(ASYLUM, **gone))  # type: ignore[arg-type]
    known = replace(CHOSEN, status=ChildStatus.STATELESS, seats=seats)
    with pytest.raises(ForeignChildNeedsRepresentative):
        check_lawful(a_table_of(known))


@pytest.mark.article("8(6)", "8(11)")
def test_whoever_left_with_a_reason_or_came_back_is_not_dropped() -> None:
    left = replace(DOCTOR, left=True)
    excused = replace(left, left_for_a_reason=True)
    assert is_lawful(a_table_of(replace(CHOSEN, seats=(POLICE, excused))))
    assert is_lawful(a_table_of(replace(CHOSEN, seats=(POLICE, left, DOCTOR))))


@pytest.mark.article("8(3)", "4(6)")
def test_a_table_that_is_not_lawful_is_not_invited_and_is_chosen_again() -> None:
    known = a_table_of(CHOSEN, meeting=a_meeting(asked=True, agreed=True))
    assert "invite_members" in {step.act for step in convening.steps(known)}
    lacking = replace(CHOSEN, status=ChildStatus.REFUGEE)
    known = replace(known, composition=lacking)
    assert "invite_members" not in {step.act for step in convening.steps(known)}
    unreasoned = replace(CHOSEN, seats=(POLICE, replace(DOCTOR, reasoned=False)))
    known = replace(known, composition=unreasoned)
    assert "invite_members" not in {step.act for step in convening.steps(known)}
    owed = {duty.duty: str(duty.basis) for duty in convening.duties(known)}
    assert owed[Duty.CHOOSE_COMPOSITION] == "4(3)"


@pytest.mark.article("4(3)")
def test_before_it_is_chosen_only_the_chair_is_asked_for() -> None:
    known = replace(CHOSEN, seats=(), status=ChildStatus.ASYLUM)
    assert is_lawful(a_table_of(known, composed=False))
    without = a_table_of(replace(known, has_chair=False), composed=False)
    assert [type(wrong) for wrong in wrongs(without)] == [WithoutChair]


@pytest.mark.article("4(3)", "8(8)")
def test_the_table_is_chosen_by_the_needs_but_where_no_assessment_is_possible() -> None:
    known = a_table_of(replace(CHOSEN, seats=(), assessed=False), composed=False)
    with pytest.raises(NobodyAssessed):
        check_choice(known, (POLICE,))
    check_choice(replace(known, meeting=a_meeting(needs_papers=False)), (POLICE,))


@pytest.mark.article("4(3)", "4(6)", "10(2)")
def test_a_choice_leaves_a_lawful_table() -> None:
    empty = a_table_of(replace(CHOSEN, seats=()), composed=False)
    with pytest.raises(NobodySelected):
        check_choice(empty, ())
    with pytest.raises(SelectionWithoutReason):
        check_choice(empty, (POLICE, replace(DOCTOR, reasoned=False)))
    with pytest.raises(RecusedFromTheCase):
        check_choice(a_table_of(replace(CHOSEN, seats=(replace(POLICE, recused=True),))), (POLICE,))
    foreign = a_table_of(replace(CHOSEN, seats=(), status=ChildStatus.MIGRANT), composed=False)
    with pytest.raises(ForeignChildNeedsRepresentative):
        check_choice(foreign, (POLICE,))
    check_choice(foreign, (POLICE,), happened=True)  # what happened is recorded as it was
    check_choice(foreign, (POLICE, ASYLUM))


@pytest.mark.article("8(2)")
def test_the_standing_members_of_a_municipality_are_not_chosen() -> None:
    assert is_lawful(a_table(meeting=a_meeting(kind=MeetingKind.QUARTERLY)))
