"""Whether somebody had a seat at the table on a day: Art. 4(3), 8(6), 9, 10(2)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner


class SeatedThen(NotPossible):
    reason = "Somebody chosen had a seat at this table on that day, and left it later."
    way_out = "Write the day on which they were chosen again, from {day} on."


class SeatBeforeTheReferral(ProcedureRefused):
    reason = "On {day} the child had not been referred yet; the referral is of {since}."
    way_out = "Write the day on which the seat was given for this case, from {since} on."
    basis = DEFAULTS.HAPPENED


class EndedBeforeGiven(ProcedureRefused):
    reason = "This seat was given on {day}, and did not end before."
    way_out = "Write the day on which it ended, from {day} on."
    basis = DEFAULTS.HAPPENED


class ThereAfterwards(ProcedureRefused):
    reason = "The record of the meeting of {day} says that this member was there."
    way_out = "Write the day on which they left, from {day} on, or correct that record first."
    basis = DEFAULTS.HAPPENED


class PlaceNotFree(ProcedureRefused):
    reason = "Until {day} this place was not free, and nobody took it before."
    way_out = "Write the day on which the successor took the place, from {day} on."
    basis = DEFAULTS.HAPPENED


def check_given(
    on: date | None, today: date, referred_on: date, left: Collection[date] = ()
) -> date:
    """The day on which a seat was given, today where none is said: Art. 4(3), 8(6).

    It is given for a child that has been referred (ours). Who comes back takes another seat once
    the one before has ended; `left` are those days.
    """
    day = check_happened(on, today)
    if day < referred_on:
        raise SeatBeforeTheReferral(day=day, since=referred_on)
    if left and day < max(left):
        raise SeatedThen(day=max(left))
    return day


def check_ended(on: date, today: date, given_on: date, there_on: date | None) -> date:
    """The day on which a seat ended: it had begun, and nobody came to a meeting after it: 8(6).

    `there_on` is the last day on which the record has them in a meeting. That a year slipped is
    ours to refuse; a lapse outlives the seat, and no departure undoes it: decision 0086.
    """
    day = check_happened(on, today)
    if day < given_on:
        raise EndedBeforeGiven(day=given_on)
    if there_on is not None and day < there_on:
        raise ThereAfterwards(day=there_on)
    return day


def check_taken(on: date | None, today: date, free_since: date | None) -> date:
    """The day on which a successor took a place that was free by then: Art. 8(6), 10(2)."""
    day = check_happened(on, today)
    if free_since is not None and day < free_since:
        raise PlaceNotFree(day=free_since)
    return day


def chosen_unassessed(
    member_id: UUID, given_on: date, assessed_on: date | None, *, excused: bool
) -> Breach | None:
    """The table is chosen by the needs assessed ("varësisht nga vlerësimi i nevojave"): Art. 4(3).

    `excused` where the information is given in a meeting: 8(8).
    """
    if excused or assessed_on is None or given_on >= assessed_on:
        return None
    wrong, of = Wrong.CHOSEN_UNASSESSED, Article(4, "3")
    return Breach(wrong, of, Owner.MANAGER, given_on, member_id=member_id)


def had_seat(day: date, given_on: date, *ended: date | None) -> bool:
    """From the day on which it was given until the day before it ended: decision 0079."""
    return given_on <= day and all(on is None or on > day for on in ended)


@dataclass(frozen=True, slots=True)
class Barred:
    """A conflict of interest that a member declared, and said later that it was a mistake."""

    on: date
    withdrawn_on: date
    typed_on: date = date.min
    """When the word was put on record, and every door closed to them."""
    known_on: date = date.min
    """When its withdrawal was, and the doors opened again."""


def was_barred(day: date, words: Iterable[Barred]) -> bool:
    """Their own word kept them from the table until they took it back: of a last day between
    nothing was owed, to them or by them: Art. 8(3), 8(7), 8(9), 10(2), decision 0126."""
    return any(word.on <= day < word.withdrawn_on for word in words)


def was_shut_out(day: date, words: Iterable[Barred]) -> bool:
    """Every door was closed to them for that day, or a part of it: until the withdrawal is on
    record they could hand in nothing, whatever day they said it on: Art. 10(2)."""
    return any(word.typed_on <= day <= word.known_on for word in words)


def may_have_come(day: date, given_on: date, left_on: date | None) -> bool:
    """Who is recused, and who left on that very day, may have been there all the same.

    Nobody asks after them; that they came is recorded as it was: Art. 9, 10(2).
    """
    return given_on <= day and (left_on is None or left_on >= day)


def was_owed_notice(
    met_on: date, last: date, given_on: date, *ended: date | None, barred: Iterable[Barred] = ()
) -> bool:
    """Invitation and papers, by their last day: Art. 8(3), 8(7).

    Whoever sits at the meeting; and whoever still sat when that day passed, since a lapse outlives
    the seat. Of who had none any more then, nothing was owed: decision 0086; nor of a day on which
    their own word barred them: 10(2).
    """
    words = tuple(barred)
    return any(
        had_seat(day, given_on, *ended) and not was_barred(day, words) for day in (met_on, last)
    )
