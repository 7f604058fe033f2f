"""The agenda: the chair's own items beside the fixed ones, sent, then approved: Art. 8(3), 10(3).

A fixed item is a code of `rules.items.AGENDA` and stays; an item of the chair's own has words,
and stands among the codes by its id.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused

OWN: Final = "own"
"""What stands in the mail for an item in the chair's own words, which are read behind the link."""
OF_THE_CASE: Final = ("case_information", "needs_assessment", "services_given", "proposed_plan")
"""What the case manager presents at every meeting of a case: Art. 10(4)."""


class Approval(StrEnum):
    """What the table did with the agenda at the start: Art. 10(3)."""

    AS_SENT = "as_sent"
    WITH_CHANGES = "with_changes"
    IN_MEETING = "in_meeting"
    """None had been sent: the table agreed on it there."""
    NOT_APPROVED = "not_approved"
    """The meeting went on without: recorded as it was, and a breach."""


class ItemWithoutWords(ProcedureRefused):
    reason = "An item of the agenda has words."
    way_out = "Write in one line what is to be talked about."
    basis = DEFAULTS.AGENDA


class ItemWasSent(ProcedureRefused):
    reason = "This item was sent with the invitation, or the meeting has been held."
    way_out = "Add another item, which is marked as late; the table may change the agenda."
    basis = DEFAULTS.AGENDA


class ChangesUnsaid(ProcedureRefused):
    reason = "The table approved the agenda with changes, and it is not said which."
    way_out = "Write what the table changed."
    basis = DEFAULTS.AGENDA


class NoAgendaAnyMore(NotPossible):
    reason = "This meeting was called off, and its agenda with it."
    way_out = "Look at the meeting that is planned now."


@dataclass(frozen=True, slots=True)
class AgendaWord:
    """What the table said on its agenda, and how it changed it: Art. 10(3)."""

    approval: Approval
    changes: str = ""


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item of the chair's own, and how far its meeting is."""

    late: bool
    """It was added after the agenda had been sent."""
    sent: bool
    held: bool


def check_word(word: AgendaWord | None) -> None:
    """An agenda that was changed says how; that nothing is said of it is no wall: Art. 10(3)."""
    if word and word.approval is Approval.WITH_CHANGES and not word.changes.strip():
        raise ChangesUnsaid


def check_new_item(words: str, *, called_off: bool) -> None:
    """Whenever it is added: before the agenda is sent, late, or in the meeting itself."""
    if called_off:
        raise NoAgendaAnyMore
    if not words.strip():
        raise ItemWithoutWords


def check_moved(item: ItemState) -> None:
    """What was sent stands in the order in which it was sent: Art. 8(3)."""
    if item.sent or item.held:
        raise ItemWasSent


def check_taken_back(item: ItemState) -> None:
    """Nobody was sent a late item with the invitation: it may go until the meeting."""
    if item.held or (item.sent and not item.late):
        raise ItemWasSent


def code_of(item_id: UUID) -> str:
    return f"{OWN}:{item_id}"


def own_items(agenda: Collection[str]) -> list[UUID]:
    """The ids of the chair's own items, in their order."""
    return [UUID(code.partition(":")[2]) for code in agenda if code.startswith(f"{OWN}:")]


def as_mailed(agenda: Sequence[str]) -> tuple[str, ...]:
    """The agenda without anything that was written freely: no word about a child is mailed."""
    return tuple(OWN if code.startswith(f"{OWN}:") else code for code in agenda)


def placed(agenda: Sequence[str], code: str, after: str = "") -> list[str]:
    """The agenda with another item: after the one named, else before the last one."""
    place = agenda.index(after) + 1 if after in agenda else max(len(agenda) - 1, 0)
    return [*agenda[:place], code, *agenda[place:]]


def moved(agenda: Sequence[str], code: str, *, up: bool) -> list[str]:
    """The agenda with one item a place earlier or later; the others keep their order."""
    items = list(agenda)
    here = items.index(code)
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    return items


def without(agenda: Sequence[str], code: str) -> list[str]:
    return [each for each in agenda if each != code]
