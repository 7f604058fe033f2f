"""Actions of the plan whose member left, and nobody took the place: Art. 13(2.2), 14(1), 8(6)."""

from collections.abc import Iterator
from datetime import timedelta

from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts
from rules.roles import Owner


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The manager, who answers for carrying out the plan, sees that each is somebody's again.

    A successor takes the place (8(6)), or the table hands it over or drops it, with the reason
    (15(3)). The text gives no day: DEFAULTS.HAND_ON (decision 0071).
    """
    left = [each for each in facts.left_actions if not each.succeeded]
    if not left or facts.plan is None or facts.is_decided:
        return
    since = min(each.known_on for each in left)
    yield OpenDuty(
        Duty.HAND_ON_ACTIONS,
        Owner.MANAGER,
        since + timedelta(days=DEFAULTS.HAND_ON.days),
        DEFAULTS.HAND_ON,
        facts.plan.id,
        len(left),
        members=tuple(dict.fromkeys(each.member_id for each in left)),
        since=since,
    )
