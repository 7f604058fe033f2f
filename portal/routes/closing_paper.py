"""The closing form as a PDF, for whoever may read the whole case: Art. 17(5)."""

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from identity.access import NotThere
from portal import closing_paper, papers
from portal.web import ForOfficers
from queries.closure_file import read

router = APIRouter(prefix="/cases/{number}/closure")


@router.get("/{tongue}.pdf")
def closing_form(page: ForOfficers, number: str, tongue: str) -> Response:
    """Once the table has decided, as it is laid for signature."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        paper = closing_paper.closing(page, say, case, read(work, case))
    if paper is None:
        raise NotThere(number)
    return papers.hand_out(
        page, case, paper, "closing form printed", f"closing-{case.number}-{say.language}"
    )
