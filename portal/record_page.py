"""The page on which the record of a meeting is written: Art. 8(10), 9, 10."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from starlette.responses import Response

from casework.table.minutes_text import items_without_words
from casework.table.participants import declared_by
from core.i18n import N_
from models.session import Work
from portal import words
from portal.chaired import options
from portal.forms import Gap, Sheet
from portal.kept_rows import ask_again, kept, whose
from portal.prose import agenda_items, blocks
from portal.web import Page
from queries import chairing
from queries.kin_at_meeting import KinAtMeeting
from queries.meeting_file import MeetingFile, SeatAtMeeting
from rules.meetings import FamilyNotTold

ABOUT: Final = {
    "seats": "member",
    "gone": "member",
    "family": "person",
    "beside": "participant",
    "earlier": "paper",
}
"""Whom each row is about."""


def filled(file: MeetingFile, day: date) -> dict[str, object]:
    """Of whom each row is; nothing is answered for anybody."""
    found: dict[str, object] = {}
    for rows, seats in rows_of(file, day):
        for index, seat in enumerate(seats):
            found[f"{rows}.{index}.member"] = seat.member.id
    for index, kin in enumerate(file.heard):
        found[f"family.{index}.person"] = kin.person.id
    for index, guest in enumerate(file.others):
        found[f"beside.{index}.participant"] = guest.id
    for index, paper in enumerate(file.earlier):
        found[f"earlier.{index}.paper"] = paper.id
    return found


def names_of_family(page: Page, family: Sequence[KinAtMeeting], rows: str) -> dict[str, str]:
    """Who of the family each row is about, in one word."""
    names = words.kin_names(page.say, [kin.person.relation for kin in family])
    return {f"{rows}.{index}": name for index, name in enumerate(names)}


def show(
    page: Page,
    work: Work,
    file: MeetingFile,
    sheet: Sheet[Any],
    template: str = "meetings/record.html",
    **more: object,
) -> Response:
    return page.render(template, **asked(page, work, file, sheet), **more)


def asked(page: Page, work: Work, file: MeetingFile, sheet: Sheet[Any]) -> dict[str, Any]:
    """What the record asks, of whom, and what is known of each."""
    day = sheet.known("on") or file.meeting.day
    rows = rows_of(file, day)
    people = {
        f"{name}.{n}": seat.member.professional.name or ""
        for name, seats in rows
        for n, seat in enumerate(seats)
    }
    sheet.names = people | names_of_family(page, file.heard, "family")
    choice = chairing.choice(work, file)
    signed = declared_by(work, file.life.id, day)
    return {
        "file": file,
        "agenda": agenda_items(file.agenda),
        "sheet": sheet,
        "day": day,
        **dict(rows),
        "kept": list(kept(sheet)),
        "left_out": _left_out(file, sheet),
        "chairs": options(page.say, file, choice, day),
        "signed": signed,
        "to_chair": [each for each in choice.officers if each.id in choice.appointed - signed],
        "texts": [list(blocks(paper.text)) for paper in file.earlier],
        "gaps": [
            items_without_words(paper.text or "", file.agendas[paper.id]) for paper in file.earlier
        ],
        "relations": words.RELATIONS,
        "parts": words.PARTS,
        "ways": [(way, page.say.gettext(how)) for way, how in words.TOLD_BY.items()],
    }


def _left_out(file: MeetingFile, sheet: Sheet[Any]) -> list[str]:
    """Who had no seat on that day, and of whom something was typed."""
    left = whose(sheet)
    found = [seat.member for seat in file.seats if str(seat.member.id) in left]
    return [member.professional.name or "" for member in found]


def ask_of_the_day(file: MeetingFile, sheet: Sheet[Any]) -> bool:
    """Who had a seat on the day that is said is asked after, and nobody else: Art. 9.

    What was typed of anybody else is kept; gives whether a member had been asked after who is not.
    """
    left = ask_again(sheet, ABOUT, filled(file, sheet.known("on") or file.meeting.day))
    return bool(left & {str(seat.member.id) for seat in file.seats})


def rows_of(file: MeetingFile, day: date) -> list[tuple[str, Sequence[SeatAtMeeting]]]:
    """Who is asked after, and who may have come without a seat, by the names of their rows."""
    return [("seats", file.seated_on(day)), ("gone", file.gone_on(day))]


def unanswered(sheet: Sheet[Any], file: MeetingFile) -> Iterator[Gap]:
    """Each of the earlier minutes has its yes or no; silence approves nothing: Art. 10(1)."""
    answered = {sheet.known(f"{row}.paper"): row for row in sheet.rows("earlier")}
    for index, paper in enumerate(file.earlier):
        row = answered.get(paper.id)
        if row is None:
            yield f"earlier.{index}.approved", N_("Say whether the table approved them.")
        elif sheet.known(f"{row}.approved") == "no" and sheet.value(f"{row}.corrections").strip():
            yield (
                f"earlier.{index}.corrections",
                N_("There are corrections, but the minutes are not approved. Choose one."),
            )


def untold(sheet: Sheet[Any], file: MeetingFile) -> Iterator[Gap]:
    """Of a meeting that was not on the calendar it is asked here how the family heard of it."""
    if not file.is_off_calendar:
        if file.family and not file.told:
            yield "family", FamilyNotTold()
        return
    said = {sheet.known(f"{row}.person"): row for row in sheet.rows("family")}
    for index, kin in enumerate(file.heard):
        row = said.get(kin.person.id, f"family.{index}")
        told_on = sheet.known(f"{row}.told_on")
        if told_on and not sheet.value(f"{row}.how"):
            yield f"{row}.how", N_("Choose how they were told.")
        if kin.notice is None and not (told_on or sheet.value(f"{row}.reason").strip()):
            yield f"{row}.told_on", FamilyNotTold()
