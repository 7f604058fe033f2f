"""An answer beside its question, and what is owed by those that stand: Art. 14(3.1), 19."""

from datetime import date

from sqlalchemy import select

from casework.tell.silence import follow_silence
from casework.tell.withdrawal import told_no_more
from identity.access import officer_of
from models.case import Case, Member
from models.inquiry import Inquiry, InquiryAnswer
from models.plan import ReportRequest
from models.session import Work
from rules.answer_corrections import receipt
from rules.inquiries import AnsweredBy, check_answer


def article_of(inquiry: Inquiry) -> str:
    if inquiry.member_id is None:
        return "19"
    return "14(3.1)" if inquiry.report_date_id is None else "14(3.3)"


def request_of(work: Work, inquiry: Inquiry) -> ReportRequest | None:
    query = select(ReportRequest).where(ReportRequest.inquiry_id == inquiry.id)
    return work.session.scalars(query).first()


def record_answer(
    work: Work,
    case: Case,
    inquiry: Inquiry,
    member: Member | None,
    *,
    said_on: date,
    how: AnsweredBy,
    words: str,
    source: str = "",
    former: InquiryAnswer | None = None,
    reason: str = "",
) -> InquiryAnswer:
    """Beside the question and what was answered before, or for what was `former`ly typed."""
    check_answer(
        said_on, work.clock.today(), asked_on=inquiry.asked_on, words=words, how=how, source=source
    )
    said = InquiryAnswer(
        inquiry_id=inquiry.id,
        said_on=said_on,
        recorded_at=work.clock.now(),
        how=how,
        member_id=member.id if member else None,
        recorded_by_id=None if member else officer_of(work).id,
        source=source.strip() or None,
        words=words.strip(),
        corrects_id=former.id if former else None,
        reason=reason.strip() or None,
    )
    work.session.add(said)
    work.session.flush()
    if (request := follow_answers(work, inquiry)) is not None:
        told_no_more(work, case.id, [request.id])
    work.record(
        "answer corrected" if former else "information answered", article_of(inquiry),
        life=case.life, inquiry=inquiry.number, on=said_on,
    )  # fmt: skip
    return said


def follow_answers(work: Work, inquiry: Inquiry) -> ReportRequest | None:
    """What its member owes, by the answers that stand; None where no member was asked."""
    work.session.expire(inquiry, ["answers"])
    came = receipt((each.said_on, each.recorded_at) for each in inquiry.standing)
    request = request_of(work, inquiry)
    if request is not None:
        request.received_on = came.on if came else None
        request.received_at = came.at if came else None
        follow_silence(work, request)
    return request
