"""The working form, Annex 1, as a page lays it out: Art. 12(4), 20(1)."""

from typing import Any

from models.case import Case
from portal import words
from portal.assessment_page import sections
from portal.prose import blocks
from portal.web import Page
from portal.work_form import GROUNDS, PEOPLE_HEADS, PLAN_HEADS, REVIEW_HEADS, boxes, personal
from queries.look_again import looks_of
from queries.work_form import WorkForm


def laid_out(page: Page, case: Case, form: WorkForm, *, beside: bool = False) -> dict[str, Any]:
    """What `assessment/_form.html` asks for; `beside` is an earlier file, which opens no page."""
    row = form.assessed.row if form.assessed else None
    return {
        "form": form,
        "beside": beside,
        "place": case.municipality.name(page.language),
        "boxes": boxes(form),
        "personal": personal(page.say, form),
        "sections": sections(row) if row else (),
        "summary": list(blocks(row.summary)) if row else (),
        "grounds": GROUNDS,
        "looks": looks_of(form.plan) if form.plan else {},
        "plan_heads": [page.say.gettext(each) for each in PLAN_HEADS],
        "review_heads": [page.say.gettext(each) for each in REVIEW_HEADS],
        "people_heads": [page.say.gettext(each) for each in PEOPLE_HEADS],
        "statuses": words.STATUSES,
    }
