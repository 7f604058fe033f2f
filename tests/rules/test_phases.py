"""The life of a case as one table: Art. 11(1)."""

import pytest

from rules.phases import NEXT, ORDER, Phase, StepOutOfTurn, Transition, after, check_open, resuming

ALL = [(phase, step) for phase in Phase for step in Transition]


def reachable(start: Phase) -> set[Phase]:
    found = {start}
    while more := {to for (at, _), to in NEXT.items() if at in found} - found:
        found |= more
    return found


@pytest.mark.article("11(1)")
def test_the_five_phases_and_the_sealed_file_stand_in_order() -> None:
    assert [phase.value for phase in ORDER] == [
        *("assessment", "planning", "implementation", "review", "closure", "closed")
    ]


@pytest.mark.article("11(1)")
@pytest.mark.parametrize("phase", Phase)
def test_from_every_phase_there_is_a_way_to_the_sealed_file(phase: Phase) -> None:
    assert Phase.CLOSED in reachable(phase)


@pytest.mark.article("11(1)")
def test_every_phase_is_reached_from_the_first() -> None:
    assert reachable(Phase.ASSESSMENT) == set(Phase)


@pytest.mark.article("17(5)")
def test_nothing_leads_out_of_a_sealed_file() -> None:
    assert reachable(Phase.CLOSED) == {Phase.CLOSED}
    with pytest.raises(StepOutOfTurn):
        check_open(Phase.CLOSED, "R-26-1001")


@pytest.mark.article("11(1)")
@pytest.mark.parametrize(("phase", "step"), ALL)
def test_a_step_out_of_turn_is_refused(phase: Phase, step: Transition) -> None:
    if (phase, step) in NEXT:
        assert after(phase, step) is NEXT[phase, step]
        return
    with pytest.raises(StepOutOfTurn) as refused:
        after(phase, step)
    assert refused.value.facts == {"phase": phase.value, "step": step.value}


@pytest.mark.article("17(3)")
def test_a_case_can_be_closed_from_every_phase_by_approval_only() -> None:
    into = {
        (at, step)
        for (at, step), to in NEXT.items()
        if to is Phase.CLOSURE and at is not Phase.CLOSURE
    }
    assert {step for _, step in into} == {Transition.APPROVE_CLOSURE}
    assert {at for at, _ in into} == set(Phase) - {Phase.CLOSURE, Phase.CLOSED}


@pytest.mark.article("17(3)")
@pytest.mark.parametrize(
    ("assessed", "planned", "back"),
    [
        (False, False, Phase.ASSESSMENT),
        (True, False, Phase.PLANNING),
        (True, True, Phase.IMPLEMENTATION),
    ],
)
def test_a_case_that_is_not_closed_goes_on_where_its_papers_left_it(
    assessed: bool, planned: bool, back: Phase
) -> None:
    assert after(Phase.CLOSURE, resuming(assessed=assessed, planned=planned)) is back
