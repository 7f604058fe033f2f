"""What minutes say once they are laid, and which items of the agenda they leave out: Art. 10."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.agenda import AgendaLine, agenda_of
from casework.record.also_there import also_there
from casework.record.chairing import chair_words, corrected_chair
from casework.record.corrected_record import corrected_record
from casework.record.minutes_words import LateItem, SaidDissent
from casework.record.took_part import in_part
from casework.table import dissents
from casework.table.signing import MinutesText, Person
from core.clock import local_day
from core.i18n import LANGUAGES, translator
from models.dissent import Dissent
from models.life import Life
from models.meeting import Attendance, Minutes
from models.session import Work
from rules.agenda import OF_THE_CASE
from rules.items import AGENDA
from rules.minutes import empty_items, missing_items
from workflow.kinds import label_of


def items_without_words(text: str, agenda: Sequence[AgendaLine] = ()) -> list[str]:
    """The numbers of the items under which a text says nothing, in whatever language: Art. 10(4).

    Of the four that stand on every case meeting also those that it leaves out.
    """
    own = {line.words for line in agenda if line.words}
    headings = own.union(*(_in_every_language(code) for code in AGENDA))
    four = {
        str(number): _in_every_language(line.code)
        for number, line in enumerate(agenda, 1)
        if line.code in OF_THE_CASE
    }
    found = {*empty_items(text, headings), *missing_items(text, headings, four)}
    return sorted(found, key=int)


def _in_every_language(code: str) -> set[str]:
    return {translator(language).gettext(AGENDA[code]) for language in LANGUAGES}


def laid_text(
    work: Work, life: Life, paper: Minutes, *, text: str, corrections: str, approved_on: date | None
) -> MinutesText:
    """Everything that is laid before whoever signs: Art. 10(1)."""
    meeting, agenda = paper.meeting, agenda_of(work.session, paper.meeting)
    lines = attendance_of(work, meeting.id)
    text = text or paper.text or ""
    return MinutesText(
        table=label_of(work.session, life.id),
        meeting=meeting.number,
        kind=meeting.kind,
        starts_at=meeting.held_at or meeting.starts_at,
        place=meeting.place,
        chair=chair_words(work.session, life, meeting),
        present=_people((line for line in lines if line.present), meeting.met_on),
        absent=_people((line for line in lines if not line.present), meeting.met_on),
        also_there=also_there(work, meeting),
        text=text,
        corrections=corrections or paper.corrections or "",
        approved_on=approved_on,
        haste=meeting.short_notice_reason or "",
        unplanned=meeting.unplanned and meeting.paper_minutes is None,
        called_off_on=local_day(meeting.called_off_at) if meeting.called_off_at else None,
        agenda=meeting.agenda_approval,
        agenda_changes=meeting.agenda_changes or "",
        late=tuple(LateItem(words=each.words, on=each.late_on) for each in agenda if each.late_on),
        without_words=tuple(items_without_words(text, agenda)),
        dissents=tuple(said(each) for each in dissents.of_meeting(work, meeting.id)),
        corrected_chair=tuple(corrected_chair(work.session, life, meeting)),
        corrected_record=tuple(corrected_record(work.session, meeting)),
    )


def said(dissent: Dissent) -> SaidDissent:
    """A dissent as it stands in the minutes."""
    who = dissent.member.professional
    return SaidDissent(
        name=who.name or "",
        affiliation=who.affiliation,
        on=dissent.said_on,
        decision=dissent.decision or "",
        words=dissent.words or "",
    )


def _people(lines: Iterable[Attendance], met_on: date) -> tuple[Person, ...]:
    people = [
        Person(name=each.name or "", affiliation=each.affiliation, **in_part(line, met_on))
        for line in lines
        if (each := line.member.professional)
    ]
    return tuple(sorted(people, key=lambda person: (person.name, person.affiliation)))


def attendance_of(work: Work, meeting_id: UUID) -> list[Attendance]:
    query = select(Attendance).where(Attendance.meeting_id == meeting_id)
    return list(work.session.scalars(query))
