"""What was typed of reports and words on actions, and stands no more: Art. 8(9), 14(2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from models.case import Case
from models.plan import ReportedAction, ReportRequest
from models.report_correction import ReportCorrection
from models.session import Work


@dataclass(frozen=True, slots=True)
class StoodInReport:
    """One correction, with what had been said of actions until then."""

    row: ReportCorrection
    said: Sequence[ReportedAction]


def former(work: Work, case: Case, request_id: UUID) -> Sequence[StoodInReport]:
    """Of a report, or of a question and every word on it, in the order of entry."""
    of_it = or_(ReportRequest.id == request_id, ReportRequest.follows_id == request_id)
    query = (
        select(ReportCorrection)
        .join(ReportRequest, ReportRequest.id == ReportCorrection.request_id)
        .where(ReportRequest.case_id == case.id, of_it)
        .options(joinedload(ReportCorrection.corrected_by))
        .order_by(ReportCorrection.corrected_at)
    )
    rows = work.session.scalars(query).all()
    if not rows:
        return ()
    of_these = ReportedAction.request_id.in_({row.request_id for row in rows})
    ended = select(ReportedAction).where(of_these, ~ReportedAction.stands())
    said = work.session.scalars(ended).all()
    return [
        StoodInReport(row, [each for each in said if each.ended_by_id == row.id]) for row in rows
    ]
