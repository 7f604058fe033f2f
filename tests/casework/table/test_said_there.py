"""What was decided, told and shared in a meeting that was of another case: Art. 9, 18(1)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from casework.case import decision_records, information, logbook
from casework.case.logbook import Logged, OfOneChild
from casework.table import contact_change
from models.decision_record import DecisionRecord
from models.information import Information
from models.meeting import Meeting
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from queries import decision_records as decisions
from queries import information as informed
from queries.decision_records import RecordLine
from queries.waiting import of_case
from rules.decision_records import DecisionSubject, Dissented, WeighedFacts
from rules.logbook import LogKind
from rules.monitoring import FindingsMeans
from rules.waiting import WaitingKind
from tests.builders import ACase
from tests.casework.case.test_decision_records import AUNT, HOME
from tests.casework.case.test_monitoring import file_of, tell
from tests.casework.conftest import At
from tests.casework.table.test_misplaced import take_out
from tests.casework.table.test_unplanned import take_place
from tests.database import past_the_rights
from tests.portal.members import ADVOCATE, HEALTH
from workflow.life import look_again

DAY = timedelta(days=1)


def decide(case: ACase, meeting: Meeting) -> UUID:
    weighed = WeighedFacts(
        DecisionSubject.REMOVAL,
        meeting.met_on,
        options=(HOME, AUNT),
        chosen=2,
        rests_on="Raporti.",
        why="Nuk është e sigurt.",
        view="Te tezja.",
        meeting_id=meeting.id,
        dissented=Dissented.NOBODY,
    )
    with case.manager() as work:
        return decision_records.write(work, case.case, weighed).id


def share(case: ACase, meeting: Meeting) -> UUID:
    with case.manager() as work:
        return information.enter(
            work,
            case.case,
            given_on=meeting.met_on,
            words="Kanarina mungon.",
            member_id=case.seat(HEALTH),
            meeting_id=meeting.id,
        ).id


def line_of(case: ACase) -> RecordLine:
    with case.head() as work:
        (line,) = decisions.of_case(work, case.row())
        return line


def waiting(case: ACase) -> set[WaitingKind]:
    with case.manager() as work:
        return {each.kind for each in of_case(work, case.row())}


def unheard(case: ACase) -> tuple[int, frozenset[UUID]]:
    """How many were typed after the assessment, and which name a meeting that is none."""
    with case.manager() as work:
        row = case.row()
        given = informed.of_case(work, row)
        gone = informed.of_no_held_meeting(work, row, given)
        return informed.state_of(work, row).behind.typed_after, gone


def shelter(case: ACase, on: date) -> None:
    with case.manager() as work:
        logbook.enter(work, case.case, Logged(LogKind.SHELTER, on, OfOneChild("Strehimore.")))


@pytest.mark.article("9", "12(3)")
def test_a_decision_of_it_stands_for_none_until_it_is_put_on_record_once_more(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    on = case.clock.today() - DAY
    shelter(case, on)
    assert WaitingKind.UNWEIGHED in waiting(case)
    meeting = take_place(case, on)
    decide(case, meeting)
    assert line_of(case).counts
    assert WaitingKind.UNWEIGHED not in waiting(case)
    take_out(case, meeting)
    line = line_of(case)
    assert (line.stands, line.counts, line.put_back) == (True, False, False)
    assert WaitingKind.UNWEIGHED in waiting(case)
    again = take_place(case, on)
    line = line_of(case)
    assert (line.counts, line.put_back) == (True, True)
    assert WaitingKind.UNWEIGHED not in waiting(case)
    with case.head() as work:
        assert decisions.of_meeting(work, again.id) == []
        assert decisions.of_meeting(work, meeting.id) == []


@pytest.mark.article("9", "12(3)", "5(1.2)")
def test_another_meeting_of_that_day_that_stood_there_brings_nothing_back(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    on = case.held().met_on
    shelter(case, on)
    meeting = take_place(case, on, that_day=1)
    decide(case, meeting)
    row = share(case, meeting)
    case.stage.move_to(case.clock.today() + DAY)
    take_out(case, meeting)
    assert (line_of(case).counts, line_of(case).put_back) == (False, False)
    assert WaitingKind.UNWEIGHED in waiting(case)
    assert unheard(case) == (1, frozenset({row}))
    take_place(case, on, that_day=1)
    assert (line_of(case).counts, line_of(case).put_back) == (True, True)
    assert WaitingKind.UNWEIGHED not in waiting(case)
    assert unheard(case) == (0, frozenset())


@pytest.mark.article("9", "14(3.4)")
def test_what_was_told_in_it_is_told_no_more(a_case: At) -> None:
    case = a_case("minuted")
    met_on = case.clock.today()
    case.stage.move_to(met_on + 3 * DAY)
    meeting = take_place(case, met_on + DAY)
    tell(case, FindingsMeans.MEETING, met_on + DAY)
    assert [each.counts for each in file_of(case).told] == [True]
    take_out(case, meeting)
    assert [each.counts for each in file_of(case).told] == [False]
    assert file_of(case).untold_since == met_on
    assert WaitingKind.UNTOLD in waiting(case)
    take_place(case, met_on + DAY)
    assert [each.counts for each in file_of(case).told] == [True]


@pytest.mark.article("9", "5(1.2)", "20(1)")
def test_what_was_shared_in_it_was_not_heard(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    meeting = take_place(case, case.held().met_on - DAY)
    row = share(case, meeting)
    assert unheard(case) == (0, frozenset())
    take_out(case, meeting)
    assert unheard(case) == (1, frozenset({row}))
    take_place(case, meeting.met_on)
    assert unheard(case) == (0, frozenset())


@pytest.mark.article("9", "18(1)")
def test_what_was_said_under_a_planned_meeting_goes_with_its_record(a_case: At) -> None:
    case = a_case("reports_asked")
    planned = case.meeting()
    case.stage.move_to(planned.day)
    case.tell_family()
    case.hold(approve_minutes=False)
    meeting = case.held()
    assert meeting.id == planned.id
    decided, shared = decide(case, meeting), share(case, meeting)
    take_out(case, meeting)
    with unit_of_work() as work:
        rows = (
            work.session.get_one(DecisionRecord, decided),
            work.session.get_one(Information, shared),
        )
        gone = {each.meeting_id for each in rows}
    assert len(gone) == 1
    assert meeting.id not in gone
    assert not line_of(case).counts
    for table in ("decision_record", "information"):
        with pytest.raises(DBAPIError, match="stays as it was written"), past_the_rights() as work:
            work.session.execute(text(f"UPDATE {table} SET meeting_id = '{meeting.id}'"))


def comes_back(case: ACase, status: MessageStatus, *emails: str) -> None:
    people = {case.person(email) for email in emails} or {
        each.recipient_id for each in case.messages("monitoring/findings")
    }
    with unit_of_work() as work:
        work.session.execute(
            update(Message)
            .where(Message.template == "monitoring/findings", Message.recipient_id.in_(people))
            .values(status=status, accepted_at=case.clock.now())
        )
        tables = {id for each in people for id in contact_change.open_lives(work, each)}
    for table in {case.case, *tables}:
        look_again(table)


@pytest.mark.article("14(3.4)")
@pytest.mark.parametrize("status", [MessageStatus.FAILED, MessageStatus.UNKNOWN])
def test_whom_the_mail_did_not_reach_is_named_until_they_are_told(
    a_case: At, status: MessageStatus
) -> None:
    case = a_case("minuted")
    told_on = case.clock.today() + DAY
    case.stage.move_to(told_on)
    tell(case)
    case.stage.settle()
    assert WaitingKind.WORDLESS not in waiting(case)
    comes_back(case, status, ADVOCATE)
    file, seat = file_of(case), case.seat(ADVOCATE)
    assert file.wordless == {seat: told_on}
    assert [each.member.id for each in file.told[0].missed] == [seat]
    assert seat not in {each.member.id for each in file.told[0].reached}
    assert {WaitingKind.WORDLESS, WaitingKind.UNTOLD} & waiting(case) == {WaitingKind.WORDLESS}
    case.stage.move_to(told_on + DAY)
    tell(case, FindingsMeans.PAPER, told_on + DAY)
    assert not file_of(case).wordless
    assert WaitingKind.WORDLESS not in waiting(case)


@pytest.mark.article("14(3.4)")
def test_what_every_server_refused_told_nobody(a_case: At) -> None:
    case = a_case("minuted")
    met_on = case.clock.today()
    case.stage.move_to(met_on + DAY)
    tell(case)
    case.stage.settle()
    comes_back(case, MessageStatus.FAILED)
    file = file_of(case)
    assert (file.untold_since, [each.counts for each in file.told]) == (met_on, [False])
    assert {WaitingKind.WORDLESS, WaitingKind.UNTOLD} <= waiting(case)
    comes_back(case, MessageStatus.SENT, ADVOCATE)
    assert file_of(case).untold_since is None
    assert WaitingKind.UNTOLD not in waiting(case)
