"""How long closed files are kept, entered by the administrator: beside 18(1), 0259."""

from identity.access import administrator_of
from models.retention import RetentionRule
from models.session import Work
from rules.retention import RecordType, check_rule


def enter(
    work: Work, *, years: int | None, source: str, record_type: RecordType = RecordType.CASE
) -> RetentionRule:
    """Another row beside what was entered before; without years no limit holds any more."""
    administrator = administrator_of(work)
    check_rule(years, source)
    rule = RetentionRule(
        record_type=record_type,
        years=years,
        source=source.strip(),
        entered_at=work.clock.now(),
        entered_by_id=administrator.id,
    )
    work.session.add(rule)
    work.session.flush()
    said = {"rule": rule.id, "of": record_type, "years": years or 0}
    work.record("retention limit entered", "18(1)", **said)
    return rule
