"""An invitation of a guest is taken back, and they are invited again: Art. 8(5), 10(6), 18(2)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record import invited
from casework.table import guests, taken_back
from casework.table.guests import Invitation
from casework.table.one_line import Unasked
from identity.access import NotThere
from models.participant import GuestInvitation
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.duties import Duty
from rules.guests import InvitedAlready, NoInvitationThen, WereToldNotToCome
from tests.builders import ACase
from tests.casework.conftest import At
from tests.casework.table.test_guests import JUDGE, again, breaches, bring, hold, struck_days

WHY = "E dëgjojmë herën tjetër."


def rows(guest: UUID) -> list[GuestInvitation]:
    query = select(GuestInvitation).where(GuestInvitation.participant_id == guest)
    with unit_of_work() as work:
        return list(work.session.scalars(query.order_by(GuestInvitation.recorded_at)))


def take_back(case: ACase, guest: UUID, on: date | None = None) -> None:
    last = rows(guest)[-1].id
    with case.manager() as work:
        taken_back.take_back(work, case.case, last, reason=WHY, on=on)


def may_come(case: ACase) -> set[UUID]:
    with unit_of_work() as work:
        meeting = case.meeting()
        return {each.id for each in guests.at(work, meeting)}


@pytest.mark.article("8(5)", "18(2)")
def test_who_is_not_to_come_owes_nothing_and_can_be_invited_again(a_case: At) -> None:
    case = a_case("told")
    guest, today = bring(case), case.clock.today()
    assert guest in may_come(case)
    assert Duty.TAKE_DECLARATIONS in case.duties()
    with pytest.raises(NoInvitationThen):
        take_back(case, guest, today - timedelta(days=1))
    take_back(case, guest)
    said = case.recorded("invitation taken back")
    assert (said.article, said.detail["on"]) == ("8(5)", today.isoformat())
    assert WHY not in str(said.detail)
    assert rows(guest)[0].taken_back is not None
    assert guest not in may_come(case)
    assert Duty.TAKE_DECLARATIONS not in case.duties()
    with pytest.raises(NoInvitationThen):
        take_back(case, guest)
    with pytest.raises(WereToldNotToCome):
        again(case, guest, Invitation(today - timedelta(days=1), paper="12/2026"))
    again(case, guest, Invitation(today))  # the same day: no invitation stands
    with pytest.raises(InvitedAlready):
        again(case, guest, Invitation(today))
    assert guest in may_come(case)
    assert Duty.TAKE_DECLARATIONS in case.duties()
    hold(case, [guest])
    assert breaches(case, Wrong.SAT_IN_UNASKED) == []


@pytest.mark.article("8(5)", "10(6)")
def test_who_came_all_the_same_sat_in_unasked_whenever_it_is_typed(a_case: At) -> None:
    case = a_case("told")
    guest, told = bring(case), case.clock.today()
    hold(case, [guest])
    assert breaches(case, Wrong.SAT_IN_UNASKED) == []
    take_back(case, guest, told)
    assert breaches(case, Wrong.SAT_IN_UNASKED) == [(guest, "10(6)")]
    meeting = rows(guest)[0].meeting_id
    again(case, guest, Invitation(told, witness="Asistentja"), meeting)
    assert struck_days(case) == [case.clock.today()]


@pytest.mark.article("8(5)", "9")
def test_who_was_told_not_to_come_is_nowhere_absent(a_case: At) -> None:
    case = a_case("told")
    guest = bring(case)
    take_back(case, guest)
    hold(case, [], Unasked("Kryetari"))
    with unit_of_work() as work:
        meeting = case.held()
        assert guest not in invited.whom(work, meeting, meeting.met_on).invited
        assert guest not in {each.id for each in guests.at(work, meeting)}


@pytest.mark.article("18(1)")
def test_of_another_table_nothing_is_taken_back(a_case: At) -> None:
    case = a_case("told")
    guest = bring(case)
    with pytest.raises(NotThere), case.manager() as work:
        taken_back.take_back(work, case.case, guest, reason=WHY)
    assert JUDGE[0] not in str(case.recorded("guest invited").detail)
