"""Who took part in a case, who stands in whose place, and what is handed over: Art. 8(6), 8(11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.record.succession import NOBODY, holder, is_awaited, places
from casework.record.table import plan_in_force, seats, seats_of
from core.clock import local_day
from models.case import DepartureSeen, Member
from models.plan import ReportRequest
from models.session import Work
from rules.planning import ActionStatus
from rules.succession import Departure


@dataclass(frozen=True, slots=True)
class Seated:
    """Everybody who ever had a seat, and who stands there for them."""

    id: UUID
    person: UUID
    name: str
    affiliation: str
    since: date
    """Since when they had their seat."""
    chosen_entered_on: date | None
    """When that was entered, where that is another day."""
    left_on: date | None
    left_as: Departure | None
    entered_on: date | None
    """When that they left was entered, where that is another day."""
    reason: str
    recused: bool
    successor: str
    """Who holds the place now, or held it last; empty where nobody came."""
    awaits_head: bool
    taken_on: date | None = None
    """Since when somebody holds the place that was theirs."""
    taken_entered_on: date | None = None

    @property
    def sits(self) -> bool:
        return self.left_on is None and not self.recused


def took_part(work: Work, case_id: UUID) -> list[Seated]:
    """In the order in which they were chosen; who was chosen otherwise before a meeting is none."""
    every = seats(work.session, case_id)
    found = places(work.session, every)
    lines = []
    for member in every:
        heir = holder(member, every, found)
        entered = local_day(member.left_recorded_at) if member.left_recorded_at else None
        place = found.get(member.id) or NOBODY
        taken_on = place.named_on if heir.id == place.successor_id else None
        lines.append(
            Seated(
                id=member.id,
                person=member.professional_id,
                name=member.professional.name or "",
                affiliation=member.professional.affiliation,
                since=member.selected_on,
                chosen_entered_on=_another(member.selected_recorded_at, member.selected_on),
                left_on=member.left_on,
                left_as=member.left_as,
                entered_on=entered if entered != member.left_on else None,
                reason=member.left_for or "",
                recused=member.conflict is True,
                successor=(heir.professional.name or "") if heir is not member else "",
                awaits_head=is_awaited(member, place),
                taken_on=taken_on,
                taken_entered_on=_another(place.recorded_at, taken_on) if taken_on else None,
            )
        )
    return lines


def _another(at: datetime | None, on: date | None) -> date | None:
    """The day on which it was entered, where that is not the day itself."""
    return local_day(at) if at and local_day(at) != on else None


def who_left(work: Work, case_id: UUID) -> list[Seated]:
    """Who took part and does not sit any more: a successor stands for them, or the reason."""
    every = took_part(work, case_id)
    here = {line.person for line in every if line.sits}
    return [
        line
        for line in every
        if line.person not in here and line.left_as is not Departure.OTHER_CHOICE
    ]


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds at this table, and hands on with their place."""

    actions: int
    """Open actions of the plan in force."""
    reports: Sequence[date]
    """Until when the reports are due that they owe."""


def held_by(work: Work, member: Member) -> Held:
    plan = plan_in_force(work.session, member.life_id)
    mine = seats_of(work.session, member)
    actions = [each for each in plan.actions if each.member_id in mine] if plan else []
    query = select(ReportRequest.due_on).where(
        ReportRequest.member_id == member.id, ReportRequest.received_at.is_(None)
    )
    return Held(
        sum(each.status != ActionStatus.COMPLETED for each in actions),
        sorted(work.session.scalars(query)),
    )


@dataclass(frozen=True, slots=True)
class DepartureFile:
    """Why somebody left, for the head: beside Art. 8(6)."""

    member: Member
    place: Seated
    held: Held
    seen_on: date | None


def departure(work: Work, member: Member) -> DepartureFile:
    line = next(each for each in took_part(work, member.life_id) if each.id == member.id)
    query = select(DepartureSeen.seen_at).where(DepartureSeen.member_id == member.id)
    seen_at = work.session.scalar(query)
    return DepartureFile(
        member, line, held_by(work, member), local_day(seen_at) if seen_at else None
    )
