"""What the system does towards a meeting: the head is asked, the table invited: Art. 8(3), 8(7)."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from casework.record.notice_facts import served, uninvited
from casework.record.table import seats
from casework.record.table_facts import meeting_facts
from casework.tell import convening as tell
from core.working_days import around
from identity import links
from models.meeting import Meeting
from models.people import LinkPurpose
from models.session import Work
from rules import convening as law
from workflow.kinds import Act
from workflow.life import lock


def ask_agreement(work: Work, life_id: UUID, meeting_id: UUID | None) -> None:
    """Put the proposed date before the head: Art. 8(3)."""
    meeting = work.session.get_one(Meeting, meeting_id)
    if meeting.asked_at is None:
        tell.agreement_wanted(work, meeting)
        meeting.asked_at = work.clock.now()
        life = lock(work, life_id)
        work.record("head asked to agree", "8(3)", life=life, meeting=meeting.number)


def invite_members(work: Work, life_id: UUID, meeting_id: UUID | None) -> None:
    """Send invitation, agenda and the way to the papers to every member: Art. 8(3), 8(7), 8(11).

    Somebody seated after the others were invited is invited too.
    """
    life = lock(work, life_id)  # nobody adds to the agenda while it is sent
    meeting = work.session.get_one(Meeting, meeting_id)
    members = uninvited(work.session, meeting, seats(work.session, meeting.life_id))
    if not members or meeting.cancelled_at is not None:
        return
    ids = [member.id for member in members]
    issued = links.issue_all(work, ids, LinkPurpose.READ, meeting.id)
    tell.invitation(work, meeting, members, issued)
    meeting.invited_at = meeting.invited_at or work.clock.now()
    work.record(
        "members invited",
        "8(3)",
        life=life,
        meeting=meeting.number,
        members=len(members),
        days_ahead=(meeting.day - work.clock.today()).days,
    )


def tell_unsent(work: Work, life_id: UUID, meeting_id: UUID | None) -> None:
    """Tell manager and head that the limit passed while invitations waited to leave: Art. 8(3)."""
    life = lock(work, life_id)
    meeting = work.session.get_one(Meeting, meeting_id)
    if meeting.unsent_told_at is not None or not meeting.is_planned:
        return
    waiting = _waiting(work, meeting)
    if waiting:
        today = work.clock.today()
        meeting.unsent_told_at = work.clock.now()
        tell.invitations_unsent(
            work, meeting, len(waiting), law.earliest_meeting(today, around(today))
        )
        work.record(
            "invitations had not left in time",
            "8(3)",
            life=life,
            meeting=meeting.number,
            members=len(waiting),
        )


def _waiting(work: Work, meeting: Meeting) -> list[UUID]:
    members = seats(work.session, meeting.life_id)
    found = served(work.session, [meeting.id]).get(meeting.id, {})
    known = meeting_facts(meeting, members, list(found.values()))
    return law.unsent(known, {each.id for each in members if each.sat_on(meeting.day)})


ACTS: Final[Mapping[str, Act]] = {
    "ask_agreement": ask_agreement,
    "invite_members": invite_members,
    "tell_unsent": tell_unsent,
}
