"""Who was invited and does not sit any more is told that the meeting is not theirs, so that nobody
comes for nothing and no calendar keeps it: Art. 8(6), 10(2), decision 0171."""

from typing import Final

from casework.record.table import planned_meetings
from casework.tell import convening, to_papers
from casework.tell.readers import member_of
from casework.tell.withdrawal import take_back
from identity import links
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.outbox import Message, MessageStatus
from models.participant import ConflictWithdrawal
from models.people import LinkPurpose
from models.session import Work
from notifications import entries, outbox
from notifications.notices.convening import MeetingNotTheirs, NotComing
from notifications.notices.quarterly import QuarterlyNotComing
from rules.convening import tells_called_off
from rules.succession import Departure
from workflow.kinds import notices_of

NOT_COMING: Final = tuple(
    each.template for each in (NotComing, QuarterlyNotComing, MeetingNotTheirs)
)


def not_coming(work: Work, life: Life, member: Member) -> None:
    """Of each meeting to come whose invitation has left to them, and by SMS where a text had. The
    caller has taken back what had not: nothing is said of it, nor anything to who has died."""
    if member.left_as is Departure.DEATH:
        return
    notices, table = notices_of(life)
    reader = member.professional_id
    for meeting in _to_come(work, life):
        convening.not_theirs_by_sms(work, meeting, member)
        if reader not in to_papers.who_was_invited(work, meeting):
            continue
        outbox.queue(
            work,
            notices.not_coming(
                **table,
                recipient=member_of(member),
                meeting_id=meeting.id,
                member_id=member.id,
                starts_at=meeting.starts_at,
                place=meeting.place,
                sequence=entries.sequences(work, life.id, meeting.id, [reader]).get(reader),
            ),
        )
        work.wake(life.id, "member not coming")


def coming_again(work: Work, life: Life, member: Member, kept: ConflictWithdrawal) -> None:
    """Their conflict was none: they are invited to what they were told not to come to, or had been
    about to be invited to: Art. 10(2)."""
    for meeting in _to_come(work, life):
        _take_back(work, life, member, meeting)
        last = _last_that_stands(work, life, member, meeting)
        was_asked = member.professional_id in to_papers.invitations(work, meeting)
        if not was_asked or (last is not None and last.link_id is not None):
            continue
        link = links.issue(work, member.id, LinkPurpose.READ, meeting.id)
        convening.invitation(work, meeting, [member], {member.id: link}, again_after=kept.id)
        work.wake(life.id, "member coming again")


def _to_come(work: Work, life: Life) -> list[Meeting]:
    planned = planned_meetings(work.session, life.id)
    return [each for each in planned if tells_called_off(each.starts_at, work.clock.now())]


def _take_back(work: Work, life: Life, member: Member, meeting: Meeting) -> None:
    """What is in a server's hand may leave all the same: then it is answered by an invitation."""
    take_back(
        work,
        Message.life_id == life.id,
        Message.template.in_(NOT_COMING),
        Message.recipient_id == member.professional_id,
        Message.context["meeting_id"].astext == str(meeting.id),
        Message.status != MessageStatus.SENDING,
    )


def _last_that_stands(work: Work, life: Life, member: Member, meeting: Meeting) -> Message | None:
    query = entries.about(life.id, meeting.id, [member.professional_id])
    found = work.session.scalars(query.where(Message.status != MessageStatus.OBSOLETE))
    # two of one moment are told apart by their number: RFC 5546, 2.1.4
    return max(
        found, key=lambda each: (each.queued_at, each.context.get("sequence") or 0), default=None
    )
