"""From rows to the facts of one table, a case's or a municipality's: read once, for the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.record import contact_facts
from casework.record.participant_facts import Taking
from casework.record.succession import unseen
from casework.record.table_rows import BesideRows, Rows, beside
from casework.record.unsigned import NOBODY, Unsigned
from core.clock import local_day
from models.case import Member
from models.meeting import Meeting, Minutes
from rules import facts as law
from rules.meetings import MeetingKind
from rules.planning import REVIEW_ITEM
from rules.proposal import Proposal, has_lapsed
from rules.served_facts import ServedFacts


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
    read = beside(session, {life_id: rows}, has_family=has_family)
    return table_of(life_id, rows, read, composed=composed, has_family=has_family, chair=chair)


def table_of(
    life_id: UUID,
    rows: Rows,
    read: BesideRows,
    *,
    composed: bool,
    has_family: bool = True,
    chair: Chair | None = None,
) -> law.TableFacts:
    """The same, where all of it has been read; no statement."""
    members, held = rows.members, rows.held
    papers, counts = read.papers.get(life_id, ()), read.counts[life_id]
    to_come = tuple(
        _planned(
            meeting,
            rows,
            tuple(read.served.get(meeting.id, {}).values()),
            told=not counts.untold.get(meeting.id),
        )
        for meeting in rows.planned
    )
    return law.TableFacts(
        members=tuple(member_facts(member, held) for member in members if member.sits),
        meeting=to_come[0] if to_come else None,
        beside=to_come[1:],
        last=meeting_facts(held[-1], members, ()) if held else None,
        called_off_on=_off_on(rows.meetings),
        regular_off_on=_off_on(each for each in rows.meetings if _is_regular(each)),
        held_before=tuple(known for each in held[:-1] if (known := held_facts(each))),
        minutes=tuple(
            _minutes(paper, read.unsigned.get(paper.id, NOBODY), held) for paper in papers
        ),
        composed=composed,
        has_family=has_family,
        bad_contacts=counts.bad_contacts,
        bad_since=counts.bad_since,
        contacts=tuple(read.contacts.get(life_id, ())),
        recusals=contact_facts.recusals(members, read.replaced),
        departures=unseen(members, rows.places),
        requests=tuple(read.requests.get(life_id, ())),
        calls=tuple(counts.calls),
        life_id=life_id,
        chair=_chair(counts.taking, chair, held) if chair else None,
        substitutes=counts.taking.named(chair.account_id if chair else None),
        undeclared=counts.taking.undeclared,
        in_paper_file=frozenset(each.id for each in held if each.in_paper_file),
    )


def _chair(taking: Taking, chair: Chair, held: Sequence[Meeting]) -> law.ChairFacts:
    """Who convenes a table without a case has no day of an appointment: what another officer
    chaired was not theirs to declare for."""
    found = taking.chair(chair.account_id, chair.since)
    if chair.since is not None:
        return found
    others = (each for each in held if each.chaired_by_id not in {None, chair.account_id})
    return replace(found, others_chaired=tuple(each.met_on for each in others))


def _off_on(meetings: Iterable[Meeting]) -> date | None:
    """The day on which one of these was taken off the calendar last, and has not met."""
    off = [each.cancelled_at for each in meetings if each.cancelled_at and not each.held_at]
    return local_day(max(off)) if off else None


def _is_regular(meeting: Meeting) -> bool:
    return meeting.kind != MeetingKind.EXTRAORDINARY or REVIEW_ITEM in meeting.agenda


def member_facts(member: Member, held: Sequence[Meeting]) -> law.MemberFacts:
    asked, declared = member.asked_at, member.declared_at is not None
    late = [] if asked is None or declared else [m for m in held if m.held_at and m.held_at > asked]
    missed = held_facts(late[0]) if late else None
    return law.MemberFacts(
        member.id,
        asked=asked is not None,
        declared=declared,
        signed_on=member.signed_on,
        missed=missed,
        asked_on=local_day(asked) if asked else None,
        refused=member.refuses,
        barred=member.barred,
    )


def proposal_of(meeting: Meeting) -> Proposal:
    """A day put forward, as the rules see it; no statement."""
    return Proposal(
        day=meeting.day,
        extraordinary=meeting.kind == MeetingKind.EXTRAORDINARY,
        excused=is_excused(meeting),
        agreed=meeting.agreed_at is not None,
        countered=meeting.countered_at is not None,
        suggested=local_day(meeting.suggested_at) if meeting.suggested_at else None,
        invited=meeting.invited_at is not None,
        over=bool(meeting.held_at or meeting.cancelled_at),
        held_on=local_day(meeting.held_at) if meeting.held_at else None,
        proposed_on=local_day(meeting.proposed_at) if meeting.proposed_by_id else None,
    )


def _planned(
    meeting: Meeting, rows: Rows, served: Sequence[ServedFacts], *, told: bool
) -> law.MeetingFacts:
    """A meeting to come; the head owes an answer since the first day that lapsed without one."""
    since = None
    for former in rows.meetings:
        if _stands_beside(former, meeting):
            continue
        if former.held_at or former.agreed_at or former.countered_at:
            since = None
        elif former.cancelled_at and lapsed_by(former, local_day(former.cancelled_at)):
            since = since or local_day(former.proposed_at)
    return replace(
        meeting_facts(meeting, rows.members, served),
        open_since=None if meeting.agreed_at else _again_since(meeting, since),
        family_told=told,
    )


def _again_since(meeting: Meeting, since: date | None) -> date | None:
    """A word that was taken back was there until then: nobody was late with it meanwhile."""
    taken_back = meeting.agreement_entered_at
    return local_day(taken_back) if taken_back else since


def _stands_beside(one: Meeting, other: Meeting) -> bool:
    """Neither takes the other's place: Art. 14(5)."""
    called = MeetingKind.EXTRAORDINARY
    return (one.kind == called) != (other.kind == called)


def lapsed_by(meeting: Meeting, day: date) -> bool:
    """Nobody had agreed, and from this day on nobody could; whatever became of it later."""
    return has_lapsed(replace(proposal_of(meeting), over=False), day)


def meeting_facts(
    meeting: Meeting, members: Sequence[Member], served: Sequence[ServedFacts]
) -> law.MeetingFacts:
    linked = {each.member_id for each in served if each.has_link}
    seated = [member for member in members if member.sat_on(local_day(meeting.starts_at))]
    everybody = all(member.id in linked for member in seated)
    return law.MeetingFacts(
        id=meeting.id,
        kind=meeting.kind,
        day=meeting.day,
        proposed_on=local_day(meeting.proposed_at),
        asked=meeting.asked_at is not None,
        agreed=meeting.agreed_at is not None,
        countered=meeting.countered_at is not None,
        countered_on=local_day(meeting.countered_at) if meeting.countered_at else None,
        agreed_on=local_day(meeting.agreed_at) if meeting.agreed_at else None,
        invited=meeting.invited_at is not None and everybody,
        inviting=meeting.invited_at is not None,
        excused=is_excused(meeting),
        reports_asked=meeting.reports_asked_at is not None,
        unsent_told=meeting.unsent_told_at is not None,
        held_on=local_day(meeting.held_at) if meeting.held_at else None,
        on_review=REVIEW_ITEM in meeting.agenda,
        needs_papers=needs_papers(meeting),
        served=tuple(served),
        newcomers=frozenset(each.id for each in members if each.sits and each not in seated),
        gone=tuple(member_facts(each, ()) for each in seated if not each.sits),
    )


def is_excused(meeting: Meeting) -> bool:
    """It may be called in haste; of an extraordinary one the reason may be left unsaid: 14(5)."""
    has_reason = Meeting.short_notice_reason.is_there(meeting)
    return has_reason or meeting.kind == MeetingKind.EXTRAORDINARY


def needs_papers(meeting: Meeting) -> bool:
    """Not where the information is given in the meeting (8(8)), nor where no case is treated."""
    return (
        not Meeting.no_assessment_reason.is_there(meeting) and meeting.kind != MeetingKind.QUARTERLY
    )


def _minutes(paper: Minutes, missing: Unsigned, held: Sequence[Meeting]) -> law.MinutesFacts:
    kind = paper.meeting.kind
    later = held[held.index(paper.meeting) + 1 :]
    following = held_facts(later[0]) if later else None
    return law.MinutesFacts(
        id=paper.id,
        meeting_id=paper.meeting_id,
        sent=paper.sent_at is not None,
        approved=paper.approved_on is not None,
        in_writing=kind == MeetingKind.CLOSURE,
        next_held_on=following.held_on if following else None,
        asked_on=local_day(paper.signatures_asked_at) if paper.signatures_asked_at else None,
        unsigned=missing.members,
        chair_unsigned=missing.chair,
        chair=missing.officer,
        unsigned_since=missing.members_since,
        chair_since=missing.chair_since,
    )


def held_facts(meeting: Meeting | None) -> law.HeldFacts | None:
    if meeting is None or meeting.held_at is None:
        return None
    return law.HeldFacts(meeting.id, local_day(meeting.held_at))
