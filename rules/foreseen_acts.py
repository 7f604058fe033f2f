"""What the facts of a case are once a person has done their part: beside `rules.foreseen`.

When they do it, and what is owed then, is asked of the rules again (decision 0207).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid5

from rules.called_for import called_for
from rules.convening import earliest_meeting
from rules.days import last_working_day, next_working_day
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import (
    CaseFacts,
    HeldFacts,
    MeetingFacts,
    MemberFacts,
    MinutesFacts,
    PlanFacts,
    ReportFacts,
)
from rules.foreseen import (
    Around,
    change_closure,
    change_meeting,
    change_minutes,
    moved,
    with_meetings,
    with_table,
)
from rules.meetings import MeetingKind
from rules.phases import Phase, Transition
from rules.planning import review_due

AHEAD: Final = timedelta(days=DEFAULTS.AGREE.days + DEFAULTS.INVITE_AHEAD.days)


Done = Callable[[CaseFacts, OpenDuty, Around], CaseFacts]


def _appoint(facts: CaseFacts, _duty: OpenDuty, at: Around) -> CaseFacts:
    told = uuid5(facts.id, "appointment")
    facts = replace(facts, appointed_on=at.day, appointment_to_announce=told)
    return with_table(facts, composition=None)


def _prepare(facts: CaseFacts, _duty: OpenDuty, _at: Around) -> CaseFacts:
    facts = replace(facts, assessed_initially=True, planned_initially=True)
    return with_table(facts, papers_ready=True)


def _compose(facts: CaseFacts, _duty: OpenDuty, _at: Around) -> CaseFacts:
    """Of nobody chosen yet one stands for all."""
    nobody = (MemberFacts(uuid5(facts.id, "member"), asked=False, declared=False),)
    members = facts.table.members or nobody
    return with_table(facts, composed=True, composition=None, members=members)


def _plan(facts: CaseFacts, duty: OpenDuty, at: Around) -> CaseFacts:
    """On the day that is tried, or on the last working day of a review's time; where the text sets
    no last day, a week after the head's answer."""
    on_review = duty.duty is Duty.PLAN_REVIEW
    kind = called_for(
        has_met=facts.table.last is not None,
        closing=facts.phase is Phase.CLOSURE and not facts.is_decided,
        extraordinary=False,
        on_review=on_review,
        else_review=not facts.is_decided,
    )
    meeting = MeetingFacts(
        id=uuid5(facts.id, f"meeting {at.day}"),
        kind=kind,
        day=at.meets_on or _last_day(facts, at, on_review=on_review),
        proposed_on=at.day,
        on_review=kind is MeetingKind.REVIEW,
        family_told=not facts.table.has_family,
    )
    kept = [each for each in facts.table.planned if not each.countered]
    return with_meetings(facts, [*kept, meeting])


def _last_day(facts: CaseFacts, at: Around, *, on_review: bool) -> date:
    earliest = earliest_meeting(at.day + timedelta(days=DEFAULTS.AGREE.days), at.holidays)
    if not on_review or facts.plan is None:
        return next_working_day(at.day + AHEAD, at.holidays)
    due = review_due(facts.plan.settled_on, facts.plan.rhythm)
    return max(earliest, last_working_day(due, at.holidays))


def _agree(facts: CaseFacts, duty: OpenDuty, _at: Around) -> CaseFacts:
    return change_meeting(facts, duty.subject_id, asked=True, agreed=True)


def _declare(facts: CaseFacts, duty: OpenDuty, at: Around) -> CaseFacts:
    return with_table(
        facts,
        members=tuple(
            replace(each, declared=True, signed_on=at.day) if each.id in duty.members else each
            for each in facts.table.members
        ),
    )


def _chair_declares(facts: CaseFacts, _duty: OpenDuty, _at: Around) -> CaseFacts:
    chair = facts.table.chair
    return with_table(facts, chair=chair and replace(chair, answered=True))


def _hold(facts: CaseFacts, duty: OpenDuty, at: Around) -> CaseFacts:
    """The table meets, and approves whatever minutes are written: Art. 10(1)."""
    table = facts.table
    meeting = next((each for each in table.planned if each.id == duty.subject_id), None)
    if meeting is None:
        return facts
    met = HeldFacts(meeting.id, at.day)
    last = table.last
    before = (HeldFacts(last.id, last.held_on),) if last and last.held_on else ()
    papers = tuple(
        paper if paper.in_writing else replace(paper, approved=True, next_held_on=at.day)
        for paper in table.minutes
    )
    reports = tuple(
        replace(each, meeting_held=True, held_on=at.day) if each.meeting_id == meeting.id else each
        for each in facts.reports
    )
    facts = with_meetings(facts, [each for each in table.planned if each.id != meeting.id])
    facts = with_table(
        facts,
        last=replace(meeting, held_on=at.day),
        held_before=(*table.held_before, *before),
        minutes=papers,
        papers_ready=True,
        called_off_on=None,
        regular_off_on=None,
    )
    on_plan = meeting.on_review and facts.plan is not None
    facts = replace(facts, reports=reports, unreviewed=met if on_plan else facts.unreviewed)
    return change_closure(facts, meeting=met) if meeting.kind is MeetingKind.CLOSURE else facts


def _report(facts: CaseFacts, duty: OpenDuty, _at: Around) -> CaseFacts:
    def of(each: ReportFacts) -> bool:
        if duty.duty is Duty.WRITE_REPORT:
            return each.meeting_id == duty.meeting_id
        return each.id == duty.subject_id

    return replace(
        facts, reports=tuple(replace(r, received=True) if of(r) else r for r in facts.reports)
    )


def _assess(facts: CaseFacts, _duty: OpenDuty, _at: Around) -> CaseFacts:
    return replace(moved(facts, Transition.SETTLE_ASSESSMENT), assessed=True)


def _adopt(facts: CaseFacts, _duty: OpenDuty, at: Around) -> CaseFacts:
    """It is of the day of the meeting, and never of the typing: Art. 13(1)."""
    last = facts.table.last
    settled_on = last.held_on if last and last.held_on else at.day
    plan = PlanFacts(uuid5(facts.id, "plan"), settled_on, sent=False)
    return replace(moved(facts, Transition.ADOPT_PLAN), plan=plan)


def _review(facts: CaseFacts, _duty: OpenDuty, _at: Around) -> CaseFacts:
    met, plan = facts.unreviewed, facts.plan
    if met is None or plan is None:
        return facts
    facts = replace(facts, unreviewed=None, review_opened_on=None)
    return replace(
        moved(facts, Transition.SETTLE_REVIEW), plan=replace(plan, settled_on=met.held_on)
    )


def _write_minutes(facts: CaseFacts, duty: OpenDuty, _at: Around) -> CaseFacts:
    if duty.meeting_id is None:
        return facts
    last, decided = facts.table.last, facts.is_decided
    paper = MinutesFacts(
        id=uuid5(duty.meeting_id, "minutes"),
        meeting_id=duty.meeting_id,
        sent=False,
        approved=False,
        in_writing=decided or (last is not None and last.kind is MeetingKind.CLOSURE),
    )
    return with_table(facts, minutes=(*facts.table.minutes, paper))


def _sign(facts: CaseFacts, duty: OpenDuty, **changes: Any) -> CaseFacts:
    """What no meeting approves is approved by the signatures: decision 0011."""
    facts = change_minutes(facts, duty.subject_id, **changes)
    for paper in facts.table.minutes:
        if paper.in_writing and paper.is_signed:
            facts = change_minutes(facts, paper.id, approved=True)
    return facts


def _decide(facts: CaseFacts, _duty: OpenDuty, at: Around) -> CaseFacts:
    """No meeting follows that could approve minutes: T2."""
    met = facts.closure and facts.closure.met
    papers = tuple(replace(paper, in_writing=True) for paper in facts.table.minutes)
    return change_closure(
        with_table(facts, minutes=papers), decided_on=met.held_on if met else at.day
    )


def _approve(facts: CaseFacts, _duty: OpenDuty, at: Around) -> CaseFacts:
    return change_closure(moved(facts, Transition.APPROVE_CLOSURE), approved_on=at.day)


DONE: Final[Mapping[Duty, Done]] = {
    Duty.APPOINT_MANAGER: _appoint,
    Duty.RECORD_ASSESSMENT: _prepare,
    Duty.CHOOSE_COMPOSITION: _compose,
    Duty.PLAN_MEETING: _plan,
    Duty.PLAN_REVIEW: _plan,
    Duty.AGREE_DATE: _agree,
    Duty.DECLARE: _declare,
    Duty.CHAIR_DECLARES: _chair_declares,
    Duty.SUBSTITUTE_DECLARES: lambda facts, _duty, _at: with_table(facts, substitutes=()),
    Duty.TAKE_DECLARATIONS: lambda facts, _duty, _at: with_table(facts, undeclared=()),
    Duty.NOTIFY_FAMILY: lambda f, duty, _at: change_meeting(f, duty.subject_id, family_told=True),
    Duty.HOLD_MEETING: _hold,
    Duty.WRITE_REPORT: _report,
    Duty.ANSWER_ACTION: _report,
    Duty.GIVE_ANSWER: _report,
    Duty.SETTLE_ASSESSMENT: _assess,
    Duty.ADOPT_PLAN: _adopt,
    Duty.SETTLE_REVIEW: _review,
    Duty.WRITE_MINUTES: _write_minutes,
    Duty.APPROVE_MINUTES: lambda f, duty, _at: change_minutes(f, duty.subject_id, approved=True),
    Duty.SIGN_MINUTES: lambda facts, duty, _at: _sign(facts, duty, unsigned=()),
    Duty.CHAIR_SIGNS_MINUTES: lambda facts, duty, _at: _sign(facts, duty, chair_unsigned=False),
    Duty.APPROVE_CLOSURE: _approve,
    Duty.RECORD_OPINIONS: lambda facts, _duty, _at: change_closure(facts, opinions=True),
    Duty.DECIDE_CLOSURE: _decide,
    Duty.SEND_SERVICES_LETTER: lambda facts, _duty, _at: change_closure(facts, unlettered=False),
    Duty.SIGN_CLOSURE: lambda facts, _duty, _at: change_closure(facts, unsigned=()),
    Duty.CHAIR_SIGNS_CLOSURE: lambda facts, _duty, _at: change_closure(facts, chair_unsigned=False),
}
"""Of a duty that is not named nothing else follows; it comes once, on its own day."""


def after_duty(facts: CaseFacts, duty: OpenDuty, at: Around) -> CaseFacts:
    done = DONE.get(duty.duty)
    return done(facts, duty, at) if done else facts
