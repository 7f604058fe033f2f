"""Calling a meeting off: Art. 8(3)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.notice_facts import of_seated
from casework.record.table import seats
from casework.table import convening
from core.i18n import N_
from identity import access
from portal.fields import Ask, Day
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from portal.words import MEETINGS
from rules.convening import tells_called_off
from rules.phases import check_open
from rules.roles import Role
from workflow.kinds import case_of, label_of

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")


class CalledOff(FormModel):
    """One press, unless it was called off earlier."""

    on: Annotated[
        Day | None,
        Ask(N_("On which day?"), N_("The day on which it was called off."), open=True),
    ] = None


@router.get("/cancel")
def cancel_page(page: ForOfficers, meeting_id: UUID) -> Response:
    return _cancellation(page, meeting_id)


@router.post("/cancel")
def cancel(page: ForOfficers, meeting_id: UUID) -> Response:
    """Call a meeting off; what was not sent is not sent any more."""
    sheet = page.typed(CalledOff)

    def act(form: CalledOff) -> Response:
        with page.work() as work:
            meeting = access.meeting_for(work, meeting_id, role=Role.MANAGER)
            convening.cancel(work, meeting.life_id, meeting.id, on=form.on)
            case = case_of(work.session, meeting.life_id)
            onward = f"/cases/{case.number}/meeting" if case else "/roundtable"
        done = N_("The meeting is called off. Plan another one.")
        if case is None:
            done = N_("The meeting is called off. The system proposes another day.")
        return page.go(onward, done=done)

    return page.submit(sheet, act, again=lambda: _cancellation(page, meeting_id, sheet))


def _cancellation(page: Page, meeting_id: UUID, sheet: Sheet[CalledOff] | None = None) -> Response:
    with page.work() as work:
        meeting = access.meeting_for(work, meeting_id, role=Role.MANAGER)
        case = case_of(work.session, meeting.life_id)
        if case is not None:
            check_open(case.phase, case.number)
        if sheet is None and not meeting.is_planned:
            return page.go(f"/meetings/{meeting_id}")
        members = seats(work.session, meeting.life_id)
        return page.render(
            "convening/cancel.html",
            sheet=sheet or Sheet.of(CalledOff),
            meeting=meeting,
            number=case.number if case else "",
            label=label_of(work.session, meeting.life_id),
            kinds=MEETINGS,
            left=[each.linked_on for each in of_seated(work.session, meeting, members)],
            tells=tells_called_off(meeting.starts_at, work.clock.now()),
        )
