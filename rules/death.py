"""What the death of a child ends at once, and what goes on: Art. 17(3.5).

Nobody is asked for a report on a dead child, and no plan for one is reviewed. What closes the case
goes on: the head approves, the parents are heard, the table meets, decides and signs. A case
without a table still needs one, which no assessment of needs precedes any more (decision 0045).
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts
from rules.grounds import Ground
from rules.known import Value
from rules.meetings import MeetingKind
from rules.phases import Phase
from rules.planned import Planned
from rules.refusals import ProcedureRefused
from rules.roles import Owner

ENDED_DUTIES: Final[Collection[Duty]] = frozenset(
    {
        Duty.RECORD_ASSESSMENT,
        Duty.SETTLE_ASSESSMENT,
        Duty.ADOPT_PLAN,
        Duty.WRITE_REPORT,
        Duty.ANSWER_ACTION,
        Duty.GIVE_ANSWER,
        Duty.LEFT_INQUIRY,
        Duty.CONFIRM_NOTICE,
        Duty.NAME_SUPERIOR,
        Duty.CARRY_OUT,
        Duty.LATE_ACTION,
        Duty.LEFT_ACTION,
        Duty.LOOK_AGAIN,
        Duty.LOG_CONTACT,
        Duty.MAKE_VISIT,
        Duty.HAND_ON_ACTIONS,
        Duty.PLAN_REVIEW,
        Duty.REVIEW_PLAN,
        Duty.SETTLE_REVIEW,
        Duty.NAME_FAMILY,
    }
)
ENDED_STEPS: Final[Collection[str]] = frozenset(
    {
        "ask_reports",
        "ask_about_action",
        "ask_by_report_date",
        "give_last_chance",
        "withdraw_last_chance",
        "ask_unread",
        "notify_superior",
        "ask_superior_again",
        "send_plan",
        "open_review",
        "announce_closing",
    }
)


class PlanEndedWithDeath(ProcedureRefused):
    reason = "The child died on {day}: nothing of the plan is carried out after that."
    way_out = "Write the day on which it was, if that was before; else enter it as information."
    basis = Article(17, "3.5")


def check_plan_goes_on(on: date, died_on: date | None) -> None:
    """Of the day of the death too: nobody sees from it which was first."""
    if died_on is not None and on > died_on:
        raise PlanEndedWithDeath(day=died_on)


def ends_meeting(kind: MeetingKind) -> bool:
    """A meeting on a plan or an assessment has lost its object; one on closing has not: 17(3.5)."""
    return kind is not MeetingKind.CLOSURE


def ends_by(died_on: date | None, limit: date) -> bool:
    """Whether what serves the living was not owed any more when its last day was over: 17(3.5)."""
    return died_on is not None and died_on <= limit


def off_since(called_off_on: date, kind: MeetingKind, died_on: date | None) -> date:
    """From when nothing was owed for a meeting that is off: the death ended it by itself, if it was
    on plan or assessment, whenever it was typed and called off for that: Art. 8(3), 8(10)."""
    if died_on is None or not ends_meeting(kind):
        return called_off_on
    return min(called_off_on, died_on)


def heard_on(words: Iterable[tuple[Value, date]]) -> date | None:
    """When the centre first heard of a death whose day nobody knows: 17(3.5).

    `words` are the one that stands and those in whose place it stands, each with the day on which
    it became known: whoever corrects the source, or a denial, hears of no other death.
    """
    return min((known_on for died, known_on in words if died is True), default=None)


def steps_that_go_on(facts: CaseFacts, steps: Iterable[Planned]) -> Iterator[Planned]:
    """Everything of the system's but what a death makes senseless: Art. 17(3.5)."""
    return (step for step in steps if not (facts.died and step.act in ENDED_STEPS))


def duties_that_go_on(facts: CaseFacts, found: Iterable[OpenDuty]) -> Iterator[OpenDuty]:
    """Everything that people owe but what a death makes senseless: Art. 17(3.5)."""
    return (duty for duty in found if not (facts.died and _is_ended(facts, duty)))


def _is_ended(facts: CaseFacts, duty: OpenDuty) -> bool:
    if duty.duty is Duty.PLAN_MEETING:  # the one on closing is still to come
        return facts.phase is not Phase.CLOSURE
    return duty.duty in ENDED_DUTIES


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The manager recommends to close the case: Art. 17(1), 17(3.5)."""
    closure = facts.closure if facts.closure and not facts.closure.returned else None
    under_way = closure and (closure.ground == Ground.DEATH or closure.decided_on)
    if facts.died and facts.appointed_on and not under_way:
        yield OpenDuty(Duty.PROPOSE_CLOSURE, Owner.MANAGER, None, DEFAULTS.AFTER_DEATH, facts.id)
