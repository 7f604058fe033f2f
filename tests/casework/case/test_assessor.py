"""Whose an assessment to close a case is, by the appointments of its day: Art. 10(2), 17(1)."""

from datetime import date, timedelta

import pytest

from casework.case import appointment_day, closure, referral
from casework.record.approval_facts import assessor_of
from casework.table import conflicts, participants
from models.closure import Closure
from models.session import unit_of_work
from rules.approving import AssessedByAnother, Assessor
from rules.grounds import Ground
from tests import deputy
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.casework.case.test_appointment_day import appointments, correct
from tests.casework.case.test_handover import hand_over
from tests.casework.conftest import At

DAY = timedelta(days=1)


def proposed_by_the_head(case: ACase, on: date | None = None) -> None:
    with case.head() as work:
        ground, words, head = Ground.OTHER, "Familja është zhvendosur.", case.account(HEAD).id
        closure.propose(
            work, case.case, ground=ground, assessment=words, detail=words, by=head, on=on
        )


def assessor(case: ACase) -> Assessor:
    with unit_of_work() as work:
        return assessor_of(work.session, work.session.get_one(Closure, case.closure().id))


@pytest.mark.article("10(2)", "17(1)")
def test_the_head_stands_in_for_a_manager_barred_on_that_day_also_by_mistake(a_case: At) -> None:
    case = a_case("reviewed")
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    proposed_by_the_head(case)
    assert case.closure().proposed_by_id == case.account(HEAD).id
    assert assessor(case).managed
    hand_over(case)  # on the same day: nobody can tell which was first
    assert assessor(case).stood_in
    case.clock.move_to(case.clock.today() + DAY)
    with case.manager() as work:
        conflicts.withdraw_own(work, case.case, reason="Ngatërrim i emrave.")
    assert assessor(case).stood_in


@pytest.mark.article("10(2)", "17(1)")
def test_nobody_stands_in_for_a_manager_who_is_not_barred(a_case: At) -> None:
    case = a_case("reviewed")
    deputy.named(case)
    proposed_by_the_head(case)
    assert not assessor(case).managed
    with pytest.raises(AssessedByAnother):
        case.approve_closure(by=OTHER_MANAGER)


@pytest.mark.article("4(2)", "17(1)")
def test_of_two_others_it_is_one_of_them_and_goes_by_the_appointments_day(a_case: At) -> None:
    case = a_case("reviewed")
    day = case.clock.today()
    hand_over(case)
    case.clock.move_to(day + DAY)
    proposed_by_the_head(case, on=day)
    first, second = appointments(case)
    by = case.closure().proposed_by_id
    assert by in {first.account_id, second.account_id}
    assert assessor(case).managed
    correct(case, second, day - DAY)
    assert assessor(case).managed is (by == second.account_id)


@pytest.mark.article("4(2)", "17(1)")
def test_nobody_managed_it_before_the_first_was_appointed(a_case: At) -> None:
    case = a_case("referred")
    case.clock.move_to(case.begins + 4 * DAY)
    with case.head() as work:
        by, who = case.account(HEAD).id, case.account(MANAGER).id
        referral.appoint(work, case.case, who, by=by, on=case.begins)
    with case.manager() as work:
        closure.propose(
            work,
            case.case,
            ground=Ground.OTHER,
            assessment="Familja është zhvendosur.",
            detail="Familja është zhvendosur.",
            by=case.account(MANAGER).id,
            on=case.begins,
        )
    assert assessor(case).managed
    (row,) = appointments(case)
    with case.head() as work:
        appointment_day.correct(work, case.case, row.id, case.begins + DAY, reason="x")
    assert not assessor(case).managed
