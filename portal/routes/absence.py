"""The superior of who stays away from the table, a report asked for or not: Art. 9, 14(3.2)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import absence
from core.i18n import N_
from identity import access
from portal.forms import FormModel, Sheet
from portal.routes.reports import reports_page
from portal.routes.superior import reply_form, told_form
from portal.superior_forms import ReplyForm, Told
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries.absence_file import line_of, of_member
from rules.roles import Role
from rules.superior import ToldSuperior

router = APIRouter()
MEMBER = "/cases/{number}/members/{member_id:uuid}/absence"
NOTICE = "/cases/{number}/absences/{absence_id:uuid}"


class OfAbsence(FormModel):
    """One press, nothing typed."""


@router.get(MEMBER)
def absence_page(page: Signed, number: str, member_id: UUID) -> Response:
    return _absence(page, number, member_id)


def _absence(page: Page, number: str, member_id: UUID) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        return page.render("reports/absence.html", case=case, line=of_member(work, case, member_id))


@router.post(MEMBER)
def notify_of_absence(page: Signed, number: str, member_id: UUID) -> Response:
    """The superior of who stays away is notified, on the manager's word."""
    sheet = page.typed(OfAbsence)

    def act(_form: OfAbsence) -> Response:
        with page.work() as work:
            of_member(work, access.case_for(work, number, role=Role.MANAGER), member_id)
            absence.notify_of_absence(work, member_id)
        return page.go(f"/cases/{number}/reports", done=N_("The superior is notified."))

    return page.submit(sheet, act, again=lambda: _absence(page, number, member_id))


@router.get(f"{MEMBER}/told")
def told_page(page: Signed, number: str, member_id: UUID) -> Response:
    return _told(page, number, member_id, Sheet.of(Told))


def _told(page: Page, number: str, member_id: UUID, sheet: Sheet[Told]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        return told_form(page, case, of_member(work, case, member_id), sheet)


@router.post(f"{MEMBER}/told")
def tell(page: Signed, number: str, member_id: UUID) -> Response:
    """A letter or a call is the notice, on its true day."""
    sheet = page.typed(Told)

    def act(form: Told) -> Response:
        with page.work() as work:
            of_member(work, access.case_for(work, number, role=Role.MANAGER), member_id)
            absence.record_told(work, member_id, ToldSuperior(**form.model_dump()))
        return page.go(f"/cases/{number}/reports", done=N_("The notice is on record."))

    return page.submit(sheet, act, again=lambda: _told(page, number, member_id, sheet))


@router.get(f"{NOTICE}/reply")
def reply_page(page: Signed, number: str, absence_id: UUID) -> Response:
    return _reply(page, number, absence_id, Sheet.of(ReplyForm))


def _reply(page: Page, number: str, absence_id: UUID, sheet: Sheet[ReplyForm]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        line = line_of(work, case, absence_id)
        work.record("superior's reply read", "18(1)", life=case.life, absence=absence_id)
        return reply_form(page, work, case, line, sheet)


@router.post(f"{NOTICE}/reply")
def reply(page: Signed, number: str, absence_id: UUID) -> Response:
    """What the superior replied, or that nothing came."""
    sheet = page.typed(ReplyForm)

    def act(form: ReplyForm) -> Response:
        with page.work() as work:
            line_of(work, access.case_for(work, number, role=Role.MANAGER), absence_id)
            absence.record_reply(work, absence_id, came_on=form.day, words=form.words, did=form.did)
        return page.go(f"/cases/{number}/reports", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _reply(page, number, absence_id, sheet))


@router.post(f"{NOTICE}/taken-back")
def take_back(page: Signed, number: str, absence_id: UUID) -> Response:
    """The superior hears that the notice does not hold, on the manager's word."""

    def act(_: OfAbsence) -> Response:
        with page.work() as work:
            line_of(work, access.case_for(work, number, role=Role.MANAGER), absence_id)
            absence.take_back(work, absence_id)
        done = N_("The mail to the superior leaves at once.")
        return page.go(f"/cases/{number}/reports", done=done)

    return page.submit(page.typed(OfAbsence), act, again=lambda: reports_page(page, number))
