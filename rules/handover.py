"""A case goes to another manager, with all that was asked of the former one: Art. 4(2), 14(1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.duties import Duty, OpenDuty
from rules.refusals import NotPossible
from rules.roles import Owner

STAYS_WITH_THE_READER: Final = ("appointment/", "chairing/")
"""What is said to one officer as who they are: an appointment, a meeting that they chaired."""
STAYS_IN_CONFLICT: Final = ("appointment/", "chairing/named", "chairing/sign")
"""The same, but that somebody else chaired is for whoever decides: Art. 6(1.4)."""

OF_A_MORNING: Final = "reminders/"

FOR_WHO_DECIDES: Final = (
    *("minutes/dissent", "supervision/answered", "chairing/absent", "members/left"),
    *("declarations/manager", "declarations/substitute"),
)
"""What a member or an officer says and the head is told of, and not who runs the table."""

FOR_WHO_MANAGES: Final = ("supervision/asked", "supervision/visit")
"""What the head asks or found, for the manager alone; it waits until somebody manages the case."""


class NotTheirsAnyMore(NotPossible):
    reason = "Somebody else manages this case by now."
    way_out = "Look at who manages it, then decide again."


class HandedOverWithoutReason(NotPossible):
    reason = "It is not said why the cases are handed over."
    way_out = "Write it in a few words."


def check_handed_over(*, is_theirs: bool, reason: str) -> None:
    """Of several cases of one officer each goes by itself, as it stands when it goes: ours."""
    if not reason.strip():
        raise HandedOverWithoutReason
    if not is_theirs:
        raise NotTheirsAnyMore


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
    mine = [each for each in duties if each.actor is Owner.MANAGER and each.officer is None]
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


def goes_to_who_decides(template: str) -> bool:
    """Whether it is for head or deputy as such, and not for who declared a conflict: 10(2)."""
    return not template.startswith(STAYS_IN_CONFLICT)


def waits_for_who_follows(template: str) -> bool:
    """Whether what waits for an officer who has left their office is for who comes after them. What
    is new of a morning the next one says, to them too."""
    return goes_to_who_decides(template) and not template.startswith(OF_A_MORNING)


def waits_for_who_decides(template: str) -> bool:
    """Whether a notice that nobody could read is for the head or deputy who comes: 10(2), 6(1.4).

    Everything else goes to who runs the table, else to who decides there.
    """
    return template.startswith(FOR_WHO_DECIDES)


def waits_for_who_manages(template: str) -> bool:
    """Whether it is for the case's manager, and not for who decides meanwhile: Art. 16."""
    return template.startswith(FOR_WHO_MANAGES)


def waits_for_who_runs(template: str) -> bool:
    others = waits_for_who_decides(template) or waits_for_who_manages(template)
    return goes_along(template) and not others
