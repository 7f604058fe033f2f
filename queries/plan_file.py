"""Assessments and plans as their readers see them, with the progress of each action: Art. 12-15."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.rhythm import rhythm_of
from casework.record.succession import holders, places
from casework.record.table import (
    last_held,
    last_unreviewed,
    planned_meetings,
    seats,
    settled_on,
    sitting,
)
from models.case import Case, Member
from models.meeting import Meeting
from models.own_progress import OwnProgress
from models.plan import (
    Assessment,
    Plan,
    PlanAction,
    Progress,
    ReportedAction,
    ReportRequest,
    Review,
)
from models.rhythm import ReviewRhythm
from models.session import Work
from queries.own_actions import said_of
from rules.aims import misses_family
from rules.assessment import AssessmentKind, Risk
from rules.basis import Default
from rules.planning import ActionStatus, PlanKind, review_due


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action with what each review found of it."""

    action: PlanAction
    found: Mapping[UUID, Progress]
    """By the review's id; an action carried into a new version keeps what was found before."""
    answers: Member | None
    """Who answers for it now: whoever was named, or took that place since: Art. 8(6), 13(2.2)."""

    @property
    def is_over(self) -> bool:
        return not self.action.is_open

    @property
    def last_words(self) -> str:
        said = [progress.assessment for progress in self.found.values() if progress.assessment]
        return said[-1] if said else ""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One version of the unified plan, and the reviews of the case."""

    plan: Plan
    versions: Sequence[Plan]
    rows: Sequence[ActionRow]
    reviews: Sequence[tuple[Review, Meeting]]
    first_risk: Risk | None
    review_on: date
    rhythm: ReviewRhythm | None
    """The table's own, as it was set last: Art. 5(1.5)."""
    said: Mapping[UUID, Sequence[OwnProgress]]
    """What the manager said of the actions that the centre answers for, the newest first."""

    @property
    def is_in_force(self) -> bool:
        return self.plan.version == len(self.versions)

    @property
    def misses_family(self) -> Default | None:
        """Whose warning it is that no action supports the family: Art. 5(1.4)."""
        return misses_family([row.action.aim for row in self.rows if not row.action.dropped_on])

    def count(self, status: ActionStatus) -> int:
        return sum(row.action.status == status for row in self.rows)


def assessments_of(work: Work, case: Case, kind: AssessmentKind) -> Sequence[Assessment]:
    """The assessments of one kind, newest first."""
    query = select(Assessment).where(Assessment.case_id == case.id, Assessment.kind == kind)
    return work.session.scalars(query.order_by(Assessment.version.desc())).all()


def plans_of(work: Work, case: Case, kind: PlanKind = PlanKind.UNIFIED) -> Sequence[Plan]:
    """Every version, oldest first."""
    query = select(Plan).where(Plan.case_id == case.id, Plan.kind == kind)
    return work.session.scalars(query.order_by(Plan.version)).all()


def read_plan(work: Work, case: Case, version: int | None = None) -> PlanFile | None:
    """A version of the unified plan, the one in force unless asked otherwise; None if missing."""
    versions = plans_of(work, case)
    wanted = [plan for plan in versions if version in {None, plan.version}]
    if not wanted:
        return None
    plan, reviews = wanted[-1], _reviews(work, case)
    rhythm = rhythm_of(work.session, case.id)
    initial = assessments_of(work, case, AssessmentKind.INITIAL)
    return PlanFile(
        plan=plan,
        versions=versions,
        rows=sorted(
            _rows(plan, versions, reviews, _holders(work, case)),
            key=lambda row: (row.is_over, row.action.due_on or date.max),
        ),
        reviews=reviews,
        first_risk=initial[-1].risk if initial else None,
        review_on=review_due(settled_on(work.session, case.id), rhythm.days if rhythm else None),
        rhythm=rhythm,
        said=said_of(work, plan.actions),
    )


def _holders(work: Work, case: Case) -> Mapping[UUID | None, Member]:
    every = seats(work.session, case.id)
    return holders(every, places(work.session, every))


def _reviews(work: Work, case: Case) -> Sequence[tuple[Review, Meeting]]:
    query = (
        select(Review, Meeting)
        .join(Meeting, Meeting.id == Review.meeting_id)
        .where(Review.case_id == case.id)
        .order_by(Meeting.held_at, Meeting.number)
    )
    return [(review, meeting) for review, meeting in work.session.execute(query)]


def _rows(
    plan: Plan,
    versions: Sequence[Plan],
    reviews: Sequence[tuple[Review, Meeting]],
    now: Mapping[UUID | None, Member],
) -> Sequence[ActionRow]:
    """An action is the same across versions when the later row carries on the earlier one."""
    roots: dict[UUID, UUID] = {}
    for version in versions:  # oldest first
        for action in version.actions:
            roots[action.id] = roots.get(action.former_id or action.id, action.id)
    found: dict[UUID, dict[UUID, Progress]] = {}
    for review, _ in reviews:
        for progress in review.progress:
            found.setdefault(roots[progress.action_id], {})[review.id] = progress
    return [
        ActionRow(action, found.get(roots[action.id], {}), now.get(action.member_id))
        for action in plan.actions
    ]


def reported(work: Work, case: Case) -> Mapping[UUID, ActionStatus]:
    """What members reported of each action for the meeting that is reviewed: Art. 8(9)."""
    found = last_unreviewed(work.session, case.id)
    meeting = found or last_held(work.session, case.id)
    query = (
        select(ReportedAction)
        .join(ReportRequest, ReportRequest.id == ReportedAction.request_id)
        .where(ReportRequest.meeting_id == (meeting.id if meeting else None))
    )
    return {line.action_id: line.status for line in work.session.scalars(query)}


def seated(work: Work, case: Case) -> Sequence[tuple[UUID, str]]:
    """Who can be responsible for an action: Art. 13(2.2)."""
    return [
        (member.id, f"{member.professional.name}, {member.professional.affiliation}")
        for member in sitting(work.session, case.id)
    ]


def met_on(work: Work, case: Case) -> date | None:
    """The day on which the table met last: what it made, it most likely made there."""
    met = last_held(work.session, case.id)
    return met.met_on if met else None


def next_meeting(work: Work, case: Case) -> Meeting | None:
    return next(iter(planned_meetings(work.session, case.id)), None)
