"""The room of a meeting: one page for the day itself, on a projector or a tablet: Art. 8(10) to 10.

Every press keeps the whole page, so that nothing typed is lost where no script runs; then it does
what was pressed. Decision 0209.
"""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import meeting_room
from casework.table.meeting_room import Room
from core.i18n import N_
from identity.access import chairs_instead, officer_of
from portal.forms import MEANT, Sheet
from portal.room_form import RoomForm
from portal.room_merge import merged
from portal.routes.room import parts
from portal.routes.room.acts import ACTS, RoomAct, kept_of, put_away, sheet_of
from portal.routes.room.parts import Showing
from portal.web import Page, Signed
from queries.meeting_file import MeetingFile, open_meeting
from rules.room import KeptElsewhere, check_keeper

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/room")

KEPT: Final = N_("It is kept. Nothing is on record by it yet.")
BEGUN: Final = N_("The item is begun; what was typed is kept.")
NAME: Final = "name"
MINUTES: Final = "minutes"
CLOSURE: Final = "closure"


@router.get("")
def room_page(page: Signed, meeting_id: UUID) -> Response:
    """The page as it was kept last; once the minutes are written, those."""
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_chair_it=True)
        if file.paper is not None:
            return page.go(f"/meetings/{file.meeting.id}/minutes")
        meeting_room.check_open(work, file.meeting)
        room = meeting_room.of_meeting(work, file.meeting.id)
        if not file.is_kept_by_reader:
            return parts.read(page, file, room)
        return parts.show(page, work, file, Showing(room, room))


@router.post("")
def press(page: Signed, meeting_id: UUID) -> Response:
    """Keep what was typed, then do what was pressed."""
    sheet = page.typed(RoomForm)
    wrong: list[tuple[RoomAct, Sheet[Any]]] = []

    def again(name: str = "") -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_chair_it=True)
            room = meeting_room.of_meeting(work, file.meeting.id)
            if not file.is_kept_by_reader:
                return parts.read(page, file, room)
            mine = kept_of(sheet.typed)
            other: list[tuple[str, str]] = []
            if isinstance(page.refusal, KeptElsewhere):
                mine, other = merged(room.typed, mine)
            typed = Room(mine | _pressed(sheet))
            shown = Showing(room, typed, wrong[0] if wrong else None, name, other)
            return parts.show(page, work, file, shown)

    def act(form: RoomForm) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_chair_it=True)
            _only_its_keeper(file)
            typed = kept_of(sheet.typed)
            meeting_room.keep(work, file.meeting.id, typed, shown=form.kept, begins=form.begin)
        if form.act in ACTS:
            return _do(page, meeting_id, ACTS[form.act], sheet, wrong) or again()
        if form.act == NAME or _pressed(sheet):
            return again(_name(page, meeting_id) if form.act == NAME else "")
        return _onward(page, file, form)

    return page.submit(sheet, act, again)


def _only_its_keeper(file: MeetingFile) -> None:
    named = file.keeper if not file.is_kept_by_reader else None
    check_keeper(named.name if named else None)


def _pressed(sheet: Sheet[RoomForm]) -> dict[str, list[str]]:
    """More rows are asked for, or one of a contribution."""
    return {name: list(sheet.typed[name]) for name in ("more", "take") if name in sheet.typed}


def _do(
    page: Page,
    meeting_id: UUID,
    act: RoomAct,
    sheet: Sheet[RoomForm],
    wrong: list[tuple[RoomAct, Sheet[Any]]],
) -> Response | None:
    """Put on record what the act's own form says; None where something is wrong with it."""
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_chair_it=True)
        own = sheet_of(page, act, file, kept_of(sheet.typed))
        own.typed = {**own.typed, MEANT: list(sheet.typed.get(MEANT, []))}
        wrong.append((act, own))
        form = own.read(page.say)
        own.take(page.say, list(act.check(page, work, file, own)))
        own.ask()
    if form is None or own.errors:
        page.status, page.asked_once = 422, own.asked_once
        return None
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_chair_it=True)
        act.act(work, file, form)
        meeting_room.put_away(work, file.meeting.id, put_away(act))
        stays = file.is_run_by_reader or chairs_instead(work, officer_of(work), file.meeting)
    if not stays:  # they were named to chair, and wrote down that somebody else did
        return page.go("/", done=act.done)
    return page.go(_at(meeting_id, act.anchor), done=act.done)


def _name(page: Page, meeting_id: UUID) -> str:
    with page.work() as work:
        return parts.name_of(work, open_meeting(work, meeting_id, to_chair_it=True))


def _onward(page: Page, file: MeetingFile, form: RoomForm) -> Response:
    if form.act == MINUTES:
        return page.go(f"/meetings/{file.meeting.id}/minutes")
    if form.act == CLOSURE and file.case:
        return page.go(f"/cases/{file.label}/closure")
    if form.begin in file.meeting.agenda:
        number = file.meeting.agenda.index(form.begin) + 1
        return page.go(_at(file.meeting.id, f"item-{number}"), done=BEGUN)
    return page.go(_at(file.meeting.id), done=KEPT)


def _at(meeting_id: UUID, anchor: str = "") -> str:
    return f"/meetings/{meeting_id}/room" + (f"#{anchor}" if anchor else "")
