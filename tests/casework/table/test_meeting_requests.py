"""Members ask for a meeting: told, owed, answered, open again: Art. 8(4)."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import IntegrityError

from casework.case.seal import seal_of
from casework.municipality import standing
from casework.table import convening, meeting_requests
from deployments.postgres import DatabaseProvider
from identity import links
from identity.access import NotThere
from models.case import Member
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.meeting_request import MeetingRequest
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from queries import open_duties
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.initiative import (
    AskedOnAnotherDay,
    AskerHasLeft,
    AskerNotBound,
    NoMeetingFollows,
    NotCalledWithoutReason,
    RequestAnswered,
    RequestMeans,
)
from rules.phases import StepOutOfTurn
from rules.proposal import NoMeetingPlanned
from simulation.stage import member_acting
from tests.builders import MANAGER, PLACE, PROSECUTOR, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_convening import cancel, counter
from tests.onrecord import reading

HEALTH = "valon.mehmeti@komuna-ferizaj.example"
WHY = "Kanarina 4711: fëmija mungon prej një jave."
WHEN = "Sa më parë, pas orës 14:00."


def ask(case: ACase, email: str = HEALTH) -> UUID:
    seat = case.seat(email)
    with member_acting(seat) as work:
        return meeting_requests.ask(work, seat, reason=WHY, wish=WHEN).id


def propose(case: ACase, days: int, answers: Collection[UUID] = ()) -> Meeting:
    with case.manager() as work:
        return convening.propose(
            work, case.case, starts_at=case.at(days), place=PLACE, answers=answers
        )


def refuse(case: ACase, request_id: UUID, reason: str = "Tryeza mblidhet nesër.") -> None:
    with case.manager() as work:
        meeting_requests.refuse(work, request_id, reason=reason)


def owed(case: ACase) -> dict[UUID | None, OpenDuty]:
    """What waits for an answer, by request, as it is written down."""
    with unit_of_work() as work:
        found = [task.duty for task in open_duties.of_life(work, case.case)]
    return {duty.subject_id: duty for duty in found if duty.duty is Duty.ANSWER_REQUEST}


def told(case: ACase, template: str) -> int:
    return len(case.messages(f"initiative/{template}"))


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
        late = {task.duty.subject_id for task in open_duties.late_with_others(work)}
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
    assert [row for row in rows if "Kanarina" in row or "14:00." in row] == []


@pytest.mark.article("8(4)")
def test_one_meeting_answers_two_requests(a_case: At) -> None:
    case = a_case("minuted")
    first, second, third = ask(case), ask(case, SILENT), ask(case, PROSECUTOR)
    propose(case, 40, [first, second])
    assert owed(case).keys() == {third}
    readers = {message.recipient_id for message in case.messages("initiative/called")}
    assert readers == {case.person(HEALTH), case.person(SILENT)}
    assert case.trail().count(("meeting called for a member", "8(4)")) == 2


@pytest.mark.article("8(4)")
def test_called_off_they_are_open_again_from_that_day(a_case: At) -> None:
    case = a_case("minuted")
    first, second = ask(case), ask(case, SILENT)
    propose(case, 40, [first, second])
    case.stage.move_to(case.clock.today() + timedelta(days=5))
    cancel(case)
    limit = case.clock.today() + timedelta(days=DEFAULTS.ANSWER_REQUEST.days)
    assert {request: duty.due for request, duty in owed(case).items()} == {
        first: limit,
        second: limit,
    }
    assert told(case, "open_again") == 2
    propose(case, 50, [first])
    assert owed(case).keys() == {second}
    assert told(case, "called") == 3  # each answer once


@pytest.mark.article("8(4)", "8(3)")
def test_another_day_for_the_same_meeting_answers_the_same_requests(a_case: At) -> None:
    case = a_case("minuted")
    first, second = ask(case), ask(case, SILENT)
    propose(case, 40, [first])
    counter(case)
    assert owed(case).keys() == {second}
    propose(case, 45, [second])
    assert owed(case) == {}
    assert told(case, "called") == 2  # nobody twice for one meeting
    cancel(case)
    assert owed(case).keys() == {first, second}


@pytest.mark.article("8(4)", "8(3)")
def test_a_day_that_nobody_agreed_to_goes_on_answering_too(a_case: At) -> None:
    case = a_case("minuted")
    first = ask(case)
    day = propose(case, 40, [first]).day
    case.stage.move_to(day - timedelta(days=1))
    propose(case, 60)
    assert owed(case) == {}


@pytest.mark.article("8(4)")
def test_the_meeting_on_the_calendar_can_be_the_answer(a_case: At) -> None:
    case = a_case("minuted")
    request = ask(case)
    with pytest.raises(NoMeetingPlanned), case.manager() as work:
        meeting_requests.answer_by_planned(work, request)
    propose(case, 40)
    assert owed(case).keys() == {request}
    with case.manager() as work:
        meeting_requests.answer_by_planned(work, request)
    assert owed(case) == {}
    assert told(case, "called") == 1
    with pytest.raises(RequestAnswered), case.manager() as work:
        meeting_requests.answer_by_planned(work, request)


@pytest.mark.article("8(4)")
def test_not_called_is_answered_with_a_reason_once(a_case: At) -> None:
    case = a_case("minuted")
    request = ask(case)
    with pytest.raises(NotCalledWithoutReason):
        refuse(case, request, "  ")
    assert owed(case).keys() == {request}
    refuse(case, request)
    assert owed(case) == {}
    (message,) = case.messages("initiative/not_called", case.person(HEALTH))
    with reading() as work:
        link = work.session.get_one(MemberLink, message.link_id)
        assert (link.purpose, link.subject_id) == (LinkPurpose.ASKED, request)
    with pytest.raises(RequestAnswered):
        refuse(case, request)
    with pytest.raises(RequestAnswered):
        propose(case, 40, [request])
    assert ask(case) in owed(case)  # they may ask again


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


@pytest.mark.article("8(4)")
def test_a_request_of_another_case_is_not_there(a_case: At) -> None:
    case = a_case("minuted")
    ask(case)
    for unknown in (case.case, case.seat(HEALTH)):
        with pytest.raises(NotThere):
            propose(case, 40, [unknown])
        with pytest.raises(NotThere):
            refuse(case, unknown)


@pytest.mark.article("8(4)")
def test_a_new_contact_gets_what_is_still_to_be_read(a_case: At) -> None:
    case = a_case("minuted")
    refuse(case, ask(case))
    with unit_of_work() as work:
        query = select(MemberLink).where(MemberLink.purpose == LinkPurpose.ASKED)
        link = work.session.scalars(query).one()
        assert links.is_open(work, link)
        work.session.get_one(Life, case.case).ended_at = work.clock.now()
        assert not links.is_open(work, link)
        work.session.rollback()


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
        with pytest.raises(IntegrityError), unit_of_work() as work:
            work.session.execute(text(change))
    owner = make_url(postgres.url("tryeza_owner")).set(drivername="postgresql")
    for table in ("request_answer", "meeting_request"):
        with (
            psycopg.connect(owner.render_as_string(hide_password=False)) as connection,
            pytest.raises(psycopg.IntegrityError, match=f"{table}_never_deleted"),
        ):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
