"""Assessment by the table, the unified plan, and its monthly review: Art. 12, 13, 15, 5(1.5)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rules.basis import Article, Default
from rules.days import add_months
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts, MeetingFacts
from rules.phases import Phase
from rules.planned import Planned
from rules.refusals import ProcedureRefused

RISKS: Final = ("none", "low", "medium", "high")
STATUSES: Final = ("in_process", "completed", "uncompleted")  # Annex 1, A5
INDICATORS: Final = {
    "safety": Article(12, "3.1"),
    "needs": Article(12, "3.2"),
    "education": Article(12, "3.3"),
    "care": Article(12, "3.4"),
    "inclusion": Article(12, "3.5"),
}


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What the rules look at in one row of a plan."""

    has_objective: bool
    has_service: bool
    has_responsible: bool
    due: date | None


class IndicatorMissing(ProcedureRefused):
    reason = "The assessment must say something on each of the five indicators."
    way_out = "Write what is known, or that it is not known and why."
    basis = Article(12, "3")


class RiskMissing(ProcedureRefused):
    reason = "The level of risk is not given."
    way_out = "Choose none, low, medium or high."
    basis = Article(12, "2")


class PlanWithoutActions(ProcedureRefused):
    reason = "A plan needs at least one action."
    way_out = "Add an action with service, responsible member and date."
    basis = Article(13, "1")


class ActionWithoutResponsible(ProcedureRefused):
    reason = "Action {number} names no responsible member."
    way_out = "Choose who answers for it."
    basis = Article(13, "2.2")


class ActionWithoutService(ProcedureRefused):
    reason = "Action {number} names no service."
    way_out = "Write which service is given."
    basis = Article(13, "2.3")


class ActionWithoutDate(ProcedureRefused):
    reason = "Action {number} has no date, or one that has passed."
    way_out = "Give a day from {earliest} on."
    basis = Article(13, "2.4")


class ProgressMissing(ProcedureRefused):
    reason = "A review says for each action how far it has come."
    way_out = "Choose in process, completed or uncompleted for every action."
    basis = Article(15, "2")


class NoMeetingHeld(ProcedureRefused):
    reason = "The table has not met on this."
    way_out = "Record the meeting first."
    basis = Article(12, "2")


def check_assessment(risk: str, indicators: Collection[str]) -> None:
    """Refuse an assessment without a risk level or with an empty indicator: Art. 12(2), 12(3)."""
    if risk not in RISKS:
        raise RiskMissing
    if any(not text.strip() for text in indicators):
        raise IndicatorMissing


def check_plan(actions: Collection[ActionFacts], today: date) -> None:
    """Refuse a unified plan that leaves open who does what by when: Art. 13."""
    if not actions:
        raise PlanWithoutActions
    for number, action in enumerate(actions, 1):
        if not action.has_responsible:
            raise ActionWithoutResponsible(number=number)
        if not action.has_service:
            raise ActionWithoutService(number=number)
        if action.due is None or action.due < today:
            raise ActionWithoutDate(number=number, earliest=today)


def review_due(settled_on: date) -> date:
    """One month after the plan, or after its last review: Art. 5(1.5)."""
    return add_months(settled_on, 1)


def is_on_review(held_on: date, settled_on: date) -> bool:
    """Whether a meeting can carry a review: it came after what it reviews: Art. 15(1)."""
    return held_on > settled_on


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Send the plan to the table, then open the review in time for its notices."""
    if facts.plan is None:
        return
    if not facts.plan.sent:
        yield Planned("send_plan", facts.plan.id, date.min)
    if facts.phase is Phase.IMPLEMENTATION:
        ahead = timedelta(days=DEFAULTS.OPEN_REVIEW_AHEAD.days)
        yield Planned("open_review", facts.plan.id, review_due(facts.plan.settled_on) - ahead)


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """What the manager settles with the table."""
    yield from _after_the_first_meeting(facts)
    if (
        facts.appointed_on
        and facts.table.meeting is None
        and facts.table.last is None
        and facts.phase in {Phase.ASSESSMENT, Phase.PLANNING}  # later ones owe their own meeting
    ):
        yield owed(Duty.PLAN_MEETING, "manager", facts.appointed_on, DEFAULTS.PREPARE)
    if facts.plan is None or facts.phase not in {Phase.IMPLEMENTATION, Phase.REVIEW}:
        return
    due = review_due(facts.plan.settled_on)
    if facts.phase is Phase.REVIEW and facts.table.meeting is None and not _awaits_findings(facts):
        opened = due - timedelta(days=DEFAULTS.OPEN_REVIEW_AHEAD.days)
        yield owed(Duty.PLAN_MEETING, "manager", opened, DEFAULTS.PREPARE)
    elif facts.phase is Phase.REVIEW and _awaits_findings(facts) and facts.table.last:
        last = facts.table.last.id
        yield OpenDuty(Duty.SETTLE_REVIEW, "manager", due, Article(15, "2"), last, meeting_id=last)
    yield OpenDuty(Duty.REVIEW_PLAN, "manager", due, Article(5, "1.5"), facts.plan.id)


def _awaits_findings(facts: CaseFacts) -> bool:
    """The review meeting has been held and its findings are not written down."""
    last, plan = facts.table.last, facts.plan
    if plan is None or last is None or last.held_on is None or facts.review_settled:
        return False
    return last.kind in {"review", "extraordinary"} and is_on_review(last.held_on, plan.settled_on)


def _after_the_first_meeting(facts: CaseFacts) -> Iterator[OpenDuty]:
    last = facts.table.last
    if last is None or last.held_on is None:
        return
    if facts.phase is Phase.ASSESSMENT and not facts.assessed:
        yield _after(last, last.held_on, Duty.SETTLE_ASSESSMENT, DEFAULTS.MINUTES)
    if facts.phase is Phase.PLANNING:
        yield _after(last, last.held_on, Duty.ADOPT_PLAN, DEFAULTS.SEND_PLAN)


def _after(meeting: MeetingFacts, held_on: date, duty: Duty, limit: Default) -> OpenDuty:
    return owed(duty, "manager", held_on, limit, subject=meeting.id, meeting=meeting.id)
