"""The superior of whoever does not cooperate: last chance, service, reply: Art. 14(3.2).

The text names neither a form nor an address: a letter or a call notifies as a mail does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.beginning import check_done
from rules.days import check_happened, is_working_day
from rules.defaults import DEFAULTS
from rules.facts import Instruction, ReportFacts
from rules.people import check_names
from rules.refusals import NotPossible, ProcedureRefused
from rules.reports import check_notice, is_late, is_ripe


class SuperiorMeans(StrEnum):
    """By what a superior was notified, where no mail reaches them."""

    LETTER = "letter"
    CALL = "call"


class SuperiorOutcome(StrEnum):
    """What a superior has done, as they or the case manager say it."""

    SPOKEN = "spoken"
    """They spoke to the member, who goes on."""
    REPLACED = "replaced"
    """Another person is named for the seat."""
    OTHER = "other"


class NoticeHeldBack(StrEnum):
    """Why no superior is notified of what is late, also where an instruction is in force."""

    NOT_IN_PLAN = "not in plan"
    """14(3.2) speaks of members whom the plan makes responsible."""
    UNREACHED = "unreached"
    """No mail reaches the member: nothing is held against them meanwhile."""
    AT_ONCE = "at once"
    """No day was left for it, so that nobody was reminded: the manager says."""


class RepliedAlready(NotPossible):
    reason = "Your reply to this notice is on record already."
    way_out = "Answer the mail, or call the case manager, where something is to be added."


class NothingIsMissing(NotPossible):
    reason = "This notice does not hold any more: what was missing had come in time."
    way_out = "Nothing is asked of you."


class NothingShowsIt(ProcedureRefused):
    reason = "Neither a number nor a witness is named that shows this service."
    way_out = "Write the letter's or the telephone's number, or who saw it; or say it is not known."
    basis = DEFAULTS.SUPERIOR_SERVED


class LetterNotFound(ProcedureRefused):
    reason = "Of the letter there is only the number, or only the place."
    way_out = "Write the letter's number and where its copy lies."
    basis = DEFAULTS.SUPERIOR_SERVED


class SuperiorNotNotified(NotPossible):
    reason = "This superior has not been notified: there is nothing to reply to."
    way_out = "Notify them first, or put the letter or the call on record."


class ReplyWithoutWords(ProcedureRefused):
    reason = "A reply came, and it is not said what it says."
    way_out = "Write what the superior replied; or say that none came."
    basis = DEFAULTS.SUPERIOR_REPLY


class BeforeThisCase(ProcedureRefused):
    """Said to whoever is not told when the child was referred."""

    reason = "On {day} there was no such case yet."
    way_out = "Look at the year again."
    basis = DEFAULTS.HAPPENED


class SuperiorIncomplete(ProcedureRefused):
    reason = "Of the institution's superior there is only the name, or only the mail address."
    way_out = "Write both, the name and the mail address."
    basis = Article(14, "3.2")


@dataclass(frozen=True, slots=True)
class ToldSuperior:
    """What is said of a letter or a call to a superior."""

    on: date
    means: SuperiorMeans
    to_whom: str = ""
    witness: str = ""
    number: str = ""
    """Of the letter, or the one that was called."""
    place: str = ""
    """Where the letter's copy, or the note of the call, lies."""
    not_stated: bool = False


@dataclass(frozen=True, slots=True)
class WhatTheyDid:
    """What a superior did about a notice, and when; either may be unsaid."""

    outcome: SuperiorOutcome | None = None
    on: date | None = None


UNSAID: Final = WhatTheyDid()


def last_chance_until(given_on: date, days: int, holidays: Collection[date] = ()) -> date:
    """The last day of a last chance; never only days off: DEFAULTS.LAST_CHANCE_WORKS."""
    until = given_on + timedelta(days=days)
    while not any(
        is_working_day(given_on + timedelta(days=ahead), holidays)
        for ahead in range(1, (until - given_on).days + 1)
    ):
        until += timedelta(days=1)
    return until


def last_chance_from(
    taken_on: date, days: int, said: date, holidays: Collection[date] = ()
) -> date:
    """It runs from the day on which its mail is taken, and never shorter than was said: whoever had
    no mail has had no chance. The text knows none: DEFAULTS.LAST_CHANCE, decision 0174."""
    return max(said, last_chance_until(taken_on, days, holidays))


def is_carried(report: ReportFacts, today: date, *, all_the_same: bool = False) -> bool:
    """The manager's word would set a notice going: Art. 14(3.2)."""
    try:
        check_notice(report, today, all_the_same=all_the_same)
    except ProcedureRefused:
        return False
    return True


def held_back(report: ReportFacts, today: date) -> NoticeHeldBack | None:
    """Why nothing leaves by itself on something late that is still owed: Art. 14(3.2), ours."""
    is_off = report.called_off_on is not None and report.called_off_on <= report.due
    is_over = report.received or report.done or report.notified or report.died
    if is_over or is_off or not report.owed or not is_late(report.due, today):
        return None
    if not report.in_plan:
        return NoticeHeldBack.NOT_IN_PLAN
    if report.unreached:
        return NoticeHeldBack.UNREACHED
    return NoticeHeldBack.AT_ONCE if report.at_once and not report.confirmed else None


def has_lost_its_word(report: ReportFacts, instruction: Instruction | None) -> bool:
    """Begun under a standing instruction that was withdrawn or changed: Art. 14(3.2).

    What has not left by then does not leave; the manager's own word on it stands.
    """
    return report.last_chance_on is not None and not is_ripe(report, instruction)


def check_told(said: ToldSuperior, today: date) -> None:
    """A day that has come; a number or a witness is asked for, and "not stated" is taken."""
    check_happened(said.on, today)
    number, place = bool(said.number.strip()), bool(said.place.strip())
    if said.means is SuperiorMeans.LETTER and number != place:
        raise LetterNotFound
    if not (number or said.witness.strip() or said.not_stated):
        raise NothingShowsIt


def check_reply(
    *,
    notified: bool,
    came_on: date | None,
    words: str,
    did: WhatTheyDid = UNSAID,
    referred_on: date,
    today: date,
) -> None:
    """What a superior replied and did, and on which days; or that nothing came until today."""
    if not notified:
        raise SuperiorNotNotified
    for day in (came_on, did.on):
        check_done(check_happened(day, today), referred_on)
    if came_on is not None and not words.strip():
        raise ReplyWithoutWords


def check_reply_by_link(
    *, stands: bool, replied: bool, did: WhatTheyDid, referred_on: date
) -> None:
    """To a notice that stands, once: what was said stays, and is added to by mail or a call."""
    if replied:
        raise RepliedAlready
    if not stands:
        raise NothingIsMissing
    if did.on is not None and did.on < referred_on:
        raise BeforeThisCase(day=did.on)


def check_superior_named(name: str, mail: str) -> None:
    """An institution's superior has a name and an address."""
    if not name.strip() or not mail.strip():
        raise SuperiorIncomplete
    check_names(name)
