"""From rows to the facts of one table, a case's or a municipality's: read once, for the rules."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from casework.record import contact_facts, participant_facts, request_facts
from casework.record.participant_facts import Taking
from casework.record.succession import Places, places, unseen
from casework.record.table import IN_ORDER, minutes_of, seats
from casework.record.unsigned import NOBODY, Unsigned, under_minutes
from core.clock import local_day
from models.case import FamilyPerson, Member
from models.meeting import FamilyNotice, Meeting, Minutes
from models.outbox import Message, MessageStatus
from models.people import LinkPurpose, MemberLink
from models.plan import Review
from rules import facts as law
from rules.composition import TOLD_OF_MEETINGS, ChildStatus, Composition, SeatFacts
from rules.meetings import MeetingKind
from rules.planning import REVIEW_ITEM
from rules.proposal import Proposal, has_lapsed


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table, read once for all that is asked of them."""

    members: Sequence[Member]
    meetings: Sequence[Meeting]
    reviewed: Mapping[UUID, date]
    """When the review was settled that a meeting carried, by meeting."""
    places: Places
    """What became of the seats that nobody holds any more."""

    @property
    def held(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.held_at is not None]

    @property
    def planned(self) -> Meeting | None:
        open_ones = (m for m in self.meetings if m.held_at is None and m.cancelled_at is None)
        return next(open_ones, None)

    def last_held(self, kind: MeetingKind) -> Meeting | None:
        found = [meeting for meeting in self.held if meeting.kind == kind]
        return found[-1] if found else None

    @property
    def unreviewed(self) -> Meeting | None:
        """The meeting held last that can carry a review, while its findings are not written."""
        found = [m for m in self.held if REVIEW_ITEM in m.agenda and m.id not in self.reviewed]
        return found[-1] if found else None


def rows_of(session: Session, life_id: UUID) -> Rows:
    """Everybody who had a seat, every meeting, and what was reviewed in which: two statements.

    One more where somebody has left.
    """
    query = (
        select(Meeting, Review.settled_on)
        .outerjoin(Review, Review.meeting_id == Meeting.id)
        .where(Meeting.life_id == life_id)
        .order_by(*IN_ORDER)
    )
    found = session.execute(query).all()
    members = seats(session, life_id)
    return Rows(
        members,
        [meeting for meeting, _ in found],
        {meeting.id: settled_on for meeting, settled_on in found if settled_on is not None},
        places(session, members),
    )


@dataclass(frozen=True, slots=True)
class Chair:
    """The officer who chairs a table, and since when."""

    account_id: UUID
    since: date | None = None


def of_table(
    session: Session,
    life_id: UUID,
    rows: Rows,
    *,
    composed: bool,
    has_family: bool = True,
    chair: Chair | None = None,
) -> law.TableFacts:
    """What a case's table and a municipality's have in common."""
    members, held, planned = rows.members, rows.held, rows.planned
    papers = minutes_of(session, life_id) if held else ()
    missing = under_minutes(session, papers, members)
    served = served_on(session, planned.id) if planned and planned.invited_at else {}
    untold, bad_contacts, asked, taking = _counts(session, life_id, planned if has_family else None)
    return law.TableFacts(
        members=tuple(
            _member(member, held, served.get(member.id)) for member in members if member.sits
        ),
        meeting=_planned(planned, rows, served, told=not untold) if planned else None,
        last=_meeting(held[-1], members, {}) if held else None,
        held_before=tuple(known for each in held[:-1] if (known := held_facts(each))),
        minutes=tuple(_minutes(paper, missing.get(paper.id, NOBODY), held) for paper in papers),
        composed=composed,
        has_family=has_family,
        bad_contacts=bad_contacts,
        contacts=contact_facts.waiting(session, life_id),
        recusals=contact_facts.recusals(session, members),
        departures=unseen(members, rows.places),
        requests=request_facts.waiting(session, life_id) if asked else (),
        life_id=life_id,
        chair=taking.chair(chair.account_id, chair.since) if chair else None,
        undeclared=taking.undeclared,
    )


def _counts(
    session: Session, life_id: UUID, planned: Meeting | None
) -> tuple[int, int, int, Taking]:
    """How many of the family nobody was told of, how many contacts do not work, how many
    meetings were ever asked for, and who takes part without a seat: at once."""
    told = select(FamilyNotice.person_id).where(
        FamilyNotice.meeting_id == (planned.id if planned else None)
    )
    untold = select(func.count()).where(
        FamilyPerson.case_id == (life_id if planned else None),
        FamilyPerson.relation.in_(TOLD_OF_MEETINGS),
        FamilyPerson.died.is_(False),
        FamilyPerson.id.not_in(told),
    )
    counts = (untold, contact_facts.bad(life_id), request_facts.how_many(life_id))
    query = select(
        *(each.scalar_subquery() for each in counts), *participant_facts.columns(life_id)
    )
    family, contacts, asked, *taking = session.execute(query).one()
    return family, contacts, asked, participant_facts.read(*taking)


def _member(member: Member, held: Sequence[Meeting], served: date | None) -> law.MemberFacts:
    asked, declared = member.asked_at, member.declared_at is not None
    late = [] if asked is None or declared else [m for m in held if m.held_at and m.held_at > asked]
    missed = held_facts(late[0]) if late else None
    return law.MemberFacts(
        member.id,
        asked=asked is not None,
        declared=declared,
        declared_on=member.declared_on if member.may_read else None,
        served_on=served,
        missed=missed,
        refused=member.refuses,
    )


def composition_of(
    members: Sequence[Member], *, has_chair: bool, assessed: bool, status: ChildStatus
) -> Composition:
    """Everybody who ever had a seat at a case's table: Art. 4, 8(6)."""
    return Composition(has_chair, assessed, status, tuple(seat_facts(member) for member in members))


def seat_facts(member: Member) -> SeatFacts:
    return SeatFacts(
        person=member.professional_id,
        kind=member.professional.kind,
        reasoned=Member.reason.is_there(member),
        left=member.left_on is not None,
        left_for_a_reason=member.left_as is not None,
        recused=member.conflict is True,
    )


def proposal_of(meeting: Meeting) -> Proposal:
    """A day put forward, as the rules see it; no statement."""
    return Proposal(
        day=meeting.day,
        excused=meeting.short_notice_reason is not None,
        agreed=meeting.agreed_at is not None,
        countered=meeting.countered_at is not None,
        invited=meeting.invited_at is not None,
        over=bool(meeting.held_at or meeting.cancelled_at),
    )


def _planned(
    meeting: Meeting, rows: Rows, served: Mapping[UUID, date | None], *, told: bool
) -> law.MeetingFacts:
    """The meeting to come; the head owes an answer since the first day that lapsed without one."""
    since = None
    for former in rows.meetings:
        if former.held_at or former.agreed_at or former.countered_at:
            since = None
        elif former.cancelled_at and lapsed_by(former, local_day(former.cancelled_at)):
            since = since or local_day(former.proposed_at)
    return replace(
        _meeting(meeting, rows.members, served),
        open_since=None if meeting.agreed_at else since,
        family_told=told,
    )


def lapsed_by(meeting: Meeting, day: date) -> bool:
    """Nobody had agreed, and from this day on nobody could; whatever became of it later."""
    return has_lapsed(replace(proposal_of(meeting), over=False), day)


def _meeting(
    meeting: Meeting, members: Sequence[Member], invited: Container[UUID]
) -> law.MeetingFacts:
    everybody = all(member.id in invited for member in members if member.sits)
    return law.MeetingFacts(
        id=meeting.id,
        kind=meeting.kind,
        day=meeting.day,
        proposed_on=local_day(meeting.proposed_at),
        asked=meeting.asked_at is not None,
        agreed=meeting.agreed_at is not None,
        countered=meeting.countered_at is not None,
        invited=meeting.invited_at is not None and everybody,
        inviting=meeting.invited_at is not None,
        excused=meeting.short_notice_reason is not None,
        reports_asked=meeting.reports_asked_at is not None,
        held_on=local_day(meeting.held_at) if meeting.held_at else None,
        needs_papers=meeting.no_assessment_reason is None,
    )


def served_on(session: Session, meeting_id: UUID) -> dict[UUID, date | None]:
    """By member who was given a way to the meeting's papers: when their invitation was sent.

    None while it waits, and where the mail server refused it or gave it back: such an invitation
    was not sent: Art. 8(3). Sent again to another contact it counts from then; the first one that
    was taken counts, whatever is sent after it.
    """
    sent = case((Message.status != MessageStatus.FAILED, Message.accepted_at))
    query = (
        select(MemberLink.member_id, func.min(sent))
        .outerjoin(Message, Message.link_id == MemberLink.id)
        .where(MemberLink.purpose == LinkPurpose.READ, MemberLink.subject_id == meeting_id)
        .group_by(MemberLink.member_id)
    )
    return {member: day and local_day(day) for member, day in session.execute(query)}


def uninvited(session: Session, meeting: Meeting, members: Sequence[Member]) -> list[Member]:
    """Who sits at the table and was never given a way to the meeting's papers: Art. 8(3), 8(7).

    A link that was cut with a changed contact was given: another one left, or the day has passed.
    """
    invited = served_on(session, meeting.id)
    return [member for member in members if member.sits and member.id not in invited]


def _minutes(paper: Minutes, missing: Unsigned, held: Sequence[Meeting]) -> law.MinutesFacts:
    kind = paper.meeting.kind
    later = [meeting for meeting in held if meeting.number > paper.meeting.number]
    following = held_facts(later[0]) if later else None
    return law.MinutesFacts(
        id=paper.id,
        meeting_id=paper.meeting_id,
        sent=paper.sent_at is not None,
        approved=paper.approved_on is not None,
        in_writing=kind in {MeetingKind.CLOSURE, MeetingKind.QUARTERLY},
        next_held_on=following.held_on if following else None,
        asked_on=local_day(paper.signatures_asked_at) if paper.signatures_asked_at else None,
        unsigned=missing.members,
        chair_unsigned=missing.chair,
    )


def held_facts(meeting: Meeting | None) -> law.HeldFacts | None:
    if meeting is None or meeting.held_at is None:
        return None
    return law.HeldFacts(meeting.id, local_day(meeting.held_at))
