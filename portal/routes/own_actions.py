"""How far an action has come that the centre answers for, beside the reviews: Art. 14(1), 14(2)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import own_actions
from core.i18n import N_
from identity import access
from portal import words
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Sheet
from portal.web import Page, Signed
from queries.own_actions import own_action, said_of
from rules.phases import Phase
from rules.planning import ActionStatus
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/plan/actions/{action_id:uuid}")


class OwnProgressForm(FormModel):
    """How far it has come, and on which day that was so."""

    status: Annotated[
        ActionStatus,
        Ask(N_("How far it has come"), missing=N_("Choose how far it has come.")),
    ]
    words: Annotated[Prose, Ask(N_("What was done"), open=True)] = ""
    on: Happened


@router.get("")
def action_page(page: Signed, number: str, action_id: UUID) -> Response:
    return _show(page, number, action_id, Sheet.of(OwnProgressForm))


def _show(page: Page, number: str, action_id: UUID, sheet: Sheet[OwnProgressForm]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        action = own_action(work, case, action_id)
        return page.render(
            "planning/own_action.html",
            case=case,
            action=action,
            said=said_of(work, [action])[action.id],
            sheet=sheet,
            statuses=words.STATUSES,
            choices=[(code, page.say.gettext(name)) for code, name in words.STATUSES.items()],
            aims=words.AIMS,
            is_manager=access.runs_case(work, case) and case.phase != Phase.CLOSED,
        )


@router.post("")
def record(page: Signed, number: str, action_id: UUID) -> Response:
    """The manager's word; the review says what the table found."""
    sheet = page.typed(OwnProgressForm)

    def act(form: OwnProgressForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            own_actions.record_progress(
                work, case.id, action_id, status=form.status, words=form.words, on=form.on
            )
        return page.go(f"/cases/{number}/plan", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, number, action_id, sheet))
