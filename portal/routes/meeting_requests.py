"""The meetings that members asked for: read, entered from paper, answered: Art. 8(4)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.table import planned_meetings
from casework.table import meeting_requests as acts
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Sheet
from portal.routes.information import everybody
from portal.web import ForOfficers, Page
from portal.words import MEETINGS, REQUEST_MEANS
from queries import meeting_requests
from rules.initiative import RequestMeans
from rules.phases import Phase
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/requests")

HOW = (RequestMeans.PAPER, RequestMeans.PHONE)


class EnterRequest(FormModel):
    """A request that came on paper or by telephone, with its true day."""

    member: Annotated[UUID, Ask(N_("Who asks?"), missing=N_("Choose who asks."))]
    on: Annotated[
        Day,
        Ask(
            N_("On which day did they ask?"),
            missing=N_("Say on which day they asked."),
        ),
    ]
    how: Annotated[
        Literal[RequestMeans.PAPER, RequestMeans.PHONE],
        Ask(N_("How did they ask?"), missing=N_("Say how they asked.")),
    ]
    reason: Annotated[
        Prose,
        Ask(
            N_("Why should the table meet?"),
            hint=N_("In their words."),
            missing=N_("Write in a sentence or two why the table should meet."),
        ),
    ]
    wish: Annotated[Prose, Ask(N_("When would be a good time?"), open=True)] = ""


class Answered(FormModel):
    """Which of the meetings on the calendar is the one asked for."""

    meeting: Annotated[UUID | None, Ask(N_("Meeting"), open=True)] = None


class NoMeeting(FormModel):
    """Why no meeting is called: no request is dismissed without a word."""

    reason: Annotated[
        Prose,
        Ask(
            N_("Why is no meeting called?"),
            hint=N_("The member and the head read it; it stays on the case."),
            missing=N_("Write why none is called: the Regulation has you call the meeting."),
        ),
    ]


@router.get("")
def requests_page(page: ForOfficers, number: str) -> Response:
    """Every request of the case, and the form for one that came another way."""
    return _list(page, number, Sheet(EnterRequest))


def _list(page: Page, number: str, sheet: Sheet[EnterRequest]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "convening/requests.html",
            case=case,
            asked=meeting_requests.of_case(work, case.id),
            sheet=sheet,
            is_mine=_may_act(work, case),
            members=everybody(page, work, case),
            how=[(means, page.say.gettext(REQUEST_MEANS[means])) for means in HOW],
            means=REQUEST_MEANS,
        )


def _may_act(work: Work, case: Case) -> bool:
    return access.runs_case(work, case) and case.phase != Phase.CLOSED


@router.post("")
def enter(page: ForOfficers, number: str) -> Response:
    """Put on record what a member asked for on paper or by telephone."""
    sheet = page.typed(EnterRequest)

    def act(form: EnterRequest) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            request = acts.enter(
                work,
                case.id,
                form.member,
                asked_on=form.on,
                means=form.how,
                reason=form.reason,
                wish=form.wish,
            )
        return page.go(f"/cases/{number}/requests/{request.id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{asked_id:uuid}")
def request_page(page: ForOfficers, number: str, asked_id: UUID) -> Response:
    """Why a member asks, and the two ways to answer."""
    return _one(page, number, asked_id, Sheet(NoMeeting))


def _one(page: Page, number: str, asked_id: UUID, sheet: Sheet[NoMeeting]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "convening/request.html",
            case=case,
            asked=meeting_requests.one(work, case, asked_id),
            planned=planned_meetings(work.session, case.id),
            sheet=sheet,
            is_mine=_may_act(work, case),
            means=REQUEST_MEANS,
            kinds=MEETINGS,
        )


@router.post("/{asked_id:uuid}")
def refuse(page: ForOfficers, number: str, asked_id: UUID) -> Response:
    """No meeting is called, and why: Art. 8(4)."""
    sheet = page.typed(NoMeeting)

    def act(form: NoMeeting) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            meeting_requests.one(work, case, asked_id)
            acts.refuse(work, asked_id, reason=form.reason)
        done = N_("The reason is on the case; whoever asked is told.")
        return page.go(f"/cases/{number}/requests/{asked_id}", done=done)

    return page.submit(sheet, act, again=lambda: _one(page, number, asked_id, sheet))


@router.post("/{asked_id:uuid}/planned")
def answer_by_planned(page: ForOfficers, number: str, asked_id: UUID) -> Response:
    """A meeting that stands on the calendar is the one that was asked for."""
    form = page.typed(Answered).read(page.say) or Answered()

    def act() -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            meeting_requests.one(work, case, asked_id)
            acts.answer_by_planned(work, asked_id, form.meeting)
        done = N_("The planned meeting answers it; whoever asked is told.")
        return page.go(f"/cases/{number}/requests/{asked_id}", done=done)

    return page.act_once(act)
