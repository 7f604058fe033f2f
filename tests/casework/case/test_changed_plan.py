"""What a review makes of the plan, version by version; risk raised in any phase: 14(4), 15(3)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import assessment, reviewing
from models.plan import Progress
from rules.assessment import Risk
from rules.phases import Phase
from rules.planning import ActionChange, ActionStatus
from simulation import words
from tests.builders import ACase
from tests.conftest import At
from tests.onrecord import reading

UNCOMPLETED = ActionStatus.UNCOMPLETED


def settle(case: ACase) -> None:
    """The first action dropped, the second moved; the others as they are."""
    progress = case.findings(UNCOMPLETED)
    first, second, *_ = progress
    day = case.clock.today() + timedelta(days=80)
    progress[first] = replace(progress[first], dropped=True, reason="Nuk nevojitet.")
    progress[second] = replace(progress[second], due_on=day, reason="Ka vonesë.")
    with case.manager() as work:
        reviewing.settle_review(work, case.case, risk=Risk.LOW, finding="Mirë.", progress=progress)


@pytest.mark.article("15(3)")
def test_a_dropped_action_stays_to_be_read_and_the_others_go_on_as_they_stand(a_case: At) -> None:
    case = a_case("review_met")
    settle(case)
    before, now = case.plans()
    dropped, moved, *others = before.actions
    assert dropped.dropped_on == case.held().day
    assert [row.former_id for row in now.actions] == [moved.id, *(row.id for row in others)]
    assert {row.status for row in now.actions} == {UNCOMPLETED}
    assert now.actions[0].due_on == case.clock.today() + timedelta(days=80)
    assert before.actions[1].due_on != now.actions[0].due_on


@pytest.mark.article("15(3)")
def test_what_was_changed_and_why_stands_with_the_progress(a_case: At) -> None:
    case = a_case("review_met")
    settle(case)
    with reading() as work:
        rows = work.session.scalars(select(Progress)).all()
    found = {each.reason: each.changes for each in rows}
    assert found["Nuk nevojitet."] == [ActionChange.DROPPED]
    assert found["Ka vonesë."] == [ActionChange.REDATED]


@pytest.mark.article("12(2)", "14(4)")
@pytest.mark.parametrize("scene", ["assessed", "planned", "review_met", "closure_met"])
def test_risk_and_needs_are_assessed_anew_in_any_phase(a_case: At, scene: str) -> None:
    case = a_case(scene)
    phase = case.row().phase
    with case.manager() as work:
        assessment.settle(
            work,
            case.case,
            risk=Risk.MEDIUM,
            summary="Ndryshoi.",
            indicators=words.COMPREHENSIVE,
            why="Ndryshoi.",
        )
    assert (case.row().phase, case.row().risk) == (phase, Risk.MEDIUM)
    assert phase is not Phase.ASSESSMENT
