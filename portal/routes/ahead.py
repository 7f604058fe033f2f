"""What is ahead of a case, and what moves if its next meeting is on another day: Art. 8(3), 11."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import ahead, questions
from portal.fields import Ask, Day
from portal.forms import FormModel, Sheet, told
from portal.web import ForOfficers, Page
from queries import case_ahead
from queries.case_ahead import CaseAhead
from rules.refusals import ProcedureRefused

router = APIRouter()


class TryDay(FormModel):
    """Another day for the next meeting, to be looked at."""

    on: Annotated[Day, Ask(N_("If the meeting were on"))]


@router.get("/cases/{number}/ahead")
def months_ahead(page: ForOfficers, number: str, on: Annotated[str, Query()] = "") -> Response:
    """Computed anew each time; a day that is tried stands in the address, and nowhere else."""
    sheet = Sheet(TryDay, {"on": [on]} if on.strip() else {}, today=page.today)
    with page.work() as work:
        case = access.case_for(work, number)
        sheet.today = work.clock.today()
        tried = sheet.read(page.say) if on.strip() else None
        page.status = 422 if sheet.errors else 200
        found = _read(page, work, case, tried)
        return page.render(
            "cases/ahead.html",
            case=case,
            sheet=sheet,
            tried=tried.on if tried and found.beside else None,
            odd=_odd(page, found, tried.on) if tried and found.beside else [],
            found=found,
            months=ahead.months(page.say, found, page.today),
            moved=ahead.moved(page.say, found.beside, page.today),
            life=ahead.drawn(page.say, found, page.today),
        )


def _odd(page: Page, found: CaseAhead, day: date) -> list[str]:
    """What would be asked about this day where a meeting is planned: decision 0215."""
    doubts = [
        *questions.of_a_review(day, found.reviewed_by, at="on"),
        *questions.of_a_meeting(day, None, page.today, at="on"),
    ]
    return [told(page.say, doubt) for _, doubt in doubts]


def _read(page: Page, work: Work, case: Case, tried: TryDay | None) -> CaseAhead:
    """A day that the rules refuse is said as anywhere, and the rest of the page stands."""
    try:
        return case_ahead.read(work, case, on=tried.on if tried else None)
    except ProcedureRefused as refusal:
        page.refusal, page.status = refusal, 409
        return case_ahead.read(work, case)
