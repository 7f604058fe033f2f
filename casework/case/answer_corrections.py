"""An answer typed to the wrong question, or with a wrong day or words: ours, decision 0114."""

from datetime import date
from uuid import UUID

from casework.case.answers import article_of, follow_answers, record_answer
from casework.record.known import death_on
from casework.record.table import open_case
from casework.table import put_again
from casework.tell import inquiries as tell
from casework.tell.reminders import look_at_reminders
from casework.tell.withdrawal import last_chance_never_left
from identity.access import NotThere, officer_of
from models.case import Case
from models.inquiry import AnswerTakenBack, Inquiry, InquiryAnswer
from models.plan import ReportRequest
from models.session import Work
from rules.answer_corrections import check_answer_correction
from rules.inquiries import AnsweredBy
from workflow.life import after_act


def correct(
    work: Work,
    answer_id: UUID,
    *,
    said_on: date,
    how: AnsweredBy,
    source: str,
    words: str,
    reason: str,
) -> InquiryAnswer:
    """Another answer stands for this one, which stays to be read: 14(3.1), 19."""
    case, inquiry, former = _typed(work, answer_id, reason)
    said = record_answer(
        work, case, inquiry, None,
        said_on=said_on, how=how, source=source, words=words, former=former, reason=reason,
    )  # fmt: skip
    after_act(work, case.id, "answer corrected")
    return said


def take_back(work: Work, answer_id: UUID, *, why: str) -> None:
    """It was no answer to this question; where none stands, it is owed again: 14(3.1), 19."""
    case, inquiry, former = _typed(work, answer_id, why)
    work.session.add(
        AnswerTakenBack(
            answer_id=former.id,
            taken_back_at=work.clock.now(),
            taken_back_by_id=officer_of(work).id,
            why=why.strip(),
        )
    )
    work.session.flush()
    work.session.expire(former, ["taken_back"])
    request = follow_answers(work, inquiry)
    if request is not None and request.received_on is None:
        _owed_again(work, case, inquiry, request)
    detail = {"inquiry": inquiry.number, "on": former.said_on}
    work.record("answer taken back", article_of(inquiry), life=case.life, **detail)
    after_act(work, case.id, "answer taken back")


def _typed(work: Work, answer_id: UUID, reason: str) -> tuple[Case, Inquiry, InquiryAnswer]:
    """What an officer typed and still stands; raises `NotThere`."""
    former = work.session.get(InquiryAnswer, answer_id)
    if former is None:
        raise NotThere
    case = open_case(work, former.inquiry.case_id)
    inquiry = former.inquiry
    work.session.refresh(inquiry)
    typed, stands = former.how is not AnsweredBy.LINK, former in inquiry.standing
    check_answer_correction(typed=typed, stands=stands, reason=reason)
    return case, inquiry, former


def _owed_again(work: Work, case: Case, inquiry: Inquiry, request: ReportRequest) -> None:
    """From its last day on it is asked anew. Before, who had not been told yet, because it was
    answered, is told now; others are reminded.

    A last chance that nobody was told of has not been given: 14(3.2).
    """
    if request.withdrawn_at is not None:
        return
    if request.notified_at is None and last_chance_never_left(work, case.id, request.id):
        request.last_chance_on = None
    is_anew = put_again.after_an_answer(work, case, request)
    if request.member.sits and death_on(work.session, case.id) is None:
        taken_back_on = work.clock.today() if is_anew else None
        tell.asked_anew(work, inquiry, request, taken_back_on=taken_back_on)
    look_at_reminders(work, case.municipality_id)
