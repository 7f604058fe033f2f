"""The manager's initial assessment, then the table's comprehensive one: Art. 12."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.record.table import last_held, open_case, plan_in_force
from casework.record.table_facts import held_facts
from models.case import Case
from models.plan import Assessment, Plan, PlanAction
from models.session import Work
from rules.aims import Aim
from rules.assessment import (
    AssessmentKind,
    Risk,
    check_assessment,
    check_before_the_table,
    check_settling,
)
from rules.days import check_happened
from rules.own_actions import OfTheCentre
from rules.phases import Phase, Transition, after
from rules.planning import PlanKind, check_initial_plan
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class Indicators:
    """The five indicators of well-being: Art. 12(3)."""

    safety: str
    needs: str
    education: str
    care: str
    inclusion: str


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One row of a plan as it is written down: Art. 13(2)."""

    objective: str
    action: str
    service: str
    due_on: date | None
    member_id: UUID | None = None
    notes: str = ""
    aim: Aim | None = None
    """None where it is not stated: Art. 5(1.4)."""
    of_centre: OfTheCentre | None = None
    """Instead of a member: the case manager, or the centre itself."""


def record_initial(
    work: Work,
    case_id: UUID,
    *,
    risk: Risk,
    summary: str,
    indicators: Indicators,
    on: date | None = None,
) -> None:
    """Record the manager's initial assessment and first level of risk: Art. 12(1)."""
    given, on = on, check_happened(on, work.clock.today())
    check_assessment(risk, asdict(indicators))
    case = _before_the_table(work, case_id)
    newest = _newest(work, case_id)
    if newest and given in {None, newest.made_on} and _says(newest, risk, summary, indicators):
        return
    version = _next_version(work, case_id, AssessmentKind.INITIAL)
    work.session.add(
        Assessment(
            case_id=case_id,
            kind=AssessmentKind.INITIAL,
            version=version,
            made_on=on,
            recorded_at=work.clock.now(),
            risk=risk,
            summary=summary,
            **asdict(indicators),
        )
    )
    case.risk = risk
    work.record("initial assessment recorded", "12(1)", life=case.life, version=version, on=on)
    after_act(work, case_id, "initial assessment recorded")


def _newest(
    work: Work, case_id: UUID, kind: AssessmentKind = AssessmentKind.INITIAL
) -> Assessment | None:
    query = select(Assessment).where(Assessment.case_id == case_id, Assessment.kind == kind)
    return work.session.scalars(query.order_by(Assessment.version.desc()).limit(1)).first()


def _says(row: Assessment, risk: Risk, summary: str, indicators: Indicators) -> bool:
    said = asdict(indicators) | {"risk": risk, "summary": summary}
    return all(getattr(row, name) == words for name, words in said.items())


def _before_the_table(work: Work, case_id: UUID) -> Case:
    case = open_case(work, case_id)
    check_before_the_table(Phase(case.phase))
    return case


def draft_initial_plan(work: Work, case_id: UUID, *, goal: str, actions: list[ActionDraft]) -> Plan:
    """Draft the plan the manager brings to the table: Art. 6(1.5)."""
    check_initial_plan(actions)
    case = _before_the_table(work, case_id)
    former = plan_in_force(work.session, case_id, PlanKind.INITIAL)
    if (
        former is not None
        and former.goal == goal
        and [draft_of(row) for row in former.actions] == actions
    ):
        return former
    plan = Plan(
        case_id=case_id,
        kind=PlanKind.INITIAL,
        version=former.version + 1 if former else 1,
        goal=goal,
        recorded_at=work.clock.now(),
    )
    work.session.add(plan)
    add_actions(plan, actions)
    work.record("initial plan drafted", "6(1.5)", life=case.life, version=plan.version)
    after_act(work, case_id, "initial plan drafted")
    return plan


def draft_of(row: PlanAction) -> ActionDraft:
    return ActionDraft(
        row.objective or "",
        row.action or "",
        row.service or "",
        row.due_on,
        row.member_id,
        row.notes or "",
        row.aim,
        row.of_centre,
    )


def add_actions(plan: Plan, actions: Sequence[ActionDraft]) -> None:
    """Number the rows of a plan from one on."""
    for number, draft in enumerate(actions, 1):
        plan.actions.append(
            PlanAction(
                number=number,
                objective=draft.objective,
                action=draft.action,
                service=draft.service,
                member_id=draft.member_id,
                due_on=draft.due_on,
                notes=draft.notes or None,
                aim=draft.aim,
                of_centre=draft.of_centre,
            )
        )


def settle(
    work: Work,
    case_id: UUID,
    *,
    risk: Risk,
    summary: str,
    indicators: Indicators,
    on: date | None = None,
) -> Assessment:
    """Record the table's comprehensive assessment; it redefines the risk: Art. 12(2), 12(3).

    In any phase: by progress the table assesses risk and needs anew: Art. 14(4).

    It is of the day of the meeting, unless another one is said.
    """
    check_assessment(risk, asdict(indicators))
    case = open_case(work, case_id)
    meeting = last_held(work.session, case_id)
    check_settling(held_facts(meeting))
    assert meeting is not None  # the rule asked
    on = check_happened(on or meeting.met_on, work.clock.today())
    former = _newest(work, case_id, AssessmentKind.COMPREHENSIVE)
    said = former is not None and (former.meeting_id, former.made_on) == (meeting.id, on)
    if former is not None and said and _says(former, risk, summary, indicators):
        return former
    case.phase = after(Phase(case.phase), Transition.SETTLE_ASSESSMENT)
    assessment = Assessment(
        case_id=case_id,
        kind=AssessmentKind.COMPREHENSIVE,
        version=_next_version(work, case_id, AssessmentKind.COMPREHENSIVE),
        meeting_id=meeting.id,
        made_on=on,
        recorded_at=work.clock.now(),
        risk=risk,
        summary=summary,
        **asdict(indicators),
    )
    work.session.add(assessment)
    work.record("assessment settled", "12(2)", life=case.life, before=case.risk or "-", after=risk)
    case.risk = risk
    after_act(work, case_id, "assessment settled")
    return assessment


def _next_version(work: Work, case_id: UUID, kind: AssessmentKind) -> int:
    query = select(func.max(Assessment.version)).where(
        Assessment.case_id == case_id, Assessment.kind == kind
    )
    return (work.session.scalar(query) or 0) + 1
