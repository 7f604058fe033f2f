"""The monitoring review form, and what of it the table is told: Art. 14(6), 14(3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.known import death_on
from casework.record.monitoring_facts import planned_since, versions_in_force
from casework.record.numbers import next_of
from casework.record.table import days_met, open_case, sitting
from casework.tell import monitoring as tell
from identity.access import NotThere
from models.case import Case
from models.monitoring import MonitoredAction, MonitoringForm, TableFindings
from models.plan import Plan
from models.session import Work
from rules.beginning import check_done
from rules.monitoring import (
    FindingsMeans,
    Indicator,
    MonitoredFacts,
    VersionInForce,
    check_findings,
    check_monitoring,
)
from rules.planning import PlanKind
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class Monitored:
    """What the form says of one action."""

    indicator: Indicator | None = None
    done: str = ""
    by_whom: str = ""
    known_on: date | None = None
    finding: str = ""


def record(
    work: Work,
    case_id: UUID,
    version: int,
    *,
    on: date,
    actions: Mapping[UUID, Monitored],
    finding: str = "",
) -> MonitoringForm:
    """The manager fills in the form of the version in force on that day: Art. 14(6)."""
    case = open_case(work, case_id)
    plan, stood = _version(work, case, version)
    if not actions.keys() <= {row.id for row in plan.actions}:
        raise NotThere
    died_on, today = death_on(work.session, case.id), work.clock.today()
    check_monitoring(stood, _facts(plan, actions), on, today, died_on=died_on)
    for said in actions.values():
        check_done(said.known_on or on, case.referred_on)
    assert work.actor.id is not None  # an officer acts
    form = MonitoringForm(
        case_id=case.id,
        number=next_of(work, MonitoringForm.number, MonitoringForm.case_id == case.id),
        plan_id=plan.id,
        monitored_on=on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        finding=finding.strip() or None,
    )
    work.session.add(form)
    work.session.flush()
    for action_id, said in actions.items():
        if said.indicator is not None:
            work.session.add(_line(form, action_id, said, said.indicator))
    work.session.flush()
    detail = {"form": form.id, "version": version, "on": on}
    work.record("plan monitored", "14(6)", life=case.life, **detail)
    after_act(work, case.id, "plan monitored")
    return form


def _version(work: Work, case: Case, version: int) -> tuple[Plan, VersionInForce]:
    query = select(Plan).where(Plan.case_id == case.id, Plan.kind == PlanKind.UNIFIED)
    plans = work.session.scalars(query.order_by(Plan.version)).all()
    for plan, stood in zip(plans, versions_in_force(plans), strict=True):
        if plan.version == version:
            return plan, stood
    raise NotThere


def _facts(plan: Plan, actions: Mapping[UUID, Monitored]) -> list[MonitoredFacts]:
    """Every open action, and each other of which anything is said all the same."""
    nothing = Monitored()
    said = [(row, actions.get(row.id, nothing)) for row in plan.actions]
    return [
        MonitoredFacts(row.number, each.indicator, each.finding, each.known_on)
        for row, each in said
        if row.is_open or each != nothing
    ]


def _line(
    form: MonitoringForm, action_id: UUID, said: Monitored, indicator: Indicator
) -> MonitoredAction:
    return MonitoredAction(
        form_id=form.id,
        action_id=action_id,
        indicator=indicator,
        known_on=said.known_on,
        done=said.done.strip() or None,
        by_whom=said.by_whom.strip() or None,
        finding=said.finding.strip() or None,
    )


def tell_table(
    work: Work, case_id: UUID, *, words: str, means: FindingsMeans, on: date | None = None
) -> TableFindings:
    """The manager tells the table what was found, in words of its own: Art. 14(3.4).

    Today by a mail to each member, who reads it behind the link; or it was told on paper, or in a
    meeting, and is typed with its day.
    """
    case = open_case(work, case_id)
    today = work.clock.today()
    day = today if means is FindingsMeans.LINK else (on or today)
    met = days_met(work.session, case.id) if means is FindingsMeans.MEETING else ()
    planned_on = planned_since(work.session, case.id)
    check_findings(words, day, today, means=means, planned_on=planned_on, met=met)
    assert work.actor.id is not None  # an officer acts
    told = TableFindings(
        case_id=case.id,
        number=next_of(work, TableFindings.number, TableFindings.case_id == case.id),
        told_on=day,
        recorded_at=work.clock.now(),
        means=means,
        recorded_by_id=work.actor.id,
        words=words.strip(),
    )
    work.session.add(told)
    work.session.flush()
    if means is FindingsMeans.LINK:
        tell.findings(work, case, told, sitting(work.session, case.id))
    detail = {"findings": told.id, "on": day, "means": means.value}
    work.record("table told of the monitoring", "14(3.4)", life=case.life, **detail)
    after_act(work, case.id, "table told of the monitoring")
    return told
