"""How somebody leaves a table, and who takes their place: Art. 8(6), 8(11)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.composition import RecusedFromTheCase, ReleaseWithoutReason, SeatFacts
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import TableFacts
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner
from rules.seats import check_ended
from rules.table import wrongs


class Departure(StrEnum):
    """What ends a seat, beside a recusal: Art. 8(6)."""

    END_OF_OFFICE = "end_of_office"
    DEATH = "death"
    EXCLUSION = "exclusion"
    """The centre excludes them, for a reason that the head sees."""
    OTHER_CHOICE = "other_choice"
    """Chosen otherwise before they took part in any meeting: Art. 4(3)."""


HAPPENED: Final = frozenset({Departure.END_OF_OFFICE, Departure.DEATH})
"""What is nobody's choice is put on record also where the table then lacks somebody."""
SEEN_BY_HEAD: Final = frozenset({Departure.END_OF_OFFICE, Departure.EXCLUSION})
"""Without a successor the head sees why."""


class SameActors(ProcedureRefused):
    reason = "This member has taken part in a meeting, and the same people come to the next one."
    way_out = "Say that their office ended or that they are excluded, and why."
    basis = Article(8, "6")


class SuccessorOfAnotherKind(ProcedureRefused):
    reason = "A successor comes from the same kind of institution."
    way_out = "Choose the other one for the table with a reason; they take no place of another."
    basis = DEFAULTS.SUCCESSION


class SuccessorNamed(NotPossible):
    reason = "Somebody has taken this place already."
    way_out = "Where the successor leaves too, record who comes after them."


class StillSits(ProcedureRefused):
    reason = "This member sits at the table; nobody takes their place yet."
    way_out = "Record first that they leave, and who succeeds them, in one act."
    basis = Article(8, "6")


class SeenAlready(NotPossible):
    reason = "The head has seen it, or a successor took the place meanwhile."
    way_out = "Nothing is left to do."


class NothingToSee(NotPossible):
    reason = "The head sees why nobody comes only where an office ended, or a member is excluded."
    way_out = "Nothing is left to do."


class OwnDeparture(ProcedureRefused):
    reason = "Who manages the case does not see a departure in the head's place."
    way_out = "The head sees it, or another deputy."
    basis = DEFAULTS.OWN_CASE


@dataclass(frozen=True, slots=True)
class Leaving:
    """A member who is to leave the table, or has left."""

    seat: SeatFacts
    departure: Departure
    on: date
    words: str
    took_part: bool
    """They were on the list of a meeting that was held: Art. 8(6)."""
    given_on: date
    """The day on which their seat was given."""
    there_on: date | None = None
    """The last day on which the record has them in a meeting: Art. 9."""
    successor: SeatFacts | None = None


def check_leaving(leaving: Leaving, table: TableFacts, today: date) -> None:
    """Nobody drops out but for what Art. 8(6) leaves open; what is decided keeps the table lawful.

    That an office ended or somebody died is always recorded; whoever is lacking then is a duty of
    the chair: Art. 4(3), 4(6).
    """
    check_ended(leaving.on, today, leaving.given_on, leaving.there_on)
    if leaving.departure is Departure.OTHER_CHOICE and leaving.took_part:
        raise SameActors
    succeeded = leaving.successor is not None
    if not leaving.words.strip() and needs_words(leaving.departure, succeeded=succeeded):
        raise ReleaseWithoutReason
    if leaving.successor is not None:
        check_successor(leaving.seat, leaving.successor, table)
    if leaving.departure not in HAPPENED:
        for wrong in _made_wrong(leaving, table):
            raise wrong


def needs_words(departure: Departure, *, succeeded: bool) -> bool:
    """Death needs no further words, nor does an office that somebody else holds now: Art. 8(6)."""
    return departure is not Departure.DEATH and not (
        departure is Departure.END_OF_OFFICE and succeeded
    )


def _made_wrong(leaving: Leaving, table: TableFacts) -> Iterator[ProcedureRefused]:
    """What would be unlawful of the table without them, and is not so already: Art. 4."""
    known = table.composition
    if known is None:
        return
    gone = replace(leaving.seat, left=True, left_for_a_reason=True)
    seats = [gone if seat == leaving.seat else seat for seat in known.seats]
    seats += [leaving.successor] if leaving.successor else []
    already = {type(wrong) for wrong in wrongs(table)}
    after = replace(table, composition=replace(known, seats=tuple(seats)))
    yield from (wrong for wrong in wrongs(after) if type(wrong) not in already)


def check_successor(former: SeatFacts, successor: SeatFacts, table: TableFacts) -> None:
    """Somebody of the same kind of institution, without a conflict: Art. 8(6), 10(2)."""
    known = table.composition
    if known is not None and successor.person in known.recused:
        raise RecusedFromTheCase
    if successor.kind != former.kind or successor.person == former.person:
        raise SuccessorOfAnotherKind


def check_naming(former: SeatFacts, *, named: bool) -> None:
    """Who comes later takes a place that is free: somebody left it, or was recused: 8(6), 10(2)."""
    if not (former.left or former.recused):
        raise StillSits
    if named:
        raise SuccessorNamed


def awaits_head(departure: Departure | None, *, succeeded: bool, seen: bool) -> bool:
    """Whether the head still has to see why somebody left and nobody came: Art. 8(6)."""
    return departure in SEEN_BY_HEAD and not succeeded and not seen


def check_seen(
    departure: Departure | None,
    *,
    succeeded: bool,
    seen: bool,
    by: UUID,
    manager_id: UUID | None,
) -> None:
    """The head, or a deputy on another's case, has seen why: beside Art. 8(6)."""
    if by == manager_id:
        raise OwnDeparture
    if departure not in SEEN_BY_HEAD:
        raise NothingToSee
    if not awaits_head(departure, succeeded=succeeded, seen=seen):
        raise SeenAlready


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """The head sees why somebody left without a successor: DEFAULTS.SEE_DEPARTURE."""
    for each in table.departures:
        limit, members = DEFAULTS.SEE_DEPARTURE, (each.id,)
        yield owed(
            Duty.SEE_DEPARTURE, Owner.HEAD, each.known_on, limit, subject=each.id, members=members
        )
