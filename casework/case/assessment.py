"""The manager's initial assessment, then the table's comprehensive one: Art. 12."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from casework.case.plan_rows import ActionDraft, add_actions, draft_of, stands_on
from casework.record.closure_facts import is_before_the_table
from casework.record.from_paper import being_entered
from casework.record.notice_facts import went_out
from casework.record.numbers import next_of
from casework.record.standing import risk_set_after
from casework.record.table import last_held, open_case, plan_in_force
from casework.record.table_facts import held_facts
from casework.record.versions import versions_of
from casework.table import chosen_early
from models.assessment import Assessment
from models.case import Case
from models.plan import Plan
from models.session import Work
from rules.assessment import (
    INDICATORS,
    SECTIONS,
    AssessmentKind,
    Risk,
    check_assessment,
    check_before_the_table,
    check_said_in,
    check_settling,
    check_worse,
)
from rules.assessment_versions import VersionFacts, check_written_anew, in_its_place
from rules.basis import Article
from rules.beginning import check_done
from rules.days import check_happened
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
class OnTheForm:
    """What the form holds beside the five: Annex 1's parts, what is not known, the basis: 12(4)."""

    age: str = ""
    health: str = ""
    development: str = ""
    participation: str = ""
    basis: str = ""
    unknown: tuple[str, ...] = ()
    """The sections of which it is said that it is not known."""


NOTHING_MORE: Final = OnTheForm()


def record_initial(
    work: Work,
    case_id: UUID,
    *,
    risk: Risk,
    summary: str,
    indicators: Indicators,
    more: OnTheForm = NOTHING_MORE,
    on: date | None = None,
    why: str = "",
) -> None:
    """Record the manager's initial assessment and first level of risk: Art. 12(1).

    `why` is said where one of that day is written anew which the members have: ours.
    """
    given, on = on, check_happened(on, work.clock.today())
    check_assessment(risk, asdict(indicators), more.unknown)
    case = _before_the_table(work, case_id)
    check_done(on, case.referred_on)
    newest = _newest(work, case_id)
    said = _said(risk, summary, indicators, more)
    if newest and given in {None, newest.made_on} and _says(newest, said):
        return
    kind = AssessmentKind.INITIAL
    former = in_its_place(versions_of(work.session, case_id), kind, on)
    said["why"] = _why(work, case, former, why)
    version = _write(work, case, kind, on, said).version
    work.record("initial assessment recorded", "12(1)", life=case.life, version=version, on=on)
    after_act(work, case_id, "initial assessment recorded")
    if case.composed_at is not None:
        chosen_early.judge(work, case.life)


def _newest(
    work: Work, case_id: UUID, kind: AssessmentKind = AssessmentKind.INITIAL
) -> Assessment | None:
    query = select(Assessment).where(Assessment.case_id == case_id, Assessment.kind == kind)
    return work.session.scalars(query.order_by(Assessment.version.desc()).limit(1)).first()


def _said(risk: Risk, summary: str, indicators: Indicators, more: OnTheForm) -> dict[str, Any]:
    """What one version says, by column; nothing where nobody says anything."""
    words = asdict(indicators) | asdict(more) | {"summary": summary}
    del words["unknown"]
    unknown = [name for name in SECTIONS if name in more.unknown]
    said = {name: text.strip() or None for name, text in words.items()}
    return said | {"risk": risk, "unknown": unknown}


def _why(work: Work, case: Case, former: VersionFacts | None, why: str) -> str | None:
    """Why what was in use is written anew; nothing of one that stands in no other's place."""
    if former is None:
        return None
    check_written_anew(former, why, went_out=went_out(work.session, case.id))
    return why.strip() or None


def _says(row: Assessment, said: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == words for name, words in said.items())


def _write(
    work: Work,
    case: Case,
    kind: AssessmentKind,
    on: date,
    said: Mapping[str, Any],
    *,
    meeting_id: UUID | None = None,
    worse: Collection[str] = (),
) -> Assessment:
    """Another version; those before stay, and the level in force is that of the last day."""
    assert work.actor.id is not None  # an officer writes it down
    row = Assessment(
        case_id=case.id,
        kind=kind,
        version=next_of(work, Assessment.version, Assessment.case_id == case.id),
        meeting_id=meeting_id,
        made_on=on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        worse=[name for name in INDICATORS if name in worse],
        **said,
    )
    work.session.add(row)
    if not risk_set_after(work.session, case.id, on):
        case.risk = row.risk
    return row


def _before_the_table(work: Work, case_id: UUID) -> Case:
    case = open_case(work, case_id)
    alone = is_before_the_table(work.session, case) or being_entered(case)
    check_before_the_table(Phase(case.phase), alone=alone)
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
        assessment_id=stands_on(work, case_id, work.clock.today()),
        recorded_at=work.clock.now(),
    )
    work.session.add(plan)
    add_actions(work, plan, actions, work.clock.today())
    work.record("initial plan drafted", "6(1.5)", life=case.life, version=plan.version)
    after_act(work, case_id, "initial plan drafted")
    return plan


def settle(
    work: Work,
    case_id: UUID,
    *,
    risk: Risk,
    summary: str,
    indicators: Indicators,
    more: OnTheForm = NOTHING_MORE,
    on: date | None = None,
    worse: Collection[str] = (),
    why: str = "",
) -> Assessment:
    """Record the table's comprehensive assessment; it redefines the risk: Art. 12(2), 12(3).

    In any phase: by progress the table assesses risk and needs anew: Art. 14(4).

    It is of the day of the meeting held last, or of the one held on that day. `worse` are the
    indicators that it found worse than before: Art. 14(4). `why` is said where what that meeting
    found is written anew: ours.
    """
    check_assessment(risk, asdict(indicators), more.unknown)
    check_worse(worse)
    case = open_case(work, case_id)
    meeting = last_held(work.session, case_id, by=on)
    on = check_happened(on or (meeting.met_on if meeting else None), work.clock.today())
    check_settling(held_facts(meeting))
    check_said_in(meeting.met_on if meeting else None, on, Article(12, "2"))
    assert meeting is not None  # the rule asked
    former = _newest(work, case_id, AssessmentKind.COMPREHENSIVE)
    said = _said(risk, summary, indicators, more)
    again = former is not None and (former.meeting_id, former.made_on) == (meeting.id, on)
    again = again and former is not None and set(former.worse) == set(worse)
    if former is not None and again and _says(former, said):
        return former
    was, kind = case.risk or "-", AssessmentKind.COMPREHENSIVE
    instead = in_its_place(versions_of(work.session, case_id), kind, on, meeting.id)
    said["why"] = _why(work, case, instead, why)
    case.phase = after(Phase(case.phase), Transition.SETTLE_ASSESSMENT)
    row = _write(work, case, kind, on, said, meeting_id=meeting.id, worse=worse)
    work.record("assessment settled", "12(2)", life=case.life, before=was, after=case.risk or "-")
    after_act(work, case_id, "assessment settled")
    return row
