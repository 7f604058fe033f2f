"""What members can contribute to the plan: gathered, typed, left out with a word: Art. 6(1.6)."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import contributions as acts
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Sheet
from portal.routes.information import everybody, may_act
from portal.web import ForOfficers, Page
from portal.words import AIMS, REQUEST_MEANS
from queries import contributions
from rules.aims import Aim
from rules.initiative import RequestMeans
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/plan/contributions")

HOW = (RequestMeans.PAPER, RequestMeans.PHONE)


class OfferForm(FormModel):
    """What an institution can do for the child or the family: Art. 6(1.6)."""

    action: Annotated[
        Line,
        Ask(
            N_("What can the institution contribute?"),
            hint=N_("One action or measure, in one line; another one is another contribution."),
            missing=N_("Write in a line what the institution can contribute."),
        ),
    ]
    aim: Annotated[Aim | None, Ask(N_("What is it for?"), open=True)] = None
    due_on: Annotated[
        Day | None,
        Ask(N_("Until when can it be done?"), hint=N_("Empty: the table sets it."), open=True),
    ] = None
    needs: Annotated[Line, Ask(N_("What is needed for it?"), open=True)] = ""


class EnterContribution(OfferForm):
    """The same as it came on paper or by telephone, with its true day."""

    member: Annotated[UUID, Ask(N_("Who said it?"), missing=N_("Choose who said it."))]
    how: Annotated[
        Literal[RequestMeans.PAPER, RequestMeans.PHONE],
        Ask(N_("How was it said?"), missing=N_("Say how it was said.")),
    ]
    on: Happened


class LeaveOut(FormModel):
    """Why a contribution does not go into the plan."""

    reason: Annotated[
        Prose,
        Ask(
            N_("Why is it left out of the plan?"),
            hint=N_("Who contributed reads it, and so does the table. It can be taken over later."),
            missing=N_("Write in a sentence why it is left out of the plan."),
        ),
    ]
    on: Happened


@router.get("")
def contributions_page(page: ForOfficers, number: str) -> Response:
    """All of them, who contributed nothing, and the form for one that came another way."""
    return _list(page, number, Sheet(EnterContribution))


def _list(page: Page, number: str, sheet: Sheet[EnterContribution]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "planning/contributions.html",
            case=case,
            offered=contributions.of_case(work, case),
            sheet=sheet,
            is_mine=may_act(work, case),
            members=everybody(page, work, case),
            how=[(means, page.say.gettext(REQUEST_MEANS[means])) for means in HOW],
            means=REQUEST_MEANS,
            aims=AIMS,
        )


@router.post("")
def enter(page: ForOfficers, number: str) -> Response:
    """Put on record what a member said on paper or by telephone, whenever that was: Art. 6(1.6)."""
    sheet = page.typed(EnterContribution)

    def act(form: EnterContribution) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            acts.enter(
                work,
                case.id,
                form.member,
                said_on=form.on,
                means=form.how,
                action=form.action,
                aim=form.aim,
                due_on=form.due_on,
                needs=form.needs,
            )
        return page.go(f"/cases/{number}/plan/contributions", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{contribution_id:uuid}")
def contribution_page(page: ForOfficers, number: str, contribution_id: UUID) -> Response:
    """One of them, and the form to leave it out of the plan with a word."""
    return _one(page, number, contribution_id, Sheet(LeaveOut))


def _one(page: Page, number: str, contribution_id: UUID, sheet: Sheet[LeaveOut]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        line = contributions.one(work, case, contribution_id)
        return page.render(
            "planning/contribution.html",
            case=case,
            line=line,
            sheet=sheet,
            is_mine=_may_leave(work, case, line),
            means=REQUEST_MEANS,
            aims=AIMS,
        )


def _may_leave(work: Work, case: Case, line: contributions.ContributionLine) -> bool:
    return line.action is None and may_act(work, case)


@router.post("/{contribution_id:uuid}")
def leave(page: ForOfficers, number: str, contribution_id: UUID) -> Response:
    """It stays out of the plan, with a word; nothing else happens: Art. 6(1.6)."""
    sheet = page.typed(LeaveOut)

    def act(form: LeaveOut) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            contributions.one(work, case, contribution_id)
            acts.leave(work, contribution_id, words=form.reason, on=form.on)
        done = N_("The word is on record; the table reads it.")
        return page.go(f"/cases/{number}/plan/contributions", done=done)

    return page.submit(sheet, act, again=lambda: _one(page, number, contribution_id, sheet))
