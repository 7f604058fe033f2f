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
    """Its member had the seat on its last day, and no word of theirs barred them or kept the doors
    closed: Art. 10(2)."""
    held_on: date | None = None
    """When the meeting it was asked for was held."""
    died_on: date | None = None
    at_once: bool = False
    """No day was left for it when it was asked for: DEFAULTS.REPORT_AT_ONCE."""

    @property
    def owed_by(self) -> date:
        return owed_by(self.due, self.held_on)


def owed_by(due: date, held_on: date | None) -> date:
    """Nobody has longer than until the table meets, whatever day that turns out to be: 8(9)."""
    return due if held_on is None else min(due, held_on)


def last_day(due: date, held_on: date | None, *, at_once: bool) -> date | None:
    """After which it is late. Where no day was left nobody is before the table has met, whenever
    that is: DEFAULTS.REPORT_AT_ONCE."""
    return held_on if at_once else owed_by(due, held_on)


def was_owed(report: AskedReport) -> bool:
    """On its last day, by all that is on record now: Art. 8(9)."""
    is_off = report.called_off_on is not None and report.called_off_on <= report.owed_by
    return report.sat and not is_off and is_owed(met_before=report.met_before)


def missed(report: AskedReport, today: date) -> Breach | None:
    """The lapse of a report that was owed and had not come when its last day was over: 8(9).

    8(9) knows no meeting without reports: of one that was held before, or on that very day, it
    was in time until the meeting itself. None where the child had died: 17(3.5).
    """
    last = last_day(report.due, report.held_on, at_once=report.at_once)
    if last is None or not was_owed(report) or ends_by(report.died_on, last):
        return None
    if (report.received_on or today) <= last:
        return None
    return _lapse(report.meeting_id, report.member_id, last)


def limits(facts: CaseFacts) -> Iterator[Breach]:
    """Until the meeting itself, where no day was left, or it was held before the last one: 8(9).

    Nobody is late with it before; of the last day in time the duty says it.
    """
    for report in standing(facts):
        if report.received or report.meeting_id is None or report.held_on is None:
            continue
        if report.at_once or report.held_on <= report.due:
            yield _lapse(report.meeting_id, report.member_id, report.held_on)


def _lapse(meeting: UUID, member: UUID, last: date) -> Breach:
    article = Article(8, "9")
    return Breach(Duty.WRITE_REPORT, article, Owner.MEMBERS, last, meeting, meeting, member)
