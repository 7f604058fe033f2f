"""What is told of inquiries to members; nothing of what they say: Art. 14(3.1), 14(3.3)."""

from dataclasses import replace
from datetime import date

from casework.tell.readers import member_of, officer_for
from casework.tell.reminders import look_next_morning
from identity import links
from models.case import Case
from models.inquiry import Inquiry, InquiryAnswer
from models.plan import ReportRequest
from models.session import Work
from notifications import outbox
from notifications.notices.inquiries import InformationAsked, InquiryIsAnswered


def asked(work: Work, inquiry: Inquiry, request: ReportRequest) -> None:
    """To the member, by a link to the question."""
    outbox.queue(work, _question(work, inquiry, request))
    work.wake(request.case_id, "information asked for")


def asked_anew(
    work: Work,
    inquiry: Inquiry,
    request: ReportRequest,
    *,
    again: bool = False,
    unread: bool = False,
    taken_back_on: date | None = None,
) -> None:
    """The same, where it had not left before an answer was typed that was none; in words of their
    own `again`, after a conflict that was none, and where an answer was taken back after its day.
    """
    again = taken_back_on is None and (again or request.put_again_at is not None)
    question = _question(work, inquiry, request, again=again, taken_back_on=taken_back_on)
    outbox.queue_anew(work, replace(question, unread=unread))
    work.wake(request.case_id, "information asked for")


def _question(
    work: Work,
    inquiry: Inquiry,
    request: ReportRequest,
    *,
    again: bool = False,
    taken_back_on: date | None = None,
) -> InformationAsked:
    day = inquiry.report_date
    return InformationAsked(
        recipient=member_of(request.member),
        life_id=request.case_id,
        link_id=links.issue(work, *links.way_to_answer(request)).id,
        request_id=request.id,
        case_number=work.session.get_one(Case, request.case_id).number,
        due_on=request.due_on,
        asked_on=inquiry.asked_on if inquiry.asked_on < work.clock.today() else None,
        action=day.action.number if day else None,
        again=again,
        taken_back_on=taken_back_on,
    )


def answered(work: Work, answer: InquiryAnswer) -> None:
    """To the case manager, else to the head."""
    assert answer.member is not None  # a member answered
    case = work.session.get_one(Case, answer.inquiry.case_id)
    outbox.queue(
        work,
        InquiryIsAnswered(
            recipient=officer_for(work, case.life),
            life_id=case.id,
            answer_id=answer.id,
            institution=answer.member.professional.affiliation,
            inquiry_number=answer.inquiry.number,
            said_on=answer.said_on,
            case_number=case.number,
        ),
    )
    work.wake(case.id, "information answered")
    look_next_morning(work, case.municipality_id)
