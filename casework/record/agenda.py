"""The agenda of a meeting as it is read: fixed items and the chair's own: Art. 10(3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agenda import AgendaItem
from models.meeting import Meeting
from rules.agenda import code_of, own_items


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item: a code of `rules.items.AGENDA`, or the chair's own with its words."""

    code: str
    words: str = ""
    """Of an own item; a fixed one has its words in every language."""
    late_on: date | None = None
    """The day on which it was added, where that was after the agenda was sent."""
    item_id: UUID | None = None


def agenda_of(session: Session, meeting: Meeting) -> Sequence[AgendaLine]:
    """In its order; one statement where the chair has items of their own, else none."""
    ids = own_items(meeting.agenda)
    rows = session.scalars(select(AgendaItem).where(AgendaItem.id.in_(ids))) if ids else ()
    own = {code_of(row.id): row for row in rows}
    return [_line(code, own.get(code)) for code in meeting.agenda]


def _line(code: str, row: AgendaItem | None) -> AgendaLine:
    if row is None:
        return AgendaLine(code)
    return AgendaLine(code, row.words or "", row.added_on if row.late else None, row.id)
