"""The same table in two open quarters: who signs for one signs for all, and nobody waits for the
other in a circle: Art. 8(2), 18(2)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from models.case import Member
from models.life import Life
from models.session import unit_of_work
from simulation import by_code
from simulation.stage import member_acting
from tests.casework.conftest import At
from tests.quarters import Q3, Q4
from tests.waiting import wait_until
from workflow.life import lock

FREE = text("SELECT id FROM life WHERE id = :id FOR NO KEY UPDATE NOWAIT")


def unsigned_seats() -> dict[UUID, UUID]:
    """A seat of one person in each of both quarters, by its life, in the order of the ids."""
    with unit_of_work() as work:
        query = select(Member).join(Life, Life.id == Member.life_id).order_by(Life.id)
        query = query.where(
            Life.key.in_([f"ferizaj:{Q3}", f"ferizaj:{Q4}"]),
            Member.confidential_at.is_(None),
            Member.left_on.is_(None),
        )
        seats = work.session.scalars(query).all()
        who = seats[0].professional_id
        return {seat.life_id: seat.id for seat in seats if seat.professional_id == who}


@pytest.mark.article("18(2)", "8(2)")
def test_the_lives_of_both_quarters_are_held_in_one_order(a_case: At) -> None:
    a_case("quarter_opened")
    seats = unsigned_seats()
    first, second = seats

    def declare() -> None:
        with member_acting(seats[second]) as work:
            by_code.declare(work, seats[second], conflict=False, confidential=True)

    with ThreadPoolExecutor(1) as elsewhere:
        with unit_of_work() as work:
            lock(work, first)
            done = elsewhere.submit(declare)
            waits = text("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
            wait_until(lambda: bool(work.session.scalar(waits)))
            work.session.execute(FREE, {"id": second})  # raises where the other one has it
        done.result(60)
    with unit_of_work() as work:
        signed = [work.session.get_one(Member, seat).confidential_at for seat in seats.values()]
    assert None not in signed


@pytest.mark.article("18(2)", "8(2)")
def test_one_declaration_is_asked_for_once_and_is_one_line_of_a_reminder(a_case: At) -> None:
    case = a_case("quarter_opened")
    seat = next(iter(unsigned_seats().values()))
    with unit_of_work() as work:
        who = work.session.get_one(Member, seat).professional_id
    assert len(case.messages("quarterly/declaration", who)) == 1
    case.stage.move_to(case.clock.today() + timedelta(days=7))
    reminders = case.messages("reminders/owed", who)
    assert reminders
    for mail in reminders:
        of_table = [item for item in mail.context["items"] if not item["of_case"]]
        assert [item["table"] for item in of_table] == [str(Q3)]
