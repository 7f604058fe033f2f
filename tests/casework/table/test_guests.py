"""Guests of one meeting, and who sat there unasked: Art. 8(5), 10(6), 18(2)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.table import guests, meetings
from casework.table.guests import Invitation
from casework.table.meetings import Presence
from casework.table.one_line import Unasked
from identity.access import NotThere
from models.breach import BreachRow
from models.meeting import Meeting
from models.participant import Participant, ParticipantPresence
from models.session import unit_of_work
from rules.beginning import ToldBeforeTheReferral
from rules.breaches import Wrong
from rules.days import StillToCome
from rules.duties import Duty
from rules.guests import InvitedAlready, MeetingIsClosed
from rules.participants import NobodyNamed, Part
from simulation import words
from tests.builders import HOUR, ACase
from tests.casework.conftest import At
from tests.casework.table.test_meetings import everybody

JUDGE = ("Fatmir Berisha", "Gjykata Themelore", "Masa e përkohshme për fëmijën.")


def bring(
    case: ACase,
    part: Part = Part.GUEST,
    *,
    meeting_id: UUID | None = None,
    said: Invitation | None = None,
) -> UUID:
    name, comes_from, reason = JUDGE
    with case.manager() as work:
        return guests.bring(
            work,
            case.case,
            part,
            name=name,
            comes_from=comes_from,
            reason=reason,
            meeting_id=meeting_id,
            invitation=said,
        ).id


@pytest.mark.article("10(6)", "18(2)")
def test_the_same_person_is_put_on_record_once(a_case: At) -> None:
    case = a_case("planned")
    with unit_of_work() as work:
        query = select(Meeting.id).where(Meeting.life_id == case.case, Meeting.held_at.is_not(None))
        met = work.session.scalars(query).one()
    for part, at in ((Part.INTERPRETER, None), (Part.UNASKED, met)):
        with ThreadPoolExecutor(2) as windows:  # of one officer, at the same moment
            asked = [windows.submit(bring, case, part, meeting_id=at) for _each in range(2)]
            assert len({each.result() for each in asked}) == 1
    with unit_of_work() as work:
        noted = select(BreachRow.duty).where(BreachRow.meeting_id == met)
        found = work.session.scalars(noted).all()
    assert found.count(Wrong.SAT_IN_UNASKED) == found.count(Wrong.UNDECLARED_AT_THE_TABLE) == 1


def again(case: ACase, guest: UUID, said: Invitation, meeting_id: UUID | None = None) -> None:
    with case.manager() as work:
        guests.invite_again(work, case.case, guest, meeting_id, said)


def hold(case: ACase, came: list[UUID], *unasked: Unasked, on: date | None = None) -> None:
    if on is None:
        case.stage.move_to(case.meeting().day, HOUR)
    with case.manager() as work:
        kin = meetings.family_of(work, case.case)
        away = Presence(False, words.FATHERS_VIEWS)
        meetings.hold(
            work,
            case.case,
            attendance=everybody(work, case),
            family={each.id: away for each in kin},
            beside=came,
            unasked=unasked,
            on=on,
        )


def first_of(case: ACase) -> UUID:
    query = select(Meeting.id).where(Meeting.life_id == case.case, Meeting.number == 1)
    with unit_of_work() as work:
        return work.session.scalars(query).one()


def breaches(case: ACase, wrong: Wrong) -> list[tuple[UUID | None, str]]:
    query = select(BreachRow).where(BreachRow.life_id == case.case, BreachRow.duty == wrong)
    with unit_of_work() as work:
        return [(row.subject_id, row.article) for row in work.session.scalars(query)]


def struck(case: ACase) -> dict[UUID | None, date | None]:
    query = select(BreachRow).where(BreachRow.duty == Wrong.SAT_IN_UNASKED)
    with unit_of_work() as work:
        return {row.subject_id: row.struck_on for row in work.session.scalars(query)}


def struck_days(case: ACase) -> list[date | None]:
    query = select(BreachRow).where(BreachRow.duty == Wrong.SAT_IN_UNASKED)
    with unit_of_work() as work:
        return [row.struck_on for row in work.session.scalars(query)]


@pytest.mark.article("8(5)", "10(6)")
def test_a_guest_is_invited_to_one_meeting_with_institution_and_reason(a_case: At) -> None:
    case = a_case("told")
    guest = bring(case)
    assert case.recorded("participant recorded").article == "8(5)"
    invited = case.recorded("guest invited")
    assert (invited.article, invited.detail["meeting"]) == ("8(5)", case.meeting().number)
    with pytest.raises(InvitedAlready):
        again(case, guest, Invitation())
    with pytest.raises(InvitedAlready):
        bring(case)  # one guest is one line, by whichever form: 0070
    assert bring(case, said=Invitation(paper="12/2026")) == guest
    with unit_of_work() as work:
        row = work.session.get_one(Participant, guest)
        assert (row.meeting_id, row.reason) == (case.meeting().id, JUDGE[2])
    met = case.meeting().id
    hold(case, [])  # forgotten in the record
    assert bring(case, meeting_id=met, said=Invitation(witness="Asistentja")) == guest
    assert breaches(case, Wrong.SAT_IN_UNASKED) == []
    with unit_of_work() as work:
        assert work.session.scalars(select(ParticipantPresence.participant_id)).all() == [guest]


@pytest.mark.article("10(6)")
def test_before_a_meeting_nobody_else_is_let_in(a_case: At) -> None:
    case = a_case("told")
    with pytest.raises(MeetingIsClosed):
        bring(case, Part.UNASKED)
    with pytest.raises(MeetingIsClosed), case.manager() as work:
        guests.bring(work, case.case, Part.GUEST, name="Ilir", comes_from="Gazetar")
    with pytest.raises(NotThere):
        bring(case, meeting_id=case.case)  # of no meeting of this table


@pytest.mark.article("10(6)", "18(2)")
def test_who_sat_there_unasked_is_recorded_as_it_was_and_is_a_breach(a_case: At) -> None:
    case = a_case("told")
    named = bring(case, Part.INTERPRETER)
    twice = (Unasked("Ilir", "Gazeta"), Unasked(" ilir ", "gazeta", "Kaloi."))
    known = (Unasked(*JUDGE[:2]), Unasked("", "Kryetari i komunës"))
    hold(case, [named], *twice, *known)  # one person is one line, typed twice or ticked beside
    with unit_of_work() as work:
        there = set(work.session.scalars(select(ParticipantPresence.participant_id)))
    assert {id for id, _ in breaches(case, Wrong.SAT_IN_UNASKED)} == there - {named}
    assert {article for _, article in breaches(case, Wrong.SAT_IN_UNASKED)} == {"10(6)"}
    assert there <= {id for id, _ in breaches(case, Wrong.UNDECLARED_AT_THE_TABLE)}
    assert case.duties()[Duty.TAKE_DECLARATIONS].count == len(there) == 3
    held = first_of(case)
    with pytest.raises(NobodyNamed), case.manager() as work:
        guests.bring(work, case.case, Part.UNASKED, name=" ", meeting_id=held)


@pytest.mark.article("8(5)", "10(6)")
def test_what_is_learned_after_the_meeting_is_recorded_with_its_day(a_case: At) -> None:
    case = a_case("met")
    held, met_on = first_of(case), case.held().met_on
    stranger = bring(case, Part.UNASKED, meeting_id=held)
    day_before = met_on - timedelta(days=1)
    with pytest.raises(ToldBeforeTheReferral):
        bring(case, meeting_id=held, said=Invitation(case.begins - timedelta(days=1)))
    guest = bring(case, meeting_id=held, said=Invitation(day_before))
    proven = bring(case, meeting_id=held, said=Invitation(day_before, witness="Arta Berisha"))
    assert {id for id, _ in breaches(case, Wrong.SAT_IN_UNASKED)} == {stranger, guest}
    undeclared = {id for id, _ in breaches(case, Wrong.UNDECLARED_AT_THE_TABLE)}
    assert {stranger, guest, proven} <= undeclared


@pytest.mark.article("8(5)", "10(6)")
def test_an_invitation_proven_later_strikes_the_breach_through(a_case: At) -> None:
    case = a_case("met")
    held, met_on = first_of(case), case.held().met_on
    case.stage.move_to(met_on + timedelta(days=2))
    guest = bring(case, meeting_id=held, said=Invitation(met_on))
    with pytest.raises(StillToCome):
        again(case, guest, Invitation(met_on + timedelta(days=3)), held)
    again(case, guest, Invitation(met_on + timedelta(days=1), paper="04-12, arkivi"), held)
    assert struck(case) == {guest: None}
    again(case, guest, Invitation(met_on, paper="04-11, arkivi"), held)
    assert struck(case) == {guest: met_on + timedelta(days=2)}


@pytest.mark.article("8(5)", "10(6)")
@pytest.mark.parametrize(("typed", "sat_in"), [(1, False), (3, True)])
def test_a_line_typed_before_the_table_met_needs_no_proof(
    a_case: At, typed: int, sat_in: bool
) -> None:
    """It met two days after the day that was planned."""
    case = a_case("told")
    planned = case.meeting().day
    case.stage.move_to(planned + timedelta(days=typed))
    guest = bring(case, said=Invitation(planned))
    case.stage.move_to(planned + timedelta(days=3))
    hold(case, [guest], on=planned + timedelta(days=2))
    assert bool(breaches(case, Wrong.SAT_IN_UNASKED)) is sat_in


@pytest.mark.article("4(4)", "8(6)")
def test_a_professional_of_no_institution_is_invited_too(a_case: At) -> None:
    case = a_case("told")
    with case.manager() as work:
        guests.bring(
            work,
            case.case,
            Part.GUEST,
            name="Linda",
            reason="Psikologe që punon me fëmijën.",
            independent=True,
        )
    assert case.recorded("participant recorded").article == "4(4)"


@pytest.mark.article("8(5)", "8(6)", "10(6)")
def test_a_guest_is_invited_again_and_declares_once(a_case: At) -> None:
    case = a_case("review_agreed")
    seen = Invitation(case.held().met_on - timedelta(days=1), witness="Asistentja")
    guest = bring(case, meeting_id=first_of(case))
    assert {id for id, _ in breaches(case, Wrong.SAT_IN_UNASKED)} == {guest}  # nothing proves it
    with pytest.raises(NotThere):
        again(case, case.case, Invitation())
    assert bring(case) == guest
    case.tell_family()
    hold(case, [guest])
    assert len(breaches(case, Wrong.SAT_IN_UNASKED)) == 1
    assert bring(case, meeting_id=first_of(case), said=seen) == guest
    assert struck_days(case) != [None]  # proven, by whichever form
    assert case.duties()[Duty.TAKE_DECLARATIONS].count == 1


@pytest.mark.article("8(6)", "10(6)")
def test_to_a_review_come_the_same_as_to_the_meeting_before(a_case: At) -> None:
    case = a_case("review_agreed")
    held, before = first_of(case), case.held().met_on - timedelta(days=1)
    guest = bring(case, meeting_id=held, said=Invitation(before, witness="Arta Berisha"))
    case.tell_family()
    hold(case, [guest])
    assert breaches(case, Wrong.SAT_IN_UNASKED) == []


@pytest.mark.article("8(5)", "8(6)", "10(6)")
def test_proven_later_an_invitation_holds_for_the_review_too(a_case: At) -> None:
    case = a_case("review_agreed")
    held, before = first_of(case), case.held().met_on - timedelta(days=1)
    guest = bring(case, meeting_id=held)
    case.tell_family()
    hold(case, [guest])
    assert struck_days(case) == [None, None]
    again(case, guest, Invitation(before), held)  # a bare word proves nothing
    assert struck_days(case) == [None, None]
    again(case, guest, Invitation(before, paper="04-12, arkivi"), held)
    assert struck_days(case) == [case.clock.today()] * 2


@pytest.mark.article("8(5)")
def test_a_guest_who_did_not_come_owes_nothing(a_case: At) -> None:
    case = a_case("told")
    bring(case)
    assert Duty.TAKE_DECLARATIONS in case.duties()
    hold(case, [])
    assert Duty.TAKE_DECLARATIONS not in case.duties()


@pytest.mark.article("8(5)", "10(6)")
def test_who_sat_in_one_meeting_unasked_is_no_guest_of_the_next(a_case: At) -> None:
    case = a_case("review_agreed")
    guest = bring(case, meeting_id=first_of(case))
    case.tell_family()
    hold(case, [guest])
    assert breaches(case, Wrong.SAT_IN_UNASKED) == [(guest, "10(6)")] * 2
