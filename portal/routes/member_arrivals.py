"""A member says with the code on the room's screen that they are at the meeting: Art. 9."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import meeting_room
from core.i18n import N_
from identity import tries
from identity.tries import Allowance, TooManyTries
from portal.entering import RealTime
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.members import AtLink, Entry
from portal.too_many import too_many
from queries import member_desk, own_meetings
from rules.sign_in_limits import LIMITS

router = APIRouter()


class RoomCode(FormModel):
    """Six digits; spaces do not count."""

    code: Annotated[
        Line,
        Ask(
            N_("Code of the room"),
            N_("Six digits, on the screen in the room."),
            N_("Write the six digits that stand on the screen in the room."),
        ),
    ]


@router.get("/l/{token}/here")
def here_page(at: AtLink) -> Response:
    return _here(at, Sheet(RoomCode))


def _here(at: Entry, sheet: Sheet[RoomCode]) -> Response:
    with at.inside() as (work, guest):
        meeting = member_desk.to_sign_in_at(work, guest)
        return at.render(
            "member/here.html",
            sheet=sheet,
            meeting=meeting,
            about=member_desk.about(work, guest),
            present=own_meetings.on_record(work, guest, meeting),
            came_at=meeting_room.arrivals(work, meeting.id).get(guest.member.id),
        )


@router.post("/l/{token}/here")
def arrive(at: AtLink, clock: RealTime) -> Response:
    """They are in the room: the chair's page shows it, and the chair puts it on record."""
    sheet = at.page.typed(RoomCode)

    def act(form: RoomCode) -> Response:
        with at.inside() as (_, guest):
            who = Allowance.of(str(guest.member.id), "room.member", LIMITS.ROOM_CODE)
        try:
            with at.page.sign_in_work() as counting:
                tries.count(counting, clock, [who])
        except TooManyTries as error:
            sheet.refuse("code", too_many(at.page, error))
            return _here(at, sheet)
        with at.inside() as (work, guest):
            meeting = member_desk.to_sign_in_at(work, guest)
            meeting_room.arrive(work, meeting.id, guest.member.id, form.code)
        return at.page.go(f"{at.home}/here", done=N_("You are signed in at the meeting."))

    return at.page.submit(sheet, act, again=lambda: _here(at, sheet))
