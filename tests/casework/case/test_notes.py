"""Notes of each row of a review, and of each action of the plan: Art. 15(2), 15(3), Annex 1."""

from dataclasses import replace

import pytest

from casework.case import reviewing
from casework.case.plan_rows import Finding
from models.case import Case
from queries.plan_file import read_plan
from rules.assessment import Risk
from rules.planning import ActionChange, ActionStatus, ChangeWithoutReason
from simulation import words
from tests.builders import ACase
from tests.casework.conftest import At


def settle(case: ACase, **first: str) -> None:
    found = case.findings(ActionStatus.IN_PROCESS)
    of_first = case.plans()[-1].actions[0].id
    found |= {of_first: replace(found[of_first], **first)}  # type: ignore[arg-type]
    with case.manager() as work:
        reviewing.settle_review(
            work, case.case, risk=Risk.LOW, finding=words.LAST_FINDING, progress=found
        )


def shown(case: ACase) -> tuple[str, str | None]:
    """The notes of the last review and of the action, as the plan shows its first row."""
    with case.manager() as work:
        file = read_plan(work, work.session.get_one(Case, case.case))
        assert file is not None
        row = next(each for each in file.rows if each.action.number == 1)
        return row.last_notes, row.action.notes


@pytest.mark.article("15(2)")
def test_the_notes_of_a_review_stand_with_it_and_make_no_version(a_case: At) -> None:
    case = a_case("review_met")
    settle(case, notes=" Pret përgjigje. ")
    assert len(case.plans()) == 1
    assert shown(case) == ("Pret përgjigje.", None)


@pytest.mark.article("15(3)")
def test_the_notes_of_an_action_are_changed_with_a_reason_in_a_new_version(a_case: At) -> None:
    case = a_case("review_met")
    with pytest.raises(ChangeWithoutReason):
        settle(case, action_notes="Vetëm pasdite.")
    settle(case, action_notes=" Vetëm pasdite. ", reason="Shkolla.")
    before, after = case.plans()
    assert [row.notes for row in (before.actions[0], after.actions[0])] == [None, "Vetëm pasdite."]
    assert shown(case) == ("", "Vetëm pasdite.")
    same = Finding(ActionStatus.IN_PROCESS, "", action_notes="Vetëm pasdite.")
    assert same.changes(after.actions[0]) == []
    assert same.changes(before.actions[0]) == [ActionChange.CHANGED]
