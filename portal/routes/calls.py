"""The call that a member was promised behind their link, and what came of it: 6(1.1), ours."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import calls as acts
from core.i18n import N_
from identity import access
from portal.fields import Ask, Prose
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from portal.words import CALL_CAME_OF, CALL_FOR
from queries import calls
from rules.calls import CallCameOf
from rules.roles import Role
from workflow.kinds import kind_of

RECORDED: Final = N_("It is on record.")

router = APIRouter(prefix="/calls/{call_id:uuid}")


class CallOutcome(FormModel):
    """What was done, ticked off once."""

    came_of: Annotated[
        CallCameOf, Ask(N_("What came of the call?"), missing=N_("Say what came of the call."))
    ]
    reason: Annotated[
        Prose,
        Ask(
            N_("Is there more to say?"),
            hint=N_("Why no call is needed any more, or when they can be reached."),
            open=True,
        ),
    ] = ""


@router.get("")
def call_page(page: ForOfficers, call_id: UUID) -> Response:
    """Who is to be called, by when, and how they are reached."""
    return _call(page, call_id, Sheet(CallOutcome))


def _call(page: Page, call_id: UUID, sheet: Sheet[CallOutcome]) -> Response:
    with page.work() as work:
        file = calls.one(work, call_id)
        kind = kind_of(file.life)
        return page.render(
            "contacts/call.html",
            file=file,
            label=kind.label(file.life),
            is_case=kind.of_a_child,
            sheet=sheet,
            said=CALL_FOR,
            came_of=CALL_CAME_OF,
            choices=[(each, page.say.gettext(words)) for each, words in CALL_CAME_OF.items()],
        )


@router.post("")
def record(page: ForOfficers, call_id: UUID) -> Response:
    """It is ticked off; whoever was not reached is to be called again."""
    sheet = page.typed(CallOutcome)

    def act(form: CallOutcome) -> Response:
        with page.work() as work:
            file = calls.one(work, call_id)
            access.life_for(work, file.life.id, role=Role.MANAGER)
            acts.end(work, call_id, form.came_of, form.reason)
        again = form.came_of is CallCameOf.NOT_REACHED
        done = N_("They are to be called again on the next working day.") if again else RECORDED
        return page.go(f"/calls/{call_id}", done=done)

    return page.submit(sheet, act, again=lambda: _call(page, call_id, sheet))
