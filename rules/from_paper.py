"""A case that ran on paper runs here: what passed before, and what falls due from that day on.

The Regulation knows no such day; it binds the centre before and after. That what passed before it
is marked and starts nothing, and that what is still owed has another day, is ours: 0165.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from rules.basis import Article
from rules.breaches import Breach, Wrong, passed
from rules.convening import last_day_to_invite
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, counts_anew, owed
from rules.facts import CaseFacts, HeldFacts
from rules.paper_facts import PaperFacts
from rules.phases import Phase
from rules.planned import Planned
from rules.roles import Owner

SENT_WHILE_ENTERED: Final = frozenset({"announce_referral", "announce_appointment"})
"""Who is to appoint, and who is to enter it, has to know: Art. 4(2)."""
WRITTEN_MEANWHILE: Final = frozenset({Duty.SETTLE_ASSESSMENT, Duty.ADOPT_PLAN, Duty.SETTLE_REVIEW})
"""What the table decided on paper and is put on record as it is for any case."""
WITH_A_PLAN: Final = frozenset({Phase.IMPLEMENTATION, Phase.CLOSURE})
"""Where a case stands of whose plan no more is known than that the table reviewed it."""
OF_THE_TABLE: Final = frozenset({Duty.SETTLE_ASSESSMENT, Duty.ADOPT_PLAN})
"""What the table settles at a meeting."""
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


def is_before(day: date, since: date | None) -> bool:
    """Whether a limit passed, or something happened, before the case ran here."""
    return since is not None and day < since


def is_noted(breach: Breach, since: date | None) -> bool:
    """A lapse of before is noted where days on record say so, and not where they say nothing."""
    return not (is_before(breach.limit, since) and breach.duty in NOT_ON_PAPER)


def reviewed(facts: CaseFacts) -> HeldFacts | None:
    """The review held last, on paper, of a plan that nobody knows any more: Art. 15(1)."""
    paper, met = facts.paper, facts.unreviewed
    if paper is None or met is None or facts.plan is not None or facts.is_decided:
        return None
    goes_on = paper.entered and facts.phase in WITH_A_PLAN
    return met if goes_on and is_before(met.held_on, paper.on) else None


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
        return [*_while_entered(paper, found)]
    left = [each for each in found if not _was_of_before(each, facts)]
    meets = min((each.day for each in facts.table.planned), default=date.max)
    now = [_from_that_day(each, paper, meets) for each in _at_the_next_meeting(facts, paper, left)]
    return [*_in_time_to_invite(now, paper)]


def _while_entered(paper: PaperFacts, found: Iterable[OpenDuty]) -> Iterator[OpenDuty]:
    """A manager, and what only the manager writes down; the table's own papers on their pages."""
    owing = list(found)
    if any(each.duty is Duty.APPOINT_MANAGER for each in owing):
        yield owed(Duty.APPOINT_MANAGER, Owner.HEAD, paper.on, DEFAULTS.APPOINT)
        return
    ours = DEFAULTS.ENTER_PAPER
    enter = owed(Duty.ENTER_PAPER, Owner.MANAGER, paper.on, ours)
    yield enter
    for each in owing:
        if each.duty in WRITTEN_MEANWHILE:
            yield replace(each, due=enter.due, basis=replace(ours, beside=_beside(each)))


def _beside(duty: OpenDuty) -> Article:
    return duty.basis if isinstance(duty.basis, Article) else duty.basis.beside


def _from_that_day(duty: OpenDuty, paper: PaperFacts, meets: date) -> OpenDuty:
    """Within two weeks, and no later than the table meets, which needs it: 10(1), 18(2)."""
    if duty.due is None or duty.due >= paper.on:
        return duty
    of, ours = duty.basis, DEFAULTS.FROM_PAPER  # the day is ours, beside the same paragraph
    basis = replace(ours, beside=of) if isinstance(of, Article) else of
    return replace(duty, due=min(last_day(paper.on), max(meets, paper.on)), basis=basis)


def _in_time_to_invite(found: Sequence[OpenDuty], paper: PaperFacts) -> Iterator[OpenDuty]:
    """A meeting that has to be by a day is planned while there is time to invite to it: 8(3)."""
    reviewed_by = [each.due for each in found if each.duty is Duty.REVIEW_PLAN and each.due]
    for each in found:
        if each.duty is Duty.PLAN_REVIEW and each.due and reviewed_by:
            last = max(last_day_to_invite(min(reviewed_by)), paper.on)
            yield replace(each, due=min(each.due, last))
        else:
            yield each


def _at_the_next_meeting(
    facts: CaseFacts, paper: PaperFacts, found: Iterable[OpenDuty]
) -> Iterator[OpenDuty]:
    """What no meeting on paper is known to have settled, the table settles when it meets here:
    nobody can write down now what it had decided then: Art. 12(1), 13(1)."""
    last = facts.table.last
    of_paper = last is not None and is_before(last.held_on or last.day, paper.on)
    owes_review = reviewed(facts) is not None  # that meeting is owed by the month of 5(1.5)
    for each in found:
        if not (of_paper and each.duty in OF_THE_TABLE):
            yield each
        elif not facts.table.planned and not owes_review:
            limit = replace(DEFAULTS.FROM_PAPER, beside=_beside(each))
            since = counts_anew(paper.on, facts.table.called_off_on)
            yield owed(Duty.PLAN_MEETING, Owner.MANAGER, since, limit)


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
