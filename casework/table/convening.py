"""A date proposed, agreed with the head, and the table invited: Art. 8(3), 8(6), 8(7), 8(8)."""

from collections.abc import Collection, Sequence, Set
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.record import facts
from casework.record.beginning import done_on
from casework.record.notice_facts import was_invited
from casework.record.seats import of_seats, of_seats_on
from casework.record.table import open_case, open_table, sitting
from casework.record.table_facts import proposal_of
from casework.table import meeting_requests, notice, put_forward, signals
from casework.table.room import kind_now, make_room, plan
from casework.table.unplanned import on_the_calendar
from casework.tell import convening as tell
from casework.tell import to_papers
from casework.tell.withdrawal import not_any_more
from core.clock import day_begins, local_day
from core.working_days import around
from identity import links
from identity.access import NotThere
from identity.heads_word import answer_for_head, not_on_own_case
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.people import LinkPurpose
from models.session import Work
from rules import proposal as law
from rules.assessment import Risk, at_risk
from rules.convening import check_date, tells_called_off
from rules.days import check_happened
from rules.facts import TableFacts
from rules.items import agenda_for
from rules.meetings import MeetingKind, unagreed, uninvited
from rules.proposal import NOTHING_SAID, AllTheSame, Unassessed, check_kind, check_unassessed
from rules.table import check_lawful
from workflow import breaches
from workflow.kinds import kind_of
from workflow.life import after_act, lock


def propose(
    work: Work,
    case_id: UUID,
    *,
    starts_at: datetime,
    place: str,
    extraordinary: bool = False,
    on_review: bool = False,
    short_notice_reason: str = "",
    no_assessment_reason: str = "",
    stated_risk: Risk | None = None,
    answers: Collection[UUID] = (),
    beside: AllTheSame = NOTHING_SAID,
    on: date | None = None,
) -> Meeting:
    """Propose the next meeting of a case; nobody is invited before the head agrees: Art. 8(3).

    A day that leaves no three days is refused unless a reason is given, or the meeting is
    extraordinary: it needs a risk, stands beside whatever is planned, and its reason may be left
    unsaid: Art. 8(3), 14(5). `on_review` puts the plan on the agenda, and while closing the case is
    prepared it makes the meeting a review: only such a meeting is one: Art. 15(1). `stated_risk` is
    said where no assessment has set it: Art. 8(8), 14(5). `answers`: requests of members, 8(4).
    `beside` plans it beside another, on one day with it, or before the last minutes are written:
    ours. `on` is the day where it was put before the head earlier, and is judged by that day.
    """
    case = open_case(work, case_id)
    day, said_on = local_day(starts_at), put_forward.day_of(work, case, on)
    excused = extraordinary or bool(short_notice_reason.strip())
    check_date(day, said_on, excused=excused, holidays=around(said_on))
    known = facts.of_case(work.session, case_id)
    kind = kind_now(case, known, extraordinary=extraordinary, on_review=on_review)
    check_kind(kind, at_risk=(endangered := at_risk(case.risk, stated_risk)))
    check_lawful(_table(work, case.life, said_on) if on else known.table)
    check_unassessed(Unassessed(no_assessment_reason, endangered, known.is_assessed))
    gave_way = make_room(work, case_id, known.table.unwritten, kind, day=day, said=beside)
    by = put_forward.by_whom(work, case_id, on)
    meeting = plan(work, case.life, kind, starts_at, place, proposed_by=by, on=on)
    meeting.short_notice_reason = short_notice_reason.strip() or None
    meeting.no_assessment_reason = no_assessment_reason.strip() or None
    told_there = meeting.no_assessment_reason is not None
    is_asked = told_there or kind is MeetingKind.EXTRAORDINARY
    meeting.stated_risk = stated_risk if is_asked else None
    first = known.table.meets_first(day)
    meeting.agenda = agenda_for(kind, in_meeting=told_there, on_review=on_review, first=first)
    put_forward.record(work, case.life, day, excused=excused, beside=beside, on=on)
    meeting_requests.pass_on(work, gave_way, meeting)
    signals.pass_on(work, gave_way, meeting)
    meeting_requests.call_for(work, meeting, answers)
    after_act(work, case_id, "meeting proposed")
    return meeting


def may_agree(meeting: Meeting, today: date) -> bool:
    """Whether the head can agree to this proposal today; asked wherever it is offered: 8(3)."""
    return law.may_agree(proposal_of(meeting), today)


def may_enter_agreement(meeting: Meeting) -> bool:
    """Whether an agreement given earlier can be put on record, also after the meeting: 8(3)."""
    return proposal_of(meeting).awaits_word


def agree(
    work: Work,
    meeting_id: UUID,
    *,
    by: UUID,
    on: date | None = None,
    shown: datetime | None = None,
) -> None:
    """The head agrees, as long as three days are left for the notice: Art. 8(3), 6(1.3).

    `on` is the day where it was on paper or by telephone, which judges it, also after the meeting.
    `shown` is when the meeting was to begin on the page: a quarter's moves on by itself (8(2)).
    """
    meeting, life = _for_head(work, meeting_id, by, on)
    law.check_shown(shown, meeting.starts_at, meeting.day)
    if life.ended_at is not None:
        open_table(work, life.id)  # refuses, and says where it can still be added
    day = check_happened(on, work.clock.today())
    law.check_agreement(proposal_of(meeting), _table(work, life, day), day, around(day))
    meeting.agreement_entered_at = work.clock.now()
    meeting.agreed_at = day_begins(day) if on else meeting.agreement_entered_at
    meeting.agreed_by_id = by
    said = {"meeting": meeting.number, "day": meeting.day} | ({"on": on} if on else {})
    work.record("date agreed", "8(3)", life=life, **said)
    after_act(work, life.id, "date agreed")
    if meeting.held_at is not None:
        _judge_held(work, life, meeting, day)


def _judge_held(work: Work, life: Life, meeting: Meeting, agreed_on: date) -> None:
    """Agreed to by the day on which it was held, or not; and then whether anybody was invited."""
    breaches.judged(work, life, unagreed(meeting.id, meeting.met_on), agreed_on)
    if agreed_on <= meeting.met_on and not was_invited(work.session, meeting, meeting.met_on):
        breaches.note(work, life, [uninvited(meeting.id, meeting.met_on)])
    notice.judge(work, life, meeting)  # as of any day that was agreed


def _moment(work: Work, on: date | None) -> datetime:
    """The day's first hour where a word was given earlier: nobody asks for the hour."""
    check_happened(on, work.clock.today())
    return day_begins(on) if on else work.clock.now()


def counter(
    work: Work,
    meeting_id: UUID,
    *,
    note: str = "",
    suggested: datetime | None = None,
    by: UUID | None = None,
    on: date | None = None,
) -> None:
    """The head asks for another day, and may name it: Art. 8(3). `on`: where it was said earlier,
    `by` whoever decided then.

    The manager accepts a day that is named in one act (`acceptance.accept`), or proposes again.
    """
    by = by or work.actor.id
    meeting, life = _for_head(work, meeting_id, by, on)
    day = local_day(suggested) if suggested else None
    law.check_counter(proposal_of(meeting), day, check_happened(on, work.clock.today()))
    meeting.countered_at, meeting.counter_note = _moment(work, on), note.strip() or None
    meeting.counter_entered_at = work.clock.now()
    meeting.countered_by_id, meeting.suggested_at = by, suggested
    tell.date_countered(work, meeting)
    named = ({"day": day} if day else {}) | ({"on": on} if on else {})
    work.record("another date asked for", "8(3)", life=life, meeting=meeting.number, **named)
    work.wake(life.id, "another date asked for")
    after_act(work, life.id, "another date asked for")


def _for_head(
    work: Work, meeting_id: UUID, by: UUID | None, on: date | None = None
) -> tuple[Meeting, Life]:
    """Asked for by who may answer, and read anew under the life's lock: two may answer at once, and
    the case be handed over to who answers."""
    query = select(Meeting, Life.municipality_id).join(Life, Life.id == Meeting.life_id)
    found = work.session.execute(query.where(Meeting.id == meeting_id)).first()
    if found is None:
        raise NotThere
    meeting, municipality_id = found
    answer_for_head(work, meeting, municipality_id, by, on)
    life = lock(work, meeting.life_id)
    work.session.refresh(meeting)
    not_on_own_case(work, meeting, by)
    return meeting, life


def _table(work: Work, life: Life, day: date) -> TableFacts:
    """A case's table as it was on that day; a municipality's is its standing one."""
    if not kind_of(life).of_a_child:
        return TableFacts()
    is_over = day < work.clock.today()
    return of_seats_on(work.session, life.id, day) if is_over else of_seats(work.session, life.id)


def withdraw_agreement(work: Work, meeting_id: UUID) -> None:
    """The head takes the agreement back, as long as no invitation has left: Art. 8(3)."""
    meeting, life = _for_head(work, meeting_id, work.actor.id)
    law.check_withdrawal(proposal_of(meeting))
    meeting.agreed_at, meeting.agreed_by_id = None, None
    meeting.agreement_entered_at = work.clock.now()  # from when another word is owed
    work.record("agreement withdrawn", "8(3)", life=life, meeting=meeting.number)
    after_act(work, life.id, "agreement withdrawn")


def _to_tell(work: Work, meeting: Meeting) -> Sequence[Member]:
    """Who sits, while it is still to come."""
    if not tells_called_off(meeting.starts_at, work.clock.now()):
        return ()
    return sitting(work.session, meeting.life_id)


def _tell_called_off(work: Work, meeting: Meeting, informed: Set[UUID], called: Set[UUID]) -> None:
    """Each by the way on which they were called, once by each: decision 0179."""
    members = _to_tell(work, meeting)
    for member in members:
        if member.professional_id in informed:
            link = links.issue(work, member.id, LinkPurpose.READ, meeting.id)
            tell.meeting_cancelled(work, meeting, member, link)
    by_sms = [each for each in members if each.professional_id in called]
    tell.called_off_by_sms(work, meeting, by_sms)
    if any(each.professional_id in informed | called for each in members):
        work.wake(meeting.life_id, "meeting cancelled")


def cancel(
    work: Work, life_id: UUID, meeting_id: UUID | None = None, *, on: date | None = None
) -> None:
    """Take a planned meeting off the calendar, the nearest where none is named, and tell everybody
    who was invited, unless its hour is past: nobody comes to it any more.

    `on` is the day on which it was called off, typed later: nothing was owed for it from then.
    """
    life = lock(work, life_id)
    meeting = on_the_calendar(work, life_id, meeting_id)
    done_on(work, life, on)
    meeting.cancelled_at, meeting.cancel_entered_at = _moment(work, on), work.clock.now()
    # Before what is leaving is called back.
    informed, called = to_papers.who_was_invited(work, meeting), tell.who_was_called(work, meeting)
    not_any_more(work, life_id, meeting_id=meeting.id)
    _tell_called_off(work, meeting, informed, called)
    meeting_requests.reopen(work, meeting)
    said = {"on": on} if on else {}
    work.record("meeting cancelled", "8(3)", life=life, meeting=meeting.number, **said)
    after_act(work, life_id, "meeting cancelled")
    if on is not None:
        breaches.fell_away(work, life, meeting.id, on)
