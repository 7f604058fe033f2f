"""A meeting typed in the wrong case is taken out of it, and stays to be read: Art. 9, 10(1)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from casework.table import meetings, minutes, misplaced
from casework.table.meetings import Presence
from casework.table.misplaced import OfAnotherCase
from casework.table.one_line import Unasked
from identity.access import NotThere
from models.breach import BreachRow
from models.life import Life
from models.meeting import Attendance, Meeting
from models.misplaced import MisplacedMeeting
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.misplaced import MinutesAreSigned, TableDecidedThere
from rules.record_correction import RecordNotThere
from rules.signing import SignatureMethod
from tests.builders import SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_unplanned import take_place, wrongs_of
from tests.database import past_the_rights

SAID = OfAnotherCase("U zgjodh numri i gabuar.", "R-26-1009")


def take_out(case: ACase, meeting: Meeting) -> None:
    with case.manager() as work:
        misplaced.take_out(work, meeting.id, SAID)
    case.stage.settle()


def met(case: ACase) -> Meeting:
    """The day after, by mistake: somebody sat in, one member stayed away."""
    case.clock.move_to(case.clock.today() + timedelta(days=1))
    away = {case.seat(SILENT): Presence(present=False, words="Në detyrë.")}
    return take_place(case, case.clock.today(), away=away, unasked=[Unasked("Ilir", "Gazeta")])


@pytest.mark.article("9", "10(6)", "8(3)", "10(1)", "15(1)")
def test_what_was_computed_from_it_ends_and_all_of_it_stays(a_case: At) -> None:
    case = a_case("planned")
    before, duties = case.facts().table.last, case.duties()
    meeting = met(case)
    with case.manager() as work:
        minutes.write(work, meeting.id, "1. Nga një rast tjetër.", nothing_was_said=True)
    assert case.facts().table.last != before
    assert wrongs_of(case, Wrong.SAT_IN_UNASKED) == [(meeting.met_on, False)]
    take_out(case, meeting)
    assert case.facts().table.last == before
    assert case.duties().keys() == duties.keys()
    assert all(duty.meeting_id != meeting.id for duty in case.duties().values())
    with unit_of_work() as work:
        rows = work.session.scalars(select(BreachRow).filter_by(meeting_id=meeting.id)).all()
        assert rows
        assert all(row.struck_on and row.corrected for row in rows)
        kept = work.session.scalars(select(MisplacedMeeting)).one()
        assert (kept.belongs_to, kept.was_met_on) == (SAID.belongs_to, meeting.met_on)
        there = work.session.scalars(select(Attendance).filter_by(meeting_id=meeting.id)).all()
        assert len(there) == len(case.members())
    assert ("meeting not of this case", "9") in case.trail()
    with pytest.raises(RecordNotThere):
        take_out(case, meeting)
    with pytest.raises(NotThere), case.manager() as work:  # it does not come back
        meetings.hold(work, case.case, attendance={}, meeting_id=meeting.id, known_off=True)
    for rewritten in (
        update(MisplacedMeeting).values(said_on=case.begins),
        update(Meeting).where(Meeting.id == meeting.id).values(misplaced_at=None),
        update(Meeting).where(Meeting.held_at.is_not(None)).values(held_at=None),
    ):
        with pytest.raises(DBAPIError, match=r"stays|check constraint"), past_the_rights() as work:
            work.session.execute(rewritten)


def settled(case: ACase) -> Meeting:
    """The plan was adopted in it."""
    return case.held()


def signed(case: ACase) -> Meeting:
    meeting = met(case)
    with case.manager() as work:
        paper = minutes.write(work, meeting.id, "1. Fjalë.", nothing_was_said=True)
        life = work.session.get_one(Life, case.case)
        minutes.lay(work, life, paper)
        paper.signatures_asked_at = work.clock.now()
        work.session.flush()
        member = case.seat(SILENT)
        minutes.sign(work, paper.id, member_id=member, method=SignatureMethod.PAPER)
    return meeting


@pytest.mark.article("10(1)")
@pytest.mark.parametrize(
    ("of", "refusal"), [(settled, TableDecidedThere), (signed, MinutesAreSigned)]
)
def test_once_somebody_relied_on_it_it_is_said_in_the_next_meeting(
    a_case: At, of: Callable[[ACase], Meeting], refusal: type[Exception]
) -> None:
    case = a_case("planned")
    with pytest.raises(refusal):
        take_out(case, of(case))
