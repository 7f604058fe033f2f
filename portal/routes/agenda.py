"""The agenda of a meeting, edited by whoever chairs it: Art. 8(3), 10(3)."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.notice_facts import is_written, left_of_each
from casework.table import agenda
from core.i18n import N_
from models.session import Work
from portal.fields import UNSAID, Ask, Day, Line
from portal.forms import FormModel, Gap, Sheet
from portal.prose import AgendaShown, agenda_items
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries.meeting_file import MeetingFile, open_meeting

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/agenda")


class NewItem(FormModel):
    """One item in the chair's own words."""

    words: Annotated[
        Line,
        Ask(
            N_("What is to be talked about?"),
            missing=N_("Write in one line what is to be talked about."),
        ),
    ]
    after: Annotated[Line, Ask(N_("After which item?"), open=True)] = ""
    on: Annotated[Day | None, Ask(N_("When was it raised?"), open=True)] = None


class ItemChange(FormModel):
    """What becomes of an item of the chair's own."""

    what: Annotated[
        Literal["up", "down", "away"],
        Ask(N_("What becomes of the item?"), missing=N_("Choose what becomes of the item.")),
    ]


@router.get("")
def agenda_page(page: Signed, meeting_id: UUID) -> Response:
    with page.work() as work:
        return _agenda(page, work, meeting_id, Sheet(NewItem))


def _agenda(page: Page, work: Work, meeting_id: UUID, sheet: Sheet[NewItem]) -> Response:
    file = open_meeting(work, meeting_id, to_run_it=True)
    before_the_form(page, file.case)
    items = agenda_items(file.agenda)
    is_sent = is_written(work.session, file.meeting)
    return page.render(
        "meetings/agenda.html",
        file=file,
        sheet=sheet,
        items=items,
        is_sent=is_sent,
        waits=is_sent and not all(left_of_each(work.session, [file.meeting]).values()),
        asks_day=_asks_day(work, file),
        places=_places(page, items),
    )


def _asks_day(work: Work, file: MeetingFile) -> bool:
    """Until the agenda is sent an item is added when it is typed; a late one has a day: 10(3)."""
    return file.meeting.held_at is not None or is_written(work.session, file.meeting)


def _places(page: Page, items: Sequence[AgendaShown]) -> list[tuple[str, str]]:
    """Each item by its number and words, to put another one after it."""
    say = page.say
    return [
        (each.code, f"{number}. {each.words if each.is_own else say.gettext(each.words)}")
        for number, each in enumerate(items, 1)
    ]


@router.post("")
def add(page: Signed, meeting_id: UUID) -> Response:
    """Add an item; once the agenda was sent it is marked as late: Art. 10(3)."""
    sheet = page.typed(NewItem)

    def again() -> Response:
        with page.work() as work:
            return _agenda(page, work, meeting_id, sheet)

    def day_unsaid() -> Iterator[Gap]:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            if _asks_day(work, file) and not sheet.known("on"):
                yield "on", UNSAID

    def act(form: NewItem) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            item = agenda.add(work, file.meeting.id, form.words, after=form.after, on=form.on)
        late = N_("The item is on the agenda, marked as late.")
        done = late if item.late else N_("The item is on the agenda.")
        return page.go(f"/meetings/{meeting_id}/agenda", done=done)

    return page.submit(sheet, act, again, check=day_unsaid)


@router.post("/{item_id:uuid}")
def change(page: Signed, meeting_id: UUID, item_id: UUID) -> Response:
    """Move an item, or take it away, until it is sent: Art. 8(3)."""
    sheet = page.typed(ItemChange)

    def again() -> Response:
        with page.work() as work:
            return _agenda(page, work, meeting_id, Sheet(NewItem))

    def act(form: ItemChange) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            if form.what == "away":
                agenda.take_back(work, file.meeting.id, item_id)
            else:
                agenda.move(work, file.meeting.id, item_id, up=form.what == "up")
        return page.go(f"/meetings/{meeting_id}/agenda", done=N_("The agenda is changed."))

    return page.submit(sheet, act, again)
