"""Contacts and services stand in the file of their own child, and are corrected beside: 12(1)."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from casework.case import logbook, referral
from casework.case.logbook import Logged, OfOneChild
from casework.case.seal import seal_of
from identity.access import NotThere
from models.case import Case
from models.logbook import LogEntry
from models.session import unit_of_work
from queries import logbook as read
from rules.logbook import ChildSeen, LogCorrectedAlready, LoggedFromNoSeat, LogKind
from rules.phases import FileSealed
from simulation.seed import officer
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.portal.members import HEALTH
from tests.scenes import a_referral

DAY = timedelta(days=1)
FOUND = "Kanarina 4471 flinte në kuzhinë."
OTHER = "Kanarina 9902 ishte te gjyshja."
BED = OfOneChild(FOUND, ChildSeen.ALONE)


def visit(on: date, child: OfOneChild = BED, **also: object) -> Logged:
    return Logged(LogKind.VISIT, on, child, with_whom="Nëna", place="Shtëpia", **also)  # type: ignore[arg-type]


def enter(case: ACase, logged: Logged) -> LogEntry:
    with case.manager() as work:
        return logbook.enter(work, case.case, logged)


def a_brother(case: ACase, manager: str = MANAGER) -> UUID:
    """The file of a sister or brother, and who manages it."""
    with case.head() as work:
        place = work.session.get_one(Case, case.case).municipality_id
        record = a_referral()
        brother = referral.refer(
            work,
            place,
            referral.Referral(
                record.child,
                record.referrer,
                record.situation,
                record.best_interest,
                record.categories,
                sibling_of=case.case,
            ),
        ).id
    with case.head() as work:
        referral.appoint(work, brother, officer(work, manager).id, by=officer(work, HEAD).id)
    return brother


@pytest.mark.article("12(1)", "18(1)")
def test_a_visit_to_two_children_is_an_entry_in_each_file_and_neither_leads_to_the_other(
    a_case: At,
) -> None:
    case = a_case("planned")
    brother = a_brother(case)
    seat = case.seat(HEALTH)
    his: Mapping[UUID, OfOneChild] = {brother: OfOneChild(OTHER, ChildSeen.NOT_SEEN)}
    entry = enter(case, visit(case.clock.today(), member_id=seat, also=his))
    assert (entry.case_id, entry.words, entry.seen) == (case.case, FOUND, ChildSeen.ALONE)
    with unit_of_work() as work:
        (other,) = work.session.scalars(select(LogEntry).where(LogEntry.case_id == brother))
        assert (other.words, other.seen) == (OTHER, ChildSeen.NOT_SEEN)
        assert other.member_id is None  # who has no seat there is named in words
        assert other.name
        for mine, theirs in ((case.case, brother), (brother, case.case)):
            rows = work.session.scalars(
                text("SELECT t::text FROM log_entry t WHERE case_id = :it"), {"it": mine}
            ).all()
            trail = work.session.scalars(
                text("SELECT t::text FROM audit t WHERE life_id = :it AND act = 'contact logged'"),
                {"it": mine},
            ).all()
            assert len(rows) == len(trail) == 1
            assert [row for row in (*rows, *trail) if str(theirs) in row] == []
            assert "Kanarina" not in "".join((*rows, *trail))


@pytest.mark.article("12(1)", "18(1)")
def test_no_case_of_another_family_is_entered_beside(a_case: At) -> None:
    case = a_case("planned")
    with pytest.raises(NotThere):
        enter(case, visit(case.clock.today(), also={UUID(int=1): BED}))
    with unit_of_work() as work:
        assert work.session.scalars(select(LogEntry)).all() == []


@pytest.mark.article("12(1)")
def test_a_correction_stands_beside_and_one_entry_has_one(a_case: At) -> None:
    case = a_case("planned")
    case.stage.move_to(case.clock.today() + DAY)
    today = case.clock.today()
    entry = enter(case, visit(today))
    again = visit(today - DAY, OfOneChild("Flinte në dhomë.", ChildSeen.WITH_OTHERS))
    with case.manager() as work:
        logbook.correct(work, entry.id, again, reason="Ishte dje.")
    with pytest.raises(LogCorrectedAlready), case.manager() as work:
        logbook.correct(work, entry.id, again, reason="Ishte dje.")
    with case.manager() as work:
        found = read.of_case(work, case.row(), 1)
        by_number = {line.entry.number: line for line in found.lines}
        assert by_number[1].corrected_in == (by_number[2].entry.id, 2)
        assert by_number[2].entry.reason == "Ishte dje."
        assert by_number[1].entry.words == FOUND
        assert [each.number for each in read.since_last(work, case.row()).entries] == [2]
    for change in ("UPDATE log_entry SET seen = 'not_seen'", "DELETE FROM log_entry"):
        with pytest.raises(DBAPIError), past_the_rights() as work:
            work.session.execute(text(change))
    with pytest.raises(IntegrityError), unit_of_work() as work:
        work.session.execute(
            text(
                "INSERT INTO log_entry (id, case_id, number, kind, happened_on, recorded_at,"
                " recorded_by_id, officer_id) SELECT gen_random_uuid(), case_id, 9, 'visit',"
                " happened_on, recorded_at, recorded_by_id, officer_id FROM log_entry LIMIT 1"
            )
        )


@pytest.mark.article("12(1)", "8(6)")
def test_what_a_member_did_counts_while_they_sat(a_case: At) -> None:
    case = a_case("planned")
    seat = case.seat(HEALTH)
    entry = enter(case, visit(case.clock.today(), member_id=seat))
    assert (entry.member_id, entry.officer_id) == (seat, None)
    assert entry.recorded_by_id == case.account(MANAGER).id
    with pytest.raises(LoggedFromNoSeat):
        enter(case, visit(case.begins - DAY, member_id=seat))


@pytest.mark.article("20(1)", "5(1.1)")
def test_a_child_is_fed_before_the_referral_and_before_anybody_manages_the_case(
    a_case: At,
) -> None:
    case = a_case("referred")
    given = {LogKind.FOOD: -1, LogKind.SHELTER: 0, LogKind.CLOTHES: 0, LogKind.MEDICAL: 1}
    case.stage.move_to(case.begins + DAY)
    with case.head() as work:
        assert read.may_log(work, case.row())
        for kind, day in given.items():
            on = case.begins + day * DAY
            logbook.enter(work, case.case, Logged(kind, on, OfOneChild(""), name="Kujdestarja"))
    with case.head() as work:
        before = read.services_before(work, case.row())
        assert [each.kind for each in before] == [LogKind.FOOD, LogKind.SHELTER, LogKind.CLOTHES]
        late = [line.late for line in read.of_case(work, case.row(), 1).lines]
        assert late == [False] * 4


@pytest.mark.article("10(4)", "12(2)")
def test_each_meeting_is_shown_what_came_since_the_one_before(a_case: At) -> None:
    case = a_case("review_met")
    with unit_of_work() as work:
        first, second = (
            work.session.execute(
                text("SELECT held_at FROM meeting WHERE held_at IS NOT NULL ORDER BY held_at")
            )
            .scalars()
            .all()
        )
    case.stage.move_to(case.clock.today() + 2 * DAY)
    enter(case, visit(second.date() - DAY))  # it had happened, and was typed only now
    enter(case, visit(case.clock.today()))
    with case.manager() as work:
        row = case.row()

        def shown(found: read.ToPresent) -> list[int]:
            return [each.number for each in found.entries]

        assert shown(read.to_meeting(work, case.case, first)) == []
        assert shown(read.to_meeting(work, case.case, second)) == [1]
        assert shown(read.to_the_last(work, row)) == [1]
        assert shown(read.since_last(work, row)) == [2, 1]
        assert [line.new for line in read.of_case(work, row, 1).lines] == [True, True]


@pytest.mark.article("17(5)")
def test_the_log_is_part_of_the_file_and_ends_with_its_seal(a_case: At) -> None:
    case = a_case("planned")
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
    enter(case, visit(case.clock.today()))
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) != before
    closed = a_case("closed")
    with pytest.raises(FileSealed):
        enter(closed, visit(closed.begins))


@pytest.mark.article("18(1)")
def test_who_does_not_run_the_other_childs_case_is_not_offered_it(a_case: At) -> None:
    case = a_case("planned")
    a_brother(case, OTHER_MANAGER)
    with case.manager() as work:
        assert read.siblings(work, case.row()) == []
