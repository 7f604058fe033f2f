"""A meeting that is on record in the wrong case is taken out of it: Art. 9, 10(1)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import misplaced
from casework.table.misplaced import OfAnotherCase
from core.i18n import N_
from models.session import Work
from portal.fields import Ask, Happened, Line, WhyWrong
from portal.forms import FormModel, Sheet
from portal.web import Page, Signed
from queries.meeting_file import MeetingFile
from queries.unsealed import open_unsealed
from rules.record_correction import RecordNotThere

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/other-case")


class TakeOut(FormModel):
    """Of which case it was, who noticed when, and how it came here."""

    belongs_to: Annotated[
        Line,
        Ask(
            N_("Of which case was it?"),
            N_("The number of the case, or that it is not known. Nothing of the child."),
            N_("Write the number of that case, or that it is not known."),
        ),
    ]
    on: Happened
    reason: WhyWrong


@router.get("")
def misplaced_page(page: Signed, meeting_id: UUID) -> Response:
    with page.work() as work:
        return _show(page, _held(work, meeting_id), Sheet.of(TakeOut))


def _held(work: Work, meeting_id: UUID) -> MeetingFile:
    file = open_unsealed(work, meeting_id)
    if file.meeting.held_at is None or file.case is None:
        raise RecordNotThere
    return file


def _show(page: Page, file: MeetingFile, sheet: Sheet[TakeOut]) -> Response:
    return page.render("meetings/misplaced.html", file=file, sheet=sheet)


@router.post("")
def take_out(page: Signed, meeting_id: UUID) -> Response:
    """It stays to be read; nothing is counted from it any more."""
    sheet = page.typed(TakeOut)

    def again() -> Response:
        with page.work() as work:
            return _show(page, _held(work, meeting_id), sheet)

    def act(form: TakeOut) -> Response:
        with page.work() as work:
            file = _held(work, meeting_id)
            said = OfAnotherCase(form.reason, form.belongs_to, form.on)
            misplaced.take_out(work, file.meeting.id, said)
        done = N_("The meeting is taken out of this case; what stood there stays to be read.")
        return page.go(f"/meetings/{meeting_id}", done=done)

    return page.submit(sheet, act, again)
