"""Progress reports as PDFs, for whoever may read the whole case: Art. 8(9)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from identity.access import NotThere
from models.meeting import Meeting
from portal import papers, report_papers
from portal.web import ForOfficers
from queries.report_file import line_of, read

router = APIRouter(prefix="/cases/{number}/reports")


@router.get("/{request_id:uuid}/{tongue}.pdf")
def one_report(page: ForOfficers, number: str, request_id: UUID, tongue: str) -> Response:
    """One member's for one meeting, once it is there."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        line = line_of(work, case, request_id)
        if line.request.meeting_id is None or line.is_missing:
            raise NotThere(number)
        meeting = work.session.get_one(Meeting, line.request.meeting_id)
        paper = report_papers.paper(page, work, say, case, meeting=meeting, lines=[line])
    name = f"report-{case.number}-{meeting.number}-{say.language}"
    return papers.hand_out(page, case, paper, "report printed", name, request=request_id)


@router.get("/of/{meeting_id:uuid}/{tongue}.pdf")
def all_reports(page: ForOfficers, number: str, meeting_id: UUID, tongue: str) -> Response:
    """All of one meeting in one paper, and who has not written."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        found = [each for each in read(work, case).meetings if each.meeting.id == meeting_id]
        if not found:
            raise NotThere(number)
        meeting, lines = found[0].meeting, found[0].lines
        paper = report_papers.paper(page, work, say, case, meeting=meeting, lines=lines)
    name = f"reports-{case.number}-{meeting.number}-{say.language}"
    return papers.hand_out(page, case, paper, "reports printed", name, meeting=meeting_id)
