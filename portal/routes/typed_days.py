"""A slip in a day that an officer typed of somebody else is put right: decision 0150."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import typed_days as acts
from core.i18n import N_
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from portal.words import RELATIONS
from queries import typed_days as queries
from queries.typed_days import DayFile
from rules.typed_days import DECLARED, DayOf
from workflow.kinds import case_of

router = APIRouter(prefix="/days/{life_id:uuid}/{what}/{subject_id:uuid}")

NAMES: Final = {
    DayOf.DECLARATION: N_("The declarations that a member signed"),
    DayOf.CONFLICT: N_("A member's conflict of interest"),
    DayOf.REFUSAL: N_("That a member does not sign"),
    DayOf.WORD: N_("What somebody without a seat declared"),
    DayOf.INFORMATION: N_("Information that came in"),
    DayOf.CLAIM: N_("A claim to be verified"),
    DayOf.OUTCOME: N_("What was found of a claim"),
}
OF: Final = {
    **dict.fromkeys(DECLARED, "18(2)"),
    DayOf.CONFLICT: "10(2)",
    DayOf.INFORMATION: "5(1.2)",
    DayOf.CLAIM: "12(1)",
    DayOf.OUTCOME: "12(1)",
}


class CorrectTypedDay(FormModel):
    """The day on which it was, and why the other was wrong."""

    on: Happened
    reason: Annotated[
        Prose,
        Ask(N_("Why was the day wrong?"), missing=N_("Write why the day was wrong.")),
    ]


@router.get("")
def typed_day_page(page: Signed, life_id: UUID, what: DayOf, subject_id: UUID) -> Response:
    """The day on record, what stood there before, and the form for another."""
    return _show(page, life_id, what, subject_id)


def _show(
    page: Page,
    life_id: UUID,
    what: DayOf,
    subject_id: UUID,
    typed: Sheet[CorrectTypedDay] | None = None,
) -> Response:
    with page.work() as work:
        file = queries.one(work, life_id, what, subject_id)
        before_the_form(page, case_of(work.session, life_id))
        return page.render(
            "declarations/day.html",
            file=file,
            name=NAMES[what],
            article=OF[what],
            back=_back(file),
            relations=RELATIONS,
            sheet=typed or Sheet.of(CorrectTypedDay),
        )


def _back(file: DayFile) -> str:
    if file.line.what in DECLARED:
        return f"/declarations/{file.life.id}"
    of = f"claims/{file.about}" if file.about else "information"
    return f"/cases/{file.label}/{of}"


@router.post("")
def correct_typed_day(page: Signed, life_id: UUID, what: DayOf, subject_id: UUID) -> Response:
    """Another day stands for the one on record, which stays to be read."""
    sheet = page.typed(CorrectTypedDay)

    def act(form: CorrectTypedDay) -> Response:
        with page.work() as work:
            back = _back(queries.one(work, life_id, what, subject_id))
            acts.correct(work, what, subject_id, form.on, reason=form.reason)
        return page.go(back, done=N_("The correction is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, life_id, what, subject_id, sheet))
