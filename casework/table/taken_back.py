"""An invitation of a guest is taken back, with the reason: Art. 8(5), decision 0134."""

from datetime import date
from uuid import UUID

from casework.record import invited
from casework.record.beginning import told_on
from casework.record.table import held_of, meetings, open_table
from casework.table import rejudged
from casework.table.participants import stamp
from identity.access import NotThere
from models.life import Life
from models.meeting import Meeting
from models.participant import GuestInvitation, InvitationTakenBack, Participant
from models.session import Work
from rules import guests as law
from workflow.life import after_act


def take_back(
    work: Work, life_id: UUID, invitation_id: UUID, *, reason: str, on: date | None = None
) -> None:
    """A guest is not to come to a meeting after all; `on` the day on which they were told: 8(5).

    What they had by then on paper stays with them, and what they declared stays on record. Typed
    after the meeting it counts by that day: whoever came all the same sat in unasked: 10(6).
    """
    life = open_table(work, life_id)
    row, meeting = _invitation(work, life, invitation_id)
    day = told_on(work, life, on)
    rows = invited.rows_of(work, row.participant_id, meeting.id)
    stand = {each.id: each.invited_on for each in rows if each.taken_back is None}
    met_on = meeting.met_on if meeting.held_at else meeting.day
    for each in law.taken_back(stand, day, met_on):
        said = InvitationTakenBack(invitation_id=each, told_on=day)
        work.session.add(said)
        said.reason = reason.strip()
        stamp(work, said)
    work.session.flush()
    for known in rows:
        work.session.expire(known, ["taken_back"])
    detail = {"participant": row.participant_id, "meeting": meeting.number, "on": day}
    work.record("invitation taken back", "8(5)", life=life, **detail)
    if meeting.held_at:
        held = held_of(meetings(work.session, life.id))
        rejudged.who_came(work, life, held[held.index(meeting) :])
    after_act(work, life_id, "invitation taken back")


def _invitation(work: Work, life: Life, invitation_id: UUID) -> tuple[GuestInvitation, Meeting]:
    """Of this table, to a meeting that is not called off; or `NotThere`."""
    row = work.session.get(GuestInvitation, invitation_id)
    who = work.session.get(Participant, row.participant_id) if row else None
    meeting = work.session.get(Meeting, row.meeting_id) if row else None
    if row is None or who is None or meeting is None:
        raise NotThere
    if who.life_id != life.id or meeting.life_id != life.id or meeting.cancelled_at is not None:
        raise NotThere
    return row, meeting
