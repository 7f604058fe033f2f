"""The limits that were entered for the comprehensive assessment, and one on a case: Art. 12(5)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.assessment import Assessment
from models.assessment_limit import AssessmentLimit
from models.case import Case
from models.session import Work
from rules.assessment import AssessmentKind
from rules.assessment_limit import AssessedFacts, Countdown, countdown


def entered(work: Work) -> Sequence[AssessmentLimit]:
    """All of them, what counts first on top."""
    query = select(AssessmentLimit).options(joinedload(AssessmentLimit.entered_by))
    newest = (AssessmentLimit.valid_from.desc(), AssessmentLimit.entered_at.desc())
    return work.session.scalars(query.order_by(*newest)).all()


def on_case(work: Work, case: Case, assessments: Iterable[Assessment]) -> Countdown | None:
    """None where no limit is configured for this child."""
    made: dict[AssessmentKind, list[Assessment]] = {kind: [] for kind in AssessmentKind}
    for each in assessments:
        made[each.kind].append(each)
    initially_on, assessed_on = (
        min((each.made_on for each in made[kind]), default=None)
        for kind in (AssessmentKind.INITIAL, AssessmentKind.COMPREHENSIVE)
    )
    limits = [row.facts for row in work.session.scalars(select(AssessmentLimit))]
    return countdown(limits, AssessedFacts(case.referred_on, initially_on, assessed_on))
