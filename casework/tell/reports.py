"""What is told of a report that is owed: Art. 8(9), 14(3.2)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from casework.record.put_again import was_answered
from casework.tell.readers import member_of
from identity import links
from models.case import Member
from models.meeting import Meeting
from models.people import MemberLink
from models.plan import ReportRequest
from models.session import Work
from notifications import outbox
from notifications.notices.reports import (
    ActionLate,
    DayAnswered,
    LastChance,
    ReportRequested,
)
from rules.late_actions import DayAnswer
from rules.reports import is_at_once
from workflow.kinds import label_of


def action_is_late(
    work: Work, request: ReportRequest, number: int, was_due_on: date, link: MemberLink
) -> None:
    outbox.queue(
        work,
        ActionLate(
            recipient=member_of(request.member),
            life_id=request.case_id,
            link_id=link.id,
            request_id=request.id,
            case_number=label_of(work.session, request.case_id),
            number=number,
            was_due_on=was_due_on,
            due_on=request.due_on,
        ),
    )


def day_answered(
    work: Work,
    member: Member,
    report_id: UUID,
    *,
    number: int,
    until: date,
    answer: DayAnswer,
    day: date | None,
) -> None:
    """To whoever answers for the action: what the table says of the day asked for."""
    outbox.queue(
        work,
        DayAnswered(
            recipient=member_of(member),
            life_id=member.life_id,
            request_id=report_id,
            case_number=label_of(work.session, member.life_id),
            number=number,
            asked_until=until,
            answer=answer,
            day=day,
        ),
    )


def put_again(
    work: Work,
    request: ReportRequest,
    *,
    again: bool = True,
    unread: bool = False,
    taken_back_on: date | None = None,
) -> None:
    """To a member whose conflict was none, or whom no mail reached: a word on a late action is
    asked for as before; or to one whose word on record was none."""
    action = request.action
    assert action is not None  # asked about on its own
    assert action.due_on is not None  # and had passed
    outbox.queue_anew(
        work,
        ActionLate(
            recipient=member_of(request.member),
            life_id=request.case_id,
            link_id=links.issue(work, *links.way_to_answer(request)).id,
            request_id=request.id,
            case_number=label_of(work.session, request.case_id),
            number=action.number,
            was_due_on=action.due_on,
            due_on=request.due_on,
            again=again,
            unread=unread,
            taken_back_on=taken_back_on,
        ),
    )


def asked_anew(
    work: Work, request: ReportRequest, *, taken_back_on: date | None, unread: bool = False
) -> None:
    """What was on record was none: before its last day only to who had not been told yet. A report
    for a meeting that is over is asked for no more by mail: 8(9)."""
    if request.action_id is not None:
        again = taken_back_on is None and request.put_again_at is not None
        put_again(work, request, again=again, unread=unread, taken_back_on=taken_back_on)
        return
    meeting = work.session.get_one(Meeting, request.meeting_id)
    if meeting.held_at is None and meeting.cancelled_at is None:
        link = links.issue(work, *links.way_to_answer(request))
        report = _report(work, meeting, request, link, taken_back_on)
        outbox.queue_anew(work, replace(report, unread=unread))


def report_wanted(work: Work, meeting: Meeting, request: ReportRequest, link: MemberLink) -> None:
    outbox.queue(work, _report(work, meeting, request, link))


def _report(
    work: Work,
    meeting: Meeting,
    request: ReportRequest,
    link: MemberLink,
    taken_back_on: date | None = None,
) -> ReportRequested:
    return ReportRequested(
        recipient=member_of(request.member),
        life_id=meeting.life_id,
        link_id=link.id,
        request_id=request.id,
        case_number=label_of(work.session, meeting.life_id),
        due_on=request.due_on,
        starts_at=meeting.starts_at,
        place=meeting.place,
        taken_back_on=taken_back_on,
        at_once=is_at_once(meeting.day, request.due_on),
        shut_out=request.put_again_at is not None and not was_answered(request),
    )


def last_chance(
    work: Work, request: ReportRequest, until: date, days: int, link: MemberLink
) -> None:
    outbox.queue_anew(
        work,
        LastChance(
            recipient=member_of(request.member),
            life_id=request.case_id,
            link_id=link.id,
            request_id=request.id,
            case_number=label_of(work.session, request.case_id),
            due_on=request.due_on,
            last_chance_on=until,
            days=days,
            action=request.action.number if request.action else None,
            inquiry=request.inquiry_id is not None,
        ),
    )
