"""What is on record of a plan and its actions that may be a signal: Art. 14(4)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, String, and_, cast, func, literal, null, select

from casework.record import visit_marks
from models.asked import LIFE
from models.case import Case, FamilyPerson
from models.closure import Closure
from models.monitoring import MonitoredAction, MonitoringForm
from models.own_progress import OwnProgress
from models.plan import Plan, PlanAction, Progress, ReportedAction, ReportRequest, Review
from rules.composition import Relation


def row(what: str, *columns: Any) -> Select[Any]:
    """What it is, then id, name, day, moment, and a code where there is one."""
    id, name, on, at, *more = columns
    code = more[0] if more else null()
    named = (cast(name, String).label("name"), on.label("on"), at.label("at"))
    return select(literal(what), id.label("id"), *named, cast(code, String).label("code"))


def of_the_plan() -> Iterator[Select[Any]]:
    """What each line is called, and every word on how far it has come."""
    lines = (PlanAction.id, PlanAction.number, Plan.adopted_on, Plan.recorded_at)
    of_case = (Plan.case_id == LIFE, Plan.adopted_on.is_not(None))
    yield row("action", *lines).join_from(PlanAction, Plan).where(*of_case)
    nothing = literal("")
    reviewed = (Progress.action_id, nothing, Review.settled_on, Review.recorded_at)
    yield (
        row("word", *reviewed, Progress.status)
        .join_from(Progress, Review)
        .where(Review.case_id == LIFE)
    )
    asked = ReportRequest
    reported = (ReportedAction.action_id, nothing, asked.received_on, asked.received_at)
    yield (
        row("word", *reported, ReportedAction.status)
        .join_from(ReportedAction, asked, asked.id == ReportedAction.request_id)
        .where(asked.case_id == LIFE, asked.received_on.is_not(None))
    )
    own = (OwnProgress.action_id, nothing, OwnProgress.said_on, OwnProgress.recorded_at)
    yield (
        row("word", *own, OwnProgress.status)
        .join_from(OwnProgress, PlanAction, PlanAction.id == OwnProgress.action_id)
        .join(Plan, Plan.id == PlanAction.plan_id)
        .where(Plan.case_id == LIFE)
    )
    form = MonitoringForm
    monitored = (MonitoredAction.action_id, nothing, form.monitored_on, form.recorded_at)
    yield (
        row("monitored", *monitored, MonitoredAction.indicator)
        .join_from(MonitoredAction, form)
        .where(form.case_id == LIFE)
    )


def of_the_log() -> Select[Any]:
    """One row for all of them."""
    logged = cast(visit_marks.column(), String)
    return row("visits", Case.id, literal(""), Case.referred_on, func.now(), logged).where(
        Case.id == LIFE
    )


def over() -> Select[Any]:
    """The table closed the case, or the child has died: nobody assesses anew."""
    decided = and_(Closure.case_id == Case.id, Closure.decided_on.is_not(None))
    closed = select(Closure.id).where(decided, Closure.fell_at.is_(None)).exists()
    child = and_(FamilyPerson.case_id == Case.id, FamilyPerson.relation == Relation.CHILD)
    died = select(FamilyPerson.id).where(child, FamilyPerson.died.is_(True)).exists()
    rows = row("over", Case.id, literal(""), Case.referred_on, func.now())
    return rows.where(Case.id == LIFE, closed | died)
