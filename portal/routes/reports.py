"""Progress reports, and what follows when one does not come: Art. 8(9), 14(3)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from casework.case import reports
from casework.record import files
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal import words
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Sheet
from portal.prose import blocks
from portal.web import Page, Signed
from queries import said_at_the_door
from queries.report_corrections import former
from queries.report_file import ReportLine, line_of, read
from queries.reported_actions import actions_of, said_of_actions
from rules.defaults import DEFAULTS
from rules.phases import Phase
from rules.planning import ActionStatus
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/reports")


class Instruct(FormModel):
    """The manager's standing word on notices to superiors: Art. 14(3.2)."""

    after_reminders: Annotated[
        int,
        Field(ge=1, le=3),
        Ask(N_("After how many reminders"), missing=N_("Write 1, 2 or 3.")),
    ]
    last_chance_days: Annotated[
        int,
        Field(ge=1, le=14),
        Ask(N_("Days of last chance"), missing=N_("Write 1 to 14.")),
    ]


@router.get("")
def reports_page(page: Signed, number: str) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return _overview(page, work, case, Sheet.of(Instruct))


def _overview(page: Page, work: Work, case: Case, sheet: Sheet[Instruct]) -> Response:
    file = read(work, case)
    if not sheet.typed and (given := file.instruction):
        sheet = Sheet.of(
            Instruct, after_reminders=given.after_reminders, last_chance_days=given.last_chance_days
        )
    return page.render(
        "reports/overview.html",
        case=case,
        file=file,
        door_words=said_at_the_door.of_life(work, case.id),
        means=words.SUPERIOR_MEANS,
        sheet=sheet,
        is_manager=access.runs_case(work, case) and case.phase != Phase.CLOSED,
        last_chance=DEFAULTS.LAST_CHANCE,
    )


@router.post("/instruction")
def instruct(page: Signed, number: str) -> Response:
    """Say ahead when superiors are notified without being asked each time."""
    sheet = page.typed(Instruct)

    def again() -> Response:
        with page.work() as work:
            return _overview(page, work, access.case_for(work, number, role=Role.MANAGER), sheet)

    def act(form: Instruct) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            assert work.actor.id is not None  # an officer acts
            reports.instruct(
                work,
                case.id,
                after_reminders=form.after_reminders,
                last_chance_days=form.last_chance_days,
                by=work.actor.id,
            )
        return page.go(f"/cases/{number}/reports", done=N_("The instruction is in force."))

    return page.submit(sheet, act, again)


@router.post("/instruction/withdraw")
def withdraw(page: Signed, number: str) -> Response:
    """Ask me each time from now on."""

    def act() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            reports.withdraw_instruction(work, case.id)
        return page.go(f"/cases/{number}/reports", done=N_("The instruction is withdrawn."))

    return page.act_once(act)


class ReportedRow(FormModel):
    """What a report says of one action."""

    action: UUID
    status: Annotated[ActionStatus | None, Ask(N_("How far it has come"))] = None


class PaperReport(FormModel):
    """A report that came on paper, typed by the manager: Art. 8(9)."""

    done: Annotated[Prose, Ask(N_("What was done"), missing=N_("Write what was done."))]
    concerns: Annotated[Prose, Ask(N_("What the table should know"), open=True)] = ""
    actions: tuple[ReportedRow, ...] = ()
    on: Happened


@router.get("/{request_id:uuid}")
def report_page(page: Signed, number: str, request_id: UUID) -> Response:
    """One report, or the form for one that came on paper."""
    with page.work() as work:
        case = access.case_for(work, number)
        line = line_of(work, case, request_id)
        if line.request.inquiry_id is not None:
            return page.go(f"/cases/{number}/inquiries/{line.request.inquiry_id}")
        if line.request.answered_in_id is not None:
            return page.go(f"/cases/{number}/reports/{line.request.answered_in_id}")
        if line.request.action_id is not None:  # a word on a late action has a page of its own
            return page.go(f"/cases/{number}/reports/{line.request.follows_id or request_id}/word")
        if line.is_missing and access.runs_case(work, case) and case.phase != Phase.CLOSED:
            rows = enumerate(actions_of(work, line.request))
            filled = {f"actions.{index}.action": action.id for index, action in rows}
            return _paper(page, work, case, line, Sheet.of(PaperReport, **filled))
        work.record("report read", "18(1)", life=case.life, request=request_id)
        return page.render(
            "reports/report.html",
            case=case,
            line=line,
            work_done=list(blocks(line.request.done)),
            concerns=list(blocks(line.request.concerns)),
            files=files.of_case(work.session, case.id, handed_in=True).of(request_id),
            said_of=said_of_actions(work, line.request),
            statuses=words.STATUSES,
            signs=words.STATUS_SIGNS,
            means=words.SUPERIOR_MEANS,
            former=former(work, case, request_id),
            may_correct=access.runs_case(work, case) and case.phase != Phase.CLOSED,
        )


def _paper(
    page: Page, work: Work, case: Case, line: ReportLine, sheet: Sheet[PaperReport]
) -> Response:
    return page.render(
        "reports/paper.html",
        case=case,
        line=line,
        sheet=sheet,
        actions=actions_of(work, line.request),
        former=former(work, case, line.request.id),
        statuses=words.STATUSES,
        choices=[(code, page.say.gettext(name)) for code, name in words.STATUSES.items()],
    )


@router.post("/{request_id:uuid}")
def take_paper(page: Signed, number: str, request_id: UUID) -> Response:
    """Take a report that came on paper; a late one is taken and stamped late."""
    sheet = page.typed(PaperReport)

    def again() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            return _paper(page, work, case, line_of(work, case, request_id), sheet)

    def act(form: PaperReport) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            line_of(work, case, request_id)
            reports.receive(
                work,
                request_id,
                done=form.done,
                concerns=form.concerns,
                statuses={row.action: row.status for row in form.actions if row.status},
                on_paper=True,
                on=form.on,
            )
        return page.go(f"/cases/{number}/reports", done=N_("The report is on record."))

    return page.submit(sheet, act, again)
