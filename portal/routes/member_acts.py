"""What members report behind their link: Art. 8(9)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import reports
from core.i18n import N_
from identity.member_links import Guest
from models.people import LinkPurpose
from models.session import Work
from portal.action_words import DoneOn, Until, gaps_of
from portal.fields import Ask, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.members import AtLink, Entry
from queries import member_desk, member_files, member_papers
from queries.member_desk import ReportDesk
from rules.late_actions import ActionWord
from rules.planning import ActionStatus

router = APIRouter()


SAY_WHICH: Final = N_("Choose how far this action is.")


class ActionLine(FormModel):
    """How far one action of the member's is: Annex 1, A5."""

    action: UUID
    status: Annotated[ActionStatus, Ask("", missing=SAY_WHICH)]
    done_on: DoneOn = None
    until: Until = None


class Report(FormModel):
    """The written report before a meeting: two questions and one line for each action."""

    actions: tuple[ActionLine, ...] = ()
    done: Annotated[
        Prose,
        Ask(
            N_("What have you done since the last meeting?"),
            hint=N_("Write facts and dates."),
            missing=N_("Write at least one sentence. If you did nothing, write why."),
        ),
    ]
    concerns: Annotated[Prose, Ask(N_("What should the table know?"), open=True)] = ""
    step: Literal["check", "send"] = "check"

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """The days of a late action fit what is said of it: Art. 14(2)."""
        for row in sheet.rows("actions"):
            yield from gaps_of(sheet, f"{row}.", sheet.today)


@router.get("/l/{token}/report")
def report_page(at: AtLink) -> Response:
    """The form, or the receipt of a report that was handed in, or that none is owed."""
    return _report(at, Sheet(Report), unowed="not_owed")


def _report(at: Entry, sheet: Sheet[Report], page: str = "report", unowed: str = "") -> Response:
    """What was typed before the death became known is still taken; the form is not offered anew."""
    with at.inside(LinkPurpose.REPORT) as (work, guest):
        desk = member_desk.report(work, guest)
        if desk.meeting is None:  # on a late action there is a page of its own: 14(3.3)
            return at.page.go(f"{at.home}/action")
        for index, action in enumerate(desk.actions):
            words = at.page.say.gettext("Action %(number)s", number=action.number)
            sheet.names[f"actions.{index}"] = words
        if desk.died and unowed:
            page = unowed
        received = desk.request.received_at is not None
        return at.render(
            f"member/{'reported' if received else page}.html",
            sheet=sheet,
            desk=desk,
            about=member_desk.about(work, guest),
            papers=member_papers.papers(work, guest),
            files=[each.file for each in member_files.read(work, guest).lines],
        )


@router.post("/l/{token}/report")
def report(at: AtLink) -> Response:
    """Check first, then send; on the way back everything typed is still there: Art. 8(9)."""
    sheet = at.page.typed(Report)
    if sheet.value("step") == "change":
        return _report(at, sheet)

    def act(form: Report) -> Response:
        with at.inside(LinkPurpose.REPORT) as (work, guest):
            desk = member_desk.report(work, guest)
            complete = desk.request.received_at is not None or _all_named(at, sheet, form, desk)
            if complete and form.step == "send":
                _hand_in(work, guest, form, desk)
                return at.page.go(f"{at.home}/report")
        if not complete:
            at.page.status = 422
        return _report(at, sheet, "report_check" if complete else "report")

    return at.page.submit(sheet, act, again=lambda: _report(at, sheet))


def _all_named(at: Entry, sheet: Sheet[Report], form: Report, desk: ReportDesk) -> bool:
    """Every action of the member's in the plan has its line: Art. 8(9), 15(2)."""
    named = {line.action for line in form.actions}
    for index, action in enumerate(desk.actions):
        if action.id not in named:
            sheet.refuse(f"actions.{index}.status", at.page.say.gettext(SAY_WHICH))
    return not sheet.errors


def _hand_in(work: Work, guest: Guest, form: Report, desk: ReportDesk) -> None:
    said = {line.action: ActionWord(line.status, line.done_on, line.until) for line in form.actions}
    own = {action.id for action in desk.actions}
    reports.receive(
        work,
        desk.request.id,
        done=form.done,
        concerns=form.concerns,
        words={action: word for action, word in said.items() if action in own},
    )
    member_papers.note_opened(work, guest, "receipt", desk.request.id)
