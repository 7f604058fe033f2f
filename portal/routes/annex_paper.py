"""Annex 1 as a PDF: blank for officers, filled for whoever may read the case: Art. 12(4)."""

from fastapi import APIRouter
from starlette.responses import Response

from documents.blanks import number_of
from documents.builder import build
from identity import access
from portal import annex_paper, papers
from portal.web import ForOfficers, Page
from queries import work_form

router = APIRouter()


@router.get("/annex-1/{tongue}.pdf")
def blank_form(page: ForOfficers, tongue: str) -> Response:
    """To be filled in by hand."""
    say = papers.say_in(tongue)
    with page.work(read_only=True) as work:
        paper = annex_paper.blank(page, work, say)
    coded = papers.coded(paper, 0, number_of("annex-1", say.language))
    return papers.as_file(build(coded), f"annex-1-{say.language}")


@router.get("/cases/{number}/form/{tongue}.pdf")
def form_paper(page: ForOfficers, number: str, tongue: str) -> Response:
    """As the record stands, without the child's name."""
    return _filled(page, number, tongue)


@router.post("/cases/{number}/form/{tongue}.pdf")
def with_name(page: ForOfficers, number: str, tongue: str) -> Response:
    """The same with the name; that it was asked for is on record: Art. 18(1)."""
    return _filled(page, number, tongue, with_name=True)


def _filled(page: Page, number: str, tongue: str, *, with_name: bool = False) -> Response:
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        form = work_form.read(work, case, with_name=with_name)
        paper = annex_paper.filled(page, work, say, case, form)
        versions = {
            "assessment": form.assessed.row.version if form.assessed else 0,
            "plan": form.plan.plan.version if form.plan else 0,
        }
    name = f"annex-1-{case.number}-{say.language}"
    return papers.hand_out(page, case, paper, "annex 1 printed", name, **versions)
