"""Which reports are owed ahead of a meeting, and which had not come in time: Art. 8(9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach
from rules.duties import Duty
from rules.facts import CaseFacts, ReportFacts
from rules.roles import Owner


def is_owed(*, met_before: bool) -> bool:
    """Progress is reported ahead of the "takimi i radhës", the one after a meeting: Art. 8(9)."""
    return met_before


def standing(facts: CaseFacts) -> Iterator[ReportFacts]:
    """On an action, or ahead of a meeting that another went before: Art. 8(9), 14(3.3)."""
    met_before = is_owed(met_before=bool(facts.table.last))
    return (each for each in facts.reports if met_before or each.meeting_id is None)


@dataclass(frozen=True, slots=True)
class AskedReport:
    """A report that was asked for ahead of a meeting, as the record has it now."""

    meeting_id: UUID
    member_id: UUID
    due: date
    received_on: date | None
    called_off_on: date | None
    met_before: bool
    sat: bool
    """Its member still had the seat when it was due."""


def missed(report: AskedReport, today: date) -> Breach | None:
    """The lapse of a report that was owed and had not come when its last day was over: 8(9)."""
    is_off = report.called_off_on is not None and report.called_off_on <= report.due
    if is_off or not report.sat or not is_owed(met_before=report.met_before):
        return None
    if (report.received_on or today) <= report.due:
        return None
    of, due = report.meeting_id, report.due
    duty, member = Duty.WRITE_REPORT, report.member_id
    return Breach(duty, Article(8, "9"), Owner.MEMBERS, due, of, of, member)
