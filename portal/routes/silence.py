"""A superior hears that a notice of silence does not hold: Art. 14(3.2)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import silence
from core.i18n import N_
from identity import access
from portal.forms import FormModel, Sheet
from portal.routes.reports import reports_page
from portal.routes.superior import told_form
from portal.superior_forms import Told
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries.report_file import line_of
from rules.roles import Role
from rules.superior import ToldSuperior

router = APIRouter(prefix="/cases/{number}/reports/{request_id:uuid}/taken-back")


class OfSilence(FormModel):
    """One press, nothing typed."""


@router.post("")
def take_back(page: Signed, number: str, request_id: UUID) -> Response:
    """By mail, on the manager's word."""

    def act(_: OfSilence) -> Response:
        with page.work() as work:
            line_of(work, access.case_for(work, number, role=Role.MANAGER), request_id)
            silence.take_back(work, request_id)
        done = N_("The mail to the superior leaves at once.")
        return page.go(f"/cases/{number}/reports", done=done)

    return page.submit(page.typed(OfSilence), act, again=lambda: reports_page(page, number))


@router.get("/told")
def told_page(page: Signed, number: str, request_id: UUID) -> Response:
    return _told(page, number, request_id, Sheet.of(Told))


def _told(page: Page, number: str, request_id: UUID, sheet: Sheet[Told]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        return told_form(page, case, line_of(work, case, request_id), sheet, fell=True)


@router.post("/told")
def tell(page: Signed, number: str, request_id: UUID) -> Response:
    """By a letter or a call, on its true day."""
    sheet = page.typed(Told)

    def act(form: Told) -> Response:
        with page.work() as work:
            line_of(work, access.case_for(work, number, role=Role.MANAGER), request_id)
            silence.record_told(work, request_id, ToldSuperior(**form.model_dump()))
        return page.go(f"/cases/{number}/reports", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _told(page, number, request_id, sheet))
