"""Assessments and plans as their readers see them, with the progress of each action: Art. 12-15."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.record.rhythm import rhythm_of
from casework.record.succession import holders, places
from casework.record.table import (
    last_held,
    last_unreviewed,
    plan_before,
    planned_meetings,
    seats,
    settled_on,
    sitting,
)
from models.assessment import Assessment
from models.case import Case, Member
from models.meeting import Meeting
from models.own_progress import OwnProgress
from models.plan import Plan, PlanAction, Progress, ReportedAction, ReportRequest, Review
from models.rhythm import ReviewRhythm
from models.session import Work
from queries.assessment_file import all_versions
from queries.own_actions import said_of
from rules.aims import misses_family
from rules.assessment import AssessmentKind, Risk
from rules.assessment_versions import newer_than_plan
from rules.basis import Default
from rules.earlier_review import is_earlier
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
    def carries_on(self) -> UUID | None:
        """The row of the version before, where no review made another action of it: Art. 15(3)."""
        former = self.action.former_id
        changed = any(each.changes for each in self.found.values() if each.action_id == former)
        return None if changed else former

    @property
    def is_over(self) -> bool:
        return not self.action.is_open

    @property
    def has_left(self) -> bool:
        """Whoever answered for it has left, and nobody holds the place."""
        return self.answers is not None and not self.answers.sits

    @property
    def last_words(self) -> str:
        return next((each.assessment for each in self._newest if each.assessment), "")

    @property
    def last_notes(self) -> str:
        return next((each.notes for each in self._newest if each.notes), "")

    @property
    def _newest(self) -> list[Progress]:
        return list(self.found.values())[::-1]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One version of the unified plan, and the reviews of the case."""

    plan: Plan
    versions: Sequence[Plan]
    rows: Sequence[ActionRow]
    reviews: Sequence[tuple[Review, Meeting]]
    assessed: Sequence[Assessment]
    """Every assessment of the case, the one in use last."""
    review_on: date
    rhythm: ReviewRhythm | None
    """The table's own, as it was set last, whenever it was typed: Art. 5(1.5)."""
    said: Mapping[UUID, Sequence[OwnProgress]]
    """What the manager said of the actions that the centre answers for, the newest first."""

    @property
    def is_in_force(self) -> bool:
        return self.plan.version == len(self.versions)

    @property
    def first_risk(self) -> Risk | None:
        """As the manager saw it before the table did: Art. 12(1)."""
        initial = [each for each in self.assessed if each.kind == AssessmentKind.INITIAL]
        return initial[0].risk if initial else None

    @property
    def stands_on(self) -> Assessment | None:
        """The version that it was made on: Art. 13(1)."""
        found = (each for each in self.assessed if each.id == self.plan.assessment_id)
        return next(found, None)

    @property
    def assessed_since(self) -> Assessment | None:
        """What the table assessed since it looked at this plan last: a warning of ours."""
        newer = newer_than_plan([each.facts for each in self.assessed], self.met_on)
        return next((each for each in self.assessed if newer and each.id == newer.id), None)

    @property
    def misses_family(self) -> Default | None:
        """Whose warning it is that no action supports the family: Art. 5(1.4)."""
        return misses_family([row.action.aim for row in self.rows if not row.action.dropped_on])

    @property
    def left(self) -> Sequence[ActionRow]:
        """What is open, and nobody answers for: who did has left or is recused: Art. 13(2.2)."""
        return [row for row in self.rows if not row.is_over and row.has_left]

    @property
    def met_on(self) -> date:
        """When the table met on this plan last, as far as the plan tells."""
        return (
            self.reviews[-1][1].met_on if self.reviews else self.plan.adopted_on or self.review_on
        )

    def count(self, status: ActionStatus) -> int:
        return sum(row.action.status == status for row in self.rows)


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
    return PlanFile(
        plan=plan,
        versions=versions,
        rows=sorted(
            _rows(plan, versions, reviews, _holders(work, case)),
            key=lambda row: (row.is_over, row.action.due_on or date.max),
        ),
        reviews=reviews,
        assessed=all_versions(work, case),
        review_on=review_due(settled_on(work.session, case.id), rhythm.rhythm if rhythm else None),
        rhythm=rhythm,
        said=said_of(work, plan.actions),
    )


def to_review(work: Work, case: Case) -> PlanFile | None:
    """The version whose findings are to be written down: of one that nobody had planned, put on
    record after a later review, that of its day. None where none are."""
    met = last_unreviewed(work.session, case.id)
    if met is None or not met.unplanned:
        return None
    plan = plan_before(work.session, case.id, met.met_on)
    if plan is None or not is_earlier(met.met_on, settled_on(work.session, case.id)):
        return None
    newest = select(func.max(Review.recorded_at)).where(Review.case_id == case.id)
    entered = work.session.scalar(newest)
    is_later = entered and met.recorded_at and met.recorded_at >= entered
    return read_plan(work, case, plan.version) if is_later else None


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


def reported(work: Work, case: Case, rows: Sequence[ActionRow] = ()) -> Mapping[UUID, ActionStatus]:
    """What members reported of each action for the meeting that is reviewed: Art. 8(9).

    Also of the row that `rows` carry on as it was, where its review was typed after the report.
    """
    found = last_unreviewed(work.session, case.id)
    meeting = found or last_held(work.session, case.id)
    query = (
        select(ReportedAction)
        .join(ReportRequest, ReportRequest.id == ReportedAction.request_id)
        .where(ReportRequest.meeting_id == (meeting.id if meeting else None))
        .where(ReportedAction.stands())
    )
    said = {line.action_id: line.status for line in work.session.scalars(query)}
    carried = {row.action.id: said[former] for row in rows if (former := row.carries_on) in said}
    return carried | said


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


def reviewed_on(work: Work, case: Case) -> date | None:
    """The day of the meeting held last whose findings on the plan are to be written down."""
    met = last_unreviewed(work.session, case.id)
    return met.met_on if met else None


def next_meeting(work: Work, case: Case) -> Meeting | None:
    return next(iter(planned_meetings(work.session, case.id)), None)
