"""The lines of a plan in a question about plans, with what was said and found of each: 14(2)."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Tuple, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from models.own_progress import NEWEST_WORD_FIRST, OwnProgress
from models.plan import Plan, PlanAction, Progress, ReportedAction, ReportRequest, Review
from rules.planning import ActionChange, ActionStatus


def lines() -> ScalarSelect[Any]:
    """The lines of each plan in a question about plans; no statement of their own."""
    done = ActionStatus.COMPLETED
    line = func.jsonb_build_array(
        PlanAction.id,
        PlanAction.former_id,
        PlanAction.member_id,
        PlanAction.of_centre.is_not(None),
        PlanAction.due_on,
        (PlanAction.status != done) & PlanAction.dropped_on.is_(None),
        func.coalesce(_members_word() == done, False) | func.coalesce(_own_word() == done, False),
        _members_word().is_(None) & _own_word().is_(None) & ~_found().exists(),
        _found().where(Progress.changes != []).exists(),
        ~_worded().exists() & ~_found().where(Progress.day_answer.is_not(None)).exists(),
        _found().where(Progress.changes.contains([ActionChange.HANDED_OVER])).exists(),
        *_look_again(),
        _reviewed_on(),
        _members_wish(),
    )
    query = select(func.jsonb_agg(line)).where(PlanAction.plan_id == Plan.id).correlate(Plan)
    return query.scalar_subquery()


def _found() -> Select[Any]:
    return select(Progress.id).where(Progress.action_id == PlanAction.id)


def _worded() -> Select[Any]:
    return select(ReportedAction.id).where(
        ReportedAction.action_id == PlanAction.id, ReportedAction.stands()
    )


def _members_wish() -> ScalarSelect[Any]:
    """The day asked for with that word; a review that says nothing of it leaves it asked for."""
    return _members_word(ReportedAction.asked_until, Progress.day_answer.is_not(None))


def _look_again() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """As the last review that said a day has it, else as the plan has; and when it was said."""

    def newest(of: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
        query = select(of).join_from(Progress, Review, Review.id == Progress.review_id)
        said = (Progress.action_id == PlanAction.id, Progress.look_again_on.is_not(None))
        return query.where(*said).order_by(Review.settled_on.desc()).limit(1).scalar_subquery()

    look_on = func.coalesce(newest(Progress.look_again_on), PlanAction.look_again_on)
    return look_on, newest(Review.settled_on)


def _reviewed_on() -> ScalarSelect[Any]:
    query = select(func.max(Review.settled_on)).join(Progress, Progress.review_id == Review.id)
    return query.where(Progress.action_id == PlanAction.id).scalar_subquery()


def _members_word(
    said_of_it: InstrumentedAttribute[Any] = ReportedAction.status,
    *ends: ColumnElement[bool],
) -> ScalarSelect[Any]:
    """What its member's reports say of it last, by the days on which they came."""
    said = tuple_(ReportRequest.received_on, ReportRequest.received_at)
    query = select(said_of_it).join(ReportRequest, ReportRequest.id == ReportedAction.request_id)
    query = query.where(ReportedAction.action_id == PlanAction.id, ReportedAction.stands())
    query = query.where(~_found_since(said).where(*ends).exists())
    newest = (ReportRequest.received_on.desc(), ReportRequest.received_at.desc())
    return query.order_by(*newest).limit(1).scalar_subquery()


def _own_word() -> ScalarSelect[Any]:
    """What the manager said of it last, by the days of which it is said."""
    said = tuple_(OwnProgress.said_on, OwnProgress.recorded_at)
    query = select(OwnProgress.status).where(
        OwnProgress.action_id == PlanAction.id, ~_found_since(said).exists()
    )
    return query.order_by(*NEWEST_WORD_FIRST).limit(1).scalar_subquery()


def _found_since(said: Tuple) -> Select[Any]:
    """What a review found of it after that word; of one day, which was typed later."""
    query = select(Progress.id).join(Review, Review.id == Progress.review_id)
    return query.where(
        Progress.action_id == PlanAction.id, tuple_(Review.settled_on, Review.recorded_at) > said
    )
