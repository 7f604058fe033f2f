"""What the manager brings to the table: initial assessment and plan: Art. 12(1), 6(1.5), 8(7)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import assessment
from casework.case.assessment import Indicators
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.prose import blocks
from portal.responsible import choices
from portal.routes.assessment_table import Settle
from portal.routes.planning import Actions, rows_shown, typed_rows
from portal.web import ForOfficers, Page
from portal.words import AIMS, INDICATORS, RISKS
from queries.plan_file import assessments_of, plans_of
from rules.assessment import INDICATORS as ARTICLES
from rules.assessment import AssessmentKind
from rules.phases import Phase
from rules.planning import PlanKind
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}")

PASSED: Final = N_("This day has passed. Give a later one.")
NOT_SEATED: Final = N_("Choose one of these.")


class Assess(Settle):
    """The manager's first look, on the same five indicators as the table's: Art. 12(3)."""

    on: Happened


class Draft(FormModel):
    """The plan the manager proposes: Art. 6(1.5)."""

    goal: Annotated[Prose, Ask(N_("Goal"), missing=N_("Write what the plan is to reach."))]
    actions: Actions = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Much may stay open in a proposal, but no day has passed."""
        for row in sheet.rows("actions"):
            day = sheet.known(f"{row}.due_on")
            if day and day < sheet.today:
                yield f"{row}.due_on", PASSED


def _may_write(work: Work, case: Case) -> bool:
    """The case's own manager, until the table assesses itself."""
    return access.runs_case(work, case) and case.phase == Phase.ASSESSMENT


@router.get("/assessment")
def assessment_page(page: ForOfficers, number: str, again: str = "") -> Response:
    """The newest version, or the form while there is none or another is wanted."""
    with page.work() as work:
        case = access.case_for(work, number)
        found = assessments_of(work, case, AssessmentKind.INITIAL)
        if _may_write(work, case) and (again or not found):
            return _assess(page, case, _filled(found[0] if found else None))
        texts = {}
        if found:
            texts = {name: list(blocks(getattr(found[0], name))) for name in ("summary", *ARTICLES)}
        return page.render(
            "assessment/read.html",
            case=case,
            found=found[0] if found else None,
            texts=texts,
            names=INDICATORS,
            articles=ARTICLES,
            may_write=_may_write(work, case),
        )


def _filled(former: object) -> Sheet[Assess]:
    """The version before, to be changed; or an empty form."""
    if former is None:
        return Sheet.of(Assess)
    return Sheet.of(
        Assess, **{name: getattr(former, name) for name in ("risk", "summary", *ARTICLES)}
    )


def _assess(page: Page, case: Case, sheet: Sheet[Assess]) -> Response:
    return page.render(
        "assessment/write.html",
        case=case,
        sheet=sheet,
        risks=[(code, page.say.gettext(words)) for code, words in RISKS.items()],
        articles=ARTICLES,
    )


@router.post("/assessment")
def assess(page: ForOfficers, number: str) -> Response:
    """Put the assessment on record; the plan comes next."""
    sheet = page.typed(Assess)

    def again() -> Response:
        with page.work() as work:
            return _assess(page, access.case_for(work, number, role=Role.MANAGER), sheet)

    def act(form: Assess) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            indicators = Indicators(**{name: getattr(form, name) for name in ARTICLES})
            assessment.record_initial(
                work,
                case.id,
                risk=form.risk,
                summary=form.summary,
                indicators=indicators,
                on=form.on,
            )
        return page.go(
            f"/cases/{number}/plan/initial",
            done=N_("The initial assessment is on record. Now the plan you bring to the table."),
        )

    return page.submit(sheet, act, again)


@router.get("/plan/initial")
def plan_page(page: ForOfficers, number: str, again: str = "") -> Response:
    """The plan as it goes to the members, or the form for it."""
    with page.work() as work:
        case = access.case_for(work, number)
        versions = plans_of(work, case, PlanKind.INITIAL)
        if _may_write(work, case) and (again or not versions):
            former = versions[-1] if versions else None
            rows = typed_rows(former.actions, "actions") if former else {}
            sheet = Sheet.of(Draft, goal=former.goal if former else None, **rows)
            return _draft(page, work, case, sheet)
        return page.render(
            "assessment/plan.html",
            case=case,
            plan=versions[-1] if versions else None,
            may_write=_may_write(work, case),
            aims=AIMS,
        )


def _draft(page: Page, work: Work, case: Case, sheet: Sheet[Draft]) -> Response:
    return page.render(
        "assessment/draft.html",
        case=case,
        sheet=sheet,
        members=choices(page.say, work, case),
        count=rows_shown(sheet, "actions"),
        aims=AIMS,
    )


@router.post("/plan/initial")
def draft(page: ForOfficers, number: str) -> Response:
    """Keep the plan as a new version, or show more rows."""
    sheet = page.typed(Draft)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            return _draft(page, work, case, sheet)

    def act(form: Draft) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            drafts = [row.draft() for row in form.actions]
            assessment.draft_initial_plan(work, case.id, goal=form.goal, actions=drafts)
            done = N_("The initial plan is on record; it goes out with the invitation.")
            next_page = f"/cases/{number}" if case.composed_at else f"/cases/{number}/table"
        return page.go(next_page, done=done)

    def check() -> Iterator[Gap]:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            members = {str(answers) for answers, _ in choices(page.say, work, case)}
        for row in sheet.rows("actions"):
            typed = sheet.value(f"{row}.responsible")
            if typed and typed not in members:
                yield f"{row}.responsible", NOT_SEATED

    return again() if "more" in sheet.typed else page.submit(sheet, act, again, check)
