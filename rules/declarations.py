"""The declarations of a member: no conflict of interest, and confidentiality: Art. 10(2), 18(2)."""

from dataclasses import dataclass
from datetime import date

from rules.basis import Article
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused
from rules.signing import SignatureMethod


class AlreadyDeclared(NotPossible):
    reason = "This declaration has been made."
    way_out = "If something has changed, speak to the case manager."


class ConfidentialityNotSigned(ProcedureRefused):
    reason = "Without the declaration of confidentiality the papers stay closed."
    way_out = "Read the declaration and tick that you sign it."
    basis = Article(18, "2")


class LeftSince(NotPossible):
    reason = "They have left this table since; that seat stays as it was."
    way_out = "Choose them for the table again, where nothing bars them."


@dataclass(frozen=True, slots=True)
class Declared:
    """What a member declared before."""

    at_all: bool
    conflict: bool | None
    left: bool = False
    """They have left the table: what was declared from that seat stays as it was."""
    barred_on: date | None = None
    """The day of the conflict of interest that stands, where they had signed nothing before it."""


def is_of_before(before: Declared, on: date, *, conflict: bool) -> bool:
    """A paper that they signed before their conflict of interest came up, and that is typed after
    it: 10(2), 18(2). The conflict stands."""
    return before.barred_on is not None and not conflict and on < before.barred_on


def check_declaration(
    before: Declared, *, conflict: bool, confidential: bool, of_before: bool = False
) -> None:
    """Both at once and once; only a conflict may come up later, and ends the seat: Art. 10(2)."""
    if before.left:
        raise LeftSince
    if of_before:
        return
    came_up_later = conflict and before.conflict is False
    if before.at_all and not came_up_later:
        raise AlreadyDeclared
    if not conflict and not confidential:
        raise ConfidentialityNotSigned


class RefusedAlready(NotPossible):
    reason = "That they do not sign is on record already."
    way_out = "They may still sign."


def check_refusal(*, declared: bool, refused: bool, left: bool = False) -> None:
    """Who has signed has signed; what is refused is on record once: Art. 18(2)."""
    if left:
        raise LeftSince
    if declared:
        raise AlreadyDeclared
    if refused:
        raise RefusedAlready


class NoConflictToWithdraw(NotPossible):
    reason = "No conflict of interest of theirs is on record."
    way_out = "Read the page again; somebody may have been faster."


class WithdrawnWithoutReason(ProcedureRefused):
    reason = "It is not said how the conflict of interest came to be declared by mistake."
    way_out = "Write the reason; what was declared stays to be read."
    basis = DEFAULTS.FACT


class SeatTaken(NotPossible):
    reason = "Somebody has come in their place since."
    way_out = "Tell the case manager or the head: they decide who sits."


class WithdrawnTooEarly(NotPossible):
    reason = "The conflict of interest was declared on {day}; it is not withdrawn before."
    way_out = "Write the day on which they said that it was a mistake."


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Whoever declared a conflict of interest says that it was a mistake."""

    declared_on: date | None
    """None where none stands."""
    reason: str
    said_on: date | None
    left: bool = False
    by_themselves: bool = False
    """Behind their link; else whoever runs the table puts it on record."""
    taken: bool = False
    """Somebody else has come in their place."""


def was_told(method: str, *, conflict: bool, seen: bool) -> bool:
    """Whether it is no signature of theirs: a conflict of interest bars whoever says so, signed or
    not (Art. 10(2)), and an officer puts on record what was told or came on paper; it counts as
    signed where somebody is named who saw it. Decision 0195."""
    return conflict and method == SignatureMethod.PAPER and not seen


def check_withdrawal(said: Withdrawal, today: date) -> date:
    """Art. 10(2) bars who has a conflict of interest, not who ticked the wrong line. Gives the day
    on which they said so; from then on what is not done yet falls away, and what happened stays.
    Once somebody else has come, who sits is for manager and head: decision 0103."""
    if said.declared_on is None:
        raise NoConflictToWithdraw
    if said.left:
        raise LeftSince
    if said.by_themselves and said.taken:
        raise SeatTaken
    if not said.reason.strip():
        raise WithdrawnWithoutReason
    said_on = check_happened(said.said_on, today)
    if said_on < said.declared_on:
        raise WithdrawnTooEarly(day=said.declared_on)
    return said_on
