"""The monitoring review forms of a case, and what the table was told: Art. 14(6), 14(3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from casework.record.monitoring_facts import versions_in_force
from identity.member_links import Guest, case_open_to
from models.case import Case
from models.monitoring import MonitoredAction, MonitoringForm
from models.plan import Plan, PlanAction
from models.session import Work
from queries import findings
from queries.findings import ToldLine
from rules.monitoring import FindingsMeans, VersionInForce, changed_unmonitored
from rules.planning import PlanKind


@dataclass(frozen=True, slots=True)
class MonitoringFile:
    """Every form and every telling, the newest day first, and what is warned of."""

    forms: Sequence[MonitoringForm]
    told: Sequence[ToldLine]
    wordless: Mapping[UUID, date]
    """Who sits and was sent none of it, and since when: ours, decision 0112."""
    plans: Sequence[Plan]
    versions: Sequence[VersionInForce]
    unmonitored: Sequence[int]
    """Versions of the plan that another replaced before they were monitored: Art. 14(6)."""
    untold_since: date | None
    """The meeting since which the table was told nothing: Art. 14(3.4)."""

    def plan(self, version: int | None) -> Plan | None:
        """The version asked for, else the one in force."""
        found = [plan for plan in self.plans if version in {None, plan.version}]
        return found[-1] if found else None


def of_case(work: Work, case: Case) -> MonitoringFile:
    """For manager and head."""
    plans, forms = _plans(work, case), _forms(work, case)
    versions = versions_in_force(plans)
    told = findings.read(work, case, planned=bool(plans))
    return MonitoringFile(
        forms=forms,
        told=told.lines,
        wordless=told.wordless,
        plans=plans,
        versions=versions,
        unmonitored=_unmonitored(case, versions, forms),
        untold_since=told.untold_since,
    )


@dataclass(frozen=True, slots=True)
class MonitoringState:
    """What stands beside the plan: when it was monitored last, and what is warned of."""

    last_on: date | None
    unmonitored: Sequence[int]
    """Versions of the plan that another replaced before they were monitored."""
    untold_since: date | None


def state_of(work: Work, case: Case, plans: Sequence[Plan]) -> MonitoringState:
    """Of a case whose versions are read already; its words stay sealed."""
    query = (
        select(Plan.version, MonitoringForm.monitored_on)
        .join(Plan, Plan.id == MonitoringForm.plan_id)
        .where(MonitoringForm.case_id == case.id)
    )
    found = [(version, on) for version, on in work.session.execute(query)]
    versions, told = versions_in_force(plans), findings.read(work, case, planned=bool(plans))
    return MonitoringState(
        last_on=max((on for _, on in found), default=None),
        unmonitored=[] if case.sealed_at else changed_unmonitored(versions, found),
        untold_since=told.untold_since,
    )


def last_of_each(
    work: Work, case: Case, actions: Sequence[PlanAction]
) -> Mapping[UUID, MonitoredAction]:
    """What the last form by its day says of each of these actions, or of what they carry on."""
    query = (
        select(MonitoredAction)
        .join(MonitoringForm, MonitoringForm.id == MonitoredAction.form_id)
        .where(MonitoringForm.case_id == case.id)
        .options(joinedload(MonitoredAction.form), joinedload(MonitoredAction.action))
        .order_by(MonitoringForm.monitored_on, MonitoringForm.recorded_at)
    )
    said = {each.action_id: each for each in work.session.scalars(query)}
    found: dict[UUID, MonitoredAction] = {}
    for action in actions if said else ():
        mine = [said[each] for each in _line_of(work, action) if each in said]
        if mine:
            found[action.id] = max(mine, key=_by_day)
    return found


def _by_day(each: MonitoredAction) -> tuple[date, float]:
    return each.form.monitored_on, each.form.recorded_at.timestamp()


def _line_of(work: Work, action: PlanAction) -> list[UUID]:
    """The row itself and those of earlier versions that it carries on."""
    line = [action.id]
    former = action.former_id
    while former is not None:
        line.append(former)
        former = work.session.get_one(PlanAction, former).former_id
    return line


@dataclass(frozen=True, slots=True)
class FindingsDesk:
    """What the table was told, as a member reads it."""

    number: str
    told: Sequence[ToldLine]


def of_guest(work: Work, guest: Guest) -> FindingsDesk:
    """Whoever sits at the table of this case and has declared, and nobody else: `NotThere`.

    Nothing of the forms, of the log or of the head's visits, and nothing that was said in a meeting
    which is not on record as this table's: Art. 18(1).
    """
    case = case_open_to(work, guest)
    lines = findings.read(work, case, planned=True).lines
    told = [each for each in lines if each.counts or each.row.means is FindingsMeans.LINK]
    if told:
        work.record("findings read", "18(1)", life=case.life, member=guest.member.id)
    return FindingsDesk(case.number, told)


def _plans(work: Work, case: Case) -> Sequence[Plan]:
    query = select(Plan).where(Plan.case_id == case.id, Plan.kind == PlanKind.UNIFIED)
    return work.session.scalars(query.order_by(Plan.version)).all()


def _forms(work: Work, case: Case) -> Sequence[MonitoringForm]:
    query = (
        select(MonitoringForm)
        .where(MonitoringForm.case_id == case.id)
        .options(
            joinedload(MonitoringForm.plan),
            joinedload(MonitoringForm.recorded_by),
            selectinload(MonitoringForm.lines).joinedload(MonitoredAction.action),
        )
        .order_by(MonitoringForm.monitored_on.desc(), MonitoringForm.number.desc())
        .execution_options(populate_existing=True)
    )
    return work.session.scalars(query).unique().all()


def _unmonitored(
    case: Case, versions: Sequence[VersionInForce], forms: Sequence[MonitoringForm]
) -> Sequence[int]:
    found = [(form.plan.version, form.monitored_on) for form in forms]
    return [] if case.sealed_at else changed_unmonitored(versions, found)
