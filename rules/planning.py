"""The unified plan, and its monthly review: Art. 13, 15, 5(1.5)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules import from_paper
from rules.assessment import RISKS, NoMeetingHeld, Risk, RiskMissing
from rules.basis import Article, Basis, Default
from rules.breaches import Breach
from rules.days import add_months
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, arose, counts_anew, owed
from rules.facts import CaseFacts, HeldFacts, MeetingFacts, PlanFacts
from rules.phases import Phase
from rules.planned import Planned
from rules.refusals import ProcedureRefused
from rules.rhythm import Rhythm
from rules.roles import Owner


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


class ActionChange(StrEnum):
    """What a review makes of an action: Art. 15(3)."""

    DROPPED = "dropped"
    REDATED = "redated"
    HANDED_OVER = "handed_over"
    CHANGED = "changed"


REVIEWED: Final = frozenset({Phase.IMPLEMENTATION, Phase.REVIEW, Phase.CLOSURE})
PLAN_ITEM: Final = "proposed_plan"
REVIEW_ITEM: Final = "review"
"""The plan on the agenda of a meeting, without which it is no review: Art. 15(1)."""
LONGEST_RHYTHM: Final = 31  # Art. 5(1.5): no month has more days
STATUSES: Final = frozenset(ActionStatus)


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What the rules look at in one row of a plan."""

    has_objective: bool
    has_service: bool
    has_responsible: bool
    """Who is named sits at this table: Art. 7, 13(2.2); or is its manager, or the centre."""
    due: date | None
    carried: bool = False
    """From the version before: its day may have passed since."""


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What a review makes of one action: Art. 15(3)."""

    number: int
    before: ActionStatus
    now: ActionStatus
    is_changed: bool = False
    """Dropped, moved to another day, handed over by who still sits here, or worded anew."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the findings of a review rest on."""

    met: HeldFacts | None
    """The review or extraordinary meeting held last, while its findings are not written down."""
    settled_on: date | None
    """When the plan was adopted or reviewed last; None where there is no plan."""
    risk: Risk | None
    progress: tuple[ActionStatus | None, ...]  # of every action; None where nothing is said


class PlanWithoutActions(ProcedureRefused):
    reason = "A plan needs at least one action."
    way_out = "Add an action with service, responsible member and date."
    basis = Article(13, "1")


class ActionWithoutObjective(ProcedureRefused):
    reason = "Action {number} serves no objective."
    way_out = "Write what it is to reach for the child or the family."
    basis = Article(13, "2.1")


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


class ChangeWithoutReason(ProcedureRefused):
    reason = "Action {number} is changed, and it is not said why."
    way_out = "Write why the table drops it, moves it, hands it over or words it anew."
    basis = DEFAULTS.CHANGE_REASON


class UncompletedStays(ProcedureRefused):
    reason = "Action {number} was found uncompleted; it is not in process again."
    way_out = "Leave it uncompleted with another day, or drop it and add a new action."
    basis = DEFAULTS.UNCOMPLETED


class RhythmTooLong(ProcedureRefused):
    reason = "A plan is reviewed at least once a month."
    way_out = "Choose from 1 to {longest} days; a month is the longest whatever is chosen."
    basis = Article(5, "1.5")


class RhythmWithoutReason(ProcedureRefused):
    reason = "It is not said why the table reviews this plan at another rhythm."
    way_out = "Write the table's reason in a sentence."
    basis = DEFAULTS.RHYTHM


class NothingToReview(ProcedureRefused):
    reason = "There is no plan to review, or the table has closed the case already."
    way_out = "Plan the meeting on closure instead."
    basis = Article(15, "1")


def check_plan(actions: Collection[ActionFacts], on: date) -> None:
    """Refuse a unified plan that leaves open what for, who, which service and by when: Art. 13.

    `on` is the day on which the table adopts it.
    """
    if not actions:
        raise PlanWithoutActions
    for number, action in enumerate(actions, 1):
        if not action.has_responsible:
            raise ActionWithoutResponsible(number=number)
        if not action.has_service:
            raise ActionWithoutService(number=number)
        if action.due is None or (action.due < on and not action.carried):
            raise ActionWithoutDate(number=number, earliest=on)
        if not action.has_objective:
            raise ActionWithoutObjective(number=number)


def check_adoption(met: HeldFacts | None, actions: Collection[ActionFacts], on: date) -> None:
    """The unified plan is made by the table in its meeting: Art. 13(1), 13(2), 13(3)."""
    if met is None:
        raise NoMeetingHeld(Article(13, "1"))
    check_plan(actions, on)


def check_initial_plan(actions: Collection[object]) -> None:
    """What the manager brings to the table is a plan: Art. 6(1.5)."""
    if not actions:
        raise PlanWithoutActions(Article(6, "1.5"))


def check_findings(review: Reviewed) -> None:
    """The table met on the plan after it was settled, and says how far each action is: Art. 15."""
    met, settled_on = review.met, review.settled_on
    if met is None or settled_on is None or not is_on_review(met.held_on, settled_on):
        raise NoMeetingHeld(Article(15, "1"))
    if review.risk not in RISKS:
        raise RiskMissing(DEFAULTS.REVIEW_RISK)
    if not review.progress:
        raise PlanWithoutActions
    if any(status not in STATUSES for status in review.progress):
        raise ProgressMissing


def check_changes(changes: Collection[ChangeFacts]) -> None:
    """A review drops, moves, hands over and words anew, action by action: Art. 15(3).

    That each says why, and that what was uncompleted is not called in process again, is ours.
    """
    for each in changes:
        if each.before is ActionStatus.UNCOMPLETED and each.now is ActionStatus.IN_PROCESS:
            raise UncompletedStays(number=each.number)
        if each.is_changed and not each.reason.strip():
            raise ChangeWithoutReason(number=each.number)


def check_rhythm(met: HeldFacts | None, days: int | None, reason: str) -> None:
    """The table sets a shorter rhythm in its meeting, or goes back to the month: Art. 5(1.5)."""
    if met is None:
        raise NoMeetingHeld(Article(5, "1.5"))
    if days is not None and not 1 <= days <= LONGEST_RHYTHM:
        raise RhythmTooLong(longest=LONGEST_RHYTHM)
    if not reason.strip():
        raise RhythmWithoutReason


def month_ends(settled_on: date) -> date:
    """One month after the plan, or after its last review: Art. 5(1.5)."""
    return add_months(settled_on, 1)


def review_due(settled_on: date, rhythm: Rhythm | None = None) -> date:
    """By the month of the text, or sooner by the table's own rhythm; never later: Art. 5(1.5).

    The rhythm runs from the day on which the table set it, or from the plan or review after it.
    """
    month = month_ends(settled_on)
    if rhythm is None:
        return month
    return min(month, max(settled_on, rhythm.set_on) + timedelta(days=rhythm.days))


def opens_on(plan: PlanFacts) -> date:
    """When the review opens, early enough for its notices and never before the last one is over."""
    return _opens(plan.settled_on, review_due(plan.settled_on, plan.rhythm))


def _opens(settled_on: date, due: date) -> date:
    ahead = timedelta(days=DEFAULTS.OPEN_REVIEW_AHEAD.days)
    return max(due - ahead, settled_on + timedelta(days=1))


def limits(facts: CaseFacts) -> Iterator[Breach]:
    """The month of the text, where the table meets at a shorter rhythm of its own: Art. 5(1.5)."""
    plan = facts.plan
    if plan is None or facts.died or not reviews_go_on(facts) or not _is_shorter(plan):
        return
    month = month_ends(plan.settled_on)
    yield Breach(Duty.REVIEW_PLAN, Article(5, "1.5"), Owner.MANAGER, month, plan.id)


def _is_shorter(plan: PlanFacts) -> bool:
    return review_due(plan.settled_on, plan.rhythm) < month_ends(plan.settled_on)


def is_on_review(held_on: date, settled_on: date) -> bool:
    return held_on > settled_on


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Send the plan to the table, then open the review in time for its notices."""
    if facts.plan is None:
        return
    if not facts.plan.sent or facts.plan.without_it:  # also to whoever joins: 13(3)
        yield Planned("send_plan", facts.plan.id, date.min)
    if _is_to_be_opened(facts):
        yield Planned("open_review", facts.plan.id, opens_on(facts.plan))


def _is_to_be_opened(facts: CaseFacts) -> bool:
    """In implementation, and while closing the case is prepared: Art. 5(1.5)."""
    if facts.phase is Phase.CLOSURE:
        return reviews_go_on(facts) and facts.review_opened_on is None
    return facts.phase is Phase.IMPLEMENTATION


def reviews_go_on(facts: CaseFacts) -> bool:
    """Nothing ends the monthly review of a plan before the table closes the case: Art. 5(1.5)."""
    return facts.plan is not None and facts.phase in REVIEWED and not facts.is_decided


def check_review(facts: CaseFacts) -> None:
    """Refuse a review meeting where nothing is left to review: Art. 15(1)."""
    if not reviews_go_on(facts) and from_paper.reviewed(facts) is None:
        raise NothingToReview


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """What the manager settles with the table, from a meeting for every referral on: Art. 8(1)."""
    yield from _after_the_first_meeting(facts)
    if (
        facts.appointed_on
        and facts.table.meeting is None
        and facts.table.last is None
        and facts.phase in {Phase.ASSESSMENT, Phase.PLANNING}  # later ones owe their own meeting
    ):
        since = counts_anew(facts.appointed_on, facts.table.called_off_on)
        yield owed(Duty.PLAN_MEETING, Owner.MANAGER, since, DEFAULTS.PREPARE)
    if facts.plan is not None and facts.phase in REVIEWED:
        yield from _review(facts, facts.plan)
    elif (met := from_paper.reviewed(facts)) is not None:
        yield from _review_of_paper(facts, met)


def _review(facts: CaseFacts, plan: PlanFacts) -> Iterator[OpenDuty]:
    """The meeting, its findings, and the month within which both belong: Art. 5(1.5), 15.

    The manager answers for the monitoring: Art. 14(1).
    """
    due, met = review_due(plan.settled_on, plan.rhythm), _awaits_findings(facts, plan)
    if met:
        yield OpenDuty(
            Duty.SETTLE_REVIEW,
            Owner.MANAGER,
            arose(due, met.held_on),  # the review is late; what it found nobody owed before it
            Article(15, "2"),
            met.id,
            meeting_id=met.id,
            since=met.held_on,
        )
    if not reviews_go_on(facts):
        return
    if _wants_a_meeting(facts) and not met:
        limit = DEFAULTS.PLAN_REVIEW
        opened_on = arose(opens_on(plan), facts.review_opened_on)  # nobody owed it before
        since = counts_anew(opened_on, facts.table.regular_off_on)
        yield owed(Duty.PLAN_REVIEW, Owner.MANAGER, since, limit, subject=plan.id)
    basis: Basis = DEFAULTS.RHYTHM if _is_shorter(plan) else Article(5, "1.5")
    yield OpenDuty(Duty.REVIEW_PLAN, Owner.MANAGER, due, basis, plan.id, since=plan.settled_on)


def _review_of_paper(facts: CaseFacts, met: HeldFacts) -> Iterator[OpenDuty]:
    """The month runs from the review held last, also where nobody knows what it found: 5(1.5)."""
    due = month_ends(met.held_on)
    if not _is_convened(facts):
        since = counts_anew(_opens(met.held_on, due), facts.table.regular_off_on)
        yield owed(Duty.PLAN_REVIEW, Owner.MANAGER, since, DEFAULTS.PLAN_REVIEW, subject=met.id)
    yield OpenDuty(
        Duty.REVIEW_PLAN, Owner.MANAGER, due, Article(5, "1.5"), met.id, since=met.held_on
    )


def _awaits_findings(facts: CaseFacts, plan: PlanFacts) -> HeldFacts | None:
    """The review meeting that has been held and whose findings are not written down."""
    met = facts.unreviewed
    return met if met and is_on_review(met.held_on, plan.settled_on) else None


def _wants_a_meeting(facts: CaseFacts) -> bool:
    """The review is open, and no meeting is planned or has met on closing the case meanwhile."""
    if _is_convened(facts):
        return False
    if facts.phase is Phase.CLOSURE:
        decides = facts.closure is not None and facts.closure.met is not None
        return facts.review_opened_on is not None and not decides
    return facts.phase is Phase.REVIEW


def _is_convened(facts: CaseFacts) -> bool:
    return any(each.on_review or not each.is_extraordinary for each in facts.table.planned)


def _after_the_first_meeting(facts: CaseFacts) -> Iterator[OpenDuty]:
    last = facts.table.last
    if last is None or last.held_on is None:
        return
    lost = _has_lost_its_plan(facts)
    if (facts.phase is Phase.ASSESSMENT or lost) and not facts.assessed:
        yield _after(last, last.held_on, Duty.SETTLE_ASSESSMENT, DEFAULTS.WRITE_ASSESSMENT)
    elif facts.phase is Phase.PLANNING or lost:
        yield _after(last, last.held_on, Duty.ADOPT_PLAN, DEFAULTS.SEND_PLAN)


def _has_lost_its_plan(facts: CaseFacts) -> bool:
    """Reviewed on paper, and nobody knows it any more: the table that meets here makes one."""
    return facts.phase is Phase.IMPLEMENTATION and facts.plan is None


def _after(meeting: MeetingFacts, held_on: date, duty: Duty, limit: Default) -> OpenDuty:
    return owed(duty, Owner.MANAGER, held_on, limit, subject=meeting.id, meeting=meeting.id)
