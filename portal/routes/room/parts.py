"""What the room shows: each part while it is due, and what is on record of it afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from casework.record.table import last_held
from casework.table import meeting_room
from casework.table.meeting_room import Room
from casework.table.minutes_text import said
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal import record_page, words
from portal.forms import FormModel, Sheet
from portal.prose import agenda_items
from portal.room_form import RoomForm, rows_of
from portal.routes import assessment_table, convening, planning, review
from portal.routes.dissents import EnterDissent, seated_there
from portal.routes.room.acts import ACTS, RoomAct, could_be_late, sheet_of
from portal.security import UPLOAD_POLICY
from portal.typed import field_at, kind_of
from portal.web import Page
from queries import room_record
from queries.case_file import name_shown
from queries.meeting_file import MeetingFile
from rules.assessment import INDICATORS
from rules.duties import Duty
from rules.room import until
from workflow.duties import owes

Wrong = tuple[RoomAct, Sheet[Any]]
PLACES: Final[Mapping[str, str]] = {
    "needs_assessment": "assess",
    "proposed_plan": "adopt",
    "review": "review",
    "next_meeting": "propose",
    "closure": "closure",
}
"""Under which item of the agenda each part stands."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What one page of the room shows beside the record."""

    kept: Room
    typed: Room
    """What stands on this page: as it is kept, or as it was just typed."""
    wrong: Wrong | None = None
    name: str = ""
    """The child's, where it was asked for."""
    other: Sequence[tuple[str, str]] = ()
    """What stood on this screen where another one kept something else, by field."""


OPENING: Final = ("approve_agenda", "approve_minutes", "family_notice")
"""What the record asks beside the roll call: Art. 10(3), 10(1), 8(10)."""


def show(page: Page, work: Work, file: MeetingFile, shown: Showing) -> Response:
    act, own = shown.wrong or (None, None)
    room, typed = shown.kept, shown.typed

    def sheet(code: str) -> Sheet[Any]:
        return own if own and act is ACTS[code] else sheet_of(page, ACTS[code], file, typed.typed)

    items = agenda_items(file.agenda)
    held = file.meeting.held_at is not None
    response = page.render(
        "meetings/room.html",
        file=file,
        items=items,
        rows=rows_of(file.meeting.agenda, typed.words, typed.reasons),
        begun=[_times(room, each.code) for each in items],
        kept=room,
        beside=[_beside(page, *each) for each in shown.other],
        wrong=own if own and own.errors else None,
        failed=act.failed if act else "",
        record=None if held else _record(page, work, file, sheet("open")),
        code=meeting_room.code_of(file.meeting.id),
        arrivals=meeting_room.arrivals(work, file.meeting.id),
        found=room_record.of_meeting(work, file.meeting) if held else None,
        parts=_parts(page, work, file, sheet) if held and file.case else {},
        places=PLACES,
        opening=_opening(file),
        late={"sheet": sheet("late"), "members": could_be_late(file)} if held else {},
        may_begin=meeting_room.has_begun(work, file.meeting),
        dissent=sheet("dissent") if held else Sheet(EnterDissent),
        members=seated_there(file),
        dissents=[said(each) for each in file.dissents],
        levels=[(level, page.say.gettext(name)) for level, name in words.RISKS.items()],
        indicators=[(code, words.INDICATORS[code]) for code in INDICATORS],
        risks=words.RISKS,
        kinds=words.MEETINGS,
        child=shown.name,
    )
    response.headers["Content-Security-Policy"] = UPLOAD_POLICY
    return response


def read(page: Page, file: MeetingFile, room: Room) -> Response:
    """What stands in it, for the manager in whose place somebody chairs: Art. 4(2)."""
    items = agenda_items(file.agenda)
    return page.render(
        "meetings/room_read.html",
        file=file,
        kept=room,
        items=items,
        begun=[_times(room, each.code) for each in items],
        kinds=words.MEETINGS,
    )


def _opening(file: MeetingFile) -> dict[str, str]:
    """Under which item of this agenda the record asks what, and which one ends it."""
    agenda = file.meeting.agenda
    first = agenda[0] if agenda else ""
    places = {each: each if each in agenda else first for each in OPENING}
    last = max(places.values(), key=agenda.index) if agenda else ""
    return places | {"press": last}


def name_of(work: Work, file: MeetingFile) -> str:
    if file.case is None:
        raise NotThere
    return name_shown(work, file.case)


def _times(room: Room, code: str) -> tuple[Any, Any]:
    began = room.begun.get(code)
    return began, until(room.begun, code) if began else None


def _beside(page: Page, path: str, words: str) -> tuple[str, str]:
    """Under what its field is called; a choice is named, not its code."""
    models: list[type[FormModel]] = [RoomForm, *(each.model for each in ACTS.values())]
    for model in models:
        if (info := field_at(model, path)) is not None:
            asked = Sheet(model)
            label = page.say.gettext(asked.asked(path).label)
            whose = asked.whose(page.say, path)
            is_text = kind_of(info.annotation)[1] in {str, str | None}
            return ", ".join(filter(None, (whose, label))), words if is_text else ""
    return "", words


def _record(page: Page, work: Work, file: MeetingFile, sheet: Sheet[Any]) -> dict[str, Any]:
    """The roll call and what opens a meeting; whoever signed in by the code is there."""
    if not sheet.errors:
        record_page.ask_of_the_day(file, sheet)
        came = meeting_room.arrivals(work, file.meeting.id)
        sheet.typed = {
            **{
                f"seats.{index}.came": ["yes"]
                for index, seat in enumerate(file.seated_on(file.meeting.day))
                if seat.member.id in came
            },
            **sheet.typed,
        }
    return record_page.asked(page, work, file, sheet)


def _parts(page: Page, work: Work, file: MeetingFile, sheet: Any) -> dict[str, Any]:
    """What the table still owes of this meeting, each as its own page asks it."""
    case = file.case
    assert case is not None
    found: dict[str, Any] = {}
    met = last_held(work.session, case.id)
    if met is not None and met.id == file.meeting.id:
        if owes(work, case.id, Duty.SETTLE_ASSESSMENT):
            found["assess"] = assessment_table.asked(page, work, case, sheet("assess"))
        if planning.is_to_be_adopted(work, case):
            found["adopt"] = planning.asked(page, work, case, _proposed(work, case, sheet("adopt")))
        plan, is_open = review.reviewed(work, case)
        if plan is not None and is_open:
            found["review"] = review.asked(page, work, case, sheet("review"))
    found["propose"] = convening.asked(page, work, case, _at_ten(sheet("propose")))
    return found


def _proposed(work: Work, case: Case, sheet: Sheet[Any]) -> Sheet[Any]:
    """The manager's initial plan until the table has typed something: Art. 6(1.5)."""
    if any(path.partition(".")[0] in {"goal", "actions"} for path in sheet.typed):
        return sheet
    sheet.typed = {**planning.proposed(work, case).typed, **sheet.typed}
    return sheet


def _at_ten(sheet: Sheet[Any]) -> Sheet[Any]:
    sheet.typed = {"hour": [f"{convening.HOUR:%H:%M}"], **sheet.typed}
    return sheet
