"""Agreeing a date, inviting the table, holding the meeting: Art. 8, 10."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from rules import contacts, initiative, participants, succession, table
from rules.agenda import OF_THE_CASE
from rules.basis import Article, Basis
from rules.days import next_working_day, readings
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import MeetingFacts, TableFacts
from rules.meetings import MeetingKind
from rules.planned import Planned
from rules.planning import REVIEW_ITEM
from rules.refusals import ProcedureRefused
from rules.roles import Owner

NOTICE_DAYS: Final = 3  # Art. 8(3), 8(7)

AGENDA: Final = {
    "approve_agenda": "Approval of the agenda",  # Art. 10(3)
    "approve_minutes": "Approval of the minutes of the last meeting",  # Art. 10(1)
    "family_notice": "How parent and child were told, and their views",  # Art. 8(10)
    "case_information": "Information about the case",  # Art. 10(4)
    "needs_assessment": "Assessment of needs and level of risk",  # Art. 10(4), 12
    "services_given": "Services given so far",  # Art. 10(4)
    "proposed_plan": "Proposal for the plan of services",  # Art. 10(4), 13
    "given_in_meeting": "Information given in the meeting itself",  # Art. 8(8)
    "reports": "Progress reports of the members",  # Art. 8(9)
    "monitoring": "Implementation and findings of the monitoring",  # Art. 14(3.4)
    "review": "Review of the plan and of progress",  # Art. 15
    "closure": "Proposal to close the case",  # Art. 17
    "general_situation": "General situation of children's well-being in the municipality",  # 8(2)
    "next_meeting": "Date of the next meeting",  # Art. 8(1)
}


_OPENING: Final = ("approve_agenda", "approve_minutes", "family_notice")

_AGENDA_OF: Final[Mapping[MeetingKind, Sequence[str]]] = {
    MeetingKind.FIRST: ("approve_agenda", "family_notice", *OF_THE_CASE, "next_meeting"),
    MeetingKind.REVIEW: (
        *(*_OPENING, *OF_THE_CASE),
        *("reports", "monitoring", "review", "next_meeting"),
    ),
    MeetingKind.EXTRAORDINARY: (*_OPENING, *OF_THE_CASE, "next_meeting"),
    MeetingKind.CLOSURE: (*_OPENING, *OF_THE_CASE, "reports", "closure"),
    MeetingKind.QUARTERLY: (*_OPENING[:2], "general_situation", "next_meeting"),
}


class MeetingTooSoon(ProcedureRefused):
    reason = "The meeting cannot be on {day}: that leaves fewer than three days for the invitation."
    way_out = "Choose {earliest} or later, or call an extraordinary meeting and say why."
    basis = Article(8, "3")


class MeetingInThePast(ProcedureRefused):
    reason = "{day} has passed."
    way_out = "Choose {earliest} or later."
    basis = Article(8, "3")


def agenda_for(
    kind: MeetingKind,
    *,
    in_meeting: bool = False,
    on_review: bool = False,
    first: bool = False,
) -> list[str]:
    """The fixed items of a meeting of this kind: Art. 10(4), and 8(8) where nothing went ahead.

    With `on_review` the plan is on it, whatever else the meeting is called for: Art. 15(1). At the
    `first` of a municipal table there are no minutes to approve.
    """
    items = [each for each in _AGENDA_OF[kind] if not (first and each == "approve_minutes")]
    if on_review and REVIEW_ITEM not in items:
        items.insert(len(items) - 1, REVIEW_ITEM)
    if in_meeting:
        items.insert(1, "given_in_meeting")
    return items


def last_day_to_invite(meeting_on: date) -> date:
    """The last day the invitation and agenda may leave: Art. 8(3)."""
    return meeting_on - timedelta(days=NOTICE_DAYS)


def day_to_invite(meeting_on: date, holidays: Collection[date] = ()) -> date:
    """When invitations leave: a week ahead, and early enough by every reading of three days."""
    ahead = meeting_on - timedelta(days=DEFAULTS.INVITE_AHEAD.days)
    return min(ahead, readings(meeting_on, NOTICE_DAYS, holidays).aim)


def earliest_meeting(today: date, holidays: Collection[date] = ()) -> date:
    """The first working day that a notice sent today still reaches in time: Art. 8(3)."""
    return next_working_day(today + timedelta(days=NOTICE_DAYS), holidays)


def check_date(
    meeting_on: date, today: date, *, excused: bool, holidays: Collection[date] = ()
) -> None:
    """Refuse a day that has passed, or one too near without a recorded reason: Art. 8(3), 14(5)."""
    if may_be_agreed(meeting_on, today, excused=excused):
        return
    earliest = earliest_meeting(today, holidays)
    if meeting_on < today:
        raise MeetingInThePast(day=meeting_on, earliest=earliest)
    raise MeetingTooSoon(day=meeting_on, earliest=earliest)


def may_be_agreed(meeting_on: date, today: date, *, excused: bool) -> bool:
    """Whether a proposed day can still be kept; `excused` is a recorded reason: Art. 8(3), 14(5).

    Every place where the head can agree asks this before it offers to.
    """
    if meeting_on < today:
        return False
    return excused or today <= last_day_to_invite(meeting_on)


def steps(known: TableFacts) -> Iterator[Planned]:
    """Ask for the declarations, for the head's agreement, then invite."""
    if known.composed:
        for member in known.members:
            if not member.asked:
                yield Planned("ask_declarations", member.id, date.min)
    for meeting in known.planned:
        yield from _steps_towards(known, meeting)


def _steps_towards(known: TableFacts, meeting: MeetingFacts) -> Iterator[Planned]:
    if meeting.countered:
        return
    if not meeting.agreed:
        if not meeting.asked:
            yield Planned("ask_agreement", meeting.id, meeting.proposed_on)
        return
    if not meeting.invited and _may_leave(known, meeting):
        unbound = meeting.inviting or meeting.excused  # but nobody is invited to a day gone by
        until = meeting.day if unbound else last_day_to_invite(meeting.day)
        yield Planned("invite_members", meeting.id, day_to_invite(meeting.day), until)


def _may_leave(known: TableFacts, meeting: MeetingFacts) -> bool:
    """The table is lawful, and assessment and plan are there to go with it: Art. 4, 8(7)."""
    return (
        known.composed
        and table.is_lawful(known)
        and (known.papers_ready or not meeting.needs_papers)
    )


def _invitations(known: TableFacts, meeting: MeetingFacts) -> OpenDuty:
    """They leave by themselves unless something holds them back; after the last day, no more."""
    has_papers = known.papers_ready or not meeting.needs_papers
    article = Article(8, "3") if has_papers else Article(8, "7")
    actor: Owner = Owner.SYSTEM if _may_leave(known, meeting) else Owner.MANAGER
    basis: Basis = DEFAULTS.SHORT_NOTICE if meeting.excused else article
    last = meeting.day if meeting.excused else last_day_to_invite(meeting.day)
    return OpenDuty(Duty.INVITE, actor, last, basis, meeting.id, meeting_id=meeting.id)


def duties(known: TableFacts) -> Iterator[OpenDuty]:
    """Agreement by the head, declarations, word to the family, the meeting itself.

    A contact that does not work is the chair's care, as all work on the case: Art. 6(1.1).
    """
    if known.bad_contacts:
        yield OpenDuty(
            Duty.CORRECT_CONTACT, Owner.MANAGER, None, DEFAULTS.CONTACT, count=known.bad_contacts
        )
    yield from contacts.duties(known)
    yield from table.duties(known)
    yield from succession.duties(known)
    yield from initiative.duties(known)
    yield from _declarations(known)
    yield from participants.duties(known)
    for meeting in known.planned:
        yield from _towards(known, meeting)


def _towards(known: TableFacts, meeting: MeetingFacts) -> Iterator[OpenDuty]:
    if meeting.countered:
        yield _another_day(meeting)
    elif not meeting.agreed:
        yield owed(
            Duty.AGREE_DATE,
            Owner.HEAD,
            meeting.unanswered_since,
            DEFAULTS.AGREE,
            subject=meeting.id,
            meeting=meeting.id,
        )
    else:
        yield from _before_the_meeting(known, meeting)


def _declarations(known: TableFacts) -> Iterator[OpenDuty]:
    """Whoever sits, was asked and has not declared: before the meeting to come, or late since one.

    The text names no moment; the day of the meeting is ours. Without a meeting there is none.
    """
    silent = [each for each in known.members if each.asked and not each.declared]
    silent = [each for each in silent if not each.refused]
    coming = next((meeting for meeting in known.planned if not meeting.countered), None)
    for missed in dict.fromkeys(member.missed for member in silent):
        ids = tuple(member.id for member in silent if member.missed == missed)
        about = coming or missed
        day = missed.held_on if missed else coming.day if coming else None
        subject = missed.id if missed else coming.id if coming else None
        yield OpenDuty(
            Duty.DECLARE,
            Owner.MEMBERS,
            day,
            DEFAULTS.DECLARE,
            subject,
            len(ids),
            about.id if about else None,
            ids,
        )


def _another_day(meeting: MeetingFacts) -> OpenDuty:
    """The head asked for another day: the limit is that of the same kind of meeting."""
    if meeting.kind == MeetingKind.REVIEW:
        limit, since, subject = DEFAULTS.PLAN_REVIEW, meeting.proposed_on, meeting.id
        return owed(Duty.PLAN_REVIEW, Owner.MANAGER, since, limit, subject=subject)
    limit = DEFAULTS.OPINIONS if meeting.kind == MeetingKind.CLOSURE else DEFAULTS.PREPARE
    return owed(Duty.PLAN_MEETING, Owner.MANAGER, meeting.proposed_on, limit, subject=meeting.id)


def _all_served(known: TableFacts, meeting: MeetingFacts) -> bool:
    """Also by hand, where the mail could not leave."""
    served = {each.member_id for each in meeting.served if each.invited_on}
    return bool(known.members) and all(member.id in served for member in known.members)


def _before_the_meeting(known: TableFacts, meeting: MeetingFacts) -> Iterator[OpenDuty]:
    day, id = meeting.day, meeting.id
    if not meeting.invited and not meeting.inviting and not _all_served(known, meeting):
        yield _invitations(known, meeting)
    if known.has_family and not meeting.family_told:
        yield OpenDuty(Duty.NOTIFY_FAMILY, Owner.MANAGER, day, Article(8, "10"), id, meeting_id=id)
    quarterly = meeting.kind == MeetingKind.QUARTERLY
    basis = DEFAULTS.QUARTER_DAY if quarterly else DEFAULTS.MEETING_DAY
    yield OpenDuty(Duty.HOLD_MEETING, Owner.MANAGER, day, basis, id, meeting_id=id)
