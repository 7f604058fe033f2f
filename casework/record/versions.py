"""From rows to the versions of an assessment: Art. 5(1.2), 12."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.asked import LIFE, kept
from models.assessment import Assessment
from rules.assessment import AssessmentKind
from rules.assessment_versions import VersionFacts


def versions_of(session: Session, case_id: UUID) -> list[VersionFacts]:
    """Every version, and no word of it opened."""
    return [VersionFacts(*row) for row in session.execute(_versions(), {"life": case_id})]


@kept
def _versions() -> Select[UUID, int, AssessmentKind, date, datetime, UUID | None]:
    made = (Assessment.made_on, Assessment.recorded_at, Assessment.meeting_id)
    rows = select(Assessment.id, Assessment.version, Assessment.kind, *made)
    return rows.where(Assessment.case_id == LIFE)
