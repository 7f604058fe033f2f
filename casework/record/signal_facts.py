"""What may suggest a reassessment, as it is on record, for the rules: Art. 14(4)."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, String, and_, cast, func, literal, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from casework.record import visit_marks
from casework.record.asked_actions import CarriedOut, carried_out
from casework.record.late_actions import Actions, LineOfPlan
from casework.record.signal_rows import STOOD, of_the_case, of_the_plan, row
from models.asked import OF_EACH, kept, of_each
from models.case import Case, FamilyPerson, Member
from models.closure import Closure
from models.meeting import Meeting
from models.signal_answer import SignalAnswer
from rules.assessment import AssessmentKind, Risk
from rules.assessment_versions import VersionFacts, known_by
from rules.composition import Relation
from rules.left_behind import DatedFacts
from rules.monitoring import Indicator
from rules.planning import ActionStatus
from rules.signals import (
    OpenActionFacts,
    RiskFacts,
    Signal,
    SignalFacts,
    SignalKind,
    SourceFacts,
)

CAME_IN: Final = ("information", "inquired", "outcome")
CALLED_OFF: Final = "called_off"
"""An answer by a meeting that was called off: it answers nothing."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of the question: which thing, its name, its day, when it was written down."""

    id: UUID
    name: str
    on: date
    at: datetime
    code: str

    @property
    def source(self) -> SourceFacts:
        return SourceFacts(self.id, self.on, self.at)


@dataclass(frozen=True, slots=True)
class SignalsOnRecord:
    """What the rules are asked, and what each source is called: a number, or an institution."""

    facts: SignalFacts
    names: Mapping[UUID, str] = field(default_factory=dict)


def read(
    session: Session, case_id: UUID, members: Sequence[Member] | None = None
) -> SignalsOnRecord:
    """Of one case; `members` are everybody who ever sat, where the page has read them."""
    seats = None if members is None else {case_id: members}
    return read_all(session, [case_id], seats)[case_id]


def read_all(
    session: Session,
    case_ids: Collection[UUID],
    members: Mapping[UUID, Sequence[Member]] | None = None,
) -> Mapping[UUID, SignalsOnRecord]:
    """Of many cases in the statements of one.

    Before the table's first assessment only what came in is one, and nothing more is read.
    """
    rows: dict[UUID, Rows] = {case_id: defaultdict(list) for case_id in case_ids}
    for case_id, what, *rest in session.execute(_happened(), {"lives": list(case_ids)}):
        rows[case_id][what].append(Happened(*rest))
    assessed = [case_id for case_id, found in rows.items() if found["assessed"]]
    plans = carried_out(session, assessed, members)
    return {
        case_id: _assessed(found, plans[case_id]) if case_id in plans else _unassessed(found)
        for case_id, found in rows.items()
    }


Rows = dict[str, list[Happened]]


def _unassessed(found: Rows) -> SignalsOnRecord:
    prepared = _newest(found["prepared"]) if found["prepared"] else None
    named = (each for what in (*CAME_IN, STOOD) for each in found[what])
    return SignalsOnRecord(
        SignalFacts(
            prepared=DatedFacts(prepared.on, prepared.at) if prepared else None,
            is_over=bool(found["over"]),
            given=tuple(each.source for each in found["information"]),
            answers=tuple(each.source for each in found["inquired"]),
            found=tuple(each.source for each in found["outcome"]),
            answered=_answered(found["answer"]),
        ),
        {each.id: each.name for each in named},
    )


def _assessed(found: Rows, plan: CarriedOut) -> SignalsOnRecord:
    last, actions = _newest(found["assessed"]), plan.actions
    worse = {each.id for each in found["worse"]} & {last.id}
    waiting = [line for line in actions.in_force if line.is_open and not line.said_done]
    named = (each for what, rows in found.items() if what != "answer" for each in rows)
    names = {each.id: each.name for each in named if each.name}
    names |= {member.id: member.professional.affiliation for member in plan.members}
    visits = visit_marks.read(json.loads(found["visits"][0].code or "[]"))
    return SignalsOnRecord(
        SignalFacts(
            assessed=DatedFacts(last.on, _known_by(found["assessed"], last)),
            is_over=bool(found["over"]),
            actions=tuple(
                _action(actions, line, found["word"], found["monitored"]) for line in waiting
            ),
            given=tuple(each.source for each in found["information"]),
            answers=tuple(each.source for each in found["inquired"]),
            found=tuple(each.source for each in found["outcome"]),
            referred=tuple(each.source for each in found["referred"]),
            lost=tuple(dict.fromkeys(_lost(waiting, plan.who))),
            risks=tuple(
                RiskFacts(each.id, each.on, each.at, Risk(each.code), worse=each.id in worse)
                for each in (*found["assessed"], *found["reviewed"])
            ),
            visits=visits,
            answered=_answered(found["answer"]),
        ),
        names | {mark.id: str(mark.number) for mark in visits.marks},
    )


def _answered(answers: Sequence[Happened]) -> frozenset[Signal]:
    return frozenset(
        Signal(SignalKind(each.name), each.id, each.on)
        for each in answers
        if each.code != CALLED_OFF
    )


def _newest(assessed: Sequence[Happened]) -> Happened:
    """The one in use: `rules.assessment_versions`."""
    return max(assessed, key=lambda each: (each.on, int(each.name)))


def _known_by(assessed: Sequence[Happened], last: Happened) -> datetime:
    """Written anew for the same day, it brings the table nothing: `rules.assessment_versions`."""
    versions = [
        VersionFacts(each.id, int(each.name), AssessmentKind.COMPREHENSIVE, each.on, each.at)
        for each in assessed
    ]
    return known_by(versions, next(each for each in versions if each.id == last.id))


def _action(
    actions: Actions,
    line: LineOfPlan,
    words: Sequence[Happened],
    monitored: Sequence[Happened],
) -> OpenActionFacts:
    """With the first of the words that say it is uncompleted, where the last ones do; by its day
    alone, for what was found in the meeting in which the table assessed may be typed after it."""
    ids, first = actions.line_ids(line), actions.first_of(line)
    said = sorted(
        (each for each in words if each.id in ids),
        key=lambda each: (each.on, each.at),
        reverse=True,
    )
    since = list(takewhile(lambda each: each.code == ActionStatus.UNCOMPLETED, said))
    uncompleted = SourceFacts(first, since[-1].on) if since else None
    return OpenActionFacts(first, line.due, uncompleted, _worse(ids, first, monitored))


def _worse(ids: Collection[UUID], first: UUID, monitored: Sequence[Happened]) -> SourceFacts | None:
    """The last monitoring of the action by its day, where that says worse: Art. 14(6)."""
    said = [each for each in monitored if each.id in ids]
    last = max(said, key=lambda each: (each.on, each.at), default=None)
    is_worse = last is not None and last.code == Indicator.WORSE
    return SourceFacts(first, last.on, last.at) if last and is_worse else None


def _lost(
    waiting: Sequence[LineOfPlan], who: Mapping[UUID | None, Member]
) -> Iterator[SourceFacts]:
    for line in waiting:
        member = who.get(line.member_id)
        if member is None or member.sits:
            continue
        gone = [
            (on, at)
            for on, at in (
                (member.left_on, member.left_recorded_at),
                (member.declared_on if member.conflict else None, member.declared_at),
            )
            if on is not None
        ]
        yield SourceFacts(member.id, *min(gone))


@kept
def _happened() -> Select[Any]:
    """Everything that counts, in one statement."""
    return of_each(*of_the_case(), *of_the_plan(), _visits(), _answers(), _over())


def _visits() -> Select[Any]:
    """One row for all of them."""
    logged = cast(visit_marks.column(OF_EACH), String)
    return row("visits", Case.id, literal(""), Case.referred_on, func.now(), logged).where(
        Case.id == OF_EACH
    )


def _answers() -> Select[Any]:
    """By what they answer; the day is that of the signal."""
    answer = SignalAnswer
    called_off = when((Meeting.cancelled_at.is_not(None), CALLED_OFF))
    return (
        row("answer", answer.source_id, answer.kind, answer.since, answer.recorded_at, called_off)
        .join_from(answer, Meeting, Meeting.id == answer.meeting_id, isouter=True)
        .where(answer.case_id == OF_EACH)
    )


def _over() -> Select[Any]:
    """The table closed the case, or the child has died: nobody assesses anew."""
    decided = and_(Closure.case_id == Case.id, Closure.decided_on.is_not(None))
    closed = select(Closure.id).where(decided, Closure.fell_at.is_(None)).exists()
    child = and_(FamilyPerson.case_id == Case.id, FamilyPerson.relation == Relation.CHILD)
    died = select(FamilyPerson.id).where(child, FamilyPerson.died.is_(True)).exists()
    over = row("over", Case.id, literal(""), Case.referred_on, func.now())
    return over.where(Case.id == OF_EACH, closed | died)
