"""The working form, Annex 1, as a page lays it out: Art. 12(4), 20(1)."""

from typing import Any

from models.case import Case
from models.session import Work
from portal import goal_forms, words
from portal.annex_lines import lines_shown
from portal.assessment_page import sections
from portal.prose import blocks
from portal.web import Page
from portal.work_form import GROUNDS, PEOPLE_HEADS, PLAN_HEADS, REVIEW_HEADS, boxes, personal
from queries import annex_wording
from queries.look_again import looks_of
from queries.work_form import WorkForm
from rules.annex import LINES, AnnexPart
from rules.annex_wording import how_officially


def laid_out(
    page: Page, work: Work, case: Case, form: WorkForm, *, beside: bool = False
) -> dict[str, Any]:
    """What `assessment/_form.html` asks for; `beside` is an earlier file, which opens no page."""
    row = form.assessed.row if form.assessed else None
    in_serbian = page.language == "sr"
    official = annex_wording.in_force(annex_wording.entered(work)) if in_serbian else {}
    lines = lines_shown(page.say, annex_wording.words_of(official))
    return {
        "form": form,
        "beside": beside,
        "place": case.municipality.name(page.language, row.made_on if row else page.today),
        "lines": lines,
        "officially": how_officially(official),
        "gazettes": annex_wording.gazettes(official),
        "criteria": LINES[AnnexPart.PLAN][2:9],
        "goal": goal_forms.shown(page.say, form.goal) if form.plan else (),
        "boxes": boxes(form),
        "personal": personal(page.say, form),
        "sections": sections(row) if row else (),
        "summary": list(blocks(row.summary)) if row else (),
        "grounds": GROUNDS,
        "looks": looks_of(form.plan) if form.plan else {},
        "plan_heads": [lines[each] for each in PLAN_HEADS],
        "review_heads": [lines[each] for each in REVIEW_HEADS],
        "people_heads": [lines[each] for each in PEOPLE_HEADS],
        "statuses": words.STATUSES,
    }
