"""The limit for the comprehensive assessment, entered by the administrator: Art. 12(5)."""

from datetime import date

from identity.access import administrator_of
from models.assessment_limit import AssessmentLimit
from models.session import Work
from rules.assessment_limit import CountedFrom, check_limit


def enter(
    work: Work, *, days: int | None, counted_from: CountedFrom, valid_from: date, source: str
) -> AssessmentLimit:
    """Another row beside what was entered before; without days no limit holds any more."""
    administrator = administrator_of(work)
    check_limit(days, source)
    limit = AssessmentLimit(
        days=days,
        counted_from=counted_from,
        valid_from=valid_from,
        source=source.strip(),
        entered_at=work.clock.now(),
        entered_by_id=administrator.id,
    )
    work.session.add(limit)
    work.session.flush()
    said = {"days": days or 0, "counted_from": counted_from.value, "valid_from": valid_from}
    work.record("assessment limit entered", "12(5)", limit=limit.id, **said)
    return limit
