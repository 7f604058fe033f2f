"""Actions of the plan that the centre answers for: Art. 4(1), 13(2.2), 14(1), 14(2)."""

from collections.abc import Iterator
from enum import StrEnum

from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts
from rules.refusals import NotPossible
from rules.roles import Owner


class OfTheCentre(StrEnum):
    """Who of the centre answers for an action; a role, so that it goes on with a new manager."""

    MANAGER = "manager"
    """The case manager, a member of the table: Art. 4(1) 1.1."""
    CENTRE = "centre"
    """The centre itself, for which the manager speaks: DEFAULTS.OWN_ACTION (decision 0040)."""


class NotTheCentres(NotPossible):
    reason = "A member answers for this action: what became of it stands in their report."
    way_out = "Look at the reports."


class OwnActionIsOver(NotPossible):
    reason = "This action is completed, dropped or carried on in another version of the plan."
    way_out = "Look at the plan in force."


def check_progress(answers: OfTheCentre | None, *, is_open: bool) -> None:
    """The manager says beside the reviews how far an action of the centre has come: Art. 14(1)."""
    if answers is None:
        raise NotTheCentres
    if not is_open:
        raise OwnActionIsOver


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The manager carries out what the plan gives the centre, by its day: Art. 14(1), 14(2).

    Nobody is asked for a report on it, and no superior is notified: the head sees that it is late.
    """
    for action in () if facts.is_decided else facts.actions:
        if action.member_id is None:
            limit = DEFAULTS.OWN_ACTION
            yield owed(Duty.CARRY_OUT, Owner.MANAGER, action.due, limit, subject=action.id)
