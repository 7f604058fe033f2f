"""A child's death on record, and one entered by mistake: Art. 17(3.5)."""

from datetime import time, timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import reports
from casework.case.referral import refer
from casework.record.known import answers
from core.ids import new_id
from core.working_days import around
from identity import links
from models.case import Member
from models.meeting import Meeting
from models.outbox import Message, MessageStatus, RecipientKind
from models.people import LinkPurpose
from models.session import unit_of_work
from notifications import outbox, posting
from notifications.channels.mail import Envelope
from notifications.notices.base import Recipient
from notifications.notices.reminders import OwedItem, OwedReminder
from rules.closure import HeadHasNotApproved
from rules.composition import Relation
from rules.days import next_working_day
from rules.duties import Duty
from rules.grounds import DeathNotOnRecord, Ground
from rules.known import FactName
from rules.known_change import Consequence
from rules.reports import NoMailOnceDead
from simulation.seed import officer
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.known import kin, state
from tests.conftest import At
from tests.notifications.rows import requests_have_left
from tests.onrecord import reading
from tests.scenes import a_referral

OTHER = "R-26-4711"


def died(case: ACase, of: Relation = Relation.CHILD) -> Consequence | None:
    stated = state(case, of, FactName.DEATH, True, valid_from=case.clock.today())
    return stated.follows


def held(case: ACase) -> UUID:
    with reading() as work:
        return answers(work.session, kin(case, Relation.CHILD), FactName.DEATH)[-1].id


def alive(case: ACase) -> None:
    right = {"reason": "Emri u ngatërrua.", "corrects": held(case)}
    stated = state(case, Relation.CHILD, FactName.DEATH, False, **right)
    assert stated.follows is Consequence.DEATH_CORRECTED


def statuses(case: ACase, template: str) -> set[str]:
    with reading() as work:
        query = select(Message.status).where(
            Message.life_id == case.case, Message.template.startswith(template)
        )
        return set(work.session.scalars(query))


def mark(case: ACase, template: str, status: MessageStatus) -> None:
    with case.manager() as work:
        query = select(Message).where(Message.template.startswith(template))
        for message in work.session.scalars(query.where(Message.life_id == case.case)):
            message.status = status


@pytest.mark.article("17(3.5)")
def test_what_is_queued_is_held_back_and_leaves_where_it_was_a_mistake(a_case: At) -> None:
    case = a_case("overdue")
    mark(case, "reports/", MessageStatus.QUEUED)
    assert died(case) is Consequence.DIED
    assert statuses(case, "reports/") == {MessageStatus.OBSOLETE}
    assert Duty.WRITE_REPORT not in case.duties()
    assert Duty.PROPOSE_CLOSURE in case.duties()
    alive(case)
    assert MessageStatus.QUEUED in statuses(case, "reports/")
    assert {Duty.REVIEW_PLAN, Duty.PLAN_REVIEW} <= set(case.duties())
    assert Duty.PROPOSE_CLOSURE not in case.duties()


@pytest.mark.article("10(2)", "17(3.5)")
def test_nothing_held_back_leaves_to_somebody_recused_meanwhile(a_case: At) -> None:
    case = a_case("overdue")
    mark(case, "plan/", MessageStatus.QUEUED)
    died(case)
    case.declare_conflict(SILENT)
    alive(case)
    waiting = {MessageStatus.QUEUED: set[UUID](), MessageStatus.OBSOLETE: set[UUID]()}
    for message in case.messages("plan/sent"):
        waiting[message.status].add(message.recipient_id)
    assert waiting[MessageStatus.OBSOLETE] == {case.person(SILENT)}
    assert waiting[MessageStatus.QUEUED]


@pytest.mark.article("17(3.5)")
def test_the_meeting_on_the_plan_is_called_off_and_its_invited_hear_it(a_case: At) -> None:
    case = a_case("one_silent")
    case.stage.move_to(case.meeting().day - timedelta(days=6))
    mark(case, "convening/invitation", MessageStatus.SENT)
    died(case)
    with reading() as work:
        open_ones = select(Meeting.id).where(
            Meeting.life_id == case.case, Meeting.held_at.is_(None), Meeting.cancelled_at.is_(None)
        )
        assert work.session.scalar(open_ones) is None
    case.stage.settle()
    assert len(case.messages("convening/cancelled")) == len(case.members())
    sent = len(case.reminders())
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    assert len(case.reminders()) == sent == 1
    assert not case.messages("reports/last_chance")


@pytest.mark.article("17(3.5)")
def test_a_meeting_on_closing_stands_and_nobody_reports_to_it(a_case: At) -> None:
    case = a_case("closure_approved")
    asked = len(case.messages("reports/request"))
    case.convene(case.at(63))
    died(case)
    case.stage.move_to(case.meeting().day - timedelta(days=4))
    assert case.meeting().cancelled_at is None
    assert case.messages("convening/invitation")
    assert len(case.messages("reports/request")) == asked
    assert Duty.NOTIFY_FAMILY in case.duties()  # the parents are told: Art. 8(10)


@pytest.mark.article("17(3.5)")
def test_the_ground_needs_the_fact(a_case: At) -> None:
    case = a_case("prepared")
    with pytest.raises(DeathNotOnRecord):
        case.propose_closure(ground=Ground.DEATH)
    assert died(case, Relation.MOTHER) is None
    with pytest.raises(DeathNotOnRecord):
        case.propose_closure(ground=Ground.DEATH)
    died(case)
    case.propose_closure(ground=Ground.DEATH)
    alive(case)
    assert case.closure().fell_at is not None
    with pytest.raises(HeadHasNotApproved):
        case.approve_closure()
    with pytest.raises(DeathNotOnRecord):
        case.propose_closure(ground=Ground.DEATH)
    died(case)
    case.propose_closure(ground=Ground.DEATH)
    assert case.closure().is_open


@pytest.mark.article("14(3.2)", "17(3.5)")
def test_nobody_gives_the_word_on_a_superior_once_the_child_has_died(a_case: At) -> None:
    case = a_case("overdue")
    request = case.request(SILENT)
    died(case)
    with case.manager() as work, pytest.raises(NoMailOnceDead):
        reports.confirm_notice(work, request.id, by=officer(work, MANAGER).id)
    alive(case)
    with case.manager() as work:
        reports.confirm_notice(work, request.id, by=officer(work, MANAGER).id)


@pytest.mark.article("8(9)", "17(3.5)")
def test_a_queued_digest_drops_the_line_of_the_dead_child_alone(a_case: At) -> None:
    case = a_case("overdue")
    requests_have_left()
    case.clock.move_to(next_working_day(case.clock.today(), around(case.clock.today())), time(9))
    letter = partial(_words_of, _digest(case))
    assert all(number in letter() for number in (case.row().number, OTHER))
    died(case)
    assert case.row().number not in letter()
    assert OTHER in letter()
    alive(case)
    assert case.row().number in letter()


def _digest(case: ACase) -> UUID:
    """One queued mail of two reports: one on this child, one on another's."""
    request = case.request(SILENT)
    person = case.person(SILENT)
    with case.manager() as work:
        other = refer(work, case.row().municipality_id, a_referral())
        seat = Member(
            life_id=other.id,
            professional_id=person,
            under="4(1)",
            selected_on=case.clock.today(),
            selected_recorded_at=case.clock.now(),
        )
        work.session.add(seat)
        work.session.flush()
        own = links.issue(work, request.member_id, LinkPurpose.REPORT, request.id)
        theirs = links.issue(work, seat.id, LinkPurpose.REPORT, new_id())
        items = ((case.row().number, own.id), (OTHER, theirs.id))
        reminder = OwedReminder(
            recipient=Recipient(RecipientKind.MEMBER, person),
            life_id=None,
            morning=case.clock.today() + timedelta(days=1),
            items=tuple(OwedItem(number, request.due_on, link) for number, link in items),
        )
        outbox.queue(work, reminder)
        return work.session.scalars(select(Message.id).where(Message.key == reminder.key)).one()


def _words_of(message_id: UUID) -> str:
    with unit_of_work() as work:
        found = posting.prepare(work, work.session.get_one(Message, message_id))
        assert isinstance(found, Envelope)
        return found.content.decode()
