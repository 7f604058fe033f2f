"""The manager's word that a superior is to be notified: Art. 14(3.2)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import reports
from core.i18n import N_
from identity import access
from portal.fields import Ask
from portal.forms import FormModel, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries.report_file import line_of
from rules.defaults import DEFAULTS
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/reports")


class Notify(FormModel):
    """The manager's word that this superior is notified: Art. 14(3.2)."""

    all_the_same: Annotated[
        bool,
        Ask(
            N_("Notify the superior all the same"),
            N_("That the member is reminded first, and that it is late, is our limit."),
        ),
    ] = False


@router.get("/{request_id:uuid}/notice")
def notice_page(page: Signed, number: str, request_id: UUID) -> Response:
    """What a notice to the superior rests on, before the manager says so."""
    return _notice(page, number, request_id, Sheet.of(Notify))


def _notice(page: Page, number: str, request_id: UUID, sheet: Sheet[Notify]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        return page.render(
            "reports/notice.html",
            case=case,
            line=line_of(work, case, request_id),
            last_chance=DEFAULTS.LAST_CHANCE,
            sheet=sheet,
        )


@router.post("/{request_id:uuid}/notice")
def confirm(page: Signed, number: str, request_id: UUID) -> Response:
    """The manager says that this member's superior is to be notified."""
    sheet = page.typed(Notify)

    def act(form: Notify) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            line_of(work, case, request_id)
            assert work.actor.id is not None  # an officer acts
            said = form.all_the_same
            reports.confirm_notice(work, request_id, by=work.actor.id, all_the_same=said)
        return page.go(
            f"/cases/{number}/reports",
            done=N_("The member gets a last chance; then the superior is notified."),
        )

    return page.submit(sheet, act, again=lambda: _notice(page, number, request_id, sheet))
