"""A case goes to another manager, with all that was asked of the former one: Art. 4(2), 14(1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.duties import Duty, OpenDuty
from rules.roles import Owner

STAYS_WITH_THE_READER: Final = ("appointment/", "chairing/")
"""What is said to one officer as who they are: an appointment, a meeting that they chaired."""


@dataclass(frozen=True, slots=True)
class WhatIsOpen:
    """What is open in a case when another officer takes it over: numbers, and nobody's name."""

    duties: int = 0
    late: int = 0
    requests: int = 0
    """Members wait for a word on a meeting they asked for: Art. 8(4)."""
    notices: int = 0
    """Superiors are notified on the manager's word only, or are to be named: Art. 14(3.2)."""
    confirmations: int = 0
    """Contacts that wait for somebody's confirmation: Art. 18(1)."""


def handed_over(duties: Iterable[OpenDuty], today: date) -> WhatIsOpen:
    """The manager of the day answers for all that is open, whoever was asked: Art. 4(2), 14(1)."""
    mine = [duty for duty in duties if duty.actor is Owner.MANAGER]
    kinds = [duty.duty for duty in mine]
    return WhatIsOpen(
        duties=len(mine),
        late=sum(duty.is_missed(today) for duty in mine),
        requests=kinds.count(Duty.ANSWER_REQUEST),
        notices=kinds.count(Duty.CONFIRM_NOTICE) + kinds.count(Duty.NAME_SUPERIOR),
        confirmations=kinds.count(Duty.CONFIRM_CONTACT),
    )


def goes_along(template: str) -> bool:
    """Whether a notice that has not left goes to the new manager: Art. 4(2)."""
    return not template.startswith(STAYS_WITH_THE_READER)
