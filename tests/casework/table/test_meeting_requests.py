"""Members ask for a meeting: who may, what is told, what is owed, what stays: Art. 8(4)."""

from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import IntegrityError

from casework.case.seal import seal_of
from casework.municipality import standing
from casework.table import meeting_requests, succession
from casework.table.succession import End
from deployments.postgres import DatabaseProvider
from identity.access import NotThere
from models.case import Member
from models.life import Life, LifeKind
from models.meeting_request import MeetingRequest
from models.pool import LIFTED
from models.session import unit_of_work
from queries import open_duties
from rules.defaults import DEFAULTS
from rules.initiative import (
    AskedOnAnotherDay,
    AskerHasLeft,
    AskerNotBound,
    NoMeetingFollows,
    RequestMeans,
)
from rules.phases import StepOutOfTurn
from rules.succession import Departure
from simulation.stage import member_acting
from tests.builders import MANAGER, ACase
from tests.casework.conftest import At
from tests.casework.table.asking import HEALTH, WHEN, WHY, ask, owed, refuse, told
from tests.database import past_the_rights


@pytest.mark.article("8(4)")
def test_a_member_asks_and_the_manager_is_told_and_owes_an_answer(a_case: At) -> None:
    case = a_case("minuted")
    request = ask(case)
    duty = owed(case)[request]
    assert duty.due == case.clock.today() + timedelta(days=DEFAULTS.ANSWER_REQUEST.days)
    assert (duty.actor, duty.is_ours, duty.members) == ("manager", True, (case.seat(HEALTH),))
    (message,) = case.messages("initiative/asked", case.account(MANAGER).id)
    assert message.context["institution"]
    assert case.recorded("meeting asked for").actor_id == case.seat(HEALTH)


@pytest.mark.article("8(4)", "16(1)")
def test_an_answer_that_is_late_is_seen_by_the_head(a_case: At) -> None:
    case = a_case("minuted")
    request = ask(case)
    case.stage.move_to(case.clock.today() + timedelta(days=4))
    with case.head() as work:
        late = {task.duty.subject_id for task in open_duties.late_with_others(work).lines}
    assert request in late


@pytest.mark.article("8(4)", "18(1)")
def test_why_and_when_are_sealed_and_stand_in_no_message(a_case: At) -> None:
    case = a_case("minuted")
    request = ask(case)
    refuse(case, request, "Kanarina 1174.")
    with unit_of_work() as work:
        rows = [
            str(row)
            for table in ("meeting_request", "request_answer", "message", "audit", "open_duty")
            for row in work.session.scalars(text(f"SELECT t::text FROM {table} t"))
        ]
        found = work.session.get_one(MeetingRequest, request)
        assert (found.reason, found.wish) == (WHY, WHEN)
    assert [row for row in rows if "Kanarina" in row or WHEN in row] == []


@pytest.mark.article("8(4)")
def test_what_came_on_paper_has_its_true_day(a_case: At) -> None:
    case = a_case("minuted")
    today = case.clock.today()

    def enter(days_ago: int, member: UUID) -> MeetingRequest:
        with case.manager() as work:
            return meeting_requests.enter(
                work,
                case.case,
                member,
                asked_on=today - timedelta(days=days_ago),
                means=RequestMeans.PHONE,
                reason=WHY,
            )

    request = enter(4, case.seat(HEALTH))
    assert owed(case)[request.id].due == today - timedelta(days=1)
    assert request.recorded_by_id == case.account(MANAGER).id
    assert told(case, "asked") == 0  # nobody writes to themselves
    for days_ago in (-1, 400):
        with pytest.raises(AskedOnAnotherDay):
            enter(days_ago, case.seat(HEALTH))
    with pytest.raises(NotThere):
        enter(0, case.case)


@pytest.mark.article("8(4)", "10(2)")
def test_after_a_recusal_nobody_asks_and_nobody_is_written_to(a_case: At) -> None:
    case = a_case("minuted")
    request, seat = ask(case), case.seat(HEALTH)
    case.declare_conflict(HEALTH)
    with pytest.raises(AskerHasLeft), member_acting(seat) as work:
        meeting_requests.ask(work, seat, reason=WHY)
    assert owed(case).keys() == {request}  # what was asked before is answered all the same
    refuse(case, request)
    assert told(case, "not_called") == 0


@pytest.mark.article("8(4)", "10(2)")
@pytest.mark.parametrize("why", ["left", "conflict"])
def test_what_was_asked_before_they_left_is_written_down_after_it(a_case: At, why: str) -> None:
    """With its day, and owed an answer as any other."""
    case = a_case("minuted")
    seat, asked_on = case.seat(HEALTH), case.clock.today()
    case.stage.move_to(asked_on + timedelta(days=2))
    if why == "left":
        with case.manager() as work:
            end = End(Departure.END_OF_OFFICE, "U transferua.")
            succession.release(work, case.case, seat, end)
    else:
        case.declare_conflict(HEALTH)

    def enter(on: date) -> MeetingRequest:
        with case.manager() as work:
            how = RequestMeans.PAPER
            return meeting_requests.enter(work, case.case, seat, asked_on=on, means=how, reason=WHY)

    request = enter(asked_on)
    due = asked_on + timedelta(days=DEFAULTS.ANSWER_REQUEST.days)
    assert owed(case)[request.id].due == due
    with pytest.raises(AskerHasLeft):
        enter(asked_on + timedelta(days=2))


@pytest.mark.article("8(4)", "18(2)")
def test_before_the_declarations_nobody_asks(a_case: At) -> None:
    case = a_case("prepared")
    with pytest.raises(AskerNotBound):
        ask(case)


@pytest.mark.article("8(4)", "17(3)")
@pytest.mark.parametrize(
    ("scene", "refusal"), [("decided", NoMeetingFollows), ("closed", StepOutOfTurn)]
)
def test_where_no_meeting_follows_none_is_asked_for(
    a_case: At, scene: str, refusal: type[Exception]
) -> None:
    case = a_case(scene)
    with pytest.raises(refusal):
        ask(case)


@pytest.mark.article("8(4)")
def test_of_the_municipal_table_nobody_asks(a_case: At) -> None:
    a_case("minuted")
    with unit_of_work() as work:
        standing.ensure(work)
        query = select(Member.id).join(Life, Life.id == Member.life_id)
        seat = work.session.scalars(query.where(Life.kind == LifeKind.QUARTERLY)).first()
    assert seat is not None
    with pytest.raises(NotThere), member_acting(seat) as work:
        meeting_requests.ask(work, seat, reason=WHY)


@pytest.mark.article("8(4)", "17(5)")
def test_requests_and_answers_are_part_of_the_seal(a_case: At) -> None:
    case = a_case("minuted")
    seals = set()
    for act in (lambda: None, lambda: ask(case), lambda: refuse(case, first(case))):
        act()
        with unit_of_work() as work:
            seals.add(seal_of(work.session, case.case))
    assert len(seals) == 3


def first(case: ACase) -> UUID:
    return next(iter(filter(None, owed(case))))


@pytest.mark.article("8(4)")
def test_what_was_said_and_answered_stays(a_case: At, postgres: DatabaseProvider) -> None:
    case = a_case("minuted")
    refuse(case, ask(case))
    for change in (
        "UPDATE meeting_request SET asked_on = asked_on - 1",
        "UPDATE request_answer SET answered_at = now()",
        "UPDATE meeting_request SET reason_sealed = NULL",
    ):
        with pytest.raises(IntegrityError), past_the_rights() as work:
            work.session.execute(text(change))
    url = make_url(postgres.url("tryeza_owner")).set(drivername="postgresql")
    owner = url.render_as_string(hide_password=False)
    for table in ("request_answer", "meeting_request"):
        with (
            psycopg.connect(owner, options=LIFTED) as connection,
            pytest.raises(psycopg.IntegrityError, match=f"{table}_never_deleted"),
        ):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
