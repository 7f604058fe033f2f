"""Who managed a case, since when, and the day that is corrected: Art. 4(2)."""

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import appointment_day
from core.i18n import N_
from identity import access
from portal.forms import Sheet
from portal.referral_form import CorrectAppointmentDay
from portal.unsealed import before_the_form
from portal.web import ForHead, Page
from queries import appointments, case_file
from rules.phases import Phase
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/appointments")


@router.get("")
def appointments_page(page: ForHead, number: str) -> Response:
    return _appointments(page, number)


def _appointments(
    page: Page, number: str, typed: Sheet[CorrectAppointmentDay] | None = None
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.HEAD)
        if typed is not None:
            before_the_form(page, case)
        lines = appointments.of_case(work, case)
        alone = lines[0].row.id if len(lines) == 1 else None
        return page.render(
            "referral/appointments.html",
            who=case_file.identity_of(work, case),
            lines=lines,
            options=[
                (each.row.id, each.name, page.say.day(each.row.appointed_on)) for each in lines
            ],
            may_correct=bool(lines) and case.phase != Phase.CLOSED,
            sheet=typed or Sheet.of(CorrectAppointmentDay, appointment=alone),
            typed=typed is not None,
        )


@router.post("")
def correct_day(page: ForHead, number: str) -> Response:
    """Another day stands for the one on record, which stays to be read."""
    sheet = page.typed(CorrectAppointmentDay)

    def act(form: CorrectAppointmentDay) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.HEAD)
            appointment_day.correct(work, case.id, form.appointment, form.on, reason=form.reason)
        return page.go(f"/cases/{number}/appointments", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _appointments(page, number, sheet))
