"""The room of a meeting: its form as it was kept, and who signed in by its code: Art. 9, 10(1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_table
from core.clock import local_time
from core.crypto import ring
from identity.access import NotThere
from models.meeting import Meeting, Minutes
from models.meeting_room import MeetingRoom, RoomArrival
from models.session import Work
from rules import room as law

Typed = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Room:
    """What stands in the room now."""

    typed: Typed = field(default_factory=dict)
    begun: Mapping[str, datetime] = field(default_factory=dict)
    """By item of the agenda."""
    kept: int = 0
    kept_at: datetime | None = None

    @property
    def words(self) -> Mapping[str, str]:
        """What was said, by item of the agenda."""
        return self._rows("items", "code", "words")

    @property
    def reasons(self) -> Mapping[str, str]:
        """What speaks for each level of risk, or against it: Art. 12(2)."""
        return self._rows("levels", "level", "why")

    def _rows(self, group: str, of: str, field: str) -> Mapping[str, str]:
        """Each row's words by what the row is of; empty ones are left out."""
        found = {}
        for path, whose in self.typed.items():
            row, _, name = path.rpartition(".")
            words = self.typed.get(f"{row}.{field}", [""])[-1].strip()
            if row.startswith(f"{group}.") and name == of and words:
                found[whose[-1]] = words
        return found


def of_meeting(work: Work, meeting_id: UUID) -> Room:
    """The room as it was kept last; an empty one before."""
    row = _row(work, meeting_id)
    if row is None:
        return Room()
    sheet = row.sheet or {}
    begun = {code: datetime.fromisoformat(at) for code, at in sheet["begun"].items()}
    return Room(sheet["typed"], begun, row.kept, row.kept_at)


def check_open(work: Work, meeting: Meeting) -> None:
    """On its day, and until its minutes are written: ours."""
    written = select(Minutes.id).where(Minutes.meeting_id == meeting.id)
    room = law.RoomFacts(
        day=meeting.day,
        held=meeting.held_at is not None,
        off=meeting.cancelled_at is not None,
        written=work.session.scalar(written) is not None,
    )
    law.check_room(room, work.clock.today())


def keep(work: Work, meeting_id: UUID, typed: Typed, *, shown: int, begins: str = "") -> Room:
    """Keep what was typed, whole; `begins` names the item of the agenda that is begun with it.

    A page that showed an earlier sheet replaces nothing. Nothing here is on record: an act does so.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    check_open(work, meeting)
    before = of_meeting(work, meeting_id)
    law.check_shown(shown, before.kept)
    begun = dict(before.begun)
    if begins in meeting.agenda:
        law.check_begins(_hour(meeting), hour_of(work, meeting))
        begun.setdefault(begins, work.clock.now())
    if not before.kept:
        work.record("meeting room opened", "10(1)", life=life, meeting=meeting.number)
    return _write(work, meeting_id, Room(typed, begun, before.kept + 1, work.clock.now()))


def has_begun(work: Work, meeting: Meeting) -> bool:
    """An item of its agenda may begin."""
    now = hour_of(work, meeting)
    return now is None or now >= _hour(meeting)


def hour_of(work: Work, meeting: Meeting) -> time | None:
    """What time it is, on the day of the meeting; None once that is over."""
    is_today = meeting.met_on == work.clock.today()
    return local_time(work.clock.now()) if is_today else None


def _hour(meeting: Meeting) -> time:
    return local_time(meeting.held_at or meeting.starts_at)


def put_away(work: Work, meeting_id: UUID, fields: Collection[str]) -> None:
    """What is on record now stands in the room no more."""
    now = of_meeting(work, meeting_id)
    left = {path: words for path, words in now.typed.items() if path.split(".")[0] not in fields}
    _write(work, meeting_id, Room(left, now.begun, now.kept + 1, work.clock.now()))


def arrivals(work: Work, meeting_id: UUID) -> dict[UUID, datetime]:
    """Who signed in by the room's code, and when."""
    query = select(RoomArrival).where(RoomArrival.meeting_id == meeting_id)
    return {row.member_id: row.came_at for row in work.session.scalars(query)}


def code_of(meeting_id: UUID) -> str:
    """What stands on the screen of the room; the same all day, of this meeting alone."""
    digest = ring().mac(str(meeting_id), "meeting room")
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06}"


def arrive(work: Work, meeting_id: UUID, member_id: UUID, code: str) -> None:
    """A member is in the room, and says so once: Art. 9. It is on record once the chair says so."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    today = work.clock.today()
    law.check_arrival(
        today=meeting.day == today and meeting.cancelled_at is None,
        right=compare_digest(code.replace(" ", "").encode(), code_of(meeting_id).encode()),
        opened=meeting.held_at is not None and member_id not in arrivals(work, meeting_id),
    )
    if member_id in arrivals(work, meeting_id):
        return
    at = work.clock.now()
    work.session.add(RoomArrival(meeting_id=meeting_id, member_id=member_id, came_at=at))
    work.record("signed in at a meeting", "9", life=life, meeting=meeting.number, member=member_id)


def _row(work: Work, meeting_id: UUID) -> MeetingRoom | None:
    query = select(MeetingRoom).where(MeetingRoom.meeting_id == meeting_id)
    return work.session.scalars(query.execution_options(populate_existing=True)).first()


def _write(work: Work, meeting_id: UUID, room: Room) -> Room:
    row = _row(work, meeting_id)
    if row is None:
        row = MeetingRoom(meeting_id=meeting_id)
        work.session.add(row)
    begun = {code: at.isoformat() for code, at in room.begun.items()}
    row.sheet = {"typed": dict(room.typed), "begun": begun}
    row.kept, row.kept_at = room.kept, work.clock.now()
    if work.actor.id is not None:
        row.kept_by_id = work.actor.id
    work.session.flush()
    return room
