"""The monthly review of the plan: Art. 5(1.5), 15."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import reviewing, wished_days
from casework.case.plan_rows import Finding
from casework.record.goal import goal_of
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import drafting, goal_forms, words
from portal.action_rows import gathered, rows_shown, wants_rows
from portal.contact_forms import ContactFields
from portal.contact_words import kin_choices, week
from portal.fields import Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.goal_forms import CRITERIA, MARKS, Criteria
from portal.plan_forms import ActionForm, gaps_of, look_gaps
from portal.responsible import Answers, choices
from portal.routes.planning import read_by_the_meeting
from portal.web import Page, Signed
from queries import contact_schedule, information, monitoring
from queries.logbook import to_the_last
from queries.look_again import looks_of
from queries.plan_file import PlanFile, next_meeting, read_plan, reported, reviewed_on, to_review
from rules.aims import Aim
from rules.assessment import Risk
from rules.duties import Duty
from rules.late_actions import DayAnswer
from rules.planning import ActionStatus
from rules.roles import Role
from workflow.duties import owes

DAY_ANSWERS: Final = {
    DayAnswer.GIVEN: N_("It gives that day"),
    DayAnswer.OTHER: N_("It gives another day, written below"),
    DayAnswer.NOT_GIVEN: N_("It gives no other day"),
}

router = APIRouter(prefix="/cases/{number}/review")


class FindingRow(ContactFields):
    """How far one action has come: Annex 1, part 4.6."""

    action: UUID
    status: Annotated[
        ActionStatus,
        Ask(N_("How far it has come"), missing=N_("Choose how far it has come.")),
    ]
    assessment: Annotated[Prose, Ask(N_("What the table found"), open=True)] = ""
    taken_over_by: Annotated[Answers | None, Ask(N_("Who is responsible now"), open=True)] = None
    dropped: Annotated[bool, Ask(N_("The table drops this action"), open=True)] = False
    due_on: Annotated[Day | None, Ask(N_("Another day"), open=True)] = None
    objective: Annotated[Line, Ask(N_("Objective, worded anew"), open=True)] = ""
    words: Annotated[Line, Ask(N_("Action or measure, worded anew"), open=True)] = ""
    service: Annotated[Line, Ask(N_("Service, worded anew"), open=True)] = ""
    reason: Annotated[Prose, Ask(N_("Why it is changed"), open=True)] = ""
    notes: Annotated[
        Prose,
        Ask(N_("Notes"), hint=N_("Of this review: no member reads them behind a link."), open=True),
    ] = ""
    action_notes: Annotated[Line, Ask(N_("Notes of the action, worded anew"), open=True)] = ""
    aim: Annotated[Aim | None, Ask(N_("Another aim"), open=True)] = None
    answer: Annotated[
        DayAnswer | None,
        Ask(
            N_("What does the table say of the day asked for?"),
            hint=N_("Empty: not stated; the day stays asked for, and the member is told nothing."),
            open=True,
        ),
    ] = None
    look_again_on: Annotated[
        Day | None,
        Ask(
            N_("Deadline for reviewing the action"),
            hint=N_("Empty: as it was said, or with the plan, within the month."),
            open=True,
        ),
    ] = None

    def finding(self) -> Finding:
        return Finding(
            self.status,
            self.assessment,
            taken_over_by=self.taken_over_by,
            dropped=self.dropped,
            due_on=self.due_on,
            objective=self.objective,
            action=self.words,
            service=self.service,
            reason=self.reason,
            aim=self.aim,
            look_again_on=self.look_again_on,
            contact=self.contact,
            notes=self.notes,
            action_notes=self.action_notes,
            answer=self.answer,
        )


class SettleReview(FormModel):
    """What the table found at its review."""

    progress: Annotated[tuple[FindingRow, ...], Ask(N_("Action %(number)s"))] = ()
    finding: Annotated[
        Prose,
        Ask(N_("Progress in the child's well-being"), missing=N_("Write what the table found.")),
    ]
    risk: Annotated[
        Risk,
        Ask(N_("Level of risk now"), missing=N_("Choose none, low, medium or high.")),
    ]
    criteria: Criteria = ()
    added: Annotated[tuple[ActionForm, ...], Ask(N_("New action %(number)s"))] = ()
    on: Happened

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """New actions say who does what by when, as those of the plan: Art. 15(3)."""
        yield from gaps_of(sheet, "added")
        for number, row in enumerate(sheet.rows("progress"), 1):
            yield from look_gaps(sheet, row, number)


@router.get("")
def review_page(page: Signed, number: str) -> Response:
    """The findings' form after a review meeting; before it, what comes first."""
    with page.work() as work:
        case = access.case_for(work, number)
        file, is_open = reviewed(work, case)
        if not (access.runs_case(work, case) and is_open):
            return page.render(
                "planning/before_review.html",
                case=case,
                file=file,
                meeting=next_meeting(work, case),
                is_manager=access.runs_case(work, case),
            )
        filled: dict[str, object] = {}
        for index, row in enumerate(file.rows if file else ()):
            filled[f"progress.{index}.action"] = row.action.id
        sheet = drafting.taken_up(page, work, Sheet.of(SettleReview, **filled))
        if sheet.kept_at:
            actions = [str(row.action.id) for row in file.rows] if file else []
            sheet.typed = drafting.beside(sheet.typed, "progress", "action", actions)
        return _form(page, work, case, sheet)


def reviewed(work: Work, case: Case) -> tuple[PlanFile | None, bool]:
    """The version whose findings are asked for, the one in force where none are; whether any are:
    owed, or of a meeting that was put on record after a later review."""
    if owes(work, case.id, Duty.SETTLE_REVIEW):
        return read_plan(work, case), True
    earlier = to_review(work, case)
    return earlier or read_plan(work, case), earlier is not None


def _form(page: Page, work: Work, case: Case, sheet: Sheet[SettleReview]) -> Response:
    response = page.render("planning/review.html", **asked(page, work, case, sheet))
    return drafting.with_script(response)


def asked(page: Page, work: Work, case: Case, sheet: Sheet[SettleReview]) -> dict[str, Any]:
    """Each action with what is known of it."""
    file, _ = reviewed(work, case)
    offered = gathered(work, case, sheet, "added")
    sheet.names |= goal_forms.names(page.say)
    contacts = contact_schedule.contacts_of(work, case)
    rows = [row.action for row in file.rows] if file else []
    for index, row in enumerate(file.rows if file else ()):
        sheet.names[f"progress.{index}"] = page.say.gettext(
            "Action %(number)s", number=row.action.number
        )
    return {
        "case": case,
        "met_on": reviewed_on(work, case),
        "offered": offered,
        "monitored": monitoring.last_of_each(work, case, rows),
        "indicators": words.MONITORED,
        "file": file,
        "criteria": CRITERIA,
        "marks": MARKS,
        "goal": goal_forms.shown(page.say, goal_of(work.session, file.plan.id)) if file else (),
        "state": information.state_of(work, case),
        "sheet": sheet,
        "log": to_the_last(work, case),
        "reported": reported(work, case, file.rows if file else ()),
        "looks": looks_of(file) if file else {},
        "contacts": contacts,
        "lines": contact_schedule.each_once(contacts),
        "kin_to_meet": kin_choices(page.say, contact_schedule.kin_to_meet(work, case)),
        "week": week(page.say),
        "wanted": _wanted(work, case, file),
        "members": choices(page.say, work, case),
        "count": rows_shown(sheet, "added", least=0),
        "risks": [(risk, page.say.gettext(name)) for risk, name in words.RISKS.items()],
        "statuses": words.STATUSES,
        "aims": words.AIMS,
        "day_answers": [(code, page.say.gettext(name)) for code, name in DAY_ANSWERS.items()],
        "choices": [(code, page.say.gettext(name)) for code, name in words.STATUSES.items()],
    }


def _wanted(work: Work, case: Case, file: PlanFile | None) -> dict[UUID, date]:
    """The days that the table is asked for, as they had been by its meeting: Art. 15(3)."""
    if file is None:
        return {}
    on = reviewed_on(work, case) or work.clock.today()
    return {id: wish.until for id, wish in wished_days.wishes_of(work, file.plan, on).items()}


@router.post("")
def settle(page: Signed, number: str) -> Response:
    """Write down what the table found, or show the form with rows for new actions."""
    sheet = read_by_the_meeting(page, page.typed(SettleReview), number)

    def again() -> Response:
        with page.work() as work:
            return _form(page, work, access.case_for(work, number, role=Role.MANAGER), sheet)

    def act(form: SettleReview) -> Response:
        with page.work() as work:
            put_on_record(work, access.case_for(work, number, role=Role.MANAGER), form)
        return page.go(f"/cases/{number}/plan", done=N_("The review is on record."))

    return again() if wants_rows(sheet) else drafting.submit(page, sheet, act, again)


def put_on_record(work: Work, case: Case, form: SettleReview) -> None:
    """What the table found of the plan: Art. 15(2)."""
    reviewing.settle_review(
        work,
        case.id,
        risk=form.risk,
        finding=form.finding,
        progress={row.action: row.finding() for row in form.progress},
        added=[row.draft() for row in form.added],
        criteria=goal_forms.said(form.criteria),
        on=form.on,
    )
    drafting.sent(work, f"/cases/{case.number}/review")
