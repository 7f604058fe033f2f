"""Limits that passed, in words: what was not done by its last day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.i18n import N_, Translator
from portal import duties
from portal.institutions import institution
from queries.breaches import BreachLine
from rules.basis import Article
from rules.breaches import Wrong
from rules.duties import Duty

MISSED: Final[Mapping[Duty | Wrong, str]] = {
    Wrong.SHORT_NOTICE: N_("The invitation had not left three days before"),
    Wrong.NO_PAPERS: N_("Assessment and plan could not be read three days before"),
    Wrong.HELD_UNAGREED: N_("The meeting was held on a day the head had not agreed to"),
    Wrong.HELD_UNINVITED: N_("The meeting was held, and nobody had been invited"),
    Wrong.NOT_ALL_INVITED: N_("A member was not invited to the meeting on closing the case"),
    Wrong.CHAIRED_UNAPPOINTED: N_("Somebody chaired whom the centre had not appointed"),
    Wrong.UNDECLARED_AT_THE_TABLE: N_("Somebody sat at the table who had not signed"),
    Wrong.SAT_IN_UNASKED: N_("Somebody was at the closed meeting who had not been invited"),
    Wrong.AGENDA_NOT_APPROVED: N_("The meeting went on without an approved agenda"),
    Wrong.NO_REPRESENTATIVE: N_("The table met without the representative the child needs"),
    Wrong.VIOLENT_AT_THE_TABLE: N_("A parent who is said to use violence took part"),
    Duty.NOTIFY_FAMILY: N_("Parent and child had not been told of the meeting"),
    Duty.APPROVE_MINUTES: N_("The minutes were not approved at the next meeting"),
    Duty.WRITE_REPORT: N_("The progress report was not there three days before"),
    Duty.REVIEW_PLAN: N_("The plan was not reviewed within a month"),
    Duty.MEET_IN_QUARTER: N_("The municipal roundtable had not met within three months"),
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
        what=say.gettext(MISSED.get(line.duty) or duties.DUTY_PAGES[Duty(line.duty)].title),
        who=who or line.chair or say.gettext(duties.ACTORS[line.actor]),
        article=line.article,
        limit=line.limit,
        now=_now(say, line, today),
        is_struck=line.struck_on is not None,
    )


def _now(say: Translator, line: BreachLine, today: date) -> str:
    if line.struck_on and line.duty is Wrong.NO_REPRESENTATIVE:
        words = N_("the child's status was corrected on %(day)s: nobody was needed")
        return say.gettext(words, day=say.day(line.struck_on, today))
    if line.struck_on and line.happened_on:
        words = N_("happened on %(day)s, in time; entered on %(entered)s")
        return say.gettext(
            words, day=say.day(line.happened_on, today), entered=say.day(line.struck_on, today)
        )
    if line.happened_on:
        return say.gettext(N_("happened on %(day)s"), day=say.day(line.happened_on, today))
    if isinstance(line.duty, Wrong):
        return say.gettext(N_("on record as it was"))
    if line.over_on:
        return say.gettext(N_("owed until %(day)s"), day=say.day(line.over_on, today))
    return say.gettext(N_("still owed"))
