"""A meeting: who sits there, how the family was told, who came: Art. 8(10), 9, 10."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table.minutes_text import said
from casework.table.misplaced import misplaced, taken_out_of
from casework.table.participants import declared_by
from models.session import Work
from portal import duties, words
from portal.paper_words import MINUTES
from portal.prose import agenda_items
from portal.web import Signed
from queries import case_files
from queries.assessment_file import at_meeting
from queries.meeting_file import MeetingFile, open_meeting
from queries.plan_file import to_review
from rules.duties import Duty, OpenDuty
from rules.planning import REVIEW_ITEM
from workflow.duties import duties_of

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")

OF_A_MEETING: Final = frozenset(
    {
        Duty.AGREE_DATE,
        Duty.INVITE,
        Duty.DECLARE,
        Duty.CHAIR_DECLARES,
        Duty.SUBSTITUTE_DECLARES,
        Duty.NAME_CHAIR,
        Duty.TAKE_DECLARATIONS,
        Duty.NOTIFY_FAMILY,
        Duty.HOLD_MEETING,
        Duty.SETTLE_ASSESSMENT,
        Duty.ADOPT_PLAN,
        Duty.SETTLE_REVIEW,
        Duty.DECIDE_CLOSURE,
        Duty.WRITE_MINUTES,
        Duty.APPROVE_MINUTES,
        Duty.SIGN_MINUTES,
        Duty.CHAIR_SIGNS_MINUTES,
        Duty.WRITE_REPORT,
        Duty.CORRECT_CONTACT,
    }
)
"""What the page of one meeting shows; the rest stands on the case's page."""


def _is_vacant(file: MeetingFile) -> bool:
    """The head stands in for a manager in conflict, and reads as the head: Art. 10(2)."""
    return file.case is not None and file.case.conflict_on is not None


@router.get("")
def meeting_page(page: Signed, meeting_id: UUID) -> Response:
    """The meeting: what is due for it, who sits there, its papers."""
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        number = file.case.number if file.case else ""
        owed = [
            (
                duty,
                duties.said_to(
                    page.say,
                    duty,
                    page.role_at(chairs=file.is_run_by_reader and not _is_vacant(file)),
                    work.actor.id,
                ),
                _address(file, duty.duty, number),
            )
            for duty in duties_of(work, file.life.id)
            if duty.duty in OF_A_MEETING and _belongs(file, duty)
        ]
        return page.render(
            "meetings/meeting.html",
            file=file,
            owed=owed,
            agenda=agenda_items(file.agenda),
            dissents=[said(each) for each in file.dissents],
            kinds=words.MEETINGS,
            paper_minutes=MINUTES,
            relations=words.RELATIONS,
            parts=words.PARTS,
            told_by=words.TOLD_BY,
            signed=_signed(work, file),
            to_review=_is_to_be_reviewed(work, file),
            misplaced=misplaced(work, file.meeting),
            taken_out=taken_out_of(work, file.meeting),
            brought=case_files.for_meeting(work, file.case, meeting_id) if file.case else (),
            assessed=at_meeting(work, file.case.id, file.meeting.id, file.meeting.met_on)
            if file.case
            else None,
        )


def _is_to_be_reviewed(work: Work, file: MeetingFile) -> bool:
    """A review that was put on record after a later one, which no duty names: Art. 15(2)."""
    is_review = file.meeting.unplanned and REVIEW_ITEM in file.meeting.agenda
    if file.case is None or not (is_review and file.is_run_by_reader):
        return False
    return to_review(work, file.case) is not None


def _signed(work: Work, file: MeetingFile) -> Collection[UUID]:
    """Who of those without a seat had signed by now; nothing is asked where nobody comes."""
    if not file.others and not file.also_there:
        return ()
    return declared_by(work, file.life.id, work.clock.today())


def _belongs(file: MeetingFile, duty: OpenDuty) -> bool:
    """Duties about this meeting, its minutes or its reports; those about none stand with the
    meeting to come."""
    if duty.meeting_id is None:
        return file.meeting.is_planned
    return duty.meeting_id == file.meeting.id


def _address(file: MeetingFile, duty: Duty, number: str) -> str:
    if duty in duties.DECLARED and not (duty is Duty.DECLARE and file.is_run_by_reader):
        return f"/declarations/{file.life.id}"
    if duty is Duty.HOLD_MEETING:
        return f"/meetings/{file.meeting.id}/record"
    return duties.address(duty, number, file.meeting.id)
