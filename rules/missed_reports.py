"""Which reports are owed ahead of a meeting, and which had not come in time: Art. 8(9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach
from rules.death import ends_by
from rules.duties import Duty
from rules.facts import CaseFacts, ReportFacts
from rules.refusals import ProcedureRefused
from rules.roles import Owner


class NobodyOwedIt(ProcedureRefused):
    reason = (
        "Nobody owed this report: no meeting went before the one it was asked for, or its member"
        " had no seat on its last day, or had said then that they have a conflict of interest."
    )
    way_out = "Speak to the member; a report is asked for again before the next meeting."
    basis = Article(8, "9")


def is_owed(*, met_before: bool) -> bool:
    """Progress is reported ahead of the "takimi i radhës", the one after a meeting: Art. 8(9)."""
    return met_before


def standing(facts: CaseFacts) -> Iterator[ReportFacts]:
    """On an action, or ahead of a meeting that another went before: Art. 8(9), 14(3.3)."""
    return (each for each in facts.reports if each.owed)


def check_owed(report: ReportFacts) -> None:
    """Nobody hears of a report that was not owed on its last day: Art. 8(9), 14(3.2)."""
    if not report.owed:
        raise NobodyOwedIt


@dataclass(frozen=True, slots=True)
class AskedReport:
    """A report that was asked for ahead of a meeting, as the record has it now."""

    meeting_id: UUID
    member_id: UUID
    due: date
    received_on: date | None
    called_off_on: date | None
    met_before: bool
    """Another meeting had been held by its last day."""
    sat: bool
    """Its member had the seat on its last day, and no word of theirs barred them: Art. 10(2)."""
    held_on: date | None = None
    """When the meeting it was asked for was held."""
    died_on: date | None = None
    at_once: bool = False
    """No day was left for it when it was asked for: DEFAULTS.REPORT_AT_ONCE."""


def was_owed(report: AskedReport) -> bool:
    """On its last day, by all that is on record now: Art. 8(9)."""
    is_off = report.called_off_on is not None and report.called_off_on <= report.due
    return report.sat and not is_off and is_owed(met_before=report.met_before)


def missed(report: AskedReport, today: date) -> Breach | None:
    """The lapse of a report that was owed and had not come when its last day was over: 8(9).

    None where the meeting was over by then, or the child had died (17(3.5)). Where no day was left
    it was in time until the meeting: DEFAULTS.REPORT_AT_ONCE.
    """
    last = report.held_on if report.at_once else report.due
    if last is None or not was_owed(report) or ends_by(report.died_on, last):
        return None
    came = report.received_on or (None if report.at_once else report.held_on)
    if (came or today) <= last:
        return None
    return _lapse(report.meeting_id, report.member_id, last)


def limits(facts: CaseFacts) -> Iterator[Breach]:
    """Until the meeting itself, where no day was left; nobody is late with it before: 8(9)."""
    for report in standing(facts):
        if not report.at_once or report.received or report.meeting_id is None:
            continue
        if report.held_on is not None:
            yield _lapse(report.meeting_id, report.member_id, report.held_on)


def _lapse(meeting: UUID, member: UUID, last: date) -> Breach:
    article = Article(8, "9")
    return Breach(Duty.WRITE_REPORT, article, Owner.MEMBERS, last, meeting, meeting, member)
