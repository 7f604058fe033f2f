"""The chair's own items on an agenda, until it is sent and after: Art. 8(3), 10(3)."""

from datetime import date
from uuid import UUID

from casework.record.beginning import done_on
from casework.record.notice_facts import is_written
from casework.record.table import open_table
from identity.access import NotThere
from models.agenda import AgendaItem
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from rules import agenda as law


def add(
    work: Work, meeting_id: UUID, words: str, *, after: str = "", on: date | None = None
) -> AgendaItem:
    """Add an item after the one whose code is named, else before the last: Art. 10(3).

    Once the agenda was sent it is late, with the day `on` which it was added, today where left out.
    """
    meeting, life = _locked(work, meeting_id)
    law.check_new_item(words, called_off=meeting.cancelled_at is not None)
    added_on = done_on(work, life, on)
    late = meeting.held_at is not None or is_written(work.session, meeting)
    item = AgendaItem(
        meeting_id=meeting.id,
        words=words.strip(),
        late=late,
        added_on=added_on,
        added_at=work.clock.now(),
        added_by_id=work.actor.id,
    )
    work.session.add(item)
    work.session.flush()
    meeting.agenda = law.placed(meeting.agenda, law.code_of(item.id), after)
    detail = {"meeting": meeting.number, "item": item.id, "late": int(late), "on": added_on}
    work.record("agenda item added", "10(3)", life=life, **detail)
    return item


def move(work: Work, meeting_id: UUID, item_id: UUID, *, up: bool) -> None:
    """One place earlier or later, until the agenda is sent: Art. 8(3), 10(3)."""
    meeting, life = _locked(work, meeting_id)
    item = _item(work, meeting, item_id)
    law.check_moved(_state(work, meeting, item))
    meeting.agenda = law.moved(meeting.agenda, law.code_of(item.id), up=up)
    work.record("agenda item moved", "10(3)", life=life, meeting=meeting.number, item=item.id)


def take_back(work: Work, meeting_id: UUID, item_id: UUID) -> None:
    """Until the agenda is sent, a late item until the meeting: Art. 8(3), 10(3)."""
    meeting, life = _locked(work, meeting_id)
    item = _item(work, meeting, item_id)
    law.check_taken_back(_state(work, meeting, item))
    meeting.agenda = law.without(meeting.agenda, law.code_of(item.id))
    item.taken_back_at, item.taken_back_by_id = work.clock.now(), work.actor.id
    work.record("agenda item taken back", "10(3)", life=life, meeting=meeting.number, item=item.id)


def put_on_record(meeting: Meeting, word: law.AgendaWord | None) -> None:
    """What the table did with its agenda, a part of the meeting's record: Art. 10(3)."""
    if word is not None:
        meeting.agenda_approval = word.approval
        meeting.agenda_changes = word.changes.strip() or None


def _locked(work: Work, meeting_id: UUID) -> tuple[Meeting, Life]:
    """Under the life's lock, as inviting is: what is added is on the mail, or late."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    work.session.refresh(meeting)
    return meeting, life


def _item(work: Work, meeting: Meeting, item_id: UUID) -> AgendaItem:
    """By where it stands: a meeting on the head's own day took the agenda over with its items."""
    item = work.session.get(AgendaItem, item_id)
    if item is None or law.code_of(item_id) not in meeting.agenda:
        raise NotThere
    return item


def _state(work: Work, meeting: Meeting, item: AgendaItem) -> law.ItemState:
    sent = is_written(work.session, meeting)
    return law.ItemState(late=item.late, sent=sent, held=meeting.held_at is not None)
