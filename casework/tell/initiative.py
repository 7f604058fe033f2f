"""What is told of a meeting that a member asked for: Art. 8(4)."""

from datetime import timedelta

from casework.tell.readers import member_of, officer_for
from identity import links
from models.case import Case
from models.meeting_request import MeetingRequest, RequestAnswer
from models.people import LinkPurpose
from models.session import Work
from notifications import outbox
from notifications.notices.initiative import (
    MeetingAskedFor,
    MeetingCalled,
    MeetingNotCalled,
    RequestEnded,
    RequestOpenAgain,
)
from rules.defaults import DEFAULTS


def asked(work: Work, request: MeetingRequest) -> None:
    """To the case manager, else to the head."""
    case = work.session.get_one(Case, request.life_id)
    outbox.queue(
        work,
        MeetingAskedFor(
            recipient=officer_for(work, case.life),
            life_id=case.id,
            request_id=request.id,
            institution=request.member.professional.affiliation,
            asked_on=request.asked_on,
            due_on=request.asked_on + timedelta(days=DEFAULTS.ANSWER_REQUEST.days),
            case_number=case.number,
        ),
    )
    work.wake(case.id, "meeting asked for")


def called(work: Work, answer: RequestAnswer) -> None:
    _tell(work, answer, MeetingCalled)


def not_called(work: Work, answer: RequestAnswer) -> None:
    _tell(work, answer, MeetingNotCalled)


def open_again(work: Work, answer: RequestAnswer) -> None:
    _tell(work, answer, RequestOpenAgain)


def ended(work: Work, answer: RequestAnswer) -> None:
    """Without a link: what it led to is sealed with the file."""
    request = answer.request
    if not request.member.sits:
        return
    case = work.session.get_one(Case, request.life_id)
    outbox.queue(
        work,
        RequestEnded(
            recipient=member_of(request.member),
            life_id=case.id,
            answer_id=answer.id,
            asked_on=request.asked_on,
            case_number=case.number,
        ),
    )
    work.wake(case.id, "request for a meeting answered")


def _tell(
    work: Work,
    answer: RequestAnswer,
    words: type[MeetingCalled | MeetingNotCalled | RequestOpenAgain],
) -> None:
    """To whoever asked, by a link to what they asked; nobody who left the table: Art. 10(2)."""
    request = answer.request
    if not request.member.sits:
        return
    case = work.session.get_one(Case, request.life_id)
    link = links.issue(work, request.member_id, LinkPurpose.ASKED, request.id)
    outbox.queue(
        work,
        words(
            recipient=member_of(request.member),
            life_id=case.id,
            link_id=link.id,
            answer_id=answer.id,
            asked_on=request.asked_on,
            case_number=case.number,
        ),
    )
    work.wake(case.id, "request for a meeting answered")
