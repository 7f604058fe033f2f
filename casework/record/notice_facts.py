"""Who was served for which meeting, and when: by mail, or by hand: Art. 8(3), 8(7)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Executable,
    and_,
    case,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from casework.record.disowned import DISOWNED
from core.clock import local_day
from models.asked import kept, several
from models.case import Member
from models.meeting import Meeting
from models.outbox import CAME_BACK, ON_THE_WAY, Message
from models.people import LinkPurpose, MemberLink
from models.service import HandService
from notifications.notices.convening import PapersAdded
from rules.served_facts import ServedFacts
from rules.service import Served

ADDED: Final = PapersAdded.template
"""Leads to the same papers, and is no invitation."""

OfMeetings = Mapping[UUID, Mapping[UUID, ServedFacts]]
"""By meeting, by member."""


def served(session: Session, meeting_ids: Collection[UUID]) -> OfMeetings:
    """How each member was served for these meetings, in one statement.

    By mail: when the mail server took the invitation, None while it waits, and where the server
    refused it or gave it back, or its reader said that it is not for them (0176): such an
    invitation was not sent. Sent again to another contact it counts from then; the first one that
    counts as sent counts, whatever is sent after it. By hand: the day as it was recorded last,
    since a correction is another row.
    """
    found: dict[UUID, dict[UUID, ServedFacts]] = defaultdict(dict)
    if not meeting_ids:
        return found
    rows = session.execute(_services(), {"meetings": list(meeting_ids)})
    for meeting, member, what, waits, sent_at, queued_at, served_on, _ in rows:
        known = found[meeting].get(member) or ServedFacts(member)
        if what is None:
            linked_on, queued_on = (at and local_day(at) for at in (sent_at, queued_at))
            way = replace(known, has_link=True, waits=bool(waits))
            known = replace(way, linked_on=linked_on, queued_on=queued_on)
        elif what == Served.INVITATION:
            known = replace(known, handed_on=served_on)
        else:
            known = replace(known, papers_on=served_on)
        found[meeting][member] = known
    return found


@kept
def _services() -> Executable:
    meetings = several("meetings")
    sent = case((and_(Message.status.not_in(CAME_BACK), ~DISOWNED), Message.accepted_at))
    mailed = (
        select(
            MemberLink.subject_id.label("meeting_id"),
            MemberLink.member_id,
            null().label("what"),
            func.bool_or(Message.status.in_(ON_THE_WAY)).label("waits"),
            func.min(sent).label("sent_at"),
            func.min(Message.queued_at).label("queued_at"),
            null().cast(Date).label("served_on"),
            null().cast(DateTime(timezone=True)).label("recorded_at"),
        )
        .outerjoin(Message, and_(Message.link_id == MemberLink.id, Message.template != ADDED))
        .where(MemberLink.purpose == LinkPurpose.READ, MemberLink.subject_id == meetings)
        .group_by(MemberLink.subject_id, MemberLink.member_id)
    )
    handed = select(
        HandService.meeting_id,
        HandService.member_id,
        HandService.what,
        null().cast(Boolean),
        null().cast(DateTime(timezone=True)),
        null().cast(DateTime(timezone=True)),
        HandService.served_on,
        HandService.recorded_at,
    ).where(HandService.meeting_id == meetings)
    return union_all(mailed, handed).order_by("recorded_at")


def by_hand(session: Session, meeting_id: UUID) -> Sequence[HandService]:
    """Whatever was handed over for this meeting, in the order in which it was recorded."""
    query = select(HandService).where(HandService.meeting_id == meeting_id)
    return session.scalars(query.order_by(HandService.recorded_at, HandService.id)).all()


def of_seated(session: Session, meeting: Meeting, members: Sequence[Member]) -> list[ServedFacts]:
    """How each of those was served who sit there on the day of the meeting."""
    theirs = served(session, [meeting.id]).get(meeting.id, {})
    return [theirs[each.id] for each in members if each.id in theirs and each.sat_on(meeting.day)]


def was_invited(session: Session, meeting: Meeting, by: date = date.max) -> bool:
    """Somebody was by that day: by mail, or by hand where the mail could not leave."""
    if meeting.invited_at is not None and local_day(meeting.invited_at) <= by:
        return True
    theirs = served(session, [meeting.id]).get(meeting.id, {})
    return any(each.handed_on is not None and each.handed_on <= by for each in theirs.values())


def uninvited(session: Session, meeting: Meeting, members: Sequence[Member]) -> list[Member]:
    """Who sits at the table and was never given a way to the meeting's papers: Art. 8(3), 8(7).

    A link that was cut with a changed contact was given: another one left, or the day has passed.
    Who was served by hand is given one too.
    """
    theirs = served(session, [meeting.id]).get(meeting.id, {})
    given = {member for member, known in theirs.items() if known.has_link}
    return [member for member in members if member.sits and member.id not in given]
