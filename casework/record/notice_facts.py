"""Who was served for which meeting, and when: by mail, or by hand: Art. 8(3), 8(7)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Executable,
    ScalarSelect,
    and_,
    case,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from casework.record.disowned import DISOWNED, IS_HELD
from casework.record.table import seats_of_each
from core.clock import local_day
from models.asked import kept, several
from models.case import Member
from models.meeting import Meeting, Minutes
from models.outbox import CAME_BACK, ON_THE_WAY, Message, MessageStatus
from models.people import LinkPurpose, MemberLink
from models.service import HandService
from notifications.notices.convening import PapersAdded
from rules.notice import first_invited
from rules.served_facts import ServedFacts, left_on
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
    for meeting, member, what, waits, *at, served_on, _ in rows:
        known = found[meeting].get(member) or ServedFacts(member)
        if what is None:
            linked_on, taken_on, queued_on = (each and local_day(each) for each in at)
            way = replace(known, has_link=True, waits=bool(waits), taken_on=taken_on)
            known = replace(way, linked_on=linked_on, queued_on=queued_on)
        elif what == Served.INVITATION:
            known = replace(known, handed_on=served_on)
        else:
            known = replace(known, papers_on=served_on)
        found[meeting][member] = known
    return found


_SENT: Final = case((and_(Message.status.not_in(CAME_BACK), ~DISOWNED), Message.accepted_at))
"""When a server took a mail that counts as sent."""


def draft_left() -> ScalarSelect[datetime]:
    """Of minutes: when a server took the last of the mails that lead to their draft; None while
    one waits or came back, or none was made: Art. 10(1). What was taken back is none."""
    told = or_(Message.status != MessageStatus.OBSOLETE, Message.accepted_at.is_not(None))
    taken = (
        select(func.min(_SENT).label("at"))
        .select_from(MemberLink)
        .join(Message, and_(Message.link_id == MemberLink.id, told))
        .where(MemberLink.purpose == LinkPurpose.MINUTES, MemberLink.subject_id == Minutes.id)
        .group_by(MemberLink.member_id)
        .correlate(Minutes)
        .lateral()
    )
    all_left = func.count() == func.count(taken.c.at)
    return select(case((all_left, func.max(taken.c.at)))).select_from(taken).scalar_subquery()


def drafts_left_on(session: Session, minutes_id: UUID) -> date | None:
    """The same of one, as a day."""
    left = session.scalar(select(draft_left()).where(Minutes.id == minutes_id))
    return local_day(left) if left else None


@kept
def _services() -> Executable:
    meetings = several("meetings")
    mailed = (
        select(
            MemberLink.subject_id.label("meeting_id"),
            MemberLink.member_id,
            null().label("what"),
            func.bool_or(and_(Message.status.in_(ON_THE_WAY), ~IS_HELD)).label("waits"),
            func.min(_SENT).label("sent_at"),
            func.min(Message.accepted_at).label("taken_at"),
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


def was_invited(session: Session, meeting: Meeting, by: date) -> bool:
    """Somebody was by that day: a server had taken the mail, or it was handed over: Art. 8(3)."""
    theirs = served(session, [meeting.id]).get(meeting.id, {})
    first = first_invited(theirs.values())
    return first is not None and first <= by


def went_out(session: Session, life_id: UUID) -> bool:
    """A way to the papers of one of its meetings had left, or they were handed over: Art. 8(7)."""
    met = select(Meeting.id).where(Meeting.life_id == life_id)
    every = served(session, session.scalars(met).all()).values()
    return any(each.invited_on or each.papers_on for known in every for each in known.values())


def is_written(session: Session, meeting: Meeting) -> bool:
    """Invitation and agenda stand as they leave, or were handed over: what is added is in none."""
    if meeting.invited_at is not None:
        return True
    theirs = served(session, [meeting.id]).get(meeting.id, {})
    return any(each.handed_on is not None for each in theirs.values())


def left_of(
    meeting: Meeting, members: Sequence[Member], theirs: Mapping[UUID, ServedFacts]
) -> date | None:
    """When the last of the invitations of who sits there on that day was taken by a server, or
    handed over; None while one waits or came back, or none was made: Art. 8(3)."""
    there = [each for each in members if each.sat_on(meeting.day)]
    seated = [theirs.get(each.id, ServedFacts(each.id)) for each in there]
    if meeting.invited_at is None and not all(each.handed_on for each in seated):
        return None
    return left_on(seated)


def left_of_each(session: Session, meetings: Iterable[Meeting]) -> Mapping[UUID, date | None]:
    """The same of several, in two statements; none where no invitation was written."""
    asked = [each for each in meetings if each.invited_at is not None]
    if not asked:
        return {}
    members = seats_of_each(session, {each.life_id for each in asked})
    theirs = served(session, [each.id for each in asked])
    return {
        each.id: left_of(each, members[each.life_id], theirs.get(each.id, {})) for each in asked
    }


def uninvited(session: Session, meeting: Meeting, members: Sequence[Member]) -> list[Member]:
    """Who sits at the table and was never given a way to the meeting's papers: Art. 8(3), 8(7).

    A link that was cut with a changed contact was given: another one left, or the day has passed.
    Who was served by hand is given one too.
    """
    theirs = served(session, [meeting.id]).get(meeting.id, {})
    given = {member for member, known in theirs.items() if known.has_link}
    return [member for member in members if member.sits and member.id not in given]
