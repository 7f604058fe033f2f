"""Who chaired a meeting is corrected, by who answers for the table: Art. 4(2)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import chair_correction
from casework.table.chair_correction import Because
from core.i18n import N_
from models.session import Work
from portal.chaired import WhoChaired, options
from portal.fields import Happened, Source, WhyWrong
from portal.forms import Sheet
from portal.web import Page, Signed
from queries import chairing
from queries.meeting_file import MeetingFile
from queries.unsealed import open_unsealed
from rules.chairing import ChairNotOnRecord

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/chaired-by")


class CorrectChair(WhoChaired):
    """Who chaired, who says so since when, and why the record was wrong."""

    on: Happened
    source: Source
    reason: WhyWrong


@router.get("")
def correction_page(page: Signed, meeting_id: UUID) -> Response:
    """The form; what stood before stays to be read."""
    with page.work() as work:
        return _show(page, work, _held(work, meeting_id), Sheet.of(CorrectChair))


def _held(work: Work, meeting_id: UUID) -> MeetingFile:
    file = open_unsealed(work, meeting_id)
    if file.meeting.held_at is None:
        raise ChairNotOnRecord
    return file


def _show(page: Page, work: Work, file: MeetingFile, sheet: Sheet[CorrectChair]) -> Response:
    return page.render(
        "chairing/correct.html",
        file=file,
        sheet=sheet,
        chairs=options(page.say, file, chairing.choice(work, file)),
    )


@router.post("")
def correct(page: Signed, meeting_id: UUID) -> Response:
    """Somebody else chaired than is on record; the breaches follow."""
    sheet = page.typed(CorrectChair)

    def again() -> Response:
        with page.work() as work:
            return _show(page, work, _held(work, meeting_id), sheet)

    def act(form: CorrectChair) -> Response:
        with page.work() as work:
            file = _held(work, meeting_id)
            because = Because(form.source, form.reason, form.on)
            chair_correction.correct(work, file.meeting.id, form.by(work), because)
        done = N_("The correction is on record; what stood before stays to be read.")
        return page.go(f"/meetings/{meeting_id}", done=done)

    return page.submit(sheet, act, again)
