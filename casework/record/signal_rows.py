"""What is on record of a case, its plan and its actions that may be a signal: Art. 14(4)."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Select, String, cast, literal, null, select

from casework.record.inquiry_facts import answer_stands
from models.asked import OF_EACH
from models.assessment import Assessment
from models.case import Case
from models.information import Claim, ClaimOutcome, Information
from models.inquiry import Inquiry, InquiryAnswer
from models.meeting import Meeting
from models.mistaken import MistakenReferral
from models.monitoring import MonitoredAction, MonitoringForm
from models.own_progress import OwnProgress
from models.plan import Plan, PlanAction, Progress, ReportedAction, ReportRequest, Review
from rules.assessment import AssessmentKind
from rules.mistaken import Mistake

STOOD: Final = "stood"
"""What was typed as an answer and is none: no news, but what was said of it has its name."""
SAYS_WORSE: Final = Assessment.__table__.c.worse_sealed.is_not(None)


def row(what: str, *columns: Any) -> Select[Any]:
    """What it is, then id, name, day, moment, and a code where there is one."""
    id, name, on, at, *more = columns
    code = more[0] if more else null()
    named = (cast(name, String).label("name"), on.label("on"), at.label("at"))
    return select(literal(what), id.label("id"), *named, cast(code, String).label("code"))


def of_the_case() -> Iterator[Select[Any]]:
    given = (Information.id, Information.number, Information.given_on, Information.recorded_at)
    yield row("information", *given).where(Information.case_id == OF_EACH)
    came = (InquiryAnswer.id, Inquiry.number, InquiryAnswer.said_on, InquiryAnswer.recorded_at)
    for what, which in (("inquired", answer_stands()), (STOOD, ~answer_stands())):
        answers = row(what, *came).join_from(InquiryAnswer, Inquiry)
        yield answers.where(Inquiry.case_id == OF_EACH, which)
    outcome = (ClaimOutcome.id, Claim.number, ClaimOutcome.found_on, ClaimOutcome.recorded_at)
    yield row("outcome", *outcome).join_from(ClaimOutcome, Claim).where(Claim.case_id == OF_EACH)
    again = MistakenReferral
    yield (
        row("referred", again.case_id, Case.number, again.decided_on, again.recorded_at)
        .join_from(again, Case, Case.id == again.case_id)
        .where(again.right_case_id == OF_EACH, again.mistake == Mistake.DUPLICATE)
    )
    made = (Assessment.id, Assessment.version, Assessment.made_on, Assessment.recorded_at)
    yield row("assessed", *made, Assessment.risk).where(
        Assessment.case_id == OF_EACH, Assessment.kind == AssessmentKind.COMPREHENSIVE
    )
    yield row("prepared", *made).where(
        Assessment.case_id == OF_EACH, Assessment.kind == AssessmentKind.INITIAL
    )
    yield row("worse", *made).where(Assessment.case_id == OF_EACH, SAYS_WORSE)
    found = (Review.id, Meeting.number, Review.settled_on, Review.recorded_at, Review.risk)
    yield row("reviewed", *found).join_from(Review, Meeting).where(Review.case_id == OF_EACH)


def of_the_plan() -> Iterator[Select[Any]]:
    """What each line is called, and every word on how far it has come."""
    lines = (PlanAction.id, PlanAction.number, Plan.adopted_on, Plan.recorded_at)
    of_case = (Plan.case_id == OF_EACH, Plan.adopted_on.is_not(None))
    yield row("action", *lines).join_from(PlanAction, Plan).where(*of_case)
    nothing = literal("")
    reviewed = (Progress.action_id, nothing, Review.settled_on, Review.recorded_at)
    yield (
        row("word", *reviewed, Progress.status)
        .join_from(Progress, Review)
        .where(Review.case_id == OF_EACH)
    )
    asked = ReportRequest
    reported = (ReportedAction.action_id, nothing, asked.received_on, asked.received_at)
    yield (
        row("word", *reported, ReportedAction.status)
        .join_from(ReportedAction, asked, asked.id == ReportedAction.request_id)
        .where(asked.case_id == OF_EACH, asked.received_on.is_not(None), ReportedAction.stands())
    )
    own = (OwnProgress.action_id, nothing, OwnProgress.said_on, OwnProgress.recorded_at)
    yield (
        row("word", *own, OwnProgress.status)
        .join_from(OwnProgress, PlanAction, PlanAction.id == OwnProgress.action_id)
        .join(Plan, Plan.id == PlanAction.plan_id)
        .where(Plan.case_id == OF_EACH)
    )
    form = MonitoringForm
    monitored = (MonitoredAction.action_id, nothing, form.monitored_on, form.recorded_at)
    yield (
        row("monitored", *monitored, MonitoredAction.indicator)
        .join_from(MonitoredAction, form)
        .where(form.case_id == OF_EACH)
    )
