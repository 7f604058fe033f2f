"""Guests of one meeting, and who sat there unasked: Art. 8(5), 10(6), 18(2)."""

from uuid import UUID

import pytest
from sqlalchemy import select

from casework.table import guests, meetings
from casework.table.guests import Unasked
from casework.table.meetings import Presence
from identity.access import NotThere
from models.breach import BreachRow
from models.meeting import Meeting
from models.participant import Participant, ParticipantPresence
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.duties import Duty
from rules.guests import MeetingIsClosed
from rules.participants import NobodyNamed, Part
from simulation import words
from tests.builders import ACase
from tests.casework.conftest import At
from tests.casework.table.test_meetings import everybody

JUDGE = ("Fatmir Berisha", "Gjykata Themelore", "Masa e përkohshme për fëmijën.")


def bring(case: ACase, part: Part = Part.GUEST, *, meeting_id: UUID | None = None) -> UUID:
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
        ).id


def hold(case: ACase, came: list[UUID], *unasked: Unasked) -> None:
    case.stage.move_to(case.meeting().day)
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
        )


def first_of(case: ACase) -> UUID:
    query = select(Meeting.id).where(Meeting.life_id == case.case, Meeting.number == 1)
    with unit_of_work() as work:
        return work.session.scalars(query).one()


def breaches(case: ACase, wrong: Wrong) -> list[tuple[UUID | None, str]]:
    query = select(BreachRow).where(BreachRow.life_id == case.case, BreachRow.duty == wrong)
    with unit_of_work() as work:
        return [(row.subject_id, row.article) for row in work.session.scalars(query)]


@pytest.mark.article("8(5)", "10(6)")
def test_a_guest_is_invited_to_one_meeting_with_institution_and_reason(a_case: At) -> None:
    case = a_case("told")
    guest = bring(case)
    assert case.recorded("participant recorded").article == "8(5)"
    with unit_of_work() as work:
        row = work.session.get_one(Participant, guest)
        assert (row.meeting_id, row.reason) == (case.meeting().id, JUDGE[2])
    hold(case, [guest])
    assert breaches(case, Wrong.SAT_IN_UNASKED) == []


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
    hold(case, [], Unasked("", "Kryetari i komunës"), Unasked("Ilir"))
    with unit_of_work() as work:
        there = set(work.session.scalars(select(ParticipantPresence.participant_id)))
    assert {id for id, _ in breaches(case, Wrong.SAT_IN_UNASKED)} == there
    assert {article for _, article in breaches(case, Wrong.SAT_IN_UNASKED)} == {"10(6)"}
    assert there <= {id for id, _ in breaches(case, Wrong.UNDECLARED_AT_THE_TABLE)}
    assert case.duties()[Duty.TAKE_DECLARATIONS].count == 2
    held = first_of(case)
    with pytest.raises(NobodyNamed), case.manager() as work:
        guests.bring(work, case.case, Part.UNASKED, name=" ", meeting_id=held)


@pytest.mark.article("8(5)", "10(6)")
def test_what_is_learned_after_the_meeting_is_recorded_with_its_day(a_case: At) -> None:
    case = a_case("met")
    held = first_of(case)
    stranger = bring(case, Part.UNASKED, meeting_id=held)
    guest = bring(case, Part.GUEST, meeting_id=held)
    assert breaches(case, Wrong.SAT_IN_UNASKED) == [(stranger, "10(6)")]
    undeclared = {id for id, _ in breaches(case, Wrong.UNDECLARED_AT_THE_TABLE)}
    assert {stranger, guest} <= undeclared


@pytest.mark.article("8(5)")
def test_a_guest_who_did_not_come_owes_nothing(a_case: At) -> None:
    case = a_case("told")
    bring(case)
    assert Duty.TAKE_DECLARATIONS in case.duties()
    hold(case, [])
    assert Duty.TAKE_DECLARATIONS not in case.duties()


@pytest.mark.article("8(5)", "10(6)")
def test_the_guest_of_one_meeting_is_no_guest_of_the_next(a_case: At) -> None:
    case = a_case("review_agreed")
    guest = bring(case, meeting_id=first_of(case))
    assert breaches(case, Wrong.SAT_IN_UNASKED) == []
    case.tell_family()
    hold(case, [guest])
    assert breaches(case, Wrong.SAT_IN_UNASKED) == [(guest, "10(6)")]
