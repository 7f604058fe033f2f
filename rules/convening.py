"""Agreeing a date, inviting the table, holding the meeting: Art. 8, 10."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from rules import calls, contacts, initiative, participants, succession, table
from rules.basis import Article, Basis
from rules.days import next_working_day, readings
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import HeldFacts, MeetingFacts, MemberFacts, TableFacts
from rules.meetings import MeetingKind
from rules.planned import Planned
from rules.refusals import ProcedureRefused
from rules.roles import Owner

NOTICE_DAYS: Final = 3  # Art. 8(3), 8(7)


class MeetingTooSoon(ProcedureRefused):
    reason = "The meeting cannot be on {day}: that leaves fewer than three days for the invitation."
    way_out = "Choose {earliest} or later, or call an extraordinary meeting and say why."
    basis = Article(8, "3")


class MeetingInThePast(ProcedureRefused):
    reason = "{day} has passed."
    way_out = "Choose {earliest} or later; a meeting that has taken place is recorded as it was."
    basis = Article(8, "3")


def last_day_to_invite(meeting_on: date) -> date:
    """The last day the invitation and agenda may leave: Art. 8(3)."""
    return meeting_on - timedelta(days=NOTICE_DAYS)


def day_to_invite(meeting_on: date, holidays: Collection[date] = ()) -> date:
    """When invitations leave: a week ahead, and early enough by every reading of three days."""
    ahead = meeting_on - timedelta(days=DEFAULTS.INVITE_AHEAD.days)
    return min(ahead, readings(meeting_on, NOTICE_DAYS, holidays).aim)


def is_short(meeting_on: date, today: date) -> bool:
    """Fewer days are left than the text gives: 8(3). Of one in haste (14(5)) a text goes beside the
    mail, which may be read too late; that is ours."""
    return today > last_day_to_invite(meeting_on)


def tells_called_off(starts_at: datetime, now: datetime) -> bool:
    """Whoever was invited is told, so that nobody comes: Art. 8(3). Once its hour is past nobody
    can, and a mail would read as if it were still to come."""
    return now < starts_at


@dataclass(frozen=True, slots=True)
class InvitationDays:
    """When the invitations to a meeting leave, as everybody who decides on its day is told."""

    on: date
    """By themselves, once the head has agreed and the papers are there; later, at once."""
    by: date
    """The last day in time: Art. 8(3)."""


def leaving(meeting_on: date, today: date) -> InvitationDays:
    """One answer for every page and mail; nothing leaves on a day gone by: Art. 8(3).

    Called with shorter notice, they leave at once, by the meeting itself: Art. 14(5).
    """
    last = last_day_to_invite(meeting_on)
    on = max(today, day_to_invite(meeting_on))
    return InvitationDays(on, last if on <= last else max(on, meeting_on))


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
    return today <= last_day_to_agree(meeting_on, excused=excused)


def last_day_to_agree(meeting_on: date, *, excused: bool) -> date:
    """The last day on which a proposed one can be kept: Art. 8(3), 14(5)."""
    return meeting_on if excused else last_day_to_invite(meeting_on)


def steps(known: TableFacts) -> Iterator[Planned]:
    """Ask for the declarations, for the head's agreement, then invite."""
    yield from asked_to_declare(known)
    yield from towards_meetings(known)


def asked_to_declare(known: TableFacts) -> Iterator[Planned]:
    """Once it is chosen who sits: Art. 10(2), 18(2)."""
    if known.composed:
        for member in known.members:
            if not (member.asked or member.declared):  # who signed on paper is asked for nothing
                yield Planned("ask_declarations", member.id, date.min)


def towards_meetings(known: TableFacts) -> Iterator[Planned]:
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
    seated = {member.id for member in known.seated_at(meeting)}
    if not meeting.unsent_told and (waiting := unsent(meeting, seated)):
        over = last_day_to_invite(meeting.day) + timedelta(days=1)
        # A lapse: officers hear of it also where nobody was at work until the meeting had passed;
        # of what was in time and turns out later to have reached nobody, the contact is owed.
        heard_by = meeting.day if _were_in_time(meeting, waiting) else None
        yield Planned("tell_unsent", meeting.id, over, heard_by, is_foretold=False)


def unsent(meeting: MeetingFacts, seated: Collection[UUID]) -> list[UUID]:
    """Whose invitation waited to leave on the last day, and had not by its end: Art. 8(3).

    Where a reason for haste is on record no day of the text is missed by a server: 14(5).
    """
    if meeting.excused:
        return []
    last = last_day_to_invite(meeting.day)
    return [
        each.member_id
        for each in meeting.served
        if each.member_id in seated
        and each.queued_on is not None
        and each.queued_on <= last
        and (each.invited_on is None or each.invited_on > last)
    ]


def _were_in_time(meeting: MeetingFacts, members: Collection[UUID]) -> bool:
    """A server had each of theirs by the last day, before it was known to lead nowhere."""
    last = last_day_to_invite(meeting.day)
    theirs = [each for each in meeting.served if each.member_id in members]
    return all(each.taken_on is not None and each.taken_on <= last for each in theirs)


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
    return OpenDuty(
        Duty.INVITE, actor, _last_day(meeting), basis, meeting.id, meeting_id=meeting.id,
        since=meeting.agreed_on,
    )  # fmt: skip


def _last_day(meeting: MeetingFacts) -> date:
    """The last on which what is agreed may still be invited to: ours of one in haste, 14(5)."""
    return meeting.day if meeting.excused else last_day_to_invite(meeting.day)


def duties(known: TableFacts) -> Iterator[OpenDuty]:
    """Agreement by the head, declarations, word to the family, the meeting itself."""
    yield from _contact(known)
    yield from contacts.duties(known)
    yield from table.duties(known)
    yield from succession.duties(known)
    yield from initiative.duties(known)
    yield from calls.duties(known)
    yield from _declarations(known)
    yield from participants.duties(known)
    for meeting in known.planned:
        yield from _towards(known, meeting)


def _contact(known: TableFacts) -> Iterator[OpenDuty]:
    """A contact that does not work is the chair's care, as all work on the case: Art. 6(1.1);
    where an invitation waits for it, while that can still leave in time: Art. 8(3)."""
    since = known.bad_since
    if since is None:
        return
    due, count = since + timedelta(days=DEFAULTS.CONTACT.days), known.bad_contacts
    duty = OpenDuty(
        Duty.CORRECT_CONTACT, Owner.MANAGER, due, DEFAULTS.CONTACT, count=count, since=since
    )
    for meeting in known.planned:
        if _waits(known, meeting) and since <= _last_day(meeting):
            duty = in_time_for(meeting, duty, Article(8, "3"))
    yield duty


def _waits(known: TableFacts, meeting: MeetingFacts) -> bool:
    """Whether somebody's invitation has not left."""
    seated = {member.id for member in known.seated_at(meeting)}
    return any(
        each.member_id in seated and each.queued_on is not None and each.invited_on is None
        for each in meeting.served
    )


def _towards(known: TableFacts, meeting: MeetingFacts) -> Iterator[OpenDuty]:
    if meeting.countered:
        yield _another_day(meeting)
    elif not meeting.agreed:
        since, id = meeting.unanswered_since, meeting.id
        word = owed(Duty.AGREE_DATE, Owner.HEAD, since, DEFAULTS.AGREE, subject=id, meeting=id)
        in_time = since <= _last_day(meeting)  # a word taken back later: nobody owed it by then
        yield in_time_for(meeting, word, Article(8, "3")) if in_time else word
    else:
        yield from _before_the_meeting(known, meeting)


def in_time_for(meeting: MeetingFacts, duty: OpenDuty, by: Article) -> OpenDuty:
    """What the invitation waits for is there on its last day, if our own limit ends later: 8(3).

    Of one at short notice, or called in haste, on the day of the meeting, which is ours: 14(5).
    """
    last = _last_day(meeting)
    if duty.due is None or duty.due <= last:
        return duty
    ours = replace(DEFAULTS.SHORT_NOTICE, beside=by)
    return replace(duty, due=last, basis=ours if meeting.excused else by)


def _declarations(known: TableFacts) -> Iterator[OpenDuty]:
    """Whoever sits, was asked and has not declared: before the meeting to come, or late since one.

    The text names no moment; the day of the meeting is ours. Without a meeting there is none, nor
    has who came after its day, while nobody has recorded it, one that lies before their seat.
    """
    silent = [each for each in known.members if each.asked and not each.declared]
    silent = [each for each in silent if not each.refused]
    to_come = [meeting for meeting in known.planned if not meeting.countered]
    by_meeting: dict[HeldFacts | MeetingFacts | None, list[MemberFacts]] = {}
    for each in silent:
        by_meeting.setdefault(each.missed or _first_of(each, to_come), []).append(each)
    for meeting, owing in by_meeting.items():
        missed = meeting if isinstance(meeting, HeldFacts) else None
        coming = to_come[0] if missed and to_come else _coming(meeting)
        about = coming or missed
        day = missed.held_on if missed else coming.day if coming else None
        subject = missed or coming
        yield OpenDuty(
            Duty.DECLARE,
            Owner.MEMBERS,
            day,
            DEFAULTS.DECLARE,
            subject.id if subject else None,
            len(owing),
            about.id if about else None,
            tuple(each.id for each in owing),
            since=min((each.asked_on for each in owing if each.asked_on), default=None),
        )


def _coming(meeting: HeldFacts | MeetingFacts | None) -> MeetingFacts | None:
    return meeting if isinstance(meeting, MeetingFacts) else None


def _first_of(member: MemberFacts, to_come: Collection[MeetingFacts]) -> MeetingFacts | None:
    """The nearest meeting on whose day they have a seat."""
    return next((each for each in to_come if member.id not in each.newcomers), None)


def _another_day(meeting: MeetingFacts) -> OpenDuty:
    """The head asked for another day: the limit is that of the same kind of meeting."""
    since = meeting.countered_on or meeting.proposed_on
    if meeting.kind == MeetingKind.REVIEW:
        limit, subject = DEFAULTS.PLAN_REVIEW, meeting.id
        return owed(Duty.PLAN_REVIEW, Owner.MANAGER, since, limit, subject=subject)
    limit = DEFAULTS.OPINIONS if meeting.kind == MeetingKind.CLOSURE else DEFAULTS.PREPARE
    return owed(Duty.PLAN_MEETING, Owner.MANAGER, since, limit, subject=meeting.id)


def _all_served(known: TableFacts, meeting: MeetingFacts) -> bool:
    """Also by hand, where the mail could not leave."""
    served = {each.member_id for each in meeting.served if each.invited_on}
    seated = known.seated_at(meeting)
    return bool(seated) and all(member.id in served for member in seated)


def _before_the_meeting(known: TableFacts, meeting: MeetingFacts) -> Iterator[OpenDuty]:
    day, id, since = meeting.day, meeting.id, meeting.agreed_on
    if not meeting.invited and not meeting.inviting and not _all_served(known, meeting):
        yield _invitations(known, meeting)
    if known.has_family and not meeting.family_told:
        to_family = OpenDuty(Duty.NOTIFY_FAMILY, Owner.MANAGER, day, Article(8, "10"), id)
        yield replace(to_family, meeting_id=id, since=since)
    quarterly = meeting.kind == MeetingKind.QUARTERLY
    basis = DEFAULTS.QUARTER_DAY if quarterly else DEFAULTS.MEETING_DAY
    yield OpenDuty(Duty.HOLD_MEETING, Owner.MANAGER, day, basis, id, meeting_id=id, since=since)
