"""Assessment by the table, the unified plan, and its monthly review: Art. 12, 13, 15, 5(1.5)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.basis import Article, Default
from rules.days import add_months
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts, HeldFacts, MeetingFacts, PlanFacts
from rules.meetings import MeetingKind
from rules.phases import Phase
from rules.planned import Planned
from rules.refusals import ProcedureRefused
from rules.roles import Owner


class AssessmentKind(StrEnum):
    """Whose assessment it is: Art. 12."""

    INITIAL = "initial"
    """The manager's: Art. 12(1)."""
    COMPREHENSIVE = "comprehensive"
    """The table's: Art. 12(2)."""


class Risk(StrEnum):
    """The level of risk, set with every assessment and review: Art. 12(2), 15(2)."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class PlanKind(StrEnum):
    """What a plan is before and after the table has met on it."""

    INITIAL = "initial"
    """The manager's draft: Art. 6(1.5)."""
    UNIFIED = "unified"
    """Adopted by the table: Art. 13."""


class ActionStatus(StrEnum):
    """How far an action of the plan has come: Annex 1, A5."""

    IN_PROCESS = "in_process"
    COMPLETED = "completed"
    UNCOMPLETED = "uncompleted"


RISKS: Final = frozenset(Risk)
REVIEWED: Final = frozenset({Phase.IMPLEMENTATION, Phase.REVIEW, Phase.CLOSURE})
ON_REVIEW: Final = frozenset({MeetingKind.REVIEW, MeetingKind.EXTRAORDINARY})
"""The kinds of meeting that can carry a review: Art. 14(5), 15(1)."""
STATUSES: Final = frozenset(ActionStatus)
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


class NothingToReview(ProcedureRefused):
    reason = "There is no plan to review, or the table has closed the case already."
    way_out = "Plan the meeting on closure instead."
    basis = Article(15, "1")


def check_assessment(risk: Risk, indicators: Collection[str]) -> None:
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
    if _is_to_be_opened(facts):
        ahead = timedelta(days=DEFAULTS.OPEN_REVIEW_AHEAD.days)
        yield Planned("open_review", facts.plan.id, review_due(facts.plan.settled_on) - ahead)


def _is_to_be_opened(facts: CaseFacts) -> bool:
    """In implementation, and while closing the case is prepared: Art. 5(1.5)."""
    if facts.phase is Phase.CLOSURE:
        return reviews_go_on(facts) and not facts.review_opened
    return facts.phase is Phase.IMPLEMENTATION


def reviews_go_on(facts: CaseFacts) -> bool:
    """Nothing ends the monthly review of a plan before the table closes the case: Art. 5(1.5)."""
    return facts.plan is not None and facts.phase in REVIEWED and not facts.is_decided


def check_review(facts: CaseFacts) -> None:
    """Refuse a review meeting where nothing is left to review: Art. 15(1)."""
    if not reviews_go_on(facts):
        raise NothingToReview


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """What the manager settles with the table."""
    yield from _after_the_first_meeting(facts)
    if (
        facts.appointed_on
        and facts.table.meeting is None
        and facts.table.last is None
        and facts.phase in {Phase.ASSESSMENT, Phase.PLANNING}  # later ones owe their own meeting
    ):
        yield owed(Duty.PLAN_MEETING, Owner.MANAGER, facts.appointed_on, DEFAULTS.PREPARE)
    if facts.plan is not None and facts.phase in REVIEWED:
        yield from _review(facts, facts.plan)


def _review(facts: CaseFacts, plan: PlanFacts) -> Iterator[OpenDuty]:
    """The meeting, its findings, and the month within which both belong: Art. 5(1.5), 15."""
    due, met = review_due(plan.settled_on), _awaits_findings(facts, plan)
    if met and facts.phase is not Phase.IMPLEMENTATION:
        yield OpenDuty(
            Duty.SETTLE_REVIEW, Owner.MANAGER, due, Article(15, "2"), met.id, meeting_id=met.id
        )
    if not reviews_go_on(facts):
        return
    if _wants_a_meeting(facts) and not met:
        opened = due - timedelta(days=DEFAULTS.OPEN_REVIEW_AHEAD.days)
        yield owed(Duty.PLAN_REVIEW, Owner.MANAGER, opened, DEFAULTS.PLAN_REVIEW, subject=plan.id)
    yield OpenDuty(Duty.REVIEW_PLAN, Owner.MANAGER, due, Article(5, "1.5"), plan.id)


def _awaits_findings(facts: CaseFacts, plan: PlanFacts) -> HeldFacts | None:
    """The review meeting that has been held and whose findings are not written down."""
    met = facts.unreviewed
    return met if met and is_on_review(met.held_on, plan.settled_on) else None


def _wants_a_meeting(facts: CaseFacts) -> bool:
    """The review is open, and no meeting is planned or has met on closing the case meanwhile."""
    if facts.table.meeting is not None:
        return False
    if facts.phase is Phase.CLOSURE:
        decides = facts.closure is not None and facts.closure.met is not None
        return facts.review_opened and not decides
    return facts.phase is Phase.REVIEW


def _after_the_first_meeting(facts: CaseFacts) -> Iterator[OpenDuty]:
    last = facts.table.last
    if last is None or last.held_on is None:
        return
    if facts.phase is Phase.ASSESSMENT and not facts.assessed:
        yield _after(last, last.held_on, Duty.SETTLE_ASSESSMENT, DEFAULTS.MINUTES)
    if facts.phase is Phase.PLANNING:
        yield _after(last, last.held_on, Duty.ADOPT_PLAN, DEFAULTS.SEND_PLAN)


def _after(meeting: MeetingFacts, held_on: date, duty: Duty, limit: Default) -> OpenDuty:
    return owed(duty, Owner.MANAGER, held_on, limit, subject=meeting.id, meeting=meeting.id)
