"""Information comes in at any time, attributed and dated, and nothing is overwritten: 5(1.2)."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from casework.case import information
from casework.case.seal import seal_of
from casework.municipality import standing
from casework.table import succession
from identity.access import NotThere
from models.case import Member
from models.information import Claim, Information
from models.life import Life, LifeKind
from models.session import unit_of_work
from queries.information import of_case
from rules.information import (
    InformantHasLeft,
    InformantNotBound,
    InformedFromNoSeat,
    Verification,
)
from rules.phases import FileSealed
from rules.succession import Departure
from simulation.stage import member_acting
from tests.builders import MANAGER, SILENT
from tests.casework.case.informing import DAY, HOW, SAID, answer, give, put, seen_behind
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.portal.members import HEALTH


@pytest.mark.article("5(1.2)", "18(1)")
def test_a_member_informs_and_the_manager_is_told_without_a_word_of_it(a_case: At) -> None:
    case = a_case("planned")
    given = give(case)
    assert (given.number, given.given_on) == (1, case.clock.today())
    assert (given.member_id, given.recorded_by_id) == (case.seat(HEALTH), None)
    assert len(case.messages("information/given", case.account(MANAGER).id)) == 1
    assert case.recorded("information came in").actor_id == case.seat(HEALTH)
    answer(case, put(case), Verification.CONFIRMED)
    with unit_of_work() as work:
        rows = [
            str(row)
            for table in ("information", "claim", "claim_outcome", "message", "audit")
            for row in work.session.scalars(text(f"SELECT t::text FROM {table} t"))
        ]
        found = work.session.get_one(Information, given.id)
        assert (found.words, found.source) == (SAID, "Fqinja.")
    assert [row for row in rows if "Kanarina" in row or "Fqinja" in row] == []


@pytest.mark.article("5(1.2)", "10(2)", "18(2)")
def test_undeclared_recused_or_gone_nobody_informs_by_a_link(a_case: At) -> None:
    case = a_case("prepared")
    seat = case.seat(HEALTH)
    with pytest.raises(InformantNotBound):
        give(case)
    case.declare(seat)
    claim = put(case)
    case.declare_conflict(HEALTH)
    with pytest.raises(InformantHasLeft), member_acting(seat) as work:
        information.give(work, seat, words=SAID)
    with pytest.raises(InformantHasLeft), member_acting(seat) as work:
        information.answer(work, seat, claim, found=Verification.REFUTED, words=HOW)
    with pytest.raises(InformantHasLeft), case.manager() as work:
        information.put(work, case.case, asked_on=case.clock.today(), words=SAID, member_id=seat)


@pytest.mark.article("5(1.2)", "8(6)")
def test_what_a_member_said_before_they_left_is_typed_later_as_theirs(a_case: At) -> None:
    case = a_case("planned")
    seat, said_on = case.seat(SILENT), case.clock.today()
    case.stage.move_to(said_on + 3 * DAY)
    with case.manager() as work:
        end = succession.End(
            departure=Departure.END_OF_OFFICE, reason="Doli në pension.", on=said_on + DAY
        )
        succession.release(work, case.case, seat, end)
    with case.manager() as work:
        given = information.enter(work, case.case, given_on=said_on, words=SAID, member_id=seat)
    assert (given.member_id, given.given_on) == (seat, said_on)
    assert given.recorded_by_id == case.account(MANAGER).id
    with pytest.raises(InformedFromNoSeat), case.manager() as work:
        information.enter(work, case.case, given_on=said_on + 2 * DAY, words=SAID, member_id=seat)
    with case.manager() as work:
        information.enter(
            work, case.case, given_on=said_on + 2 * DAY, words=SAID, source="Oficeri, me telefon."
        )
    assert not case.messages("information/given")
    with case.manager() as work:
        assert [each.number for each in of_case(work, case.row())] == [2, 1]


@pytest.mark.article("5(1.2)", "14(4)")
def test_what_comes_in_after_the_assessment_is_counted_by_its_day(a_case: At) -> None:
    case = a_case("planned")
    assert not seen_behind(case).is_anything
    case.stage.move_to(case.clock.today() + DAY)
    with case.manager() as work:
        information.enter(
            work, case.case, given_on=case.begins + DAY, words=SAID, source="Shkolla."
        )
    give(case)
    seen = seen_behind(case)
    assert (seen.after, seen.typed_after) == (1, 1)
    assert seen.assessed_on is not None


@pytest.mark.article("17(5)", "5(1.2)")
def test_into_a_sealed_file_nothing_comes_in(a_case: At) -> None:
    case = a_case("closed")
    with pytest.raises(FileSealed), case.manager() as work:
        information.enter(work, case.case, given_on=case.begins, words=SAID, source="Shkolla.")


@pytest.mark.article("17(5)")
def test_the_seal_covers_what_came_in_the_claims_and_their_outcomes(a_case: At) -> None:
    case = a_case("planned")
    seals = []
    for act in (lambda: None, lambda: give(case), lambda: put(case)):
        act()
        with unit_of_work() as work:
            seals.append(seal_of(work.session, case.case))
    with unit_of_work() as work:
        claim = work.session.scalars(select(Claim.id)).one()
    answer(case, claim, Verification.CONFIRMED)
    with unit_of_work() as work:
        seals.append(seal_of(work.session, case.case))
    assert len(set(seals)) == 4


@pytest.mark.article("5(1.2)", "12(1)")
def test_what_was_said_stays_as_it_was_said(a_case: At) -> None:
    case = a_case("planned")
    give(case)
    answer(case, put(case), Verification.CONFIRMED)
    for table, column in (("information", "given_on"), ("claim", "asked_on")):
        with pytest.raises(DBAPIError), past_the_rights() as work:
            work.session.execute(text(f"UPDATE {table} SET {column} = {column} - 1"))
    with pytest.raises(DBAPIError), past_the_rights() as work:
        work.session.execute(text("UPDATE claim_outcome SET found = 'refuted'"))
    with pytest.raises(IntegrityError), unit_of_work() as work:
        work.session.execute(
            text(
                "INSERT INTO information SELECT gen_random_uuid(), case_id, 9, given_on,"
                " recorded_at, NULL, NULL, NULL, words_sealed, source_sealed FROM information"
            )
        )


@pytest.mark.article("5(1.2)", "8(2)")
def test_the_municipal_table_treats_no_case(a_case: At) -> None:
    a_case("planned")
    with unit_of_work() as work:
        standing.ensure(work)
        query = select(Member.id).join(Life, Life.id == Member.life_id)
        seat = work.session.scalars(query.where(Life.kind == LifeKind.QUARTERLY)).first()
    assert seat is not None
    with pytest.raises(NotThere), member_acting(seat) as work:
        information.give(work, seat, words=SAID)
