"""What the system does towards a meeting: the head is asked, the table invited: Art. 8(3), 8(7)."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from casework.record.notice_facts import uninvited
from casework.record.table import seats
from casework.tell import convening as tell
from identity import links
from models.meeting import Meeting
from models.people import LinkPurpose
from models.session import Work
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


ACTS: Final[Mapping[str, Act]] = {
    "ask_agreement": ask_agreement,
    "invite_members": invite_members,
}
