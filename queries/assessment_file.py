"""Each version of an assessment with what it rests on and the one before it: Art. 5(1.2), 12."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import joinedload

from models.asked import LIFE, kept
from models.assessment import Assessment
from models.case import Case
from models.information import Claim, ClaimOutcome, Information
from models.logbook import LogEntry
from models.plan import Plan, ReportRequest
from models.session import Work
from rules.assessment import AssessmentKind
from rules.assessment_versions import before, before_the_table, in_order, on_record_for
from rules.planning import PlanKind


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What could be read when a version was written down, and had happened by its day: 12(4)."""

    information: Sequence[int]
    """The pieces that had come in, by number."""
    verified: int
    """Claims with an outcome by then."""
    unverified: int
    log: int
    reports: int

    @property
    def is_nothing(self) -> bool:
        return not (
            self.information or self.verified or self.unverified or self.log or self.reports
        )


@dataclass(frozen=True, slots=True)
class VersionFile:
    """One version, the one that it supplements, and what stands on it."""

    row: Assessment
    versions: Sequence[Assessment]
    """All of them by their days, the one in use last."""
    former: Assessment | None
    rests: RestsOn
    plans: Sequence[Plan]
    """The versions of the plan that were made on it: Art. 13(1)."""

    @property
    def is_in_use(self) -> bool:
        return self.row.id == self.versions[-1].id


def all_versions(work: Work, case: Case) -> Sequence[Assessment]:
    """Every version, the one in use last, with who wrote it down: Art. 5(1.2), 12."""
    query = select(Assessment).where(Assessment.case_id == case.id)
    query = query.options(joinedload(Assessment.recorded_by), joinedload(Assessment.meeting))
    found = {row.id: row for row in work.session.scalars(query)}
    return [found[each.id] for each in in_order([row.facts for row in found.values()])]


def assessments_of(work: Work, case: Case, kind: AssessmentKind) -> Sequence[Assessment]:
    """The assessments of one kind, the one that counts first."""
    return [each for each in reversed(all_versions(work, case)) if each.kind == kind]


def read_version(
    work: Work, case: Case, number: int | None = None, kind: AssessmentKind | None = None
) -> VersionFile | None:
    """A version by its number, else the one in use (of a kind); None where it is missing."""
    versions = all_versions(work, case)
    wanted = [
        each for each in versions if number in {None, each.version} and kind in {None, each.kind}
    ]
    if not wanted:
        return None
    row, by_id = wanted[-1], {each.id: each for each in versions}
    former = before([each.facts for each in versions], row.facts)
    plans = select(Plan).where(Plan.assessment_id == row.id, Plan.kind == PlanKind.UNIFIED)
    return VersionFile(
        row,
        versions,
        by_id[former.id] if former else None,
        _rests_on(work, row),
        work.session.scalars(plans.order_by(Plan.version)).all(),
    )


@dataclass(frozen=True, slots=True)
class AssessedAt:
    """What a meeting starts from, and the versions that it made: Art. 8(7), 12(2)."""

    start: Assessment | None
    made: Sequence[Assessment]


def at_meeting(work: Work, case_id: UUID, meeting_id: UUID, on: date) -> AssessedAt:
    query = select(Assessment).where(Assessment.case_id == case_id).order_by(Assessment.version)
    rows = {row.id: row for row in work.session.scalars(query)}
    found = before_the_table([row.facts for row in rows.values()], meeting_id, on)
    made = [row for row in rows.values() if row.meeting_id == meeting_id]
    return AssessedAt(rows[found.id] if found else None, made)


def _rests_on(work: Work, row: Assessment) -> RestsOn:
    found: dict[str, list[int]] = defaultdict(list)
    for what, number, on, at in work.session.execute(_days(), {"life": row.case_id}):
        if on_record_for(row.facts, on, at):
            found[what].append(number)
    asked = set(found["claim"])
    return RestsOn(
        information=sorted(found["information"]),
        verified=len(asked & set(found["outcome"])),
        unverified=len(asked - set(found["outcome"])),
        log=len(found["log"]),
        reports=len(found["report"]),
    )


@kept
def _days() -> Select[str, int, date, datetime]:
    """Everything that was collected, in one statement: its number, its day, when it was typed."""
    rows = union_all(*_collected()).subquery()
    return select(rows.c.what, rows.c.number, rows.c.on, rows.c.at)


def _collected() -> Iterator[Select[Any]]:
    def row(what: str, number: Any, on: Any, at: Any) -> Select[Any]:
        named = (literal(what).label("what"), number.label("number"))
        return select(*named, on.label("on"), at.label("at"))

    came = row("information", Information.number, Information.given_on, Information.recorded_at)
    yield came.where(Information.case_id == LIFE)
    yield row("claim", Claim.number, Claim.asked_on, Claim.asked_at).where(Claim.case_id == LIFE)
    found = row("outcome", Claim.number, ClaimOutcome.found_on, ClaimOutcome.recorded_at)
    yield found.join_from(ClaimOutcome, Claim).where(Claim.case_id == LIFE)
    logged = row("log", LogEntry.number, LogEntry.happened_on, LogEntry.recorded_at)
    yield logged.where(LogEntry.case_id == LIFE)
    told = row("report", literal(0), ReportRequest.received_on, ReportRequest.received_at)
    yield told.where(ReportRequest.case_id == LIFE, ReportRequest.received_at.is_not(None))
