"""What a superior is told of silence that was none follows the answers: Art. 14(3.2)."""

from casework.record.silence import has_fallen
from casework.tell.withdrawal import correction_taken_back
from models.plan import ReportRequest
from models.session import Work


def follow_silence(work: Work, request: ReportRequest) -> None:
    """A word that a notice does not hold is withdrawn with what made it so, unless it has left."""
    if request.fell_told_on is None or has_fallen(request):
        return
    work.session.flush()
    if correction_taken_back(work, request.case_id, request.id):
        work.session.refresh(request)
