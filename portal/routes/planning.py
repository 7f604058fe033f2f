"""The unified plan: read, adopted after the table made it: Art. 13."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from casework.case import planning, rhythm
from casework.record.from_paper import being_entered
from casework.record.goal import goal_of
from casework.record.known import child_person
from casework.record.table import last_held
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import drafting, goal_forms, words
from portal.action_rows import gathered, rows_shown, typed_rows, wants_rows
from portal.contact_words import kin_choices, week
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Gap, M, Sheet
from portal.goal_forms import CRITERIA, MARKS, Criteria
from portal.plan_forms import Actions, gaps_of
from portal.responsible import choices
from portal.web import Page, Signed
from queries import contact_schedule, information, monitoring
from queries.assessment_file import all_versions
from queries.late_actions import late_lines
from queries.logbook import may_log
from queries.look_again import looks_of
from queries.plan_file import PlanFile, met_on, next_meeting, plans_of, read_plan
from rules.duties import Duty
from rules.planning import PlanKind, PlanWithoutActions
from rules.roles import Role
from workflow.duties import owes

router = APIRouter(prefix="/cases/{number}/plan")

ADOPTED: Final = N_("The plan is adopted; it goes to every member.")
ADOPTED_ON_PAPER: Final = N_(
    "The plan is on record; nobody is written to while the case is entered."
)


class Adopt(FormModel):
    """The plan as the table made it."""

    goal: Annotated[Prose, Ask(N_("Goal"), missing=N_("Write what the plan is to reach."))]
    criteria: Criteria = ()
    actions: Actions = ()
    on: Happened

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Who does what by when, for at least one action: Art. 13."""
        if not sheet.rows("actions"):
            yield "actions.0.action", PlanWithoutActions()
        yield from gaps_of(sheet, "actions")


class RhythmForm(FormModel):
    """How often the table reviews the plan: Art. 5(1.5)."""

    days: Annotated[
        int | None,
        Ask(
            N_("Days from one review to the next"),
            hint=N_("Empty goes back to the month; no rhythm is longer than that."),
            open=True,
        ),
    ] = None
    reason: Annotated[Prose, Ask(N_("The table's reason"), missing=N_("Write the reason."))]
    on: Happened


@router.post("/rhythm")
def set_rhythm(page: Signed, number: str) -> Response:
    """A shorter rhythm, as the table set it in a meeting."""
    sheet = page.typed(RhythmForm)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            return _read(page, work, case, read_plan(work, case), sheet)

    def act(form: RhythmForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            rhythm.set_rhythm(work, case.id, days=form.days, reason=form.reason, on=form.on)
        return page.go(f"/cases/{number}/plan", done=N_("The rhythm is on record."))

    return page.submit(sheet, act, again)


@router.get("/contacts")
def contacts_page(page: Signed, number: str) -> Response:
    """Each contact of the child in the plan: what was due, and what the log says of it."""
    with page.work() as work:
        case = access.case_for(work, number)
        contacts = contact_schedule.contacts_of(work, case)
        return page.render(
            "planning/contacts.html",
            case=case,
            lines=contact_schedule.each_once(contacts),
            may_log=may_log(work, case),
        )


@router.get("")
def plan_page(page: Signed, number: str, version: int | None = None) -> Response:
    """The plan in force or an older version; the form for it while it is due."""
    with page.work() as work:
        case = access.case_for(work, number)
        if access.runs_case(work, case) and is_to_be_adopted(work, case):
            sheet = drafting.taken_up(page, work, proposed(work, case))
            return _form(page, work, case, sheet)
        file = read_plan(work, case, version)
        if file is None and version is not None:
            raise HTTPException(404)
        return _read(page, work, case, file)


def _read(
    page: Page,
    work: Work,
    case: Case,
    file: PlanFile | None,
    sheet: Sheet[RhythmForm] | None = None,
) -> Response:
    contacts = contact_schedule.contacts_of(work, case)
    return page.render(
        "planning/plan.html",
        case=case,
        file=file,
        goal=goal_forms.shown(page.say, goal_of(work.session, file.plan.id)) if file else (),
        state=information.state_of(work, case),
        late=late_lines(work, case),
        looks=looks_of(file) if file else {},
        contacts=contacts,
        lines=contact_schedule.each_once(contacts),
        monitored=monitoring.state_of(work, case, file.versions if file else ()),
        over=child_person(work.session, case.id).died,
        is_manager=access.runs_case(work, case),
        meeting=next_meeting(work, case),
        may_review=owes(work, case.id, Duty.SETTLE_REVIEW),
        sheet=sheet or Sheet.of(RhythmForm),
        changes=words.CHANGES,
        aims=words.AIMS,
        statuses=words.STATUSES,
        signs=words.STATUS_SIGNS,
    )


def proposed(work: Work, case: Case) -> Sheet[Adopt]:
    """The manager's initial plan is what the table starts from: Art. 6(1.5)."""
    drafts = plans_of(work, case, PlanKind.INITIAL)
    if not drafts:
        return Sheet.of(Adopt)
    return Sheet.of(Adopt, goal=drafts[-1].goal, **typed_rows(drafts[-1].actions, "actions"))


def _form(page: Page, work: Work, case: Case, sheet: Sheet[Adopt]) -> Response:
    response = page.render("planning/adopt.html", **asked(page, work, case, sheet))
    return drafting.with_script(response)


def asked(page: Page, work: Work, case: Case, sheet: Sheet[Adopt]) -> dict[str, Any]:
    """What a plan has, and who may answer for it."""
    offered = gathered(work, case, sheet, "actions")
    sheet.names |= goal_forms.names(page.say)
    return {
        "case": case,
        "criteria": CRITERIA,
        "marks": MARKS,
        "offered": offered,
        "met_on": met_on(work, case),
        "sheet": sheet,
        "in_use": next(reversed(all_versions(work, case)), None),
        "state": information.state_of(work, case),
        "members": choices(page.say, work, case),
        "count": rows_shown(sheet, "actions"),
        "kin_to_meet": kin_choices(page.say, contact_schedule.kin_to_meet(work, case)),
        "week": week(page.say),
        "aims": words.AIMS,
    }


def read_by_the_meeting(page: Page, sheet: Sheet[M], number: str) -> Sheet[M]:
    """The table made it in its meeting, whenever it is typed: Art. 13(2.4)."""
    with page.work() as work:
        day = sheet.known("on") or met_on(work, access.case_for(work, number)) or page.today
        sheet.today = min(day, page.today)
    return sheet


@router.post("")
def adopt(page: Signed, number: str) -> Response:
    """Adopt the plan, or show the form with more rows."""
    sheet = read_by_the_meeting(page, page.typed(Adopt), number)

    def again() -> Response:
        with page.work() as work:
            return _form(page, work, access.case_for(work, number, role=Role.MANAGER), sheet)

    def act(form: Adopt) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            put_on_record(work, case, form)
            done = ADOPTED_ON_PAPER if being_entered(case) else ADOPTED
        return page.go(f"/cases/{number}/plan", done=done)

    return again() if wants_rows(sheet) else drafting.submit(page, sheet, act, again)


def put_on_record(work: Work, case: Case, form: Adopt) -> None:
    """The plan as the table made it: Art. 13(1)."""
    drafts = [row.draft() for row in form.actions]
    said = goal_forms.said(form.criteria)
    planning.adopt(work, case.id, goal=form.goal, actions=drafts, criteria=said, on=form.on)
    drafting.sent(work, f"/cases/{case.number}/plan")


def is_to_be_adopted(work: Work, case: Case) -> bool:
    """Owed; or of a case of paper, of which nobody may know what was assessed before."""
    of_paper = being_entered(case) and last_held(work.session, case.id) is not None
    return owes(work, case.id, Duty.ADOPT_PLAN) or (of_paper and not plans_of(work, case))
