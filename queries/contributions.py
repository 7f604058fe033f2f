"""What members contribute to the plan, gathered before the meeting that makes it: Art. 6(1.6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from casework.record.notice_facts import served
from casework.record.succession import holders, places
from casework.record.table import held_of, meetings, planned_of, seats, seats_of
from identity.access import NotThere
from identity.member_links import Guest, case_open_to
from models.case import Case, Member
from models.contribution import Contribution, LeftContribution
from models.meeting import Meeting
from models.plan import Plan, PlanAction
from models.session import Work
from rules.contributions import asks_for_contributions, silent, waits_for_word
from rules.notice import first_invited
from rules.planning import PlanKind


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """One contribution, and what became of it."""

    contribution: Contribution
    holder: Member
    """Who holds the place of whoever said it: Art. 8(6)."""
    rows: Sequence[PlanAction]
    """Every action that was taken over from it, that of the newest version last."""

    @property
    def action(self) -> PlanAction | None:
        """As the unified plan has it now, or had it last."""
        return next((row for row in reversed(self.rows) if _is_unified(row)), None)

    @property
    def drafted(self) -> PlanAction | None:
        """As the manager brings it to the table, while no unified plan has it: Art. 6(1.5)."""
        return self.rows[-1] if self.rows and self.action is None else None

    @property
    def left(self) -> LeftContribution | None:
        """The last word on why it is not in the plan, while it is not."""
        words = self.contribution.left
        return words[-1] if words and self.action is None else None

    @property
    def waits(self) -> bool:
        """For the manager's word: neither in the unified plan nor left out of it."""
        return waits_for_word(planned=self.action is not None, left=self.left is not None)


def _is_unified(row: PlanAction) -> bool:
    return row.plan.kind == PlanKind.UNIFIED


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was contributed, the newest day first, and who said nothing for which meeting."""

    lines: Sequence[ContributionLine]
    meeting: Meeting | None
    """The next one that plans, once it is invited to; else the last that was held."""
    silent: Sequence[Member]

    @property
    def waiting(self) -> int:
        return sum(line.waits for line in self.lines)

    @property
    def by_id(self) -> Mapping[str, ContributionLine]:
        """As a form names them."""
        return {str(line.contribution.id): line for line in self.lines}


def of_case(work: Work, case: Case) -> Gathered:
    """Gathered for manager and head: Art. 6(1.6)."""
    every = seats(work.session, case.id)
    now = holders(every, places(work.session, every))
    lines = _lines(work, case.id, now)
    plans = [each for each in meetings(work.session, case.id) if _asks(each)]
    meeting = _gathered_for(work, plans)
    if meeting is None:
        return Gathered(lines, None, ())
    return Gathered(lines, meeting, _silent(meeting, _before(plans, meeting), every, now, lines))


def one(work: Work, case: Case, contribution_id: UUID) -> ContributionLine:
    """One contribution of this case; raises `NotThere`."""
    found = of_case(work, case).by_id.get(str(contribution_id))
    if found is None:
        raise NotThere
    return found


@dataclass(frozen=True, slots=True)
class ContributionDesk:
    """What the table can contribute, as a member reads it."""

    number: str
    lines: Sequence[ContributionLine]
    mine: frozenset[UUID]
    """Every seat that this member answers for."""


def of_guest(work: Work, guest: Guest) -> ContributionDesk:
    """The whole table's, for who sits at it and has declared: Art. 6(1.6), 10(2), 18(1).

    No member of a case, or not one any more: `NotThere`.
    """
    case = case_open_to(work, guest)
    every = seats(work.session, case.id)
    lines = _lines(work, case.id, holders(every, places(work.session, every)))
    if lines:
        work.record("contributions read", "18(1)", life=case.life, member=guest.member.id)
    return ContributionDesk(case.number, lines, frozenset(seats_of(work.session, guest.member)))


def _asks(meeting: Meeting) -> bool:
    return asks_for_contributions(meeting.agenda)


def _gathered_for(work: Work, plans: Sequence[Meeting]) -> Meeting | None:
    """Of a meeting to come whoever was invited to it can say something, and nobody before."""
    ahead = planned_of(plans)
    theirs = served(work.session, [each.id for each in ahead])
    invited = [each for each in ahead if first_invited(theirs.get(each.id, {}).values())]
    return next(iter(invited), None) or next(reversed(held_of(plans)), None)


def _before(plans: Iterable[Meeting], meeting: Meeting) -> date | None:
    """When the table planned before that."""
    days = [each.met_on for each in held_of(plans) if each.id != meeting.id]
    return max((day for day in days if day < meeting.met_on), default=None)


def _silent(
    meeting: Meeting,
    met_before: date | None,
    every: Sequence[Member],
    now: Mapping[UUID | None, Member],
    lines: Sequence[ContributionLine],
) -> Sequence[Member]:
    said: dict[UUID, list[date]] = {}
    for line in lines:
        said.setdefault(line.holder.id, []).append(line.contribution.said_on)
    held = meeting.held_at is not None
    there = [each for each in every if (each.sat_on(meeting.met_on) if held else each.sits)]
    asked = {now[each.id].id: now[each.id] for each in there}
    days = [(member, said.get(seat, [])) for seat, member in asked.items()]
    return silent(days, meeting.met_on, met_before)


def _lines(
    work: Work, case_id: UUID, now: Mapping[UUID | None, Member]
) -> Sequence[ContributionLine]:
    query = (
        select(Contribution)
        .where(Contribution.case_id == case_id)
        .options(
            joinedload(Contribution.member).joinedload(Member.professional),
            selectinload(Contribution.left).joinedload(LeftContribution.recorded_by),
        )
        .order_by(Contribution.said_on.desc(), Contribution.number.desc())
        .execution_options(populate_existing=True)
    )
    found = work.session.scalars(query).unique().all()
    rows: dict[UUID | None, list[PlanAction]] = {each.id: [] for each in found}
    if found:
        taken = (
            select(PlanAction)
            .join(Plan, Plan.id == PlanAction.plan_id)
            .where(Plan.case_id == case_id, PlanAction.contribution_id.is_not(None))
            .options(joinedload(PlanAction.plan))
            .order_by(Plan.version, PlanAction.number)
        )
        for row in work.session.scalars(taken):
            rows[row.contribution_id].append(row)
    return [ContributionLine(each, now[each.member_id], rows[each.id]) for each in found]
