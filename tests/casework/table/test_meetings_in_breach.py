"""What is on record as a breach of a meeting that was held: Art. 8(3), 18(2)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record.table import seats
from casework.table import convening, meetings, succession
from casework.table.meetings import Presence
from identity.access import NotThere
from models.breach import BreachRow
from models.meeting import Attendance
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.succession import Departure
from tests.builders import HEAD, HOUR, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_meetings import ABSENT, hold, relatives


def wrongs(case: ACase) -> list[tuple[str, str, UUID | None]]:
    """What is noted against the text of this meeting's day, beside notice and papers."""
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.life_id == case.case)
        rows = work.session.scalars(query.order_by(BreachRow.duty)).all()
        quiet = {Wrong.SHORT_NOTICE, Wrong.NO_PAPERS}
        return [(row.duty, row.article, row.member_id) for row in rows if row.duty not in quiet]


@pytest.mark.article("4(5)", "10(5)")
def test_a_parent_said_to_use_violence_who_took_part_is_on_record_as_a_breach(a_case: At) -> None:
    case = a_case("told")
    there = Presence(present=True)
    hold(case, {"child": ABSENT, "father": there, "mother": ABSENT})
    assert wrongs(case) == [
        (Wrong.UNDECLARED_AT_THE_TABLE, "18(2)", None),  # nobody had the father sign
        (Wrong.VIOLENT_AT_THE_TABLE, "4(5)", None),
    ]


@pytest.mark.article("18(2)")
def test_who_sat_there_undeclared_is_on_record_as_present_and_as_a_breach(a_case: At) -> None:
    case = a_case("agreed")
    declared, silent = case.members()[1:], case.members()[0]
    case.declare_as_chair()
    for member in declared:
        case.declare(member)
    case.stage.move_to(case.meeting().day, HOUR)
    case.tell_family()
    hold(case, dict.fromkeys(("child", "father", "mother"), ABSENT))
    with unit_of_work() as work:
        line = work.session.scalars(select(Attendance).filter_by(member_id=silent)).one()
    assert line.present
    assert wrongs(case) == [(Wrong.UNDECLARED_AT_THE_TABLE, "18(2)", silent)]


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("scene", "wrong"),
    [("proposed", Wrong.HELD_UNAGREED), ("declared", Wrong.HELD_UNINVITED)],
)
def test_a_meeting_nobody_was_invited_to_is_on_record_as_a_breach(
    a_case: At, scene: str, wrong: Wrong
) -> None:
    case = a_case(scene)
    case.tell_family()
    case.clock.move_to(case.meeting().day, HOUR)
    case.hold()
    assert (wrong, "8(3)", None) in wrongs(case)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(("days", "struck"), [(-1, True), (0, True), (1, False)])
def test_an_agreement_entered_after_the_meeting_is_held_against_its_day(
    a_case: At, days: int, struck: bool
) -> None:
    """Struck through where it was given by then; what is left is that nobody had been invited."""
    case = a_case("proposed")
    case.tell_family()
    meeting = case.meeting()
    case.clock.move_to(meeting.day, HOUR)
    case.hold()
    case.clock.move_to(meeting.day + timedelta(days=2))
    with case.head() as work:
        on = meeting.day + timedelta(days=days)
        convening.agree(work, meeting.id, by=case.account(HEAD).id, on=on)
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.subject_id == meeting.id)
        rows = {row.duty: row for row in work.session.scalars(query)}
    assert rows[Wrong.HELD_UNAGREED].happened_on == on
    assert (rows[Wrong.HELD_UNAGREED].struck_on is not None) is struck
    assert (Wrong.HELD_UNINVITED in rows) is struck


@pytest.mark.article("10(2)")
def test_who_declared_a_conflict_is_not_asked_after_and_who_had_left_cannot_have_come(
    a_case: At,
) -> None:
    case = a_case("invited")
    gone = next(each for each in case.members() if each != case.seat(SILENT))
    with case.manager() as work:
        succession.release(work, case.case, gone, succession.End(Departure.END_OF_OFFICE, "Iku."))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    recused = case.declare_conflict(SILENT)
    with pytest.raises(NotThere):
        case.hold(also=[gone])
    case.hold()
    with unit_of_work() as work:
        query = select(Attendance.member_id)
        assert recused not in set(work.session.scalars(query))


@pytest.mark.article("9", "10(2)", "18(2)")
def test_a_conflict_typed_before_the_record_takes_nobody_out_of_the_meeting(a_case: At) -> None:
    case = a_case("told")
    seat, day = case.seat(SILENT), case.clock.today()
    case.stage.move_to(day + timedelta(days=1))
    case.declare_conflict(SILENT)
    with case.manager() as work:
        there = {
            each.id: Presence(True) for each in seats(work.session, case.case) if each.sat_on(day)
        }
    assert seat in there
    known = relatives(case)
    with case.manager() as work:
        family = dict.fromkeys(known.values(), ABSENT)
        meetings.hold(work, case.case, attendance=there, family=family)  # type: ignore[arg-type]
    with unit_of_work() as work:
        lines = {line.member_id: line.present for line in work.session.scalars(select(Attendance))}
        assert lines[seat]
        undeclared = BreachRow.duty == Wrong.UNDECLARED_AT_THE_TABLE
        assert seat not in work.session.scalars(select(BreachRow.member_id).where(undeclared)).all()
    case.write_minutes()
    assert not case.messages("minutes/draft", case.person(SILENT))
