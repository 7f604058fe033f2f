"""Actions whose day has passed, over every version of the plan: Art. 14(3.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select, tuple_

from casework.record.succession import Places, holder
from models.case import Member
from models.own_progress import NEWEST_WORD_FIRST, OwnProgress
from models.plan import Plan, PlanAction, Progress, ReportedAction, ReportRequest, Review
from rules import facts as law
from rules.planning import ActionStatus


@dataclass(frozen=True, slots=True)
class LineOfPlan:
    """One line of one version, without its words."""

    id: UUID
    former_id: UUID | None
    member_id: UUID | None
    is_own: bool
    """The manager or the centre answers for it."""
    due: date | None
    is_open: bool
    said_done: bool
    """Its member reported it completed, or the manager said so of one of the centre's."""


def lines() -> ScalarSelect[Any]:
    """The lines of each plan in a question about plans; no statement of their own."""
    said = select(ReportedAction.id).where(
        ReportedAction.action_id == PlanAction.id, ReportedAction.status == ActionStatus.COMPLETED
    )
    line = func.jsonb_build_array(
        PlanAction.id,
        PlanAction.former_id,
        PlanAction.member_id,
        PlanAction.of_centre.is_not(None),
        PlanAction.due_on,
        (PlanAction.status != ActionStatus.COMPLETED) & PlanAction.dropped_on.is_(None),
        said.exists() | func.coalesce(_own_word() == ActionStatus.COMPLETED, False),
    )
    query = select(func.jsonb_agg(line)).where(PlanAction.plan_id == Plan.id).correlate(Plan)
    return query.scalar_subquery()


def _own_word() -> ScalarSelect[Any]:
    """What the manager said of it last, unless a review has found otherwise since.

    By the days of which either is said; of two on one day by which was typed later.
    """
    said = tuple_(OwnProgress.said_on, OwnProgress.recorded_at)
    since = select(Progress.id).join(Review, Review.id == Progress.review_id)
    since = since.where(
        Progress.action_id == PlanAction.id, tuple_(Review.settled_on, Review.recorded_at) > said
    )
    query = select(OwnProgress.status).where(
        OwnProgress.action_id == PlanAction.id, ~since.exists()
    )
    return query.order_by(*NEWEST_WORD_FIRST).limit(1).scalar_subquery()


def read(found: Iterable[Sequence[Any]] | None) -> list[LineOfPlan]:
    return [
        LineOfPlan(
            UUID(id),
            UUID(former) if former else None,
            UUID(member) if member else None,
            is_own,
            date.fromisoformat(due) if due else None,
            is_open,
            said_done,
        )
        for id, former, member, is_own, due, is_open, said_done in found or ()
    ]


@dataclass(frozen=True, slots=True)
class Actions:
    """Every line of every version of the unified plan; those in force stand last."""

    rows: Mapping[UUID, LineOfPlan]
    in_force: Sequence[LineOfPlan]

    @classmethod
    def of(cls, versions: Sequence[Sequence[LineOfPlan]]) -> "Actions":
        rows = {row.id: row for version in versions for row in version}
        return cls(rows, versions[-1] if versions else ())

    def is_over(self, action_id: UUID, who: Mapping[UUID | None, Member]) -> bool:
        """Completed, dropped, handed to somebody else, or due on another day by now."""
        row = self.rows.get(action_id)
        now = next((each for each in self.in_force if row in self._line_of(each)), None)
        if row is None or now is None or not now.is_open:
            return True
        return not _same(row, now, who)

    def open_ones(
        self, asked: Iterable[UUID], who: Mapping[UUID | None, Member]
    ) -> tuple[law.LateActionFacts, ...]:
        """What is open, of whom it is, and whether it was asked about since it has this day."""
        of, found = set(asked), []
        for row in self.in_force:
            member = who.get(row.member_id)
            if not row.is_open or row.said_done or row.due is None:
                continue
            if row.is_own:
                found.append(law.LateActionFacts(row.id, None, row.due, asked=False))
                continue
            if member is None or not member.sits:
                continue
            before = [each for each in self._line_of(row) if _same(each, row, who)]
            is_asked = any(each.id in of for each in before)
            found.append(law.LateActionFacts(row.id, member.id, row.due, is_asked))
        return tuple(found)

    def _line_of(self, row: LineOfPlan) -> list[LineOfPlan]:
        """The line itself and what it carries on, the newest first."""
        line = [row]
        while (former := line[-1].former_id) is not None and former in self.rows:
            line.append(self.rows[former])
        return line


def _same(one: LineOfPlan, other: LineOfPlan, who: Mapping[UUID | None, Member]) -> bool:
    """The same day, and the same person or who took their place."""
    mine, theirs = who.get(one.member_id), who.get(other.member_id)
    return one.due == other.due and (mine and mine.id) == (theirs and theirs.id)


def holders_of(
    rows: Iterable[LineOfPlan], members: Sequence[Member], places: Places
) -> dict[UUID | None, Member]:
    by_id = {member.id: member for member in members}
    named = {row.member_id for row in rows if row.member_id in by_id}
    return {each: holder(by_id[each], members, places) for each in named if each is not None}


def asked_about(requests: Iterable[ReportRequest]) -> list[UUID]:
    return [each.action_id for each in requests if each.action_id is not None]
