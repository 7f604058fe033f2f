"""Who leaves the table, and who comes back to it: Art. 4(5), 4(6), 18(2)."""

from datetime import timedelta

import pytest

from casework.case import referral
from casework.record.report_facts import assigned_members
from casework.table import succession
from casework.table.succession import End
from identity.access import NotThere
from models.session import unit_of_work
from rules.composition import (
    RecusedFromTheCase,
    ReleaseWithoutReason,
)
from rules.duties import Duty
from rules.phases import StepOutOfTurn
from rules.succession import Departure
from tests.builders import DOCTOR, HOUR, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_composition import choose, seat_of
from tests.scenes import a_referral


def release(case: ACase, member: object, reason: str = "U transferua.") -> None:
    with case.manager() as work:
        succession.release(work, case.case, member, End(Departure.END_OF_OFFICE, reason))  # type: ignore[arg-type]


@pytest.mark.article("8(6)")
def test_nobody_leaves_the_table_without_a_reason(a_case: At) -> None:
    case = a_case("invited")
    with pytest.raises(ReleaseWithoutReason):
        release(case, case.seat(SILENT), reason=" ")
    assert case.seat(SILENT) in case.members()


@pytest.mark.article("8(6)")
def test_who_left_gets_nothing_more(a_case: At) -> None:
    case = a_case("invited")
    member, person = case.seat(SILENT), case.person(SILENT)
    release(case, member)
    assert member not in case.members()
    assert {message.status for message in case.messages("convening/invitation", person)} == {
        "obsolete"
    }
    said = {"member": str(member), "departure": "end_of_office", "on": str(case.clock.today())}
    assert case.recorded("member released").detail == said
    case.stage.move_to(case.meeting().day, HOUR)
    assert all(m.status == "obsolete" for m in case.messages("convening/invitation", person))


@pytest.mark.article("8(6)")
def test_who_left_may_come_back_to_another_seat_and_is_invited_again(a_case: At) -> None:
    case = a_case("invited")
    member = case.seat(SILENT)
    release(case, member)
    choose(case, {SILENT: "U kthye në detyrë."})
    case.stage.settle()
    assert case.seat(SILENT) != member
    again = [
        m
        for m in case.messages("convening/invitation", case.person(SILENT))
        if m.status != "obsolete"
    ]
    assert len(again) == 1


@pytest.mark.article("10(2)", "18(2)")
def test_who_comes_back_declares_anew_and_the_old_seat_stays_as_it_was(a_case: At) -> None:
    case = a_case("invited")
    former = case.seat(SILENT)
    before = seat_of(case, former)
    assert before.may_read
    release(case, former)
    choose(case, {SILENT: "U kthye në detyrë."})
    case.stage.settle()
    seat = seat_of(case, case.seat(SILENT))
    assert (seat.declared_at, seat.conflict, seat.confidential_at) == (None, None, None)
    assert not seat.may_read
    assert len(case.messages("declarations/request", case.person(SILENT))) == 2
    kept = seat_of(case, former)
    assert (kept.declared_at, kept.confidential_at) == (before.declared_at, before.confidential_at)
    assert (kept.reason, kept.left_on) == (before.reason, case.clock.today())
    assert case.duties()[Duty.DECLARE].members == (seat.id,)
    case.declare(seat.id)
    assert seat_of(case, seat.id).may_read


@pytest.mark.article("10(2)", "18(2)")
def test_who_comes_back_between_two_meetings_owes_the_declaration_without_a_day(
    a_case: At,
) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.held().day + timedelta(days=1))
    release(case, case.seat(SILENT))
    choose(case, {SILENT: "U kthye në detyrë."})
    case.stage.settle()
    owed = case.duties()[Duty.DECLARE]
    assert (owed.due, owed.members) == (None, (case.seat(SILENT),))
    case.convene(case.at(42))
    assert case.duties()[Duty.DECLARE].due == case.meeting().day


@pytest.mark.article("8(6)")
def test_nobody_leaves_a_seat_twice(a_case: At) -> None:
    case = a_case("invited")
    member = case.seat(SILENT)
    release(case, member)
    with pytest.raises(NotThere):
        release(case, member, reason="Edhe një herë.")


@pytest.mark.article("13(2.2)", "14(2)")
def test_who_comes_back_answers_for_the_actions_they_had(a_case: At) -> None:
    case = a_case("reports_asked")
    with unit_of_work() as work:
        named = assigned_members(work.session, case.case)
    former = case.seat(SILENT)
    assert former in named
    release(case, former)
    choose(case, {SILENT: "U kthye në detyrë."})
    with unit_of_work() as work:
        assert case.seat(SILENT) in assigned_members(work.session, case.case)


@pytest.mark.article("10(2)")
def test_who_declared_a_conflict_is_not_chosen_again(a_case: At) -> None:
    case = a_case("invited")
    member = case.declare_conflict(SILENT)
    with pytest.raises(RecusedFromTheCase) as refused:
        choose(case, {SILENT: "Siguria."})
    assert str(refused.value.basis) == "10(2)"
    assert member not in case.members()


@pytest.mark.article("8(6)")
def test_nobody_is_released_from_another_table(a_case: At) -> None:
    case = a_case("invited")
    other = a_referral()
    with case.head() as work:
        place = referral.municipality(work, "ferizaj").id
        elsewhere = referral.refer(work, place, other).id
    with pytest.raises(NotThere), case.manager() as work:
        succession.release(
            work, elsewhere, case.seat(SILENT), End(Departure.END_OF_OFFICE, "Gabim.")
        )


@pytest.mark.article("17(5)")
def test_the_table_of_a_sealed_file_stays_as_it_was(a_case: At) -> None:
    case = a_case("closed")
    with pytest.raises(StepOutOfTurn):
        choose(case, {DOCTOR: "Shëndeti."})
    with pytest.raises(StepOutOfTurn):
        release(case, case.seat(SILENT))
