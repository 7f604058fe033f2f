"""A case that ran on paper is taken over: what lay before, and what falls due from that day on.

The Regulation knows no such day; it binds the centre before and after. That what passed before it
is marked and starts nothing, and that what is still owed has another day, is ours: 0165.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.breaches import Breach, Wrong, passed
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts
from rules.paper_facts import PaperFacts
from rules.phases import Phase
from rules.planned import Planned
from rules.refusals import Conflict, NotPossible, ProcedureRefused
from rules.roles import Owner


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


class MetAfterwards(ProcedureRefused):
    reason = "On {day} the case ran here already, since {since}."
    way_out = "Put the meeting on record as it was, on the page of a meeting that took place."
    basis = DEFAULTS.FROM_PAPER


class HandedUnsaid(ProcedureRefused):
    reason = "It is not said whether everybody at the table has the plan on paper."
    way_out = "Say so; where it is not known, the plan is sent to them."
    basis = Article(13, "3")


SENT_WHILE_ENTERED: Final = frozenset({"announce_referral", "announce_appointment"})
"""Who is to appoint, and who is to enter it, has to know: Art. 4(2)."""
ASKED_ANEW: Final = frozenset({"ask_about_action"})
"""Questions that the system asks by itself because a day has passed: Art. 14(3.3)."""
NOT_ON_PAPER: Final[frozenset[Duty | Wrong]] = frozenset(
    {
        *(Wrong.SHORT_NOTICE, Wrong.NO_PAPERS, Wrong.HELD_UNAGREED, Wrong.HELD_UNINVITED),
        *(Wrong.NOT_ALL_INVITED, Wrong.UNDECLARED_AT_THE_TABLE, Wrong.CHOSEN_UNASSESSED),
        Duty.NOTIFY_FAMILY,
    }
)
"""What would follow from nothing but that the record does not say what was done on paper: who was
invited, what was agreed, who signed when. What is not known is no lapse."""


def check_begin(on: date, *, referred_on: date, entered_on: date, planned_here: bool) -> None:
    """It came before that day, and was not entered before it: what runs here is not on paper."""
    if referred_on >= on:
        raise NotOnPaper(day=on, since=referred_on)
    if on > entered_on:
        raise RanHereAlready(day=entered_on)
    if planned_here:
        raise RunsHere


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


def check_met_before(day: date, paper: PaperFacts) -> None:
    """A meeting of the time on paper; one that came later is entered as any other: Art. 8(1)."""
    if day >= paper.on:
        raise MetAfterwards(day=day, since=paper.on)


def is_before(day: date, since: date | None) -> bool:
    """Whether a limit passed, or something happened, before the case ran here."""
    return since is not None and day < since


def is_noted(breach: Breach, since: date | None) -> bool:
    """A lapse of before is noted where days on record say so, and not where they say nothing."""
    return not (is_before(breach.limit, since) and breach.duty in NOT_ON_PAPER)


def last_day(on: date) -> date:
    """Until when what had passed before is owed now."""
    return on + timedelta(days=DEFAULTS.FROM_PAPER.days)


def steps(facts: CaseFacts, found: Iterable[Planned]) -> Iterator[Planned]:
    """While it is entered nobody is written to about what was; afterwards as for any case, and who
    was late before is asked once the day that holds now has passed too: Art. 14(3.3)."""
    paper = facts.paper
    for step in found:
        if paper is None:
            yield step
        elif not paper.entered:
            if step.act in SENT_WHILE_ENTERED:
                yield step
        elif step.act in ASKED_ANEW and is_before(step.on, paper.on + timedelta(days=1)):
            yield replace(step, on=last_day(paper.on) + timedelta(days=1))
        else:
            yield step


def duties(facts: CaseFacts, found: Iterable[OpenDuty]) -> list[OpenDuty]:
    """While it is entered that is owed; afterwards what had passed before has another day, and what
    lies ahead the one that it has by the text."""
    paper = facts.paper
    if paper is None:
        return list(found)
    if not paper.entered:
        appoint = [each for each in found if each.duty is Duty.APPOINT_MANAGER]
        enter = owed(Duty.ENTER_PAPER, Owner.MANAGER, paper.on, DEFAULTS.ENTER_PAPER)
        return [_from_that_day(each, paper) for each in appoint] or [enter]
    return [_from_that_day(each, paper) for each in found if not _was_of_before(each, facts)]


def _from_that_day(duty: OpenDuty, paper: PaperFacts) -> OpenDuty:
    if duty.due is None or duty.due >= paper.on:
        return duty
    of, ours = duty.basis, DEFAULTS.FROM_PAPER  # the day is ours, beside the same paragraph
    basis = replace(ours, beside=of) if isinstance(of, Article) else of
    return replace(duty, due=last_day(paper.on), basis=basis)


def _was_of_before(duty: OpenDuty, facts: CaseFacts) -> bool:
    """What the manager brings to the first meeting, once the table has met: Art. 6(1.5), 8(7)."""
    return duty.duty is Duty.RECORD_ASSESSMENT and facts.table.last is not None


def limits(facts: CaseFacts, found: Iterable[OpenDuty]) -> Iterator[Breach]:
    """What of these passed before: a breach like any other, marked by its day: Art. 16(1)."""
    paper = facts.paper
    if paper is None or not paper.entered or facts.phase is Phase.CLOSED:
        return
    for breach in passed(found, paper.on):
        if is_noted(breach, paper.on):
            yield breach
