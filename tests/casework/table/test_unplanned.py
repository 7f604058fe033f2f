"""Meetings that nobody had planned, or that were called off, and that took place: Art. 8, 14(5)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from casework.table import (
    composition,
    convening,
    meetings,
    record_correction,
    service,
    signing,
    succession,
)
from casework.table.meetings import Presence
from casework.table.one_line import Unasked
from casework.table.record_correction import WasSo
from casework.table.signing import MinutesText
from casework.table.succession import End
from casework.table.unplanned import Unplanned
from core.clock import at_local
from models.breach import BreachRow
from models.meeting import Meeting
from models.people import Professional
from models.session import unit_of_work
from rules.assessment import Risk
from rules.beginning import BeforeTheReferral
from rules.breaches import Wrong
from rules.days import StillToCome
from rules.phases import StepOutOfTurn
from rules.service import HandedOver, Served
from rules.succession import Departure
from rules.telling import WordToFamily
from rules.unplanned import OnRecordThatDay
from tests.builders import DOCTOR, HOUR, PLACE, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_meetings import ABSENT, everybody, relatives
from tests.casework.table.test_meetings_in_breach import wrongs
from tests.casework.table.test_record_correction import BECAUSE
from tests.database import past_the_rights

NOT_CALLED = WordToFamily(None, reason="Askush nuk e thirri.")


def take_place(
    case: ACase,
    on: date,
    also: Collection[UUID] = (),
    *,
    away: Mapping[UUID, Presence] | None = None,
    unasked: Sequence[Unasked] = (),
    **said: Any,
) -> Meeting:
    """Everybody who sits was there, and `also` who had left; of the family nobody was told."""
    if on == case.stage.today():
        case.clock.moment = max(case.clock.moment, at_local(on, HOUR))
    known = relatives(case)
    here = dict.fromkeys(also, Presence(present=True)) | dict(away or {})
    with case.manager() as work:
        return meetings.hold(
            work,
            case.case,
            attendance=everybody(work, case) | here,
            unasked=unasked,
            family=dict.fromkeys(known.values(), ABSENT),  # type: ignore[arg-type]
            unplanned=Unplanned(at_local(on, HOUR), PLACE, **said),
            told=dict.fromkeys(known.values(), NOT_CALLED),  # type: ignore[arg-type]
        )


@pytest.mark.article("14(5)")
@pytest.mark.parametrize(("risk", "wrong"), [(None, True), (Risk.LOW, False)])
def test_an_extraordinary_meeting_without_risk_is_on_record_as_a_breach(
    a_case: At, risk: Risk | None, *, wrong: bool
) -> None:
    case = a_case("appointed")
    case.clock.move_to(case.begins + timedelta(days=2))
    meeting = take_place(
        case, case.begins + timedelta(days=1), extraordinary=True, stated_risk=risk
    )
    assert (meeting.kind, meeting.unplanned) == ("extraordinary", True)
    assert ((Wrong.WITHOUT_RISK, "14(5)", None) in wrongs(case)) is wrong
    assert (Wrong.HELD_UNAGREED, "8(3)", None) in wrongs(case)


@pytest.mark.article("14(5)")
def test_the_risk_is_that_of_its_day_also_when_its_record_is_corrected(a_case: At) -> None:
    case = a_case("planned")
    case.clock.move_to(case.clock.today() + timedelta(days=2))
    meeting = take_place(case, case.clock.today() - timedelta(days=1), extraordinary=True)
    with past_the_rights() as work:  # as a later meeting finds
        work.session.execute(text("UPDATE cases SET risk = 'none'"))
    there = WasSo(members={case.seat(SILENT): Presence(present=False, words="Në detyrë.")})
    with case.manager() as work:
        record_correction.correct(work, meeting.id, there, BECAUSE)
    assert wrongs_of(case, Wrong.WITHOUT_RISK) == []


@pytest.mark.article("14(5)")
def test_a_day_that_is_corrected_says_once_that_there_was_no_risk(a_case: At) -> None:
    case = a_case("appointed")
    case.clock.move_to(case.begins + timedelta(days=3))
    meeting = take_place(case, case.begins + timedelta(days=2), extraordinary=True)
    with case.manager() as work:
        earlier = WasSo(on=case.begins + timedelta(days=1))
        record_correction.correct(work, meeting.id, earlier, BECAUSE)
    assert wrongs_of(case, Wrong.WITHOUT_RISK) == [
        (case.begins + timedelta(days=1), False),
        (case.begins + timedelta(days=2), True),
    ]


def wrongs_of(case: ACase, wrong: Wrong) -> list[tuple[date, bool]]:
    """The days of it, and whether each is struck through."""
    query = select(BreachRow).where(BreachRow.life_id == case.case, BreachRow.duty == wrong)
    with unit_of_work() as work:
        found = work.session.scalars(query.order_by(BreachRow.limit_on))
        return [(row.limit_on, row.struck_on is not None) for row in found]


@pytest.mark.article("8(3)", "10(6)")
def test_who_had_a_seat_is_judged_whenever_it_is_typed(a_case: At) -> None:
    case = a_case("planned")
    day, silent = case.clock.today() + timedelta(days=2), case.seat(SILENT)
    case.clock.move_to(day + timedelta(days=1))
    with unit_of_work() as work:
        name = work.session.get_one(Professional, case.person(DOCTOR)).name or ""
    away = {silent: Presence(present=False, words="Iku.")}
    meeting = take_place(case, day, away=away, unasked=[Unasked(name.upper(), "Klinika", "Mjeke.")])
    assert owed_to(silent, meeting) == {("8(3)", False)}
    assert wrongs_of(case, Wrong.SAT_IN_UNASKED) == [(day, False)]
    before = day - timedelta(days=1)
    with case.manager() as work:
        composition.choose(work, case.case, {case.person(DOCTOR): "Shëndeti."}, on=before)
        end = End(Departure.END_OF_OFFICE, "Iku.", on=before)
        succession.release(work, case.case, silent, end)
    assert wrongs_of(case, Wrong.SAT_IN_UNASKED) == [(day, True)]
    assert owed_to(case.seat(DOCTOR), meeting) == {("8(3)", False)}
    assert owed_to(silent, meeting) == {("8(3)", True)}


def owed_to(member: UUID, meeting: Meeting) -> set[tuple[str, bool]]:
    """Each lapse towards one of them, and whether it is struck through."""
    with unit_of_work() as work:
        rows = work.session.scalars(
            select(BreachRow).filter_by(member_id=member, meeting_id=meeting.id)
        )
        return {(row.article, row.struck_on is not None) for row in rows}


@pytest.mark.article("8(11)", "17(3)")
def test_the_table_closes_a_case_in_a_meeting_that_nobody_had_planned(a_case: At) -> None:
    """Nobody was invited, each a breach; what the table decided there is written down like any."""
    case = a_case("closure_approved")
    case.record_opinions()
    day = case.stage.today() + timedelta(days=1)
    case.clock.move_to(day + timedelta(days=1))
    meeting = take_place(case, day)
    assert meeting.kind == "closure"
    found = wrongs(case)
    assert {who for wrong, _, who in found if wrong == Wrong.NOT_ALL_INVITED} == set(case.members())
    for on, is_struck in ((day + timedelta(days=1), False), (day, True)):
        with case.manager() as work:  # by telephone in the night, and typed later
            said = HandedOver(on, witness="Roja.")
            service.record(work, meeting.id, [case.seat(SILENT)], Served.INVITATION, said)
        lines = wrongs_of(case, Wrong.NOT_ALL_INVITED)
        assert [struck for _, struck in lines].count(True) == is_struck
    case.decide(close=True)
    assert case.closure().decided_on == day
    case.stage.settle()
    case.write_minutes()
    with unit_of_work() as work:
        laid = signing.read(work.session, case.papers()[-1].id, MinutesText)
    assert laid is not None
    assert laid.words.unplanned  # as whoever signs them reads


@pytest.mark.article("15(1)")
def test_while_closing_is_prepared_it_may_have_been_the_review(a_case: At) -> None:
    case = a_case("closure_approved")
    meeting = take_place(case, case.stage.today(), on_review=True, that_day=1, items=["Shkolla."])
    assert meeting.kind == "review"
    assert "review" in meeting.agenda
    assert sum(code.startswith("own:") for code in meeting.agenda) == 1


@pytest.mark.article("8(3)", "9")
def test_a_meeting_that_was_called_off_and_took_place_is_recorded_beside_its_successor(
    a_case: At,
) -> None:
    """Its calling off stays on record; its number was given away, and it takes the next one."""
    case = a_case("invited")
    former = case.meeting()
    with case.manager() as work:
        convening.cancel(work, case.case, former.id)
    after = case.propose(at_local(former.day + timedelta(days=7), HOUR))
    assert (former.number, after.number) == (1, 1)
    case.clock.move_to(former.day + timedelta(days=1))
    meeting = hold(case, former)
    assert (meeting.number, meeting.met_on, meeting.cancelled_at) == (2, former.day, None)
    assert (meeting.called_off_at is None, case.meeting().id) == (False, after.id)
    assert ("took place although called off", "8(3)") in case.trail()


def hold(case: ACase, former: Meeting) -> Meeting:
    """It had been called off, and took place on its day; everybody was there."""
    known = relatives(case)
    with case.manager() as work:
        return meetings.hold(
            work,
            case.case,
            attendance={who: Presence(present=True) for who in everybody(work, case)},
            family=dict.fromkeys(known.values(), ABSENT),  # type: ignore[arg-type]
            meeting_id=former.id,
            on=former.day,
            told=dict.fromkeys(known.values(), NOT_CALLED),  # type: ignore[arg-type]
            known_off=True,
        )


@pytest.mark.article("8(3)", "8(7)")
def test_nobody_owed_an_invitation_to_whoever_had_no_seat_any_more(a_case: At) -> None:
    case = a_case("declared")
    recused = case.declare_conflict(SILENT)
    meeting = take_place(case, case.stage.today(), also=[recused])
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.subject_id == meeting.id)
        rows = work.session.scalars(query.where(BreachRow.member_id.is_not(None))).all()
    for wrong in (Wrong.SHORT_NOTICE, Wrong.NO_PAPERS):
        late = {row.member_id for row in rows if row.duty == wrong}
        assert late == set(case.members()) - {recused}


@pytest.mark.article("8(1)", "17(5)")
def test_only_what_cannot_have_been_is_refused(a_case: At) -> None:
    case = a_case("appointed")
    today = case.stage.today()
    with pytest.raises(StillToCome):
        take_place(case, today + timedelta(days=1))
    with pytest.raises(BeforeTheReferral):
        take_place(case, case.begins - timedelta(days=1))
    assert take_place(case, case.begins).met_on == case.begins
    with pytest.raises(OnRecordThatDay):
        take_place(case, case.begins)
    once_more = take_place(case, case.begins, that_day=1)
    assert (once_more.number, once_more.kind, "review" in once_more.agenda) == (2, "other", False)
    with pytest.raises(StepOutOfTurn):
        take_place(a_case("closed"), case.begins)
