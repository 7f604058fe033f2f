"""Another day that a member asked for, and what the table says of it in a review: Art. 15(3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.case.plan_rows import Finding
from casework.record.report_facts import ReportsAsKnown
from casework.tell import reports as tell
from models.case import Member
from models.plan import Plan, Progress, ReportedAction, ReportRequest, Review
from models.session import Work
from rules.late_actions import DayAnswer, check_day_answer, day_answer


@dataclass(frozen=True, slots=True)
class Wish:
    """The day that is asked for with the newest word on an action."""

    until: date
    report_id: UUID
    member: Member | None
    """Who answers for the action now; None where nobody is told."""


def wishes_of(work: Work, plan: Plan, on: date) -> dict[UUID, Wish]:
    """What was asked for with the newest word by the day of the review, and is not answered yet;
    by the line of the plan."""
    said = _said(work, plan.case_id, on)
    if not any(report.asked_until for report, _ in said):
        return {}
    known, over = ReportsAsKnown.of(work.session, plan.case_id), _answers(work, plan.case_id)
    found: dict[UUID, Wish] = {}
    for row in plan.actions:
        line = known.actions.line_ids(known.actions.rows[row.id])
        of_it = [each for each in said if each[0].action_id in line]
        if not (row.is_open and of_it):
            continue
        (word, report), who = of_it[0], known.who.get(row.member_id)
        assert report.received_on is not None  # what was said has its day
        assert report.received_at is not None
        since = (report.received_on, report.received_at)
        if word.asked_until is None or any(id in line and at > since for id, at in over):
            continue
        member = who if who and who.sits and not known.died else None
        found[row.id] = Wish(word.asked_until, report.id, member)
    return found


def _said(work: Work, case_id: UUID, on: date) -> list[tuple[ReportedAction, ReportRequest]]:
    query = (
        select(ReportedAction, ReportRequest)
        .join(ReportRequest, ReportRequest.id == ReportedAction.request_id)
        .where(ReportRequest.case_id == case_id, ReportRequest.received_on <= on)
        .where(ReportedAction.stands())
        .order_by(ReportRequest.received_on.desc(), ReportRequest.received_at.desc())
    )
    return [(word, report) for word, report in work.session.execute(query)]


def _answers(work: Work, case_id: UUID) -> list[tuple[UUID, tuple[date, datetime]]]:
    """When reviews answered what was asked for, of each line."""
    query = select(Progress.action_id, Review.settled_on, Review.recorded_at)
    query = query.join(Review, Review.id == Progress.review_id)
    query = query.where(Review.case_id == case_id, Progress.day_answer.is_not(None))
    return [(id, (on, at)) for id, on, at in work.session.execute(query)]


def answered(
    plan: Plan, progress: Mapping[UUID, Finding], wishes: Mapping[UUID, Wish]
) -> dict[UUID, Finding]:
    """With what the table says of each wish; the day that is given is the action's from now on."""
    found = {}
    for row in plan.actions:
        each, wish = progress[row.id], wishes.get(row.id)
        asked, day = wish.until if wish else None, each.due_on if each.moves(row) else None
        check_day_answer(each.answer, asked, day)
        answer = day_answer(each.answer, asked, day)
        given = asked if answer is DayAnswer.GIVEN else each.due_on
        found[row.id] = replace(each, answer=answer, due_on=given)
    return found


def tell_answers(
    work: Work, plan: Plan, progress: Mapping[UUID, Finding], wishes: Mapping[UUID, Wish]
) -> None:
    """The member reads what became of their wish; of one that nobody answered nothing is said."""
    for row in plan.actions:
        found, wish = progress[row.id], wishes.get(row.id)
        if wish and wish.member and found.answer:
            day = None if found.answer is DayAnswer.NOT_GIVEN else found.due_on
            tell.day_answered(
                work,
                wish.member,
                wish.report_id,
                number=row.number,
                until=wish.until,
                answer=found.answer,
                day=day,
            )
