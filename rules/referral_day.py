"""The day on which a referral reached the centre, and its correction: Art. 4(2), 8(1).

The text names no such day. Ours: it is asked with the referral, every day that is counted from the
referral is counted from it, and a slip of the pen is corrected (docs/decisions/0132).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from rules.basis import Article
from rules.days import add_months, check_happened
from rules.defaults import DEFAULTS
from rules.eighteen import is_eighteen
from rules.refusals import NotPossible, ProcedureRefused

CHILDHOOD: Final = 18 * 12
"""Months. Who was referred longer ago is no child any more when it is typed: Art. 1, 17(3.2)."""


class CameBeforeAChildhood(ProcedureRefused):
    reason = "Whoever was referred before {day} is no child any more."
    way_out = "Look at the year again: write the day on which the referral reached the centre."
    basis = DEFAULTS.HAPPENED


class CameBeforeTheBirth(ProcedureRefused):
    reason = "The child was born after this day, on {day}."
    way_out = "Look at the year again; where the day of birth is wrong, correct that first."
    basis = DEFAULTS.HAPPENED


class NoChildAnyMore(ProcedureRefused):
    reason = "By the date of birth that is written, this person was of age when the referral came."
    way_out = (
        "Look at the date of birth and at the day of the referral; an estimate is marked as one."
        " For somebody of age there is no roundtable: a case that runs is closed at eighteen."
    )
    basis = Article(17, "3.2")


class ReferralDayUnreasoned(ProcedureRefused):
    reason = "It is not said why the day of the referral was wrong."
    way_out = "Write why it was wrong; the day that stood there stays to be read."
    basis = DEFAULTS.HAPPENED


class ReferralDayStands(NotPossible):
    reason = "This day is on record already as the day of the referral."
    way_out = "Look at what is on record; nothing has to be corrected."


class EnteredBeforeItCame(ProcedureRefused):
    reason = "The referral was entered on {day}; by then it had reached the centre."
    way_out = "Write the day on which it reached the centre, {day} at the latest."
    basis = DEFAULTS.HAPPENED


class CameBeforeTheEarlier(ProcedureRefused):
    reason = "The earlier case of this child, which is linked to this one, was referred on {day}."
    way_out = "Write a day from {day} on, or take the link back where it is of another child."
    basis = DEFAULTS.REOPENING


class AppointedBeforeItCame(ProcedureRefused):
    reason = "A case manager was appointed on {day}; the referral had reached the centre by then."
    way_out = (
        "Write {day} or a day before; a slip in the appointment's day the head corrects first."
    )
    basis = DEFAULTS.HAPPENED


class SeatedBeforeItCame(ProcedureRefused):
    reason = "A seat at the table was given on {day}; the referral had reached the centre by then."
    way_out = "Write the day on which it reached the centre, {day} at the latest."
    basis = DEFAULTS.HAPPENED


class MetBeforeItCame(ProcedureRefused):
    reason = "A meeting on this case is on record of {day}; the referral had come by then."
    way_out = "Correct the day of the meeting first where that is wrong, or write an earlier day."
    basis = DEFAULTS.HAPPENED


class ToldBeforeItCame(ProcedureRefused):
    reason = "Somebody was told of a meeting on {day}; the referral had come by then."
    way_out = "Correct that word first where it is wrong, or write an earlier day."
    basis = DEFAULTS.HAPPENED


class DoneBeforeItCame(ProcedureRefused):
    reason = "On {day} something of this case was signed, proposed or done; the referral had come."
    way_out = "Write the day on which it reached the centre, {day} at the latest."
    basis = DEFAULTS.HAPPENED


class ReceiptBeforeItCame(ProcedureRefused):
    reason = "The receipt for whoever referred was handed over on {day}; the referral had come."
    way_out = "Write the day on which it reached the centre, {day} at the latest."
    basis = DEFAULTS.RECEIPT


class LinkedBeforeItCame(ProcedureRefused):
    reason = "This case was linked to an earlier one on {day}; the referral had come by then."
    way_out = "Write the day on which it reached the centre, {day} at the latest."
    basis = DEFAULTS.REOPENING


@dataclass(frozen=True, slots=True)
class RestsOnTheReferral:
    """The day of a referral as it stands, and the first day of all that came after it."""

    referred_on: date
    entered_on: date
    born_on: date | None = None
    """None also where it is an estimate."""
    appointed_on: date | None = None
    seated_on: date | None = None
    met_on: date | None = None
    """Held, or planned for a day that has passed."""
    told_on: date | None = None
    """Of the family or a guest, of a meeting."""
    done_on: date | None = None
    """Anything else that is of this case alone: signed, proposed, asked, come in or done."""
    handed_on: date | None = None
    """The receipt."""
    linked_on: date | None = None
    """To an earlier case, by a link in force."""
    earlier_on: date | None = None
    """When the latest of those cases was referred."""


def check_came(came_on: date, entered_on: date, born_on: date | None) -> None:
    """The child is born, and a child still when the referral is entered: Art. 5(1.1), 17(3.2).

    The text names no first day; a year that slipped is ours to refuse.
    """
    first = add_months(entered_on, -CHILDHOOD)
    if came_on < first:
        raise CameBeforeAChildhood(day=first)
    if born_on is not None and came_on < born_on:
        raise CameBeforeTheBirth(day=born_on)
    if born_on is not None and is_eighteen(born_on, came_on):
        raise NoChildAnyMore


def check_referral_day(facts: RestsOnTheReferral, came_on: date, reason: str, today: date) -> None:
    """Another day stands for the one on record: with its reason, and before all that rests on it.

    Nobody is appointed, seated or told for a child of whom the centre had not heard (4(2), 8(1));
    of these days one is wrong then, and which of them is said first. Ours.
    """
    check_happened(came_on, today)
    if not reason.strip():
        raise ReferralDayUnreasoned
    if came_on == facts.referred_on:
        raise ReferralDayStands
    check_came(came_on, facts.entered_on, facts.born_on)
    if facts.earlier_on is not None and came_on < facts.earlier_on:
        raise CameBeforeTheEarlier(day=facts.earlier_on)
    for day, refused in (
        (facts.appointed_on, AppointedBeforeItCame),
        (facts.seated_on, SeatedBeforeItCame),
        (facts.met_on, MetBeforeItCame),
        (facts.told_on, ToldBeforeItCame),
        (facts.done_on, DoneBeforeItCame),
        (facts.handed_on, ReceiptBeforeItCame),
        (facts.linked_on, LinkedBeforeItCame),
        (facts.entered_on, EnteredBeforeItCame),
    ):
        if day is not None and came_on > day:
            raise refused(day=day)


def may_correct(*, runs: bool, is_managed: bool, acts_as_head: bool) -> bool:
    """Whoever runs the case; the head while nobody is appointed: Art. 4(2), ours."""
    return runs or (acts_as_head and not is_managed)


@dataclass(frozen=True, slots=True)
class DayBefore:
    """What stood there until it was corrected."""

    was_on: date
    recorded_at: datetime


def stood_then(corrections: Iterable[DayBefore], referred_on: date, at: datetime) -> date:
    """The day that a paper of that moment says; `corrections` in their order."""
    later = (each.was_on for each in corrections if each.recorded_at > at)
    return next(later, referred_on)
