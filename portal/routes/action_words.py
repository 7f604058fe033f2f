"""What a member said of a late action by letter or call, typed by the manager: Art. 14(2)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import action_words
from core.i18n import N_
from identity import access
from portal.action_words import SaysOfAction
from portal.fields import Happened
from portal.forms import Sheet
from portal.web import Page, Signed
from portal.words import STATUSES
from queries.late_actions import question
from queries.report_corrections import former
from rules.phases import Phase
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/reports/{request_id:uuid}/word")


class ActionWordTyped(SaysOfAction):
    """The same, and the day on which it was said."""

    on: Happened


@router.get("")
def word_page(page: Signed, number: str, request_id: UUID) -> Response:
    """What was said of the action until now, and the form for more."""
    return _show(page, number, request_id, Sheet(ActionWordTyped))


def _show(page: Page, number: str, request_id: UUID, sheet: Sheet[ActionWordTyped]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        desk = question(work, case.id, request_id)
        work.record("report read", "18(1)", life=case.life, request=request_id)
        return page.render(
            "reports/word.html",
            case=case,
            desk=desk,
            sheet=sheet,
            statuses=STATUSES,
            choices=[(code, page.say.gettext(words)) for code, words in STATUSES.items()],
            former=former(work, case, request_id),
            is_manager=access.runs_case(work, case) and case.phase != Phase.CLOSED,
        )


@router.post("")
def record(page: Signed, number: str, request_id: UUID) -> Response:
    """Put on record what the member said, first or further."""
    sheet = page.typed(ActionWordTyped)

    def act(form: ActionWordTyped) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            desk = question(work, case.id, request_id)
            action_words.answer(
                work, desk.request.id, form.word, words=form.words, on_paper=True, on=form.on
            )
        return page.go(f"/cases/{number}/reports", done=N_("The answer is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, number, request_id, sheet))
