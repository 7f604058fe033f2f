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
        file = read(work, case)
        paper = closing_paper.closing(page, say, case, file)
    if paper is None or file.form is None or file.closure is None:
        raise NotThere(number)
    what = closing_paper.which(file)
    return papers.hand_out_as(what, page, case, paper, f"closing-{case.number}-{say.language}")
