"""The working form of the table, Annex 1, whole and to be printed: Art. 12(4), 20(1)."""

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.from_paper import on_paper
from identity import access
from portal.form_page import laid_out
from portal.web import ForOfficers, Page
from queries import work_form

router = APIRouter(prefix="/cases/{number}/form")


@router.get("")
def form_page(page: ForOfficers, number: str) -> Response:
    """Every heading of the Annex with what the record holds; the name stands there on request."""
    return _form(page, number)


@router.post("")
def with_name(page: ForOfficers, number: str) -> Response:
    """The same page with the child's name, once; that it was asked for is on record: Art. 18(1)."""
    return _form(page, number, with_name=True)


def _form(page: Page, number: str, *, with_name: bool = False) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        form = work_form.read(work, case, with_name=with_name)
        of_paper, shown = on_paper(work.session, case), laid_out(page, work, case, form)
        return page.render("assessment/form.html", case=case, of_paper=of_paper, **shown)
