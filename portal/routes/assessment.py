"""What the manager brings to the table: initial assessment and plan: Art. 12(1), 6(1.5), 8(7)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import assessment
from casework.record.from_paper import being_entered
from core.i18n import N_
from identity import access
from models.assessment import Assessment
from models.case import Case
from models.session import Work
from portal import drafting
from portal.action_rows import gathered, rows_shown, typed_rows, wants_rows
from portal.assessment_form import AssessmentForm
from portal.assessment_page import may_write_alone, show
from portal.fields import Ask, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.plan_forms import Actions
from portal.responsible import choices
from portal.web import ForOfficers, Page
from portal.words import AIMS, RISKS
from queries import information, logbook
from queries.assessment_file import all_versions, read_version
from queries.plan_file import plans_of
from rules.assessment import INDICATORS as ARTICLES
from rules.assessment import SECTIONS, AssessmentKind
from rules.planning import PlanKind
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}")

PASSED: Final = N_("This day has passed. Give a later one.")
NOT_SEATED: Final = N_("Choose one of these.")


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


@router.get("/assessment")
def assessment_page(page: ForOfficers, number: str, again: str = "") -> Response:
    """The version that counts, or the form while there is none or another is wanted."""
    with page.work() as work:
        case = access.case_for(work, number)
        file = read_version(work, case, kind=AssessmentKind.INITIAL)
        if may_write_alone(work, case) and (again or not file):
            sheet = drafting.taken_up(page, work, _filled(file.row if file else None))
            return _assess(page, work, case, sheet)
        return show(page, work, case, file, AssessmentKind.INITIAL)


def _filled(former: Assessment | None) -> Sheet[AssessmentForm]:
    """The words of the version before, to be changed; no level of risk and no tick of it."""
    said = (*SECTIONS, "summary", "basis") if former else ()
    return Sheet.of(AssessmentForm, **{name: getattr(former, name) for name in said})


def _assess(page: Page, work: Work, case: Case, sheet: Sheet[AssessmentForm]) -> Response:
    response = page.render(
        "assessment/write.html",
        case=case,
        sheet=sheet,
        log=logbook.since_last(work, case),
        risks=[(code, page.say.gettext(words)) for code, words in RISKS.items()],
        sections=SECTIONS,
        articles=ARTICLES,
        has_one=bool(all_versions(work, case)),
        state=information.state_of(work, case),
    )
    return drafting.with_script(response)


@router.post("/assessment")
def assess(page: ForOfficers, number: str) -> Response:
    """Put the assessment on record; the plan comes next."""
    sheet = page.typed(AssessmentForm)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            return _assess(page, work, case, sheet)

    def act(form: AssessmentForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            assessment.record_initial(
                work,
                case.id,
                risk=form.risk,
                summary=form.summary,
                indicators=form.indicators,
                more=form.more,
                on=form.on,
                why=form.why,
            )
            drafting.sent(work, page.path)
            if being_entered(case):
                return page.go(f"/cases/{number}/paper", done=N_("The assessment is on record."))
        return page.go(
            f"/cases/{number}/plan/initial",
            done=N_("The initial assessment is on record. Now the plan you bring to the table."),
        )

    return drafting.submit(page, sheet, act, again)


@router.get("/plan/initial")
def plan_page(page: ForOfficers, number: str, again: str = "") -> Response:
    """The plan as it goes to the members, or the form for it."""
    with page.work() as work:
        case = access.case_for(work, number)
        versions = plans_of(work, case, PlanKind.INITIAL)
        if may_write_alone(work, case) and (again or not versions):
            former = versions[-1] if versions else None
            rows = typed_rows(former.actions, "actions") if former else {}
            sheet = Sheet.of(Draft, goal=former.goal if former else None, **rows)
            return _draft(page, work, case, drafting.taken_up(page, work, sheet))
        return page.render(
            "assessment/plan.html",
            case=case,
            plan=versions[-1] if versions else None,
            may_write=may_write_alone(work, case),
            aims=AIMS,
        )


def _draft(page: Page, work: Work, case: Case, sheet: Sheet[Draft]) -> Response:
    offered = gathered(work, case, sheet, "actions")
    response = page.render(
        "assessment/draft.html",
        case=case,
        offered=offered,
        sheet=sheet,
        in_use=next(reversed(all_versions(work, case)), None),
        state=information.state_of(work, case),
        members=choices(page.say, work, case),
        count=rows_shown(sheet, "actions"),
        aims=AIMS,
    )
    return drafting.with_script(response)


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
            drafting.sent(work, page.path)
            done = N_("The initial plan is on record; it goes out with the invitation.")
            next_page = f"/cases/{number}" if case.composed_at else f"/cases/{number}/table"
            if being_entered(case):
                done, next_page = N_("The initial plan is on record."), f"/cases/{number}/paper"
        return page.go(next_page, done=done)

    def check() -> Iterator[Gap]:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            members = {str(answers) for answers, _ in choices(page.say, work, case)}
        for row in sheet.rows("actions"):
            typed = sheet.value(f"{row}.responsible")
            if typed and typed not in members:
                yield f"{row}.responsible", NOT_SEATED

    return again() if wants_rows(sheet) else drafting.submit(page, sheet, act, again, check)
