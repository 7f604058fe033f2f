"""The table's comprehensive assessment: five indicators and the risk: Art. 12(2), 12(3)."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import assessment
from casework.case.assessment import Indicators
from casework.record.table import last_held
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import words
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Sheet
from portal.prose import blocks
from portal.web import Page, Signed
from queries.plan_file import assessments_of, met_on
from rules.assessment import INDICATORS, AssessmentKind, Risk
from rules.duties import Duty
from rules.roles import Role
from workflow.duties import owes

router = APIRouter(prefix="/cases/{number}/assessment/comprehensive")

EMPTY = N_("Write what is known, or that it is not known and why.")


class Settle(FormModel):
    """What the table found of the child's well-being."""

    risk: Annotated[
        Risk,
        Ask(N_("Level of risk"), missing=N_("Choose none, low, medium or high.")),
    ]
    summary: Annotated[Prose, Ask(N_("Summary"), missing=N_("Write the summary."))]
    safety: Annotated[Prose, Ask(N_("Safety and protection"), missing=EMPTY)]
    needs: Annotated[Prose, Ask(N_("Basic needs"), missing=EMPTY)]
    education: Annotated[Prose, Ask(N_("Education and development"), missing=EMPTY)]
    care: Annotated[Prose, Ask(N_("Care and family"), missing=EMPTY)]
    inclusion: Annotated[Prose, Ask(N_("Inclusion in society"), missing=EMPTY)]
    on: Happened


@router.get("")
def assessment_page(page: Signed, number: str, again: str = "") -> Response:
    """The assessment the table settled; the form for it while that is due, or once more: 14(4)."""
    with page.work() as work:
        case = access.case_for(work, number)
        is_due = owes(work, case.id, Duty.SETTLE_ASSESSMENT)
        once_more = again and case.sealed_at is None and last_held(work.session, case.id)
        if access.runs_case(work, case) and (is_due or once_more):
            return _form(page, work, case, Sheet.of(Settle))
        return _read(page, work, case)


def _form(page: Page, work: Work, case: Case, sheet: Sheet[Settle]) -> Response:
    initial = assessments_of(work, case, AssessmentKind.INITIAL)
    return page.render(
        "planning/settle.html",
        case=case,
        met_on=met_on(work, case),
        sheet=sheet,
        initial=initial[0] if initial else None,
        risks=[(risk, page.say.gettext(name)) for risk, name in words.RISKS.items()],
        indicators=INDICATORS,
    )


def _read(page: Page, work: Work, case: Case) -> Response:
    found = assessments_of(work, case, AssessmentKind.COMPREHENSIVE)
    initial = assessments_of(work, case, AssessmentKind.INITIAL)
    texts = {}
    if found:
        names = ("summary", *INDICATORS)
        texts = {name: list(blocks(getattr(found[0], name))) for name in names}
    return page.render(
        "planning/assessment.html",
        case=case,
        found=found[0] if found else None,
        initial=initial[0] if initial else None,
        texts=texts,
        names=words.INDICATORS,
        indicators=INDICATORS,
    )


@router.post("")
def settle(page: Signed, number: str) -> Response:
    """Write down what the table found; it redefines the risk."""
    sheet = page.typed(Settle)

    def again() -> Response:
        with page.work() as work:
            return _form(page, work, access.case_for(work, number, role=Role.MANAGER), sheet)

    def act(form: Settle) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            indicators = Indicators(**{name: getattr(form, name) for name in INDICATORS})
            assessment.settle(
                work,
                case.id,
                risk=form.risk,
                summary=form.summary,
                indicators=indicators,
                on=form.on,
            )
        return page.go(f"/cases/{number}/plan", done=N_("The assessment is on record."))

    return page.submit(sheet, act, again)
