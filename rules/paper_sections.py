"""Taking over a case that ran on paper: what is asked, what is an answer, what refuses: 0165.

That it is asked section by section, and that "not known" is an answer, is ours.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.paper_facts import PaperFacts
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class PaperSection(StrEnum):
    """What is asked of a case that ran on paper, in the order in which one follows another."""

    TABLE = "table"
    DECLARATIONS = "declarations"
    ASSESSMENT = "assessment"
    MEETINGS = "meetings"
    PLAN = "plan"
    PROMISES = "promises"
    """What somebody said that they would do, and that stands open."""


class SectionAnswer(StrEnum):
    """What is said of one of them; nothing is taken for said."""

    ON_RECORD = "on_record"
    """All that is known of it stands here."""
    NOT_KNOWN = "not_known"
    """Something of it, or all, is not known."""
    NONE = "none"
    """There was none."""


class PaperMinutes(StrEnum):
    """How the minutes of a meeting before the take-over stand."""

    SIGNED = "signed"
    """Approved and signed; they lie in the paper file, and nothing is owed for them."""
    OPEN = "open"
    """Still to be written here, approved or signed."""
    NOT_KNOWN = "not_known"
    """Nobody knows; nothing is asked of anybody for them."""


class NotOnPaper(ProcedureRefused):
    reason = "The referral is of {since}: before {day} there was no case that ran on paper."
    way_out = "Write a later day, or leave it out where the case begins here."
    basis = DEFAULTS.FROM_PAPER


class RanHereAlready(ProcedureRefused):
    reason = "This case was entered here on {day}; from that day on it did not run on paper."
    way_out = "Write {day} or a day before."
    basis = DEFAULTS.FROM_PAPER


class RunsHere(ProcedureRefused):
    reason = "A meeting of this case has been planned here: it does not run on paper."
    way_out = "What lay before is entered with its day, as for any case."
    basis = DEFAULTS.FROM_PAPER


class TakenOverAlready(Conflict):
    reason = "This case has been taken over from paper already."
    way_out = "Open it to see since when, and what is still to be entered."


class NotFromPaper(NotPossible):
    reason = "This case was not taken over from paper, or what lay before has all been entered."
    way_out = "What happened is entered on its own page, with its day."


class SectionsUnanswered(ProcedureRefused):
    reason = "Of some sections it is not said what is known: {count}."
    way_out = "Answer each of them; that something is not known is an answer."
    basis = DEFAULTS.ENTER_PAPER


class NothingOnRecord(ProcedureRefused):
    reason = "It is said that all of this stands here, and nothing of it is on record."
    way_out = "Enter it, or say that it is not known or that there was none."
    basis = DEFAULTS.ENTER_PAPER


class SomethingOnRecord(ProcedureRefused):
    reason = "It is said that there was none, and something of it is on record."
    way_out = "Say that all that is known stands here, or that the rest is not known."
    basis = DEFAULTS.ENTER_PAPER


class NobodyManagesIt(ProcedureRefused):
    reason = "Nobody manages this case yet."
    way_out = "Appoint a case manager first; the day of the appointment may lie before."
    basis = Article(4, "2")


class StillOnPaper(ProcedureRefused):
    reason = "This case is still being taken over from paper: until then nobody is written to."
    way_out = (
        "Finish taking it over first. What is not at hand you say is not known, and enter it later"
        " with its day."
    )
    basis = DEFAULTS.ENTER_PAPER


class PromisedBefore(ProcedureRefused):
    reason = "That day lies before the case ran here, since {since}: nobody could keep it now."
    way_out = "Ask until a day from today on; when it was promised belongs in the words."
    basis = DEFAULTS.FROM_PAPER


class PromisePassed(ProcedureRefused):
    reason = "Somebody is asked until {day}, which has passed while nobody was written to."
    way_out = "Take the question back and ask with a day to come; or enter the answer that came."
    basis = DEFAULTS.FROM_PAPER


class MetAfterwards(ProcedureRefused):
    reason = "On {day} the case ran here already, since {since}."
    way_out = "Put the meeting on record as it was, on the page of a meeting that took place."
    basis = DEFAULTS.FROM_PAPER


class SignersUnsaid(ProcedureRefused):
    reason = "Its minutes are still to be signed, and it is not said who was there."
    way_out = "Say who was there, or that it is not known how its minutes stand."
    basis = Article(9)


class HandedUnsaid(ProcedureRefused):
    reason = "It is not said whether everybody at the table has the plan on paper."
    way_out = "Say so; where it is not known, the plan is sent to them."
    basis = Article(13, "3")


def check_begin(on: date, *, referred_on: date, entered_on: date, planned_here: bool) -> None:
    """It came before that day, and was not entered before it: what runs here is not on paper."""
    if referred_on >= on:
        raise NotOnPaper(day=on, since=referred_on)
    if on > entered_on:
        raise RanHereAlready(day=entered_on)
    if planned_here:
        raise RunsHere


def check_new(paper: PaperFacts | None) -> None:
    """It is taken over once."""
    if paper is not None:
        raise TakenOverAlready


def check_open(paper: PaperFacts | None) -> PaperFacts:
    """Sections are answered, and days put right, until all has been entered."""
    if paper is None or paper.entered:
        raise NotFromPaper
    return paper


def check_runs(paper: PaperFacts | None) -> None:
    """Nothing is begun that the system has to carry on while it is still being entered."""
    if paper is not None and not paper.entered:
        raise StillOnPaper


def check_answer(answer: SectionAnswer, *, on_record: bool) -> None:
    """What is said of a section fits what stands here."""
    if answer is SectionAnswer.ON_RECORD and not on_record:
        raise NothingOnRecord
    if answer is SectionAnswer.NONE and on_record:
        raise SomethingOnRecord


def check_entered(
    said: Mapping[PaperSection, SectionAnswer],
    on_record: Collection[PaperSection],
    *,
    managed: bool,
) -> None:
    """Somebody manages it, and nothing is left open: of each section something is said."""
    if not managed:
        raise NobodyManagesIt
    if missing := [each for each in PaperSection if each not in said]:
        raise SectionsUnanswered(count=len(missing))
    for section, answer in said.items():
        check_answer(answer, on_record=section in on_record)


def check_met_before(
    day: date, paper: PaperFacts, minutes: PaperMinutes, *, somebody_there: bool
) -> None:
    """A meeting of the time on paper; one that came later is entered as any other: Art. 8(1).

    Where its minutes are still to be signed, it is said who was there: Art. 9, 10(1).
    """
    if day >= paper.on:
        raise MetAfterwards(day=day, since=paper.on)
    if minutes is PaperMinutes.OPEN and not somebody_there:
        raise SignersUnsaid


def check_asked(due_on: date, paper: PaperFacts | None) -> None:
    """Whoever promised something is asked anew, and reminded of no day gone by: 14(3.1)."""
    if paper is not None and due_on < paper.on:
        raise PromisedBefore(since=paper.on)


def check_still_kept(asked_until: Sequence[date], today: date) -> None:
    """Nobody is first written to of a day that is over, and late with it at once: 14(3.1)."""
    if (first := min(asked_until, default=today)) < today:
        raise PromisePassed(day=first)


def check_handed(handed: bool | None) -> None:
    """Who has it on paper is not sent it again; who does not know is: Art. 13(3)."""
    if handed is None:
        raise HandedUnsaid
