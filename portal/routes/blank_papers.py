"""Forms to be filled in by hand, on one page, for any officer of a centre."""

from fastapi import APIRouter
from starlette.responses import Response

from documents.blanks import number_of
from documents.builder import build
from identity.access import NotThere, officer_of
from portal import papers
from portal.blank_papers import FORMS
from portal.web import ForOfficers

router = APIRouter(prefix="/blank")


@router.get("")
def list_page(page: ForOfficers) -> Response:
    """All there are, with where Annex 1 is."""
    return page.render("paper/blank.html", forms=FORMS)


@router.get("/{form}/{tongue}.pdf")
def blank_form(page: ForOfficers, form: str, tongue: str) -> Response:
    """Of no case, and so on nobody's record; its code says which form it is."""
    if form not in FORMS:
        raise NotThere
    say, make = papers.say_in(tongue), FORMS[form][-1]
    with page.work(read_only=True) as work:
        paper = make(page, say, officer_of(work).municipality)
    coded = papers.coded(paper, 0, number_of(form, say.language))
    return papers.as_file(build(coded), f"{form}-{say.language}")
