"""Limits that passed, in words: what was not done by its last day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.i18n import N_, Translator
from portal import duties
from portal.institutions import institution
from portal.words import in_a_line
from queries.breaches import BreachLine
from rules.basis import Article
from rules.breaches import Wrong
from rules.duties import Duty

MISSED: Final[Mapping[Duty | Wrong, str]] = {
    Wrong.SHORT_NOTICE: N_("The invitation had not left three days before"),
    Wrong.NO_PAPERS: N_("Assessment and plan could not be read three days before"),
    Wrong.HELD_UNAGREED: N_("The meeting was held on a day the head had not agreed to"),
    Wrong.HELD_UNINVITED: N_("The meeting was held, and nobody had been invited"),
    Wrong.WITHOUT_RISK: N_("An extraordinary meeting was held, and no risk is on record"),
    Wrong.NOT_ALL_INVITED: N_("A member was not invited to the meeting on closing the case"),
    Wrong.CHAIRED_UNAPPOINTED: N_("Somebody chaired whom the centre had not appointed"),
    Wrong.UNDECLARED_AT_THE_TABLE: N_("Somebody sat at the table who had not signed"),
    Wrong.SAT_IN_UNASKED: N_("Somebody was at the closed meeting who had not been invited"),
    Wrong.SAT_IN_CONFLICT: N_("A member with a conflict of interest took part in the meeting"),
    Wrong.AGENDA_NOT_APPROVED: N_("The meeting went on without an approved agenda"),
    Wrong.NO_REPRESENTATIVE: N_("The table met without the representative the child needs"),
    Wrong.VIOLENT_AT_THE_TABLE: N_("A parent who is said to use violence took part"),
    Wrong.CHOSEN_UNASSESSED: N_("A member was chosen before the child's needs were assessed"),
    Wrong.CLOSED_UNHEARD: N_("The case was closed before child and parent had been asked"),
    Wrong.CLOSED_WITHOUT_GROUND: N_("On that day the case could not be closed on this ground"),
    Wrong.CLOSED_UNAPPROVED: N_("The case was closed before the head had approved it"),
    Wrong.CLOSED_IN_CONFLICT: N_(
        "The case was closed on the assessment of somebody with a conflict of interest"
    ),
    Wrong.CLOSED_UNMANAGED: N_(
        "The case was closed on the assessment of somebody who did not manage it then"
    ),
    Wrong.CLOSED_UNRECOMMENDED: N_(
        "The case was closed at eighteen, and nobody had said whether or which services go on"
    ),
    Duty.NOTIFY_FAMILY: N_("Parent and child had not been told of the meeting"),
    Duty.APPROVE_MINUTES: N_("The minutes were not approved at the next meeting"),
    Duty.WRITE_REPORT: N_("The progress report was not there three days before"),
    Duty.REVIEW_PLAN: N_("The plan was not reviewed within a month"),
    Duty.MEET_IN_QUARTER: N_("The municipal roundtable had not met within three months"),
    Duty.ANNUAL_REPORT: N_("A year passed without the annual report of the Roundtable"),
}
"""The duties whose last day the Regulation sets, and every wrong that it names; another duty is
called as it stands open."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One line of a page; struck through where it had happened in time after all."""

    what: str
    who: str
    article: Article
    limit: date
    now: str
    is_struck: bool


def passed(say: Translator, line: BreachLine, today: date) -> Passed:
    """A limit that passed, with what became of it."""
    who = institution(say, line.institution) if line.institution else ""
    return Passed(
        what=_what(say, line),
        who=who or line.chair or say.gettext(duties.ACTORS[line.actor]),
        article=line.article,
        limit=line.limit,
        now=_now(say, line, today),
        is_struck=line.struck_on is not None,
    )


def _what(say: Translator, line: BreachLine) -> str:
    """What was not kept; of one person at a meeting also who: of the family the relation,
    and the name only where it is needed to know who is kept out: 4(5)."""
    what = say.gettext(MISSED.get(line.duty) or duties.DUTY_PAGES[Duty(line.duty)].title)
    if line.whom is None:
        return f"{what}: {line.member}" if line.member else what
    who = in_a_line(say, line.whom)
    named = line.whom.name if line.duty is Wrong.VIOLENT_AT_THE_TABLE else ""
    return f"{what}: {who}, {named}" if named else f"{what}: {who}"


def _now(say: Translator, line: BreachLine, today: date) -> str:
    if line.struck_on:
        day, entered = say.day(line.happened_on or line.struck_on, today), line.struck_on
        return say.gettext(_why_struck(line), day=day, entered=say.day(entered, today))
    if line.before:
        return _before(say, line, today)
    if line.happened_on:
        return say.gettext(N_("happened on %(day)s"), day=say.day(line.happened_on, today))
    if isinstance(line.duty, Wrong):
        return say.gettext(N_("on record as it was"))
    if line.over_on:
        return say.gettext(N_("owed until %(day)s"), day=say.day(line.over_on, today))
    return say.gettext(N_("still owed"))


def _before(say: Translator, line: BreachLine, today: date) -> str:
    """It passed while the case ran on paper."""
    if line.happened_on is None:
        return say.gettext(N_("before the case was taken over from paper"))
    day = say.day(line.happened_on, today)
    words = N_("happened on %(day)s; its limit passed before the case was taken over from paper")
    return say.gettext(words, day=day)


def _why_struck(line: BreachLine) -> str:
    if line.duty is Wrong.NO_REPRESENTATIVE and line.corrected:
        return N_("a representative had a seat on that day, as was entered on %(entered)s")
    if line.duty is Wrong.NO_REPRESENTATIVE:
        return N_("the child's status was corrected on %(entered)s: nobody was needed")
    if line.corrected:
        return N_("corrected on %(entered)s: it had not been so")
    return N_("happened on %(day)s, in time; entered on %(entered)s")
