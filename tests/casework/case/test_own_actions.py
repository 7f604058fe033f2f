"""The manager or the centre answers for an action of the plan: Art. 4(1), 13(2.2), 14(2)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import own_actions, reviewing
from casework.case.plan_rows import ActionDraft, Finding
from identity.access import NotThere
from models.plan import ReportRequest
from models.session import unit_of_work
from rules.assessment import Risk
from rules.duties import Duty
from rules.own_actions import NotTheCentres, OfTheCentre, OwnActionIsOver
from rules.own_actions import duties as own_duties
from rules.planning import ActionChange, ActionStatus
from simulation import words
from tests.builders import ACase
from tests.casework.case.test_planning import adopt
from tests.casework.conftest import At


def given_to_the_centre(case: ACase) -> list[ActionDraft]:
    first, second, *_ = case.drafts()
    own = replace(first, member_id=None, of_centre=OfTheCentre.MANAGER)
    return [replace(own, due_on=case.clock.today() + timedelta(days=2)), second]


def say(case: ACase, action: UUID, status: ActionStatus) -> None:
    with case.manager() as work:
        own_actions.record_progress(work, case.case, action, status=status, words="U bë.")


@pytest.mark.article("4(1)", "13(2.2)", "14(3.2)", "14(3.3)")
def test_the_manager_answers_and_nobody_is_asked_when_it_is_late(a_case: At) -> None:
    case = a_case("assessed")
    adopt(case, given_to_the_centre(case))
    own = case.plans()[-1].actions[0]
    assert (own.member_id, own.of_centre, own.responsible) == (None, "manager", "manager")
    case.stage.move_to(case.clock.today() + timedelta(days=4))
    assert case.duties()[Duty.CARRY_OUT].subject_id == own.id
    with unit_of_work() as work:
        asked = select(ReportRequest).where(ReportRequest.action_id.is_not(None))
        assert work.session.scalars(asked).all() == []
    say(case, own.id, ActionStatus.COMPLETED)
    assert Duty.CARRY_OUT not in case.duties()
    assert case.plans()[-1].actions[0].status == ActionStatus.IN_PROCESS  # the table finds it
    assert ("progress of the centre's action", "14(2)") in case.trail()


@pytest.mark.article("14(2)", "15(2)")
def test_the_tables_finding_stands_over_the_managers_word(a_case: At) -> None:
    case = a_case("assessed")
    adopt(case, given_to_the_centre(case))
    own, of_member = case.plans()[-1].actions
    say(case, own.id, ActionStatus.COMPLETED)
    with pytest.raises(NotTheCentres):
        say(case, of_member.id, ActionStatus.COMPLETED)
    with pytest.raises(NotThere):
        say(case, case.case, ActionStatus.COMPLETED)
    case.write_minutes()
    case.convene(case.at(30), on_review=True)
    case.meet()
    found = case.findings(ActionStatus.UNCOMPLETED)
    handed = replace(found[of_member.id], taken_over_by=OfTheCentre.CENTRE, reason="Tryeza.")
    with case.manager() as work:
        reviewing.settle_review(
            work,
            case.case,
            risk=Risk.LOW,
            finding=words.LAST_FINDING,
            progress=found | {of_member.id: handed},
        )
    before, after = case.plans()[-2:]
    assert [row.responsible for row in after.actions] == ["manager", "centre"]
    assert handed.changes(before.actions[1]) == [ActionChange.HANDED_OVER]
    assert Finding(ActionStatus.UNCOMPLETED, "", OfTheCentre.MANAGER).changes(own) == []
    duties = [each.subject_id for each in own_duties(case.facts())]
    assert set(duties) == {row.id for row in after.actions}
    with pytest.raises(OwnActionIsOver):
        say(case, own.id, ActionStatus.COMPLETED)  # a row of the version before
