"""What is odd in an answer though it may be right: a question, asked once, and no wall.

A year typed wrong moves every limit that hangs on an age, and a Saturday is seldom meant. No
article asks for any of this; the questions are ours, and decision 0215 lists them.
"""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, Final

from core.i18n import N_
from core.sounds import is_same_name, likeness, words
from core.working_days import around
from portal.forms import Doubt, Gap, Sheet
from rules.days import is_working_day
from rules.eighteen import is_eighteen, years_old

LONG_AGO: Final = timedelta(days=365)
FAR_AHEAD: Final = timedelta(days=92)
AS_GOOD_AS_THE_SAME: Final = 0.9
"""Of one, what two spellings of a name of several words have in common."""
OFFICE: Final = (time(7, 0), time(19, 0))
"""Whoever is called for another hour is called for it on purpose."""

OF_AGE: Final = N_("By this day the child was {years} years old at the referral.")
LONG_SINCE: Final = N_("This is more than a year ago.")
DAY_OFF: Final = N_("{day} is a weekend or a public holiday.")
PAST_THE_MONTH: Final = N_("The plan is to be reviewed by {day}: Art. 5(1.5). This day is later.")
FAR: Final = N_("This is more than three months ahead.")
ODD_HOUR: Final = N_("Few offices are open at this hour.")
REFERS_TOO: Final = N_("Somebody of this name is on record as who refers the child.")
CHILDS_NAME: Final = N_("The child is on record under this name.")


def of_birth(born_on: date | None, referred_on: date, at: str) -> Iterator[Gap]:
    """Whether the child was one: a referral of who is not is refused, a day found later is not."""
    if born_on and is_eighteen(born_on, referred_on):
        yield at, Doubt(OF_AGE, {"years": years_old(born_on, referred_on)})


def of_a_referral(sheet: Sheet[Any]) -> Iterator[Gap]:
    """Of what is not taken over from paper, where old days are to be expected."""
    came = sheet.known("came")
    if came and came < sheet.today - LONG_AGO and not sheet.known("paper_on"):
        yield "came", Doubt(LONG_SINCE)


def of_a_meeting(day: date, hour: time | None, today: date, *, at: str) -> Iterator[Gap]:
    """Of one that can wait; the child at risk is not kept waiting for Monday: Art. 14(5)."""
    if not is_working_day(day, around(day)):
        yield at, Doubt(DAY_OFF, {"day": day})
    if day > today + FAR_AHEAD:
        yield at, Doubt(FAR)
    if hour and not OFFICE[0] <= hour < OFFICE[1]:
        yield "hour", Doubt(ODD_HOUR)


def of_a_review(day: date | None, reviewed_by: date | None, *, at: str) -> Iterator[Gap]:
    """The month of the plan passes before this day: lawful to plan, and late: Art. 5(1.5)."""
    if day and reviewed_by and day > reviewed_by:
        yield at, Doubt(PAST_THE_MONTH, {"day": reviewed_by})


def of_a_relative(name: str, referrer: str | None, child: str | None, *, at: str) -> Iterator[Gap]:
    """Two people in one line, or one in two: a guardian who refers is heard as both."""
    if referrer and _is_named(name, referrer):
        yield at, Doubt(REFERS_TOO)
    if child and is_same_name(name, child):
        yield at, Doubt(CHILDS_NAME)


def _is_named(name: str, referrer: str) -> bool:
    """Who refers is one line, in which more may stand than a name: "…, the grandmother"."""
    person = re.split(r"[,;(]", referrer)[0]
    sounds_so = len(words(name)) > 1 and likeness(name, person) >= AS_GOOD_AS_THE_SAME
    return sounds_so or is_same_name(name, person)
