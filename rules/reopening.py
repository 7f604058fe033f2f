"""A child who comes back: a new case, linked to the earlier one, whose sealed file is read by it.

The Regulation knows no reopening. Ours: the sealed case stays sealed, a new referral opens a new
one, and the head links the two (decision 0108). Who then reads the earlier file is of Art. 18(1).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused

BASIS: Final = DEFAULTS.REOPENING
READING: Final = Article(18, "1")


class EarlierIsItself(ProcedureRefused):
    reason = "A case is not its own earlier case."
    way_out = "Write the number of the case that the child had before."
    basis = BASIS


class EarlierStillRuns(ProcedureRefused):
    reason = "The case named is not closed: if it is the same child, this referral belongs to it."
    way_out = "End this referral as a duplicate before its table meets, or wait for the seal."
    basis = BASIS


class EarlierCameLater(ProcedureRefused):
    reason = "The case named was referred after this one: it is not an earlier case."
    way_out = "Write the number of the case that the child had before."
    basis = BASIS


class EarlierOfASibling(ProcedureRefused):
    reason = "The case named is of another child of the same family, and is linked already."
    way_out = "Write the number of the earlier case of this child."
    basis = BASIS


class EarlierWasADuplicate(ProcedureRefused):
    reason = "The case named ended as a duplicate: what is known of the child is in another file."
    way_out = "Write the number of the case that it was a duplicate of."
    basis = BASIS


class DiedInTheEarlierFile(ProcedureRefused):
    reason = "By the file of the case named, that child has died."
    way_out = (
        "If that was wrong, a supplement beside that file says so, signed, and is chosen here."
    )
    basis = BASIS


class LinkedTooEarly(ProcedureRefused):
    reason = "On {day} there was nothing to link: the later of referral and seal is of {since}."
    way_out = "Write the day on which the head decided, from {since} on."
    basis = DEFAULTS.HAPPENED


class OwnNewCase(ProcedureRefused):
    reason = "Nobody opens an earlier file to themselves: you manage this case."
    way_out = "The head links the cases, or another deputy."
    basis = DEFAULTS.OWN_CASE


class LinkWithoutReason(ProcedureRefused):
    reason = "It is not said how it is known that it is the same child."
    way_out = "Write by what you know it; the link opens one child's file to another officer."
    basis = BASIS


class LinkedAlready(NotPossible):
    reason = "The case named is linked to this one already."


class LinkTakenBackAlready(NotPossible):
    reason = "This link was taken back already."


class TakenBackBeforeLinked(ProcedureRefused):
    reason = "This link was made on {day}, and was not taken back before."
    way_out = "Write the day on which it was seen, from {day} on."
    basis = DEFAULTS.HAPPENED


class LinkTakenBackUnsaid(ProcedureRefused):
    reason = "It is not said why the link is taken back."
    way_out = "Write what was wrong; the link and your word stay on record."
    basis = BASIS


@dataclass(frozen=True, slots=True)
class EarlierFacts:
    """The case that is named as the earlier one, seen from the new one."""

    id: UUID
    sealed_on: date | None
    """None while it is not closed."""
    referred_on: date
    of_a_sibling: bool = False
    """The files are linked as of one family: it is another child."""
    duplicate: bool = False
    """It ended as a duplicate of a third."""
    died: bool = False
    """By its file the child has died: Art. 17(3.5)."""
    said_wrong: bool = False
    """A supplement is chosen that says that this was wrong, and may be relied on."""
    linked: bool = False
    """A link between the two is in force."""


@dataclass(frozen=True, slots=True)
class NewCaseFacts:
    """The case that the child has now."""

    id: UUID
    referred_on: date
    manager_id: UUID | None


def may_say_wrong(*, signed: bool, corrected: bool) -> bool:
    """A supplement that somebody has signed, and that no other one corrects: ours, for 18(1)."""
    return signed and not corrected


def check_link(
    new: NewCaseFacts, earlier: EarlierFacts, reason: str, *, by: UUID, on: date
) -> None:
    """The head links a new case to the sealed one that the child had before: ours, for 18(1).

    The earlier is sealed and the new one open, so that no chain of links ever comes round. `on` is
    the day of the decision: both files were there.
    """
    if by == new.manager_id:
        raise OwnNewCase
    if earlier.id == new.id:
        raise EarlierIsItself
    if earlier.sealed_on is None:
        raise EarlierStillRuns
    if earlier.referred_on > new.referred_on:
        raise EarlierCameLater
    _check_whose(earlier)
    if earlier.linked:
        raise LinkedAlready
    if not reason.strip():
        raise LinkWithoutReason
    since = max(new.referred_on, earlier.sealed_on)
    if on < since:
        raise LinkedTooEarly(day=on, since=since)


def _check_whose(earlier: EarlierFacts) -> None:
    if earlier.of_a_sibling:
        raise EarlierOfASibling
    if earlier.duplicate:
        raise EarlierWasADuplicate
    if earlier.died and not earlier.said_wrong:
        raise DiedInTheEarlierFile


def check_taking_back(reason: str, *, on: date, linked_on: date, taken_back: bool) -> None:
    """A link to a wrong child ends with the word of who sees it, also after the seal: 18(1)."""
    if taken_back:
        raise LinkTakenBackAlready
    if not reason.strip():
        raise LinkTakenBackUnsaid
    if on < linked_on:
        raise TakenBackBeforeLinked(day=linked_on)


@dataclass(frozen=True, slots=True)
class ReaderFacts:
    """Who would read an earlier file, by the case that is linked to it."""

    manages: bool
    """The new case, today; nobody who managed it before."""
    acts_as_head: bool
    """Of the centre that both cases are of, or as its deputy today."""
    sealed: bool
    """The new case is closed."""
    in_conflict: bool
    """At the new table, or at that of the earlier case: Art. 10(2)."""


def may_read(reader: ReaderFacts) -> bool:
    """Who manages the new case reads the earlier file, while it runs; so does the head: 18(1).

    Nobody else, and nobody with a conflict of interest at either table: Art. 10(2).
    """
    if reader.in_conflict:
        return False
    return reader.acts_as_head or (reader.manages and not reader.sealed)
