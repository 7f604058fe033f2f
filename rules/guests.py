"""Who comes to a meeting without a member's seat: Art. 4(4), 8(5), 10(6).

Somebody of another institution has a seat for good under Art. 4(4), or comes to a meeting under
Art. 8(5); both for a reason, on the manager's word. Whoever works for the protection of children on
their own is invited as well: 4(4), 8(6). To anybody else the meeting is closed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.participants import Part
from rules.refusals import NotPossible, ProcedureRefused

OF_ONE_MEETING: Final = frozenset({Part.GUEST, Part.UNASKED})
"""Who comes to a meeting by invitation; an assistant and an interpreter come to any."""


def came_as(part: Part, *, unasked: bool) -> Part:
    """As what somebody was at one meeting: the same person sat in once, and is invited later."""
    if part not in OF_ONE_MEETING:
        return part
    return Part.UNASKED if unasked else Part.GUEST


class MeetingIsClosed(ProcedureRefused):
    reason = "The meeting is closed: only members, the family, and who is invited to it come."
    way_out = (
        "Write which institution sends them, or that they work on their own, and how that is tied"
        " to the case; or give them a seat under Art. 4(4). Who has sat there unasked is recorded"
        " after the meeting."
    )
    basis = Article(10, "6")


class InvitedAlready(NotPossible):
    reason = "This invitation is on record already."
    way_out = "Write what proves it, or another day; else leave the record as it is."


class NoInvitationThen(NotPossible):
    reason = "On that day no invitation of them to this meeting stood."
    way_out = "Write the day on which they were told; it is none before they were invited."


class MeetingWasOver(NotPossible):
    reason = "The meeting was on {day}; after it no invitation is taken back."
    way_out = "Write the day on which they were told, or leave the invitation as it is."


class WereToldNotToCome(NotPossible):
    reason = "On {day} they were told not to come to this meeting."
    way_out = "Write the day on which they were invited again, that day or a later one."


@dataclass(frozen=True, slots=True)
class LetIn:
    """Somebody without a seat, as they are put on record."""

    part: Part
    comes_from: str = ""
    reason: str = ""
    """How they are tied to the case: Art. 8(5). Of the uninvited, why they came."""
    independent: bool = False
    """A professional who works on their own, for no institution: Art. 4(4), 8(6)."""
    was_there: bool = False
    """Of a meeting that was held."""


def check_let_in(who: LetIn) -> None:
    """Only who is tied to the case is let in, by invitation: Art. 4(4), 8(5), 10(6).

    Whoever sat there is put on record afterwards, invited or not.
    """
    is_tied = bool((who.comes_from.strip() or who.independent) and who.reason.strip())
    if who.part is Part.GUEST and not is_tied:
        raise MeetingIsClosed
    if who.part is Part.UNASKED and not who.was_there:
        raise MeetingIsClosed


@dataclass(frozen=True, slots=True)
class Origin:
    """From where somebody comes, and how they are tied to the case: Art. 4(4), 8(5)."""

    comes_from: str = ""
    reason: str = ""
    independent: bool = False


NOT_SAID: Final = Origin()


def as_known(said: Iterable[Origin]) -> Origin:
    """By the last word on each; what was left open before is completed, and stays to be read."""
    found = NOT_SAID
    for each in said:
        whence = each if each.comes_from.strip() or each.independent else found
        reason = each.reason.strip() or found.reason
        found = Origin(whence.comes_from.strip(), reason, whence.independent)
    return found


@dataclass(frozen=True, slots=True)
class KnownGuest:
    """Who somebody is, as far as a guest is told from another: one guest is one line (0070)."""

    name: str
    comes_from: str
    independent: bool

    def is_same(self, other: "KnownGuest") -> bool:
        """Of one name and from one place; who has only the name in common is somebody else."""
        return self._key() == other._key()

    def _key(self) -> tuple[str, str, bool]:
        name, whence = (" ".join(each.split()).casefold() for each in (self.name, self.comes_from))
        return name, whence, self.independent


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation to one meeting, as it is on record."""

    on: date
    too_late_to_see: bool
    """It was typed after the meeting: nobody could see it before."""
    proven: bool
    """A witness or a paper is named."""
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of which day an invitation to one meeting is, who saw it, and which paper shows it."""

    on: date
    witness: str = ""
    paper: str = ""

    def adds_to(self, other: "Evidence") -> bool:
        """Another day, or a witness or a paper that is not named there."""
        seen = bool(self.witness) and self.witness != other.witness
        shown = bool(self.paper) and self.paper != other.paper
        return self.on != other.on or seen or shown


def check_adds(said: Evidence, known: Iterable[Evidence]) -> None:
    """The same invitation is on record once; what turns up later is another row: Art. 8(5)."""
    if not all(said.adds_to(each) for each in known):
        raise InvitedAlready


def counts(invitation: Invited, met_on: date) -> bool:
    """By the meeting's day; typed only afterwards, on a witness's word or a paper: Art. 8(5).

    That a bare word after the meeting proves no invitation is ours: decision 0070.
    """
    seen = invitation.proven or not invitation.too_late_to_see
    return invitation.on <= met_on and seen and not invitation.taken_back


def taken_back(invited: Mapping[UUID, date], told_on: date, meets_on: date) -> Collection[UUID]:
    """Which of the invitations to one meeting fall, once a guest is told not to come: Art. 8(5).

    The text has the manager invite as needed, and says nothing of taking that back: decision 0134.
    It holds from the day on which they were told, and an invitation of a later day stands.
    """
    if told_on > meets_on:
        raise MeetingWasOver(day=meets_on)
    found = [id for id, on in invited.items() if on <= told_on]
    if not found:
        raise NoInvitationThen
    return found


def check_invited_since(on: date, told_not_to: Iterable[date]) -> None:
    """Whoever was told not to come is invited again, or what was before stays taken back: 8(5)."""
    last = max(told_not_to, default=on)
    if on < last:
        raise WereToldNotToCome(day=last)


def was_let_in(part: Part, *, invited: bool, came_before: bool = False) -> bool:
    """Whether somebody came as they might: a guest to a meeting of an invitation: Art. 8(5).

    `came_before`: to a review come the same as to the meeting before it, of which they were a
    guest: 8(6). Whoever was invited to another one alone sat in this one uninvited: 10(6).
    """
    return part not in OF_ONE_MEETING or invited or came_before
