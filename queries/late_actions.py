"""Actions whose day has passed, who is waited for, and what was said of them: Art. 14(1), 14(2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record.report_facts import ReportsAsKnown
from identity.access import NotThere
from identity.member_links import Guest
from models.case import Case, Member
from models.duty import DutyRow
from models.plan import Plan, PlanAction, Progress, ReportedAction, ReportRequest, Review
from models.session import Work
from rules.duties import Duty
from rules.late_actions import DayAnswer
from rules.planning import ActionStatus
from rules.roles import Owner


@dataclass(frozen=True, slots=True)
class SaidOfAction:
    """One word of the member on an action, with the report in which it stands."""

    request: ReportRequest
    status: ActionStatus
    done_on: date | None
    asked_until: date | None


@dataclass(frozen=True, slots=True)
class ReviewSince:
    """What a review says of the day asked for."""

    on: date
    answer: DayAnswer | None
    """None where it does not state it."""


@dataclass(frozen=True, slots=True)
class LateLine:
    """One action of the plan in force whose day has passed."""

    action: PlanAction
    since: date | None
    """Its own day."""
    actor: Owner
    member: Member | None
    """Who answers for it, or did."""
    is_left: bool
    """Nobody answers for it, any more or yet; the manager sees to it."""
    said: Sequence[SaidOfAction]
    """The newest first."""
    question_id: UUID | None
    """What the member was asked of it: Art. 14(3.3)."""
    reviewed: ReviewSince | None = None
    """The last review since a day was asked for: Art. 15(3)."""

    @property
    def wants(self) -> date | None:
        """The day that the table is asked for, and has not answered: Art. 15(3)."""
        return self.said[0].asked_until if self.said and self.actor is Owner.MANAGER else None


def late_lines(work: Work, case: Case) -> list[LateLine]:
    """As the duties say it; the same number of statements, however many actions."""
    owed = (
        select(DutyRow, PlanAction)
        .join(PlanAction, PlanAction.id == DutyRow.subject_id)
        .where(DutyRow.life_id == case.id, DutyRow.duty.in_((Duty.LATE_ACTION, Duty.LEFT_ACTION)))
        .where(DutyRow.due_on < work.clock.today())
        .order_by(DutyRow.due_on, PlanAction.number)
    )
    rows = [(duty, action) for duty, action in work.session.execute(owed)]
    if not rows:
        return []
    lines = _lines_of(work, case.id)
    said = _said(work, case.id)
    asked = _questions(work, case.id)
    members = _members(work, [id for duty, _ in rows for id in duty.member_ids])
    reviews = _reviews(work, case.id)
    return [
        LateLine(
            action=action,
            since=duty.due_on,
            actor=duty.actor,
            member=members.get(next(iter(duty.member_ids), None)),
            is_left=duty.duty == Duty.LEFT_ACTION,
            said=_of(lines[action.id], said),
            question_id=_question_of(asked, lines[action.id], duty.member_ids),
            reviewed=_since(reviews, lines[action.id], _of(lines[action.id], said)),
        )
        for duty, action in rows
    ]


def _lines_of(work: Work, case_id: UUID) -> Mapping[UUID, list[UUID]]:
    """Each line of every version with those that it carries on, the newest first."""
    query = select(PlanAction.id, PlanAction.former_id).join(Plan, Plan.id == PlanAction.plan_id)
    rows = work.session.execute(query.where(Plan.case_id == case_id)).all()
    former = {row[0]: row[1] for row in rows}
    found: dict[UUID, list[UUID]] = {}
    for id in former:
        line = [id]
        while (before := former.get(line[-1])) is not None:
            line.append(before)
        found[id] = line
    return found


def _said(work: Work, case_id: UUID) -> list[tuple[UUID, SaidOfAction]]:
    """What reports say of single actions, the newest day first."""
    query = (
        select(ReportedAction, ReportRequest)
        .join(ReportRequest, ReportRequest.id == ReportedAction.request_id)
        .where(ReportRequest.case_id == case_id, ReportedAction.stands())
        .options(joinedload(ReportRequest.member).joinedload(Member.professional))
        .order_by(ReportRequest.received_on.desc(), ReportRequest.received_at.desc())
    )
    return [
        (row.action_id, SaidOfAction(report, row.status, row.done_on, row.asked_until))
        for row, report in work.session.execute(query)
    ]


def _of(line: Collection[UUID], said: Sequence[tuple[UUID, SaidOfAction]]) -> list[SaidOfAction]:
    return [word for id, word in said if id in line]


def _reviews(work: Work, case_id: UUID) -> Sequence[tuple[Progress, Review]]:
    """What reviews found of each line, the newest first."""
    query = select(Progress, Review).join(Review, Review.id == Progress.review_id)
    query = query.where(Review.case_id == case_id)
    query = query.order_by(Review.settled_on.desc(), Review.recorded_at.desc())
    return [(found, review) for found, review in work.session.execute(query)]


def _since(
    reviews: Sequence[tuple[Progress, Review]],
    line: Collection[UUID],
    said: Sequence[SaidOfAction],
) -> ReviewSince | None:
    if not said or said[0].asked_until is None:
        return None
    word = said[0].request
    assert word.received_on is not None  # what was said has its day
    assert word.received_at is not None
    since = (word.received_on, word.received_at)
    for found, review in reviews:
        if found.action_id in line and (review.settled_on, review.recorded_at) > since:
            return ReviewSince(review.settled_on, found.day_answer)
    return None


@dataclass(frozen=True, slots=True)
class _Question:
    """What one seat was asked of one line."""

    id: UUID
    action_id: UUID | None
    member_id: UUID
    answered: bool


def _questions(work: Work, case_id: UUID) -> Sequence[_Question]:
    """What was asked about each action, of each seat; the newest first."""
    asked = ReportRequest
    answered = asked.received_at.is_not(None)
    query = select(asked.id, asked.action_id, asked.member_id, answered).where(
        asked.case_id == case_id, asked.action_id.is_not(None), asked.follows_id.is_(None)
    )
    return [_Question(*row) for row in work.session.execute(query.order_by(asked.asked_at.desc()))]


def _question_of(
    asked: Sequence[_Question], line: Sequence[UUID], members: Sequence[UUID]
) -> UUID | None:
    """The newest that they were asked; else what whoever held the place before has answered."""
    of_it = [each for action in line for each in asked if each.action_id == action]
    own = [each.id for each in of_it if each.member_id in members]
    before = [each.id for each in of_it if each.answered]
    return next(iter((*own, *before)), None)


def _members(work: Work, ids: Collection[UUID]) -> Mapping[UUID | None, Member]:
    query = select(Member).where(Member.id.in_(ids)).options(joinedload(Member.professional))
    return {member.id: member for member in work.session.scalars(query)}


@dataclass(frozen=True, slots=True)
class QuestionDesk:
    """What a member was asked of one action, and what they said since: Art. 14(2), 14(3.3)."""

    request: ReportRequest
    action: PlanAction
    """As it stands in the plan in force; as it was asked about where it is in none any more."""
    is_over: bool
    is_past_words: bool
    owes_none: bool
    """It is over, or somebody else holds the place of whoever was asked."""
    died: bool
    said: Sequence[SaidOfAction]
    """The newest first."""
    speaks: Member
    """Who was asked; once they have answered, who sits in their place by now says more."""

    @property
    def is_answered(self) -> bool:
        return self.request.received_at is not None

    @property
    def other_words(self) -> str | None:
        """What came when the action was not late any more, and so says nothing of it."""
        said = {each.request.id for each in self.said}
        return None if self.request.id in said else self.request.done


def question(work: Work, case_id: UUID, request_id: UUID | None) -> QuestionDesk:
    """Raises `NotThere` for a report that was asked for before a meeting, or a further word."""
    request = work.session.get(ReportRequest, request_id)
    if request is None or request.action_id is None or request.case_id != case_id:
        raise NotThere
    if request.follows_id is not None:
        raise NotThere
    known = ReportsAsKnown.of(work.session, case_id)
    now = known.actions.now(request.action_id)
    action = work.session.get_one(PlanAction, now.id if now else request.action_id)
    is_over = known.actions.is_over(request.action_id, known.who)
    holder = known.who.get(now.member_id) if now and not is_over else None
    return QuestionDesk(
        request,
        action,
        is_over,
        known.actions.is_past_words(request.action_id, known.who),
        known.facts(request).done,
        known.died,
        _of(_lines_of(work, case_id)[action.id], _said(work, case_id)),
        holder if holder and holder.sits and request.received_at else request.member,
    )


def question_of_guest(work: Work, guest: Guest) -> QuestionDesk:
    """The question that this link leads to; raises `NotThere`."""
    found = question(work, guest.member.life_id, guest.link.subject_id)
    if found.request.member_id != guest.member.id:
        raise NotThere
    return found
