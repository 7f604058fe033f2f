"""What happened in a meeting, as its chair writes it down: Art. 8(10), 9, 10."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import meetings
from core.i18n import N_
from models.session import Work
from portal.forms import Gap, Sheet
from portal.kept_rows import NOT_THAT_DAY
from portal.record_form import MeetingRecord
from portal.record_page import ask_of_the_day, filled, show, unanswered, untold
from portal.web import Page, Signed
from queries.meeting_file import MeetingFile, open_meeting
from rules.agenda import AgendaWord

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")
OFF_MEANWHILE: Final = N_(
    "Meanwhile this meeting was called off. If it took place all the same, put it on record again."
)


@router.get("/record")
def record_page(page: Signed, meeting_id: UUID) -> Response:
    """The form of the meeting's day; also of one that was called off, and took place."""
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_chair_it=True)
        if file.meeting.held_at is not None or file.meeting.misplaced_at is not None:
            return page.go(f"/meetings/{meeting_id}")
        sheet = Sheet.of(MeetingRecord, **filled(file, file.meeting.met_on))
        return show(page, work, file, sheet)


@router.post("/record")
def record(page: Signed, meeting_id: UUID) -> Response:
    """Write down who came and what the absent family thinks; approve the last minutes."""
    sheet = page.typed(MeetingRecord)
    with page.work() as work:
        left = ask_of_the_day(open_meeting(work, meeting_id, to_chair_it=True), sheet)

    def again() -> Response:
        with page.work() as work:
            return show(page, work, open_meeting(work, meeting_id, to_chair_it=True), sheet)

    def act(form: MeetingRecord) -> Response:
        with page.work() as work:
            put_on_record(work, open_meeting(work, meeting_id, to_chair_it=True), form)
        return page.go(f"/meetings/{meeting_id}", done=N_("The meeting is on record."))

    def check() -> Iterator[Gap]:
        if left:
            yield "on", NOT_THAT_DAY
        yield from _unprepared(page, meeting_id, sheet)

    return page.submit(sheet, act, again, check=check)


def put_on_record(work: Work, file: MeetingFile, form: MeetingRecord) -> None:
    """The meeting as its chair wrote it down: Art. 8(10), 9, 10."""
    meetings.hold(
        work,
        file.life.id,
        attendance=form.attendance,
        family=form.presence,
        beside=form.without_seat,
        unasked=form.who_sat_in,
        chaired=form.by(work),
        approved=form.approved,
        meeting_id=file.meeting.id,
        agenda=AgendaWord(form.agenda, form.agenda_changes),
        on=form.on,
        told=form.told if file.is_off_calendar else {},
        known_off=form.known_off,
    )


def _unprepared(page: Page, meeting_id: UUID, sheet: Sheet[MeetingRecord]) -> Iterator[Gap]:
    """What only the record knows: earlier minutes without an answer, a family that nobody told:
    Art. 10(1), 8(10). Somebody undeclared is warned of on the page, and recorded as they were."""
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_chair_it=True)
        if file.meeting.cancelled_at and not sheet.known("known_off"):
            yield "on", OFF_MEANWHILE
        if sheet.today < (sheet.known("on") or file.meeting.day):
            return  # the act says so
        yield from unanswered(sheet, file)
        yield from untold(sheet, file)
