"""The table's comprehensive assessment: five indicators and the risk: Art. 12(2), 12(3)."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import assessment
from casework.record.known import child_person
from casework.record.table import last_held
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import drafting, words
from portal.assessment_form import AssessmentForm
from portal.assessment_page import show
from portal.forms import Sheet
from portal.web import Page, Signed
from queries import information, logbook
from queries.assessment_file import all_versions, read_version
from queries.plan_file import met_on
from rules.assessment import INDICATORS, SECTIONS, AssessmentKind
from rules.duties import Duty
from rules.roles import Role
from workflow.duties import owes

router = APIRouter(prefix="/cases/{number}/assessment/comprehensive")


@router.get("")
def assessment_page(page: Signed, number: str, again: str = "") -> Response:
    """The assessment the table settled; the form for it while that is due, or once more: 14(4)."""
    with page.work() as work:
        case = access.case_for(work, number)
        is_due = owes(work, case.id, Duty.SETTLE_ASSESSMENT)
        once_more = again and case.sealed_at is None and last_held(work.session, case.id)
        if access.runs_case(work, case) and (is_due or once_more):
            sheet = drafting.taken_up(page, work, Sheet.of(AssessmentForm))
            return _form(page, work, case, sheet)
        kind = AssessmentKind.COMPREHENSIVE
        return show(page, work, case, read_version(work, case, kind=kind), kind)


def _form(page: Page, work: Work, case: Case, sheet: Sheet[AssessmentForm]) -> Response:
    response = page.render("planning/settle.html", **asked(page, work, case, sheet))
    return drafting.with_script(response)


def asked(page: Page, work: Work, case: Case, sheet: Sheet[AssessmentForm]) -> dict[str, Any]:
    """What the table is asked, and what is in use."""
    versions = all_versions(work, case)
    has_assessed = any(each.kind == AssessmentKind.COMPREHENSIVE for each in versions)
    return {
        "case": case,
        "met_on": met_on(work, case),
        "sheet": sheet,
        "former": versions[-1] if versions else None,
        "state": information.state_of(work, case),
        "warns": not child_person(work.session, case.id).died,
        "log": logbook.to_the_last(work, case),
        "risks": [(risk, page.say.gettext(name)) for risk, name in words.RISKS.items()],
        "sections": SECTIONS,
        "articles": INDICATORS,
        "before": [(code, page.say.gettext(words.INDICATORS[code])) for code in INDICATORS]
        if has_assessed
        else (),
    }


@router.post("")
def settle(page: Signed, number: str) -> Response:
    """Write down what the table found; it redefines the risk."""
    sheet = page.typed(AssessmentForm)

    def again() -> Response:
        with page.work() as work:
            return _form(page, work, access.case_for(work, number, role=Role.MANAGER), sheet)

    def act(form: AssessmentForm) -> Response:
        with page.work() as work:
            put_on_record(work, access.case_for(work, number, role=Role.MANAGER), form)
        return page.go(f"/cases/{number}/plan", done=N_("The assessment is on record."))

    return drafting.submit(page, sheet, act, again)


def put_on_record(work: Work, case: Case, form: AssessmentForm) -> None:
    """What the table found: Art. 12(2)."""
    assessment.settle(
        work,
        case.id,
        risk=form.risk,
        summary=form.summary,
        indicators=form.indicators,
        more=form.more,
        on=form.on,
        worse=form.worse,
        why=form.why,
    )
    drafting.sent(work, f"/cases/{case.number}/assessment/comprehensive")
