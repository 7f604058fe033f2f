"""The day by which the table looks at one action again: Annex 1, part 4.5, and Art. 5(1.5), 15."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts
from rules.planning import reviews_go_on
from rules.refusals import ProcedureRefused
from rules.roles import Owner


class LooksTooEarly(ProcedureRefused):
    reason = "Action {number} is to be reviewed before it stands in the plan."
    way_out = "Give a day after {made_on}, or leave it to the review of the plan."
    basis = DEFAULTS.LOOK_AGAIN


def check_look(number: int, look_on: date | None, made_on: date) -> None:
    """A day of its own lies after the plan or review that sets it: Annex 1.

    Which one is the table's to say: the plan is reviewed each month beside it (5(1.5)), and without
    a day the action is reviewed with the plan.
    """
    if look_on is not None and look_on <= made_on:
        raise LooksTooEarly(number=number, made_on=made_on)


def check_looks(looks: Iterable[tuple[int, date | None]], made_on: date) -> None:
    for number, look_on in looks:
        check_look(number, look_on, made_on)


def looked_on(look_on: date, reviews: Collection[date], said_on: date | None = None) -> date | None:
    """The first review of the action in the week before that day, or later: DEFAULTS.LOOKED_EARLY.

    One before that leaves it open, and so does the one that said the day, on `said_on`.
    """
    meant = (day for day in reviews if _is_meant(look_on, day))
    return min((day for day in meant if said_on is None or day > said_on), default=None)


def _is_meant(look_on: date, reviewed_on: date) -> bool:
    return reviewed_on >= look_on - timedelta(days=DEFAULTS.LOOKED_EARLY.days)


def goes_on(look_on: date | None, reviewed_on: date) -> date | None:
    """What a review leaves of a day that it sets no other for: Art. 15(2)."""
    return look_on if look_on is not None and not _is_meant(look_on, reviewed_on) else None


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The manager has the table look at each action by its own day: Annex 1, Art. 14(1), 15(1).

    The month of the plan stands beside it; that a day of one action passes is no breach of it.
    """
    if not reviews_go_on(facts):
        return
    for look in facts.looks:
        limit = DEFAULTS.LOOK_AGAIN
        yield owed(Duty.LOOK_AGAIN, Owner.MANAGER, look.on, limit, subject=look.id)
