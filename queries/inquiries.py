"""What was asked of members and of others, with every answer: Art. 14(3.1), 14(3.3), 19."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload, selectinload

from casework.record import facts
from casework.record.known import death_on
from casework.record.put_again import put_again_on, reminders_of, was_answered
from casework.record.report_rows import Sent
from casework.record.table import plan_in_force, seats_of
from core.clock import local_day
from identity.access import NotThere
from identity.member_links import Guest
from models.case import Case, Member
from models.inquiry import Inquiry, InquiryAnswer, ReportDate
from models.plan import PlanAction, Reminder, ReportRequest
from models.session import Work
from queries.reminded import called
from rules.inquiries import answered_on, is_late
from rules.inquiry_facts import ReportDateFacts
from rules.inquiry_states import AskedFacts, Stands, where_it_stands


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """One question with its answers, in the order of their days."""

    row: Inquiry
    request: ReportRequest | None = None
    """What its member owes; None where whoever was asked is no member."""

    died_on: date | None = None
    """The day of the child's death, for what its member owes."""

    called_on: date | None = None
    """The day of the last call by SMS, which counts as no reminder."""

    @property
    def came_on(self) -> date | None:
        return answered_on(each.said_on for each in self.row.standing)

    @property
    def came_late(self) -> bool:
        came_on = self.came_on
        return came_on is not None and is_late(self.due_on, came_on, died_on=self.died_on)

    @property
    def due_on(self) -> date:
        """The day that counts: another one where it was put again."""
        return self.row.due_on if self.request is None else self.request.due_on

    @property
    def put_again_on(self) -> date | None:
        return put_again_on(self.request) if self.request else None

    @property
    def was_answered(self) -> bool:
        """It was put again because what was on record as the answer was none."""
        return self.request is not None and was_answered(self.request)

    @property
    def reminders(self) -> Sequence[Reminder | Sent]:
        return reminders_of(self.request) if self.request else ()

    @property
    def every_reminder(self) -> Sequence[Reminder]:
        """Also of a day that counts no more; but none that no server took."""
        return [each for each in self.request.reminders if each.taken_at] if self.request else ()

    @property
    def reminded_in_vain(self) -> bool:
        """Somebody was reminded after the day on which the first answer came."""
        came_on = self.came_on
        if came_on is None or self.request is None:
            return False
        return any(
            each.taken_at and local_day(each.taken_at) > came_on for each in self.request.reminders
        )

    def stands(self, today: date) -> Stands:
        asked = AskedFacts(
            self.due_on,
            answered=bool(self.row.standing),
            withdrawn=self.row.withdrawal is not None,
            gone_on=self.row.member.free_since if self.row.member else None,
            died_on=self.died_on,
        )
        return where_it_stands(asked, today)


def of_case(work: Work, case: Case) -> list[InquiryLine]:
    """Every inquiry of a case, the newest first."""
    return _lines(work, case, Inquiry.case_id == case.id)


def one(work: Work, case: Case, inquiry_id: UUID) -> InquiryLine:
    """One inquiry of this case; raises `NotThere`."""
    found = _lines(work, case, Inquiry.case_id == case.id, Inquiry.id == inquiry_id)
    if not found:
        raise NotThere
    return found[0]


def _lines(work: Work, case: Case, *which: ColumnElement[bool]) -> list[InquiryLine]:
    asked = _asked(work, *which)
    owed = _owed(work, asked)
    died_on = death_on(work.session, case.id) if owed else None
    by_sms = called(work, case.id, {each.id for each in owed.values()})
    lines = (
        InquiryLine(row, owed.get(row.id), died_on if row.member_id else None) for row in asked
    )
    return [
        replace(each, called_on=by_sms.get(each.request.id)) if each.request else each
        for each in lines
    ]


def _owed(work: Work, asked: Sequence[Inquiry]) -> Mapping[UUID | None, ReportRequest]:
    """By question, what its member owes."""
    query = (
        select(ReportRequest)
        .where(ReportRequest.inquiry_id.in_([row.id for row in asked]))
        .options(selectinload(ReportRequest.reminders))
    )
    return {each.inquiry_id: each for each in work.session.scalars(query)} if asked else {}


def _asked(work: Work, *which: ColumnElement[bool]) -> Sequence[Inquiry]:
    query = (
        select(Inquiry)
        .where(*which)
        .options(
            joinedload(Inquiry.member).joinedload(Member.professional),
            joinedload(Inquiry.asked_by),
            joinedload(Inquiry.withdrawal),
            joinedload(Inquiry.report_date).joinedload(ReportDate.action),
            selectinload(Inquiry.answers).options(
                joinedload(InquiryAnswer.member).joinedload(Member.professional),
                joinedload(InquiryAnswer.taken_back),
            ),
        )
        .order_by(Inquiry.number.desc())
        .execution_options(populate_existing=True)
    )
    return work.session.scalars(query).unique().all()


@dataclass(frozen=True, slots=True)
class DateLine:
    """A day set for an action, and what it led to."""

    row: ReportDate
    is_asked: bool
    known: ReportDateFacts | None = None
    """Who is to be asked, as long as it stands."""

    @property
    def stands(self) -> bool:
        """Nobody was asked by it yet, and it is not taken back."""
        return self.row.taken_back_at is None and not self.is_asked

    @property
    def asks(self) -> bool:
        """It stands, and the action is open: nobody need be asked of another."""
        return self.known is not None and not self.known.is_over


def dates_of(work: Work, case: Case) -> list[DateLine]:
    """Every day that was set, the latest first."""
    asked = exists().where(Inquiry.report_date_id == ReportDate.id)
    query = (
        select(ReportDate, asked)
        .where(ReportDate.case_id == case.id)
        .options(joinedload(ReportDate.action).joinedload(PlanAction.member))
        .order_by(ReportDate.on_day.desc(), ReportDate.set_at.desc())
    )
    found = [DateLine(row, is_asked) for row, is_asked in work.session.execute(query)]
    if not any(line.stands for line in found):
        return found
    known = {each.id: each for each in facts.of_case(work.session, case.id).inquiries.dates}
    return [replace(line, known=known.get(line.row.id)) for line in found]


def actions_to_report_on(work: Work, case: Case) -> list[PlanAction]:
    """The open actions of the plan in force that a member answers for."""
    plan = plan_in_force(work.session, case.id)
    every = plan.actions if plan else []
    return [each for each in every if each.is_open and each.member_id is not None]


@dataclass(frozen=True, slots=True)
class AskedDesk:
    """What one member was asked, with their own answers, the newest first."""

    lines: Sequence[InquiryLine]

    def chosen(self, wanted: Iterable[UUID | None]) -> UUID | None:
        """The one to answer: the first of those wanted, else the oldest that waits."""
        by_id: Mapping[UUID, InquiryLine] = {line.row.id: line for line in self.lines}
        waiting = [line.row.id for line in reversed(self.lines) if not line.row.standing]
        return next((each for each in (*wanted, *waiting) if each in by_id), None)


def of_guest(work: Work, guest: Guest) -> AskedDesk:
    """Theirs alone, from whatever seat, but what is withdrawn: Art. 18(1)."""
    theirs = seats_of(work.session, guest.member)
    asked = _asked(work, Inquiry.member_id.in_(theirs))
    stand = [row for row in asked if row.withdrawal is None]
    owed = _owed(work, stand)
    return AskedDesk([InquiryLine(row, owed.get(row.id)) for row in stand])
