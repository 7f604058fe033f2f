"""A request for a meeting is answered by a meeting or a reason, and open again: Art. 8(4)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.table import meeting_requests
from identity import links
from identity.access import NotThere
from models.life import Life
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from rules.defaults import DEFAULTS
from rules.initiative import (
    NotCalledWithoutReason,
    RequestAnswered,
)
from rules.proposal import NoMeetingPlanned
from tests.builders import PROSECUTOR, SILENT
from tests.casework.conftest import At
from tests.casework.table.asking import HEALTH, ask, owed, propose, refuse, told
from tests.casework.table.test_convening import cancel, counter
from tests.onrecord import reading


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
