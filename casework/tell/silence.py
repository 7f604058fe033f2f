"""What a superior is told of silence, theirs or a member's, follows the answers: Art. 14(3.2)."""

from datetime import date

from casework.record.silence import has_fallen
from casework.tell.withdrawal import correction_taken_back
from identity import superior_links
from models.outbox import RecipientKind
from models.plan import ReportRequest
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.reports import SuperiorAskedAgain
from workflow.kinds import label_of


def follow_silence(work: Work, request: ReportRequest) -> None:
    """A word that a notice does not hold is withdrawn with what made it so, unless it has left."""
    if request.fell_told_on is None or has_fallen(request):
        return
    work.session.flush()
    if correction_taken_back(work, request.case_id, request.id):
        work.session.refresh(request)


def superior_again(work: Work, request: ReportRequest, told_on: date, on: date) -> None:
    """Who was notified on that day and has not replied."""
    outbox.queue(
        work,
        SuperiorAskedAgain(
            recipient=Recipient(RecipientKind.SUPERIOR, request.member.professional_id),
            life_id=request.case_id,
            request_id=request.id,
            case_number=label_of(work.session, request.case_id),
            institution=request.member.professional.affiliation,
            told_on=told_on,
            due_on=request.due_on,
            again_on=on,
            action=request.action.number if request.action else None,
            inquiry=request.inquiry_id is not None,
            reply_id=superior_links.issue(work, request.case_id, request_id=request.id).id,
        ),
    )
