"""The lines of a plan in a question about plans, with what was said and found of each: 14(2)."""

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    ScalarSelect,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.selectable import LateralFromClause

from models.own_progress import NEWEST_WORD_FIRST, OwnProgress
from models.plan import Plan, PlanAction, Progress, ReportedAction, ReportRequest, Review
from rules.planning import ActionChange, ActionStatus


def lines() -> ScalarSelect[Any]:
    """The lines of each plan in a question about plans; no statement of their own.

    What was found of a line, its member's last word and the manager's are looked up once each: many
    plans have thousands of lines, and behind the policies each look is several (0159).
    """
    found, word, own = _found(), _members_word(), _own_word()
    done = ActionStatus.COMPLETED
    stands, own_stands = _since(word, found), _since(own, found)
    is_left_alone = ~or_(found.c.times > 0, stands, own_stands)
    line = func.jsonb_build_array(
        PlanAction.id,
        PlanAction.former_id,
        PlanAction.member_id,
        PlanAction.of_centre.is_not(None),
        PlanAction.due_on,
        (PlanAction.status != done) & PlanAction.dropped_on.is_(None),
        and_(stands, word.c.status == done) | and_(own_stands, own.c.status == done),
        is_left_alone,
        found.c.changed,
        and_(word.c.said_on.is_(None), found.c.answered_on.is_(None)),
        found.c.handed_over,
        func.coalesce(found.c.look_again_on, PlanAction.look_again_on),
        found.c.look_again_said,
        found.c.found_on,
        case((_since(word, found, "answered"), word.c.asked_until)),
    )
    query = (
        select(func.jsonb_agg(line))
        .select_from(PlanAction)
        .join(found, true())
        .outerjoin(word, true())
        .outerjoin(own, true())
        .where(PlanAction.plan_id == Plan.id)
    )
    return query.correlate(Plan).scalar_subquery()


def _since(
    word: LateralFromClause, found: LateralFromClause, what: str = "found"
) -> ColumnElement[bool]:
    """The word is there, and no review came after it; of one day, which was typed later."""
    on, at = found.c[f"{what}_on"], found.c[f"{what}_at"]
    later = tuple_(on, at) > tuple_(word.c.said_on, word.c.said_at)
    return and_(word.c.said_on.is_not(None), or_(on.is_(None), ~later))


def _found() -> LateralFromClause:
    """What reviews found of it: always one row."""
    newest = (Review.settled_on.desc(), Review.recorded_at.desc())

    def last(of: InstrumentedAttribute[Any], which: ColumnElement[bool]) -> ColumnElement[Any]:
        return func.array_agg(aggregate_order_by(of, *newest)).filter(which)[1]

    def ever(which: ColumnElement[bool]) -> ColumnElement[bool]:
        return func.coalesce(func.bool_or(which), literal(False, Boolean))

    every, answered = true(), Progress.day_answer.is_not(None)
    looks = Progress.look_again_on.is_not(None)
    return (
        select(
            func.count().label("times"),
            ever(Progress.changes != []).label("changed"),
            ever(Progress.changes.contains([ActionChange.HANDED_OVER])).label("handed_over"),
            last(Progress.look_again_on, looks).label("look_again_on"),
            last(Review.settled_on, looks).label("look_again_said"),
            last(Review.settled_on, every).label("found_on"),
            last(Review.recorded_at, every).label("found_at"),
            last(Review.settled_on, answered).label("answered_on"),
            last(Review.recorded_at, answered).label("answered_at"),
        )
        .join_from(Progress, Review, Review.id == Progress.review_id)
        .where(Progress.action_id == PlanAction.id)
        .lateral("found")
    )


def _members_word() -> LateralFromClause:
    """What its member's reports say of it last, by the days on which they came."""
    query = (
        select(
            ReportedAction.status,
            ReportedAction.asked_until,
            ReportRequest.received_on.label("said_on"),
            ReportRequest.received_at.label("said_at"),
        )
        .join(ReportRequest, ReportRequest.id == ReportedAction.request_id)
        .where(ReportedAction.action_id == PlanAction.id, ReportedAction.stands())
        .order_by(ReportRequest.received_on.desc(), ReportRequest.received_at.desc())
    )
    return query.limit(1).lateral("word")


def _own_word() -> LateralFromClause:
    """What the manager said of it last, by the days of which it is said."""
    query = (
        select(OwnProgress.status, OwnProgress.said_on, OwnProgress.recorded_at.label("said_at"))
        .where(OwnProgress.action_id == PlanAction.id)
        .order_by(*NEWEST_WORD_FIRST)
    )
    return query.limit(1).lateral("own")
