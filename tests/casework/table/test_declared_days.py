"""The day of a declaration that was typed wrong, and what the database lets go: decision 0150."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from casework.case import typed_days
from casework.table import declarations
from identity.access import NotThere
from models.case import Member
from models.life import Life
from models.meeting import Signature
from models.participant import Participant, ParticipantWord
from models.session import unit_of_work
from models.typed_day import TypedDay
from rules.participants import Word
from rules.typed_days import DayIsTheirs, DayOf, SignedAfterTheConflict
from simulation import by_code
from simulation.stage import acting, member_acting
from tests.builders import HEAD, MANAGER, SILENT
from tests.casework.conftest import At
from tests.casework.municipality.test_two_quarters_at_once import unsigned_seats
from tests.casework.table.test_paper_of_chair import enter
from tests.database import past_the_rights

DAY = timedelta(days=1)


@pytest.mark.article("10(2)", "18(2)")
def test_the_signature_goes_with_it_and_the_database_lets_no_day_go_without_a_correction(
    a_case: At,
) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    today, seat = case.clock.today(), case.seat(SILENT)
    with case.manager() as work:
        declarations.declare(
            work, seat, conflict=False, confidential=True, on_paper=True, on=today - DAY
        )
    with case.manager() as work, pytest.raises(NotThere):
        typed_days.correct(work, DayOf.CONFLICT, seat, today, reason="Gabim.")
    with case.manager() as work:
        typed_days.correct(work, DayOf.DECLARATION, seat, today, reason=" Gabim. ")
    with unit_of_work() as work:
        row = work.session.scalars(select(TypedDay)).one()
        signed = work.session.scalars(select(Signature).where(Signature.paper_id == seat)).one()
    assert (row.number, row.was_on, row.now_on, row.reason) == (1, today - DAY, today, "Gabim.")
    assert signed.signed_on == today
    back = {"signed_on": today - DAY}
    for change in (
        update(Member).where(Member.id == seat).values(back),
        update(Signature).where(Signature.paper_id == seat).values(back),
    ):
        with pytest.raises(IntegrityError), unit_of_work() as work:
            work.session.execute(change)
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(text("UPDATE typed_day SET number = 2"))


@pytest.mark.article("10(2)", "18(2)")
def test_what_was_signed_stays_before_the_conflict_that_came_up(a_case: At) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + 4 * DAY)
    today, seat = case.clock.today(), case.seat(SILENT)
    for conflict, on in ((False, today - 2 * DAY), (True, today)):
        with case.manager() as work:
            declarations.declare(
                work, seat, conflict=conflict, confidential=not conflict, on_paper=True, on=on
            )
    for what, on in ((DayOf.CONFLICT, today - 3 * DAY), (DayOf.DECLARATION, today)):
        with case.manager() as work:
            typed_days.correct(work, DayOf.CONFLICT, seat, today - 2 * DAY, reason="Gabim.")
        with pytest.raises(SignedAfterTheConflict), case.manager() as work:
            typed_days.correct(work, what, seat, on, reason="Gabim.")
        with case.manager() as work:
            typed_days.correct(work, DayOf.CONFLICT, seat, today - DAY, reason="Gabim.")
    with unit_of_work() as work:
        member = work.session.get_one(Member, seat)
        signed = select(Signature.signed_on).where(Signature.paper_id == seat)
        days = work.session.scalars(signed.order_by(Signature.signed_on)).all()
    assert (member.signed_on, member.declared_on) == (today - 2 * DAY, today - DAY)
    assert days == [today - 2 * DAY, today - DAY]


@pytest.mark.article("10(2)", "18(2)")
def test_of_two_words_of_one_day_the_signature_goes_with_its_own(a_case: At) -> None:
    """A conflict that is only said signs nothing."""
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    today = case.clock.today()
    enter(case, MANAGER, days_ago=1)
    with case.head() as work:
        line = work.session.scalars(select(Participant)).one()
        said = work.session.scalars(select(ParticipantWord)).one()
        word = ParticipantWord(
            participant_id=line.id, number=2, word=Word.CONFLICT, conflict=True,
            said_on=said.said_on, on_paper=True, recorded_at=work.clock.now(),
            recorded_by_id=said.recorded_by_id,
        )  # fmt: skip
        work.session.add(word)
    with case.head() as work:
        typed_days.correct(work, DayOf.WORD, word.id, today, reason="Gabim.")
    with unit_of_work() as work:
        signed = work.session.scalars(
            select(Signature.signed_on).where(Signature.paper_id == line.id)
        ).one()
    assert signed == today - DAY


@pytest.mark.article("18(2)")
def test_of_who_signed_behind_their_link_nobody_corrects_the_day(a_case: At) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    seat, today = case.seat(SILENT), case.clock.today()
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=False, confidential=True)
    with case.manager() as work, pytest.raises(DayIsTheirs):
        typed_days.correct(work, DayOf.DECLARATION, seat, today - DAY, reason="Gabim.")


@pytest.mark.article("8(2)", "18(2)")
def test_at_the_municipal_table_it_is_corrected_in_each_open_quarter(a_case: At) -> None:
    a_case("quarter_opened")
    seats = list(unsigned_seats().values())
    with acting(HEAD) as work:
        today = work.clock.today()
        declarations.declare(work, seats[0], conflict=False, confidential=True, on_paper=True)
    with acting(HEAD) as work:
        typed_days.correct(work, DayOf.DECLARATION, seats[1], today - DAY, reason="Gabim.")
    with unit_of_work() as work:
        days = {work.session.get_one(Member, seat).signed_on for seat in seats}
        lives = work.session.scalars(select(TypedDay.life_id)).all()
        assert {work.session.get_one(Life, each).kind for each in lives} == {"quarterly"}
    assert days == {today - DAY}
    assert len(lives) == len(seats)
