"""How the goal of the plan is set, criterion by criterion: Annex 1, Art. 13(2.1)."""

from collections.abc import Mapping

from casework.record.goal import goal_of
from rules.goal import Criterion, CriterionMark, CriterionWord
from tests.onrecord import reading
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


def criteria_said(marks: Mapping[Criterion, CriterionMark]) -> dict[Criterion, CriterionWord]:
    """Each with a word of its mark beside it."""
    return {each: CriterionWord(mark, f"Fjalë: {mark}") for each, mark in marks.items()}


@verb
def read_goal(
    play: Play,
    *,
    version: int,
    holds: dict[Criterion, CriterionMark] = {},  # noqa: B006  pydantic copies it
    in_force: bool = True,
) -> None:
    """What a version of the plan says of its goal; what is left out nobody has said."""
    plans = play.case.plans()
    assert (plans[-1].version == version) == in_force
    (plan,) = [each for each in plans if each.version == version]
    with reading() as work:
        found = goal_of(work.session, plan.id)
    assert found == criteria_said(holds)
