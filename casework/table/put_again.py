"""What is put again to a member: Art. 10(2), 14(3.1), 14(3.3), 14(3.4).

A question and a word on a late action that they could not answer while in a conflict that was none,
what the table was told of the monitoring meanwhile, and a question whose answer was none. A report
ahead of a meeting has no other day than the meeting's: 8(9).
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from casework.record.asked_actions import over_among
from casework.record.known import death_on
from casework.record.monitoring_facts import mails
from casework.record.put_again import owes_on, put_again_on
from casework.record.silence import told_on
from casework.record.table import days_met
from casework.tell import inquiries, reports
from casework.tell.monitoring import findings
from casework.tell.reminders import look_at_reminders
from casework.tell.withdrawal import told_no_more
from core.clock import local_day
from models.case import Case, Member
from models.inquiry import Inquiry
from models.meeting import Meeting
from models.monitoring import TableFindings
from models.participant import ConflictWithdrawal
from models.plan import ReportRequest
from models.session import Work
from rules.findings import ToldFacts, kept_from
from rules.put_again import (
    ClosedTo,
    another_day,
    counts_anew,
    counts_by,
    day_anew,
    day_of_report,
    is_asked_anew,
    is_put_again,
)


def put(work: Work, member: Member, kept: ConflictWithdrawal) -> None:
    """By another day where its own passed meanwhile; a mail says it, by a link that opens."""
    case = work.session.get_one(Case, member.life_id)
    if not member.sits or death_on(work.session, case.id) is not None:
        return
    today, found = work.clock.today(), list(_waiting(work, member, kept.declared_on))
    for request in found:
        day = another_day(_counts_by(request), kept.declared_on, today)
        if day is not None:
            _give(work, case, request, day)
        _tell(work, request)
    found += _reports(work, case, member)
    if found:
        look_at_reminders(work, case.municipality_id)
    _not_of_others(work, case)
    _tell_findings(work, case, member, kept.declared_on)


def _tell_findings(work: Work, case: Case, member: Member, declared_on: date) -> None:
    rows = work.session.scalars(select(TableFindings).where(TableFindings.case_id == case.id))
    told = {row.number: row for row in rows}
    last = kept_from(
        [ToldFacts(row.number, row.told_on, row.means, row.taken_out) for row in told.values()],
        [mail.facts for mail in mails(work.session, case.id)],
        days_met(work.session, case.id),
        member=member.id,
        declared_on=declared_on,
    )
    if last is not None:
        findings(work, case, told[last], [member], again_on=work.clock.today())


def _reports(work: Work, case: Case, member: Member) -> list[ReportRequest]:
    query = select(ReportRequest).where(
        ReportRequest.member_id == member.id,
        ReportRequest.meeting_id.is_not(None),
        ReportRequest.received_at.is_(None),
    )
    found = [each for each in work.session.scalars(query) if put_report(work, case, each)]
    for request in found:
        reports.asked_anew(work, request, taken_back_on=None)
    return found


def put_report(work: Work, case: Case, request: ReportRequest) -> bool:
    """Whether it is asked for at once, as no door was open to its member on its last day: 8(9)."""
    meeting, member = work.session.get_one(Meeting, request.meeting_id), request.member
    if meeting.held_at is not None or meeting.cancelled_at is not None:
        return False
    due = request.due_on
    shut_out = member.owed_on(due) and not owes_on(member, due)
    day = day_of_report(meeting.day, work.clock.today(), shut_out=shut_out)
    if day is not None:
        _give(work, case, request, day)
    return day is not None


def _not_of_others(work: Work, case: Case) -> None:
    """Who held the place until now is told nothing more of its actions: Art. 14(2), 14(3.2)."""
    query = select(ReportRequest).where(
        ReportRequest.case_id == case.id,
        ReportRequest.action_id.is_not(None),
        ReportRequest.received_at.is_(None),
    )
    over = over_among(work.session, work.session.scalars(query).all())
    told_no_more(work, case.id, over)


def _waiting(work: Work, member: Member, declared_on: date) -> Iterator[ReportRequest]:
    query = select(ReportRequest).where(
        ReportRequest.member_id == member.id,
        ReportRequest.meeting_id.is_(None),
        ReportRequest.received_at.is_(None),
        ReportRequest.withdrawn_at.is_(None),
    )
    found = work.session.scalars(query.order_by(ReportRequest.due_on, ReportRequest.id)).all()
    over = over_among(work.session, found)
    for request in found:
        if request.id not in over and is_put_again(_counts_by(request), declared_on):
            yield request


def _counts_by(request: ReportRequest) -> date:
    return counts_by(request.due_on, put_again_on(request))


def after_an_answer(work: Work, case: Case, request: ReportRequest) -> bool:
    """What was on record as the answer was none: asked anew, and late by its own day, as it was.

    Whether it is by its last day; before it, the reminders that are left say enough.
    """
    today, told, due = work.clock.today(), told_on(request) is not None, request.due_on
    if counts_anew(due, today, superior_told=told):
        new = due if request.meeting_id else _day_anew(work, request)
        _give(work, case, request, new)  # ahead of a meeting there is no other day: 8(9)
    return is_asked_anew(due, today)


def put_unread(work: Work, case: Case, request: ReportRequest) -> None:
    """By another day, where its own passed before any mail of it was there; ahead of a meeting
    there is one other, its own: 8(9)."""
    today, due = work.clock.today(), request.due_on
    if request.meeting_id is None:
        day = another_day(due, due, today)
    else:
        meeting = work.session.get_one(Meeting, request.meeting_id)
        day = day_of_report(meeting.day, today, shut_out=due < today)
    if day is not None:
        _give(work, case, request, day)
        _tell(work, request, unread=True)


def _day_anew(work: Work, request: ReportRequest) -> date:
    mine = ConflictWithdrawal.member_id == request.member_id
    closed = [
        ClosedTo(kept.declared_on, local_day(kept.recorded_at))
        for kept in work.session.scalars(select(ConflictWithdrawal).where(mine))
    ]
    return day_anew(request.due_on, work.clock.today(), closed, put_again_on(request))


def _give(work: Work, case: Case, request: ReportRequest, day: date) -> None:
    """No word of the manager on a superior, and no last chance, is left of the day before."""
    told_no_more(work, case.id, [request.id])
    detail = {"request": request.id, "was": request.due_on, "until": day}
    request.due_on, request.put_again_at = day, work.clock.now()
    if request.notified_at is None and request.served_on is None:
        request.last_chance_on = request.confirmed_at = request.confirmed_by_id = None
    article = "8(9)" if request.meeting_id else "14(3.3)" if request.action_id else "14(3.1)"
    work.record("put again", article, life=case.life, member=request.member_id, **detail)


def _tell(work: Work, request: ReportRequest, *, unread: bool = False) -> None:
    if request.inquiry_id is not None:
        inquiry = work.session.get_one(Inquiry, request.inquiry_id)
        inquiries.asked_anew(work, inquiry, request, again=True, unread=unread)
    elif request.action_id is not None:
        reports.put_again(work, request, unread=unread)
    else:
        reports.asked_anew(work, request, taken_back_on=None, unread=unread)
