"""A member's dissent from what the table decided, written down by the chair: Art. 9, 10(1)."""

from collections.abc import Iterator
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import dissents
from casework.table.dissents import DissentWords
from casework.table.minutes_text import said
from core.i18n import N_
from models.session import Work
from portal.fields import Ask, Happened, Prose
from portal.forms import Doubt, FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries.meeting_file import MeetingFile, open_meeting
from rules.dissent import NothingDecidedYet

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/dissent")

ABSENT: Final = N_("By the record they were not at this meeting.")


class EnterDissent(FormModel):
    """Who, from what, and in which words."""

    member: Annotated[UUID, Ask(N_("Member"), missing=N_("Choose who it is."))]
    decision: Annotated[
        Prose,
        Ask(N_("What did the table decide?"), missing=N_("Write what the table decided.")),
    ]
    words: Annotated[
        Prose,
        Ask(
            N_("What does the member say against it?"),
            hint=N_("In their own words."),
            missing=N_("Write what the member said, in their own words."),
        ),
    ]
    on: Happened


@router.get("")
def dissent_page(page: Signed, meeting_id: UUID) -> Response:
    return _dissent(page, meeting_id, Sheet(EnterDissent))


def _dissent(page: Page, meeting_id: UUID, sheet: Sheet[EnterDissent]) -> Response:
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_chair_it=True)
        before_the_form(page, file.case)
        if file.meeting.held_at is None:
            raise NothingDecidedYet
        return page.render(
            "meetings/dissent.html",
            file=file,
            sheet=sheet,
            said=[said(each) for each in file.dissents],
            members=seated_there(file),
        )


def seated_there(file: MeetingFile) -> list[tuple[UUID, str]]:
    """Of whom it is on record whether they came, and who was not recused by then: Art. 10(2)."""
    day = file.meeting.met_on
    return [
        (seat.member.id, f"{each.name}, {each.affiliation}")
        for seat in file.seats
        if seat.line and not seat.member.was_recused(day) and (each := seat.member.professional)
    ]


def not_there(file: MeetingFile, sheet: Sheet[EnterDissent]) -> Iterator[Gap]:
    """Who was absent may say so later, having read the minutes; mostly it is another name."""
    member = sheet.known("member")
    lines = {seat.member.id: seat.line for seat in file.seats}
    if (line := lines.get(member)) is not None and not line.present:
        yield "member", Doubt(ABSENT)


def put_on_record(work: Work, file: MeetingFile, form: EnterDissent) -> None:
    """What a member said against it, in their own words: Art. 10(1)."""
    words = DissentWords(form.decision, form.words)
    dissents.enter(work, file.meeting.id, form.member, words, on=form.on)


@router.post("")
def enter(page: Signed, meeting_id: UUID) -> Response:
    """Put it on record with its day; the head is told that there is one."""
    sheet = page.typed(EnterDissent)

    def act(form: EnterDissent) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_chair_it=True)
            put_on_record(work, file, form)
        done = N_("The dissent is on record, and the head is told of it.")
        return page.go(f"/meetings/{meeting_id}", done=done)

    def check() -> Iterator[Gap]:
        with page.work() as work:
            yield from not_there(open_meeting(work, meeting_id, to_chair_it=True), sheet)

    return page.submit(sheet, act, lambda: _dissent(page, meeting_id, sheet), check)
