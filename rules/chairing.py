"""Who chairs a meeting on the day, and signs for it: Art. 4(2), 6(1.4), 10(1), 17(5).

The case manager chairs. That the head names another officer for one meeting is ours, beside the
centre's appointment of Art. 4(2); who chaired without either is recorded, and is a breach.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.deputies import Nominee
from rules.known import ManagerAsGuardian, SourceMissing
from rules.participants import ManagerHasConflict
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner


class SubstituteOutsideTheCentre(ProcedureRefused):
    reason = "Only an officer of this Centre for Social Work chairs the table."
    way_out = "Choose one of the officers in the list."
    basis = Article(4, "2")


class OwnSubstitute(ProcedureRefused):
    reason = "Nobody names themselves to chair, or a substitute for themselves."
    way_out = "The head decides, or another deputy; without a head the administrator names one."
    basis = DEFAULTS.OWN_APPOINTMENT


class ChairsAnyway(NotPossible):
    reason = "This officer manages the case, and chairs its meetings."
    way_out = "Choose another officer, or leave the meeting as it is."


class NotToBeHeld(NotPossible):
    reason = "This meeting was called off: nobody chairs it."
    way_out = "Name who chairs once another meeting is planned."


class NamedAfterTheMeeting(ProcedureRefused):
    reason = "The meeting was on {day}: nobody is named to chair it afterwards."
    way_out = "Write the day on which the head named them; who chaired without it is on record."
    basis = Article(4, "2")


class NamedAlready(NotPossible):
    reason = "This officer is named to chair this meeting already."
    way_out = "Choose another officer, or leave the record as it is."


class ChairNamedSince(NotPossible):
    reason = "Somebody was named to chair this meeting since you opened the page."
    way_out = "Look at who it is, then name another officer if that is still wanted."


class ChairWasAway(NotPossible):
    reason = "Whoever is said to have chaired is recorded as absent."
    way_out = "Correct who chaired, or who was present."


class ChairNotSaid(NotPossible):
    reason = "It is not said who chaired."
    way_out = "Choose who it was, or write the name and office."


class ChairNotOnRecord(NotPossible):
    reason = "It is not on record yet that this meeting was held."
    way_out = "Say who chaired when you record the meeting."


class ChairAsOnRecord(NotPossible):
    reason = "This is who is on record as having chaired."
    way_out = "Choose who chaired, or leave the record as it is."


class ChairCorrectedWithoutReason(ProcedureRefused):
    reason = "It is not said why the record of who chaired was wrong."
    way_out = "Write the reason; what stood before stays to be read."
    basis = DEFAULTS.FACT


@dataclass(frozen=True, slots=True)
class Naming:
    """The head's word that an officer chairs one meeting."""

    officer: Nominee | None
    centre: UUID
    named_on: date | None
    held_on: date | None
    called_off: bool = False
    is_guardian: bool = False
    manages: bool = False
    in_conflict: bool = False
    """They declared a conflict of interest at this table: Art. 10(2)."""
    same_since: date | None = None
    """They are named to it already, in the same words, on this day."""
    own: bool = False
    """Whoever decides names themselves, or decides on a case that they manage."""
    as_shown: bool = True
    """Nobody was named since whoever decides opened the page."""


def check_naming(naming: Naming, today: date) -> date:
    """An officer of the centre, named by another, for a meeting not held before that: Art. 4(2).

    Gives the day of the word, which may be typed later; so also after the meeting.
    """
    named_on = check_happened(naming.named_on, today)
    if naming.called_off:
        raise NotToBeHeld
    if naming.officer is None or not naming.officer.is_officer_of(naming.centre):
        raise SubstituteOutsideTheCentre
    if naming.manages:
        raise ChairsAnyway
    if naming.is_guardian:
        raise ManagerAsGuardian
    if naming.in_conflict:
        raise ManagerHasConflict
    if naming.own:
        raise OwnSubstitute
    if naming.held_on is not None and named_on > naming.held_on:
        raise NamedAfterTheMeeting(day=naming.held_on)
    if naming.same_since == named_on:
        raise NamedAlready
    if not naming.as_shown:
        raise ChairNamedSince
    return named_on


@dataclass(frozen=True, slots=True)
class ChairOfTheDay:
    """Who chaired one meeting, and whom the centre had appointed to."""

    held_on: date
    officer: UUID | None
    """None where it was no officer of the centre with an account."""
    managers: frozenset[UUID]
    """Who managed the case on that day; two, where one took over from the other."""
    substitutes: frozenset[UUID]
    """Whom the head had named for this meeting, by that day."""
    was_away: bool = False
    """The member who is said to have chaired is recorded as absent."""

    @property
    def is_appointed(self) -> bool:
        return self.officer in self.managers | self.substitutes

    @property
    def manager_was_absent(self) -> bool:
        """Of this the head is told: the manager did not chair: Art. 6(1.4), 16(1)."""
        return self.officer not in self.managers


def check_named(officer: UUID | None, member: UUID | None, words: str) -> None:
    """Somebody is said to have chaired: nobody is taken for granted, nor left out: Art. 4(2)."""
    if officer is None and member is None and not words.strip():
        raise ChairNotSaid


def check_chair(chair: ChairOfTheDay) -> None:
    """What is said of one person is one thing; who it was is never refused."""
    if chair.was_away:
        raise ChairWasAway


def wrong(chair: ChairOfTheDay, meeting: UUID) -> Iterator[Breach]:
    """Whoever chaired without the centre's appointment: a breach of Art. 4(2)."""
    if not chair.is_appointed:
        yield unappointed(meeting, chair.held_on)


def unappointed(meeting: UUID, held_on: date) -> Breach:
    """Somebody chaired whom the centre had not appointed: Art. 4(2)."""
    word, of = Wrong.CHAIRED_UNAPPOINTED, Article(4, "2")
    return Breach(word, of, Owner.MANAGER, held_on, meeting, meeting)


class CorrectedTooEarly(NotPossible):
    reason = "The meeting was on {day}; nobody said before it who chaired it."
    way_out = "Write the day on which it was said that the record is wrong."


@dataclass(frozen=True, slots=True)
class Correction:
    """That somebody else chaired a meeting than is on record."""

    held_on: date | None
    """None where it is not on record that it was held."""
    same: bool
    """It names who is on record already."""
    source: str
    reason: str
    said_on: date | None


def check_correction(said: Correction, today: date) -> date:
    """Who chaired is corrected as any fact is, from a source and with a reason: Art. 4(2).

    Gives the day on which it was said, the meeting's or a later one. Who it was is never refused.
    """
    if said.held_on is None:
        raise ChairNotOnRecord
    if said.same:
        raise ChairAsOnRecord
    if not said.source.strip():
        raise SourceMissing
    if not said.reason.strip():
        raise ChairCorrectedWithoutReason
    said_on = check_happened(said.said_on, today)
    if said_on < said.held_on:
        raise CorrectedTooEarly(day=said.held_on)
    return said_on


def who_signs(*, recorded: bool, chaired_by: UUID | None, appointed: UUID | None) -> UUID | None:
    """The officer who signs minutes as chair: who chaired that meeting, nobody later: Art. 10(1).

    A member who chaired signs as a member. Where nothing is recorded it is who is appointed.
    """
    return chaired_by if recorded else appointed


def who_signs_the_form(
    chair: ChairOfTheDay, current: UUID | None, in_conflict: Collection[UUID] = ()
) -> UUID | None:
    """Who signs the closing form as case manager: the one of the meeting's day: Art. 17(5).

    Who chaired for the manager does not sign for them: the text names the manager. Of those
    `in_conflict` only who chaired it signs, before they were; where nobody is left, whoever is
    appointed next: Art. 10(2).
    """
    if chair.officer in chair.managers:
        return chair.officer
    able = chair.managers.difference(in_conflict)
    if current in able or not able:
        return None if current in in_conflict else current
    return min(able, key=str)
