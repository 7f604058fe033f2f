"""Every version of the assessment, and what became different: Art. 5(1.2), 12(1), 12(2)."""

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from identity import access
from identity.access import NotThere
from portal import assessment_paper, papers
from portal.assessment_page import show
from portal.web import ForOfficers
from queries.assessment_file import read_version
from rules.assessment import AssessmentKind

router = APIRouter(prefix="/cases/{number}/assessments")


@router.get("")
def versions_page(page: ForOfficers, number: str, version: int | None = None) -> Response:
    """One version by its number, else the one in use; the others beside it."""
    with page.work() as work:
        case = access.case_for(work, number)
        file = read_version(work, case, version)
        if file is None and version is not None:
            raise HTTPException(404)
        return show(page, work, case, file, AssessmentKind.INITIAL)


@router.get("/{tongue}.pdf")
def assessment_file(
    page: ForOfficers, number: str, tongue: str, version: int | None = None
) -> Response:
    """The version in use, or another one, whole."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        file = read_version(work, case, version)
        if file is None:
            raise NotThere(number)
        paper = assessment_paper.assessment(page, say, case, file.row)
        made = file.row.version
    name = f"assessment-{case.number}-{made}-{say.language}"
    return papers.hand_out(page, case, paper, "assessment printed", name, assessment=made)
