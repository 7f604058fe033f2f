"""The working form of the table, Annex 1, whole and to be printed: Art. 12(4), 20(1)."""

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from portal import goal_forms, words
from portal.annex_lines import lines_shown
from portal.assessment_page import sections
from portal.prose import blocks
from portal.web import ForOfficers, Page
from portal.work_form import GROUNDS, PEOPLE_HEADS, PLAN_HEADS, REVIEW_HEADS, boxes, personal
from queries import annex_wording, work_form
from queries.look_again import looks_of
from rules.annex import LINES, AnnexPart
from rules.annex_wording import how_officially

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
    in_serbian = page.language == "sr"
    with page.work() as work:
        case = access.case_for(work, number)
        form = work_form.read(work, case, with_name=with_name)
        row = form.assessed.row if form.assessed else None
        official = annex_wording.in_force(annex_wording.entered(work)) if in_serbian else {}
        lines = lines_shown(page.say, annex_wording.words_of(official))
        return page.render(
            "assessment/form.html",
            case=case,
            form=form,
            place=case.municipality.name(page.language),
            lines=lines,
            officially=how_officially(official),
            gazettes=annex_wording.gazettes(official),
            criteria=LINES[AnnexPart.PLAN][2:9],
            goal=goal_forms.shown(page.say, form.goal) if form.plan else (),
            boxes=boxes(form),
            personal=personal(page.say, form),
            sections=sections(row) if row else (),
            summary=list(blocks(row.summary)) if row else (),
            grounds=GROUNDS,
            looks=looks_of(form.plan) if form.plan else {},
            plan_heads=[lines[each] for each in PLAN_HEADS],
            review_heads=[lines[each] for each in REVIEW_HEADS],
            people_heads=[lines[each] for each in PEOPLE_HEADS],
            statuses=words.STATUSES,
        )
