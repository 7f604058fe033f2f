"""The record of a meeting is corrected: who was there, the day, the hour: Art. 8(3), 9."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import record_correction
from casework.table.chair_correction import Because
from casework.table.meetings import Presence
from casework.table.record_correction import WasSo
from core.i18n import N_
from models.session import Work
from portal import words
from portal.fields import Ask, Day, Happened, Hour, Prose, Source, WhyWrong
from portal.forms import FormModel, Gap, Sheet
from portal.kept_rows import NOT_THAT_DAY, ask_again, kept, whose
from portal.web import Page, Signed
from queries.absence_file import told_in_vain
from queries.meeting_correction import AtMeeting, who_could_be
from queries.meeting_file import MeetingFile
from queries.unsealed import open_unsealed
from rules.meetings import ViewsMissing
from rules.record_correction import RecordNotThere, RecordStands

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/correction")


class WhoRow(FormModel):
    """Of one person: as on record, or otherwise."""

    id: UUID
    of: Literal["members", "family", "beside"]
    was: Annotated[Literal["yes", "no"] | None, Ask(N_("Was there"), open=True)] = None
    words: Annotated[Prose, Ask(N_("Reason, if absent; of the family their views"), open=True)] = ""


class CorrectRecord(FormModel):
    """What was otherwise, who says so since when, and why the record was wrong."""

    people: tuple[WhoRow, ...] = ()
    held_on: Annotated[Day | None, Ask(N_("It was held on another day"), open=True)] = None
    hour: Annotated[Hour | None, Ask(N_("It began at another hour"), open=True)] = None
    on: Happened
    source: Source
    reason: WhyWrong

    def of(self, kind: str) -> dict[UUID, Presence]:
        """Whoever something is said of."""
        return {
            row.id: Presence(row.was == "yes", row.words)
            for row in self.people
            if row.of == kind and row.was
        }

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Something was otherwise; an absent parent has views, or why not: Art. 8(10)."""
        rows = sheet.rows("people")
        said = [sheet.value(f"{row}.was") for row in rows]
        if not any(said) and not sheet.value("held_on") and not sheet.value("hour"):
            yield "held_on", RecordStands()
        for row in rows:
            is_away = (sheet.value(f"{row}.of"), sheet.value(f"{row}.was")) == ("family", "no")
            if is_away and not sheet.value(f"{row}.words").strip():
                yield f"{row}.words", ViewsMissing()


@router.get("")
def correction_page(page: Signed, meeting_id: UUID) -> Response:
    """The form; nothing is filled in, and what stood before stays to be read."""
    with page.work() as work:
        return _show(page, work, _held(work, meeting_id), Sheet.of(CorrectRecord))


def _held(work: Work, meeting_id: UUID) -> MeetingFile:
    file = open_unsealed(work, meeting_id, to_chair_it=True)
    if file.meeting.held_at is None:
        raise RecordNotThere
    return file


def _show(page: Page, work: Work, file: MeetingFile, sheet: Sheet[CorrectRecord]) -> Response:
    people = who_could_be(work, file)
    sheet.names = {f"people.{index}": _name(page, each) for index, each in enumerate(people)}
    left = whose(sheet)
    return page.render(
        "meetings/correct.html",
        file=file,
        sheet=sheet,
        people=people,
        kept=list(kept(sheet)),
        left_out=[
            seat.member.professional.name for seat in file.seats if str(seat.member.id) in left
        ],
    )


def _name(page: Page, each: AtMeeting) -> str:
    if each.relation:
        return words.kin_names(page.say, [each.relation])[0]
    return each.name


@router.post("")
def correct(page: Signed, meeting_id: UUID) -> Response:
    """It was otherwise than is on record; the breaches follow."""
    sheet = page.typed(CorrectRecord)
    with page.work() as work:
        people = who_could_be(work, _held(work, meeting_id))
        asked = {f"people.{index}.id": each.id for index, each in enumerate(people)}
        of = {f"people.{index}.of": each.of for index, each in enumerate(people)}
        left = ask_again(sheet, {"people": "id"}, asked)
        sheet.typed = {**sheet.typed, **{path: [kind] for path, kind in of.items()}}

    def again() -> Response:
        with page.work() as work:
            return _show(page, work, _held(work, meeting_id), sheet)

    def act(form: CorrectRecord) -> Response:
        with page.work() as work:
            file = _held(work, meeting_id)
            was_so = WasSo(
                form.of("members"),
                form.of("family"),
                form.of("beside"),
                on=form.held_on,
                hour=form.hour,
            )
            because = Because(form.source, form.reason, form.on)
            record_correction.correct(work, file.meeting.id, was_so, because)
            in_vain = told_in_vain(work, file.meeting.id)
        done = N_("The correction is on record; what stood before stays to be read.")
        if in_vain:
            done = N_("A superior was notified of an absence that does not hold: tell them so.")
        return page.go(f"/meetings/{meeting_id}", done=done)

    return page.submit(sheet, act, again, lambda: [("held_on", NOT_THAT_DAY)] if left else [])
