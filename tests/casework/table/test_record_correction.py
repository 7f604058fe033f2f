"""Who was there, the day and the hour are corrected; what stood there stays: Art. 9, 10(1)."""

from datetime import time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from casework.record.corrected_record import corrected_record
from casework.table import chair_correction, record_correction, signing
from casework.table.chair_correction import Because
from casework.table.chairing import Chaired
from casework.table.meetings import Presence
from casework.table.record_correction import WasSo
from casework.table.signing import MinutesText
from core.clock import at_local, local_day, local_time
from identity.access import NotThere
from models.breach import BreachRow
from models.life import Life, LifeKind
from models.meeting import Attendance, FamilyNotice, Meeting
from models.plan import Plan
from models.record_correction import RecordCorrection
from models.session import unit_of_work
from rules.beginning import BeforeTheReferral, BeforeTheService
from rules.chairing import ChairWasAway
from rules.days import add_months
from rules.duties import Duty
from rules.meetings import MeetingNotYetHeld, ViewsMissing
from rules.record_correction import RecordStands
from tests.builders import SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_meetings import relatives
from tests.casework.table.test_minutes import approved
from tests.casework.table.test_minutes_text import in_writing

__all__ = ["approved"]
BECAUSE = Because("Shënimet me dorë.", "U zgjodh rreshti i gabuar.")
HERE, AWAY = Presence(present=True), Presence(present=False, words="Në detyrë.")


def correct(case: ACase, was_so: WasSo, meeting: UUID | None = None) -> None:
    with case.manager() as work:
        record_correction.correct(work, meeting or case.held().id, was_so, BECAUSE)
    case.stage.settle()


@pytest.mark.article("9")
def test_a_correction_keeps_what_stood_before_and_nothing_else_changes_it(a_case: At) -> None:
    case = a_case("met")
    member, mother = case.seat(SILENT), UUID(str(relatives(case)["mother"]))
    correct(case, WasSo({member: AWAY}, {mother: HERE}))
    with pytest.raises(ViewsMissing):
        correct(case, WasSo(family={mother: Presence(present=False)}))
    with unit_of_work() as work:
        lines = work.session.scalars(select(Attendance).filter_by(member_id=member)).one()
        assert (lines.present, lines.reason) == (False, "Në detyrë.")
        (said,) = corrected_record(work.session, case.held())
    assert {(each.was, each.now) for each in said.lines} == {(True, False), (False, True)}
    assert (said.source, said.reason) == (BECAUSE.source, BECAUSE.reason)
    assert ("record of the meeting corrected", "9") in case.trail()
    with pytest.raises(RecordStands):
        correct(case, WasSo({member: AWAY}))
    with pytest.raises(NotThere):
        correct(case, WasSo({mother: HERE}))
    morning = at_local(case.stage.today())
    for rewritten in (
        update(Attendance).values(present=True),
        update(FamilyNotice).values(present=None),
        update(Meeting).where(Meeting.id == case.held().id).values(held_at=morning),
        update(Plan).values(adopted_on=case.clock.today()),
        update(RecordCorrection).values(said_on=case.clock.today() - timedelta(days=1)),
        delete(RecordCorrection),
    ):
        with pytest.raises(DBAPIError, match=r"stay|permission denied"), unit_of_work() as work:
            work.session.execute(rewritten)


@pytest.mark.article("9", "8(3)")
def test_the_day_is_one_that_has_come_and_the_hour_may_be_another(a_case: At) -> None:
    case = a_case("met")
    day = case.held().met_on
    with pytest.raises(MeetingNotYetHeld):
        correct(case, WasSo(on=case.clock.today() + timedelta(days=1)))
    with pytest.raises(BeforeTheReferral):
        correct(case, WasSo(on=case.begins - timedelta(days=1)))
    correct(case, WasSo(hour=time(9, 15)))
    moment = case.held().held_at
    assert moment is not None
    assert (case.held().met_on, local_time(moment)) == (day, time(9, 15))


@pytest.mark.article("9", "10(1)")
def test_a_text_that_is_being_signed_gives_way_to_one_that_says_what_was_corrected(
    a_case: At,
) -> None:
    case = a_case("opinions")
    paper, member = in_writing(case, close=True), case.seat(SILENT)
    correct(case, WasSo({member: AWAY}), paper.meeting_id)
    with unit_of_work() as work:
        laid = signing.read(work.session, paper.id, MinutesText)
    assert laid is not None
    assert laid.words.version == 2
    (said,) = laid.words.corrected_record
    assert [(each.was, each.now) for each in said.lines] == [(True, False)]
    assert len(laid.words.absent) == 1


@pytest.mark.article("9", "10(1)")
def test_beside_approved_minutes_the_correction_stands_on_its_own(approved: ACase) -> None:
    paper, member = approved.papers()[0], approved.seat(SILENT)
    before = approved.duties()[Duty.SIGN_MINUTES].count
    correct(approved, WasSo({member: AWAY}), paper.meeting_id)
    assert approved.papers()[0].digest == paper.digest
    assert approved.duties()[Duty.SIGN_MINUTES].count == before - 1
    correct(approved, WasSo({member: HERE}), paper.meeting_id)
    assert approved.duties()[Duty.SIGN_MINUTES].count == before


@pytest.mark.article("4(2)", "9")
def test_whoever_chaired_was_there(a_case: At) -> None:
    case = a_case("met")
    with case.manager() as work:
        chair_correction.correct(
            work, case.held().id, Chaired(member_id=case.seat(SILENT)), BECAUSE
        )
    with pytest.raises(ChairWasAway):
        correct(case, WasSo({case.seat(SILENT): AWAY}))


@pytest.mark.article("8(2)", "9")
def test_the_record_of_a_municipal_meeting_is_corrected_too(a_case: At) -> None:
    case = a_case("quarter_met")
    with unit_of_work() as work:
        query = select(Meeting).join(Life, Life.id == Meeting.life_id)
        held = query.where(Life.kind == LifeKind.QUARTERLY, Meeting.held_at.is_not(None))
        met = work.session.scalars(held).one()
        member = work.session.scalars(select(Attendance).filter_by(meeting_id=met.id)).first()
        assert member is not None
    earlier = met.met_on - timedelta(days=1)
    with pytest.raises(BeforeTheService):
        correct(case, WasSo(on=met.met_on.replace(year=1900)), met.id)
    correct(case, WasSo({member.member_id: AWAY}, on=earlier), met.id)
    with unit_of_work() as work:
        now = work.session.get_one(Meeting, met.id)
        (said,) = corrected_record(work.session, now)
        assert now.met_on == earlier
        assert said.was_at == met.held_at


@pytest.mark.article("8(2)")
def test_a_municipal_meeting_that_turns_out_to_be_late_is_a_lapse_and_is_none_the_other_way(
    a_case: At,
) -> None:
    case = a_case("quarter_met")
    with unit_of_work() as work:
        query = select(Meeting).join(Life, Life.id == Meeting.life_id)
        held = query.where(Life.kind == LifeKind.QUARTERLY, Meeting.held_at.is_not(None))
        met = work.session.scalars(held).one()
        began = work.session.scalars(select(func.min(Life.began_at))).one()
    limit = add_months(local_day(began), 3)
    case.clock.move_to(limit + timedelta(days=2))
    for on, missed in ((limit + timedelta(days=1), [(limit, False)]), (limit, [(limit, True)])):
        correct(case, WasSo(on=on), met.id)
        with unit_of_work() as work:
            missing = BreachRow.duty == Duty.MEET_IN_QUARTER
            rows = select(BreachRow).where(missing, BreachRow.life_id == met.life_id)
            lines = work.session.scalars(rows).all()
        assert [(each.limit_on, each.struck_on is not None) for each in lines] == missed
