"""The manager's initial assessment, then the table's comprehensive one: Art. 12."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.record.table import last_held, open_case, plan_in_force
from models.case import Case
from models.plan import Assessment, Plan, PlanAction
from models.session import Work
from rules.phases import Phase, StepOutOfTurn, Transition, after
from rules.planning import (
    AssessmentKind,
    NoMeetingHeld,
    PlanKind,
    PlanWithoutActions,
    Risk,
    check_assessment,
)
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


def record_initial(
    work: Work, case_id: UUID, *, risk: Risk, summary: str, indicators: Indicators
) -> None:
    """Record the manager's initial assessment and first level of risk: Art. 12(1)."""
    check_assessment(risk, asdict(indicators).values())
    case = _before_the_table(work, case_id)
    if _says(_newest(work, case_id), risk, summary, indicators):
        return
    version = _next_version(work, case_id, AssessmentKind.INITIAL)
    work.session.add(
        Assessment(
            case_id=case_id,
            kind=AssessmentKind.INITIAL,
            version=version,
            made_on=work.clock.today(),
            risk=risk,
            summary=summary,
            **asdict(indicators),
        )
    )
    case.risk = risk
    work.record("initial assessment recorded", "12(1)", life=case.life, version=version)
    after_act(work, case_id, "initial assessment recorded")


def _newest(work: Work, case_id: UUID) -> Assessment | None:
    query = select(Assessment).where(
        Assessment.case_id == case_id, Assessment.kind == AssessmentKind.INITIAL
    )
    return work.session.scalars(query.order_by(Assessment.version.desc()).limit(1)).first()


def _says(row: Assessment | None, risk: Risk, summary: str, indicators: Indicators) -> bool:
    """Whether a version says the same already."""
    said = asdict(indicators) | {"risk": risk, "summary": summary}
    return row is not None and all(getattr(row, name) == words for name, words in said.items())


def _before_the_table(work: Work, case_id: UUID) -> Case:
    """What the manager prepares alone ends where the table's own assessment begins: Art. 12(1)."""
    case = open_case(work, case_id)
    if case.phase != Phase.ASSESSMENT:
        raise StepOutOfTurn(phase=case.phase)
    return case


def draft_initial_plan(work: Work, case_id: UUID, *, goal: str, actions: list[ActionDraft]) -> Plan:
    """Draft the plan the manager brings to the table: Art. 6(1.5)."""
    if not actions:
        raise PlanWithoutActions
    case = _before_the_table(work, case_id)
    former = plan_in_force(work.session, case_id, PlanKind.INITIAL)
    if former is not None and former.goal == goal and _drafts_of(former) == actions:
        return former
    plan = Plan(
        case_id=case_id,
        kind=PlanKind.INITIAL,
        version=former.version + 1 if former else 1,
        goal=goal,
    )
    work.session.add(plan)
    add_actions(plan, actions)
    work.record("initial plan drafted", "6(1.5)", life=case.life, version=plan.version)
    after_act(work, case_id, "initial plan drafted")
    return plan


def _drafts_of(plan: Plan) -> list[ActionDraft]:
    return [
        ActionDraft(
            row.objective or "",
            row.action or "",
            row.service or "",
            row.due_on,
            row.member_id,
            row.notes or "",
        )
        for row in plan.actions
    ]


def add_actions(plan: Plan, actions: list[ActionDraft]) -> None:
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
            )
        )


def settle(
    work: Work, case_id: UUID, *, risk: Risk, summary: str, indicators: Indicators
) -> Assessment:
    """Record the table's comprehensive assessment; it redefines the risk: Art. 12(2), 12(3)."""
    check_assessment(risk, asdict(indicators).values())
    case = open_case(work, case_id)
    meeting = last_held(work.session, case_id)
    if meeting is None:
        raise NoMeetingHeld
    case.phase = after(Phase(case.phase), Transition.SETTLE_ASSESSMENT)
    assessment = Assessment(
        case_id=case_id,
        kind=AssessmentKind.COMPREHENSIVE,
        version=_next_version(work, case_id, AssessmentKind.COMPREHENSIVE),
        meeting_id=meeting.id,
        made_on=meeting.day,
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
