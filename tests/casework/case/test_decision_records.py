"""A grave decision stands in the file with what it was weighed against: ours, decision 0123."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from casework.case import decision_records, logbook
from casework.case.logbook import Logged, OfOneChild
from casework.case.seal import seal_of
from identity.access import NotThere
from models.decision_record import DecisionRecord
from models.session import unit_of_work
from queries import decision_records as read
from rules.decision_records import (
    DecisionSubject,
    Dissented,
    OptionFacts,
    RecordCorrectedAlready,
    RecordTakenBackAlready,
    WeighedFacts,
)
from rules.logbook import LogKind
from rules.phases import FileSealed
from tests.builders import MANAGER, ACase
from tests.casework.case.test_death import died
from tests.casework.conftest import At
from tests.database import past_the_rights

DAY = timedelta(days=1)
HOME = OptionFacts("Kanarina në shtëpi", "E rrezikshme.", "Mbetet me nënën.", "Shkolla e njëjtë.")
AUNT = OptionFacts("Kanarina te tezja", "E sigurt.", "E njeh mirë.", "Nuk dihet.")


def a_placement(on: date) -> WeighedFacts:
    return WeighedFacts(
        DecisionSubject.PLACEMENT,
        on,
        options=(HOME, AUNT),
        chosen=2,
        rests_on="Kanarina: raporti i policisë.",
        why="Në shtëpi nuk është e sigurt.",
        view="Kanarina do të rrijë me tezen.",
        by_whom="Gjykata",
    )


def write(case: ACase, weighed: WeighedFacts) -> DecisionRecord:
    with case.manager() as work:
        return decision_records.write(work, case.case, weighed)


@pytest.mark.article("12(3)", "18(1)")
def test_what_was_weighed_is_on_record_and_nowhere_in_clear(a_case: At) -> None:
    case = a_case("planned")
    record = write(case, a_placement(case.begins - DAY))  # decided before the referral
    assert record.recorded_by_id == case.account(MANAGER).id
    with case.head() as work:
        (line,) = read.of_case(work, case.row())
        assert (line.chosen.name, [each.name for each in line.others]) == (AUNT.name, [HOME.name])
        assert line.row.dissented is Dissented.NOT_STATED
    with unit_of_work() as work:
        for table in ("decision_record", "decision_option", "audit", "message", "wakeup"):
            rows = work.session.scalars(text(f"SELECT t::text FROM {table} t")).all()
            assert [row for row in rows if "anarina" in row] == []


@pytest.mark.article("12(3)")
def test_a_correction_stands_beside_and_one_record_has_one(a_case: At) -> None:
    case = a_case("planned")
    today = case.clock.today()
    record = write(case, a_placement(today))
    again = replace(a_placement(today), chosen=1, options=(HOME, AUNT, AUNT))
    for late in (False, True):
        if late:
            with pytest.raises(RecordCorrectedAlready), case.manager() as work:
                decision_records.correct(work, record.id, again, reason="Mbeti.")
        else:
            with case.manager() as work:
                decision_records.correct(work, record.id, again, reason="Mbeti.")
    with case.manager() as work:
        found = {line.row.number: line for line in read.of_case(work, case.row())}
        assert found[1].corrected_in == (found[2].row.id, 2)
        assert (found[2].corrects, found[2].row.reason) == (1, "Mbeti.")
        assert found[1].chosen.name == AUNT.name
        assert found[2].chosen.name == HOME.name
    for change in (
        "UPDATE decision_record SET chosen = 1",
        "DELETE FROM decision_option",
        "UPDATE decision_option SET number = number + 10",
        "DELETE FROM decision_record",
    ):
        with pytest.raises(DBAPIError), past_the_rights() as work:
            work.session.execute(text(change))
    copied = (
        "INSERT INTO decision_record (id, case_id, number, subject, decided_on, recorded_at,"
        " recorded_by_id, chosen, dissented, rests_on_sealed, why_sealed, view_sealed"
        " {more}) SELECT gen_random_uuid(), case_id, 9, subject, decided_on, recorded_at,"
        " recorded_by_id, chosen, {dissented}, rests_on_sealed, why_sealed, view_sealed {value}"
        " FROM decision_record LIMIT 1"
    )
    for more, value, dissented in (
        ("", "", "'nobody'"),  # by nobody
        (", by_whom_sealed", ", by_whom_sealed", "'somebody'"),  # and not who
        (", by_whom_sealed, not_asked_sealed", ", by_whom_sealed, why_sealed", "'nobody'"),
        (", by_whom_sealed, reason_sealed", ", by_whom_sealed, why_sealed", "'nobody'"),
    ):
        statement = copied.format(more=more, value=value, dissented=dissented)
        with pytest.raises(IntegrityError), past_the_rights() as work:
            work.session.execute(text(statement))


@pytest.mark.article("12(3)", "18(1)")
def test_a_meeting_of_another_table_decides_nothing_here(a_case: At) -> None:
    case = a_case("planned")
    here = a_placement(case.clock.today())
    with pytest.raises(NotThere):
        write(case, replace(here, meeting_id=UUID(int=1)))
    with pytest.raises(NotThere), case.manager() as work:
        decision_records.correct(work, UUID(int=1), here, reason="Gabim.")
    with unit_of_work() as work:
        assert work.session.scalars(select(DecisionRecord)).all() == []


@pytest.mark.article("12(3)", "17(3.5)")
def test_of_a_child_who_has_died_nothing_is_asked_to_be_weighed(a_case: At) -> None:
    case = a_case("planned")
    shelter = Logged(LogKind.SHELTER, case.clock.today(), OfOneChild("Strehimore."))
    with case.manager() as work:
        entry = logbook.enter(work, case.case, shelter)
    with case.head() as work:
        found = read.without_record(work, case.row(), [])
        assert found == [(DecisionSubject.PLACEMENT, case.clock.today())]
    clothes = replace(shelter, kind=LogKind.CLOTHES)
    with case.manager() as work:
        logbook.correct(work, entry.id, clothes, reason="Ishin rroba.")
    with case.head() as work:
        assert read.without_record(work, case.row(), []) == []
    with case.manager() as work:
        logbook.enter(work, case.case, shelter)
    died(case)
    with case.head() as work:
        assert read.without_record(work, case.row(), []) == []


@pytest.mark.article("17(5)")
def test_a_decision_is_part_of_the_file_and_ends_with_its_seal(a_case: At) -> None:
    case = a_case("planned")
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
    write(case, a_placement(case.clock.today()))
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) != before
    closed = a_case("closed")
    with pytest.raises(FileSealed):
        write(closed, a_placement(closed.begins))


@pytest.mark.article("12(3)", "17(5)")
def test_what_was_taken_back_is_read_and_weighs_nothing(a_case: At) -> None:
    case = a_case("planned")
    today = case.clock.today()
    shelter = Logged(LogKind.SHELTER, today, OfOneChild("Strehimore."))
    with case.manager() as work:
        logbook.enter(work, case.case, shelter)
    record = write(case, a_placement(today))
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
    with pytest.raises(NotThere), case.manager() as work:
        decision_records.take_back(work, UUID(int=1), why="Gabim.")
    with case.manager() as work:
        decision_records.take_back(work, record.id, why="Kanarina: fëmijë tjetër.")
    with pytest.raises(RecordTakenBackAlready), case.manager() as work:
        decision_records.correct(work, record.id, a_placement(today), reason="Gabim.")
    with pytest.raises(RecordTakenBackAlready), case.manager() as work:
        decision_records.take_back(work, record.id, why="Gabim.")
    with case.head() as work:
        (line,) = lines = read.of_case(work, case.row())
        assert (line.stands, line.corrected_in) == (False, None)
        found = read.without_record(work, case.row(), lines)
        assert found == [(DecisionSubject.PLACEMENT, today)]
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) != before
        for table in ("record_taken_back", "audit"):
            rows = work.session.scalars(text(f"SELECT t::text FROM {table} t")).all()
            assert [row for row in rows if "anarina" in row] == []
    with pytest.raises(DBAPIError), unit_of_work() as work:
        work.session.execute(text("DELETE FROM record_taken_back"))


@pytest.mark.article("12(3)")
def test_a_correction_may_be_of_another_decision(a_case: At) -> None:
    case = a_case("planned")
    today = case.clock.today()
    removal = replace(a_placement(today), subject=DecisionSubject.REMOVAL)
    record = write(case, removal)
    limit = replace(removal, subject=DecisionSubject.CONTACT_LIMIT)
    with case.manager() as work:
        decision_records.correct(work, record.id, limit, reason="U kufizua kontakti.")
    with case.head() as work:
        stands = [line.row.subject for line in read.of_case(work, case.row()) if line.stands]
    assert stands == [DecisionSubject.CONTACT_LIMIT]
