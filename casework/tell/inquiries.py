"""What is told of inquiries to members; nothing of what they say: Art. 14(3.1), 14(3.3)."""

from casework.tell.readers import member_of, officer_for
from identity import links
from models.case import Case
from models.inquiry import Inquiry, InquiryAnswer
from models.plan import ReportRequest
from models.session import Work
from notifications import outbox
from notifications.notices.inquiries import InformationAsked, InquiryIsAnswered


def asked(work: Work, inquiry: Inquiry, request: ReportRequest, *, again: bool = False) -> None:
    """To the member, by a link to the question; again where a conflict of theirs was none."""
    case = work.session.get_one(Case, request.case_id)
    day = inquiry.report_date
    outbox.queue_anew(
        work,
        InformationAsked(
            recipient=member_of(request.member),
            life_id=case.id,
            link_id=links.issue(work, *links.way_to_answer(request)).id,
            request_id=request.id,
            case_number=case.number,
            due_on=request.due_on,
            asked_on=inquiry.asked_on if inquiry.asked_on < work.clock.today() else None,
            action=day.action.number if day else None,
            again=again,
        ),
    )
    work.wake(case.id, "information asked for")


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
