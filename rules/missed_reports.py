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

    None where the meeting was over by then, the child had died (17(3.5)), or no day was left.
    """
    if report.at_once or not was_owed(report) or ends_by(report.died_on, report.due):
        return None
    if (report.received_on or report.held_on or today) <= report.due:
        return None
    of, due = report.meeting_id, report.due
    duty, member = Duty.WRITE_REPORT, report.member_id
    return Breach(duty, Article(8, "9"), Owner.MEMBERS, due, of, of, member)
