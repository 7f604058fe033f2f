"""Facts for the rules: what is not named is as in a case just referred."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from rules.facts import (
    CaseFacts,
    ClosureFacts,
    MeetingFacts,
    MinutesFacts,
    PlanFacts,
    ReportFacts,
    TableFacts,
)
from rules.meetings import MeetingKind
from rules.phases import Phase
from rules.quarterly import QuarterFacts

CASE, MEETING, LAST, PLAN, REPORT, CLOSURE, MINUTES, MEMBER = (UUID(int=n) for n in range(1, 9))
REFERRED = date(2026, 9, 7)
MEETS = date(2026, 9, 21)


def a_table(**more: Any) -> TableFacts:
    return TableFacts(**more)


def a_meeting(**more: Any) -> MeetingFacts:
    """Proposed on the day of the referral, for two weeks later."""
    known = MeetingFacts(id=MEETING, kind=MeetingKind.FIRST, day=MEETS, proposed_on=REFERRED)
    return replace(known, **more)


def held(day: date = MEETS, **more: Any) -> MeetingFacts:
    return a_meeting(id=LAST, day=day, held_on=day, asked=True, agreed=True, invited=True, **more)


def a_case(**more: Any) -> CaseFacts:
    known = CaseFacts(
        id=CASE,
        phase=Phase.ASSESSMENT,
        referred_on=REFERRED,
        announced=False,
        appointed_on=None,
        appointment_to_announce=None,
        assessed_initially=False,
        planned_initially=False,
        assessed=False,
        table=TableFacts(),
    )
    return replace(known, **more)


def a_managed_case(**more: Any) -> CaseFacts:
    """Manager, assessment and initial plan are there, and the head knows."""
    known = a_case(
        announced=True, appointed_on=REFERRED, assessed_initially=True, planned_initially=True
    )
    return replace(known, **more)


def in_implementation(**more: Any) -> CaseFacts:
    """The plan was adopted in the first meeting and sent."""
    known = a_managed_case(
        phase=Phase.IMPLEMENTATION,
        assessed=True,
        plan=PlanFacts(PLAN, MEETS, sent=True),
        table=TableFacts(last=held(), minutes=(some_minutes(),), composed=True),
    )
    return replace(known, **more)


def some_minutes(**more: Any) -> MinutesFacts:
    known = MinutesFacts(id=MINUTES, meeting_id=LAST, sent=True, approved=False, in_writing=False)
    return replace(known, **more)


def a_report(**more: Any) -> ReportFacts:
    """Missing, of a member whom the plan names and whose superior is known."""
    known = ReportFacts(
        id=REPORT,
        meeting_id=MEETING,
        member_id=MEMBER,
        due=date(2026, 10, 16),
        received=False,
        reminders=0,
        in_plan=True,
        superior_known=True,
    )
    return replace(known, **more)


def a_closure(**more: Any) -> ClosureFacts:
    known = ClosureFacts(
        id=CLOSURE,
        proposed_on=date(2026, 11, 2),
        asked=False,
        approved_on=None,
        returned=False,
        answered=False,
        opinions=False,
        decided_on=None,
        signatures_asked_on=None,
    )
    return replace(known, **more)


def a_quarter(**more: Any) -> QuarterFacts:
    known = QuarterFacts(
        CASE,
        date(2026, 10, 1),
        date(2026, 12, 31),
        TableFacts(has_family=False),
        counts_from=date(2026, 7, 22),
    )
    return replace(known, **more)
