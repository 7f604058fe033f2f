"""What is on record that may wait for somebody's word, of many cases at once: ours, 0128."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, exists, func, literal, null, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session, aliased

from casework.record.findings_rows import days_met, rows_of_findings, sent_facts, told_facts
from casework.record.signal_rows import row
from casework.record.silence import fallen
from casework.record.waiting_rows import WaitingRow, WaitingRows
from core.clock import local_day
from models.asked import OF_EACH, kept, of_each
from models.case import FamilyPerson
from models.closure import Closure, came_to_nothing
from models.contribution import Contribution, LeftContribution
from models.decision_record import DecisionRecord, RecordTakenBack
from models.information import Claim, ClaimOutcome
from models.logbook import LogEntry
from models.meeting import Meeting
from models.monitoring import MonitoringForm
from models.plan import Plan, PlanAction, ReportRequest
from models.supervision import QuestionTurn, SupervisionQuestion
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.composition import Relation
from rules.decision_records import DecidedSoFar, DecisionSubject
from rules.findings import counted, without_word
from rules.left_behind import ClaimFacts, DatedFacts
from rules.logbook import LogKind
from rules.monitoring import VersionInForce, in_force
from rules.planning import PlanKind
from rules.said_there import counts_as_said
from rules.supervision import Turn, TurnFacts
from rules.visits import Followed
from rules.waiting import ContributionWaits, FollowUpFacts, QuestionFacts, WaitingFacts

PLANNED, LEFT = "planned", "left"
"""What became of a contribution."""
RESTS: Final = "rests"
"""Of a decision record: the meeting it names is on record as held, or it names none."""


def read_all(session: Session, case_ids: Collection[UUID]) -> Mapping[UUID, WaitingFacts]:
    """In one statement, however many cases; nothing that is sealed is opened."""
    found: dict[UUID, WaitingRows] = {case_id: WaitingRows() for case_id in case_ids}
    if found:
        for case_id, what, *rest in session.execute(_rows(), {"lives": list(case_ids)}):
            found[case_id].by_kind[what].append(WaitingRow(*rest))
    return {case_id: _facts(rows) for case_id, rows in found.items()}


def _facts(rows: WaitingRows) -> WaitingFacts:
    found = rows.by_kind
    turns, words = rows.said_of("turn"), rows.said_of("followed")
    outcomes = rows.said_of("outcome")
    of_findings = (told_facts(rows), sent_facts(rows), met := days_met(rows))
    return WaitingFacts(
        died=bool(found["died"]),
        closed=bool(found["closed"]),
        questions=[
            QuestionFacts(
                each.day, tuple(TurnFacts(Turn(said.code), said.day) for said in turns[each.id])
            )
            for each in found["question"]
        ],
        follow_ups=[
            FollowUpFacts(
                each.on, tuple((said.day, Followed(said.code)) for said in words[each.id])
            )
            for each in found["follow_up"]
        ],
        claims=[
            ClaimFacts(
                each.day,
                tuple(DatedFacts(said.day, said.at) for said in outcomes[each.id] if said.at),
            )
            for each in found["claim"]
        ],
        contributions=[
            ContributionWaits(each.day, planned=each.code == PLANNED, left=each.code == LEFT)
            for each in found["contribution"]
        ],
        versions=_versions(rows),
        monitored=[(int(each.name), each.day) for each in found["monitored"]],
        told=[each.on for each in counted(*of_findings)],
        wordless=list(without_word(*of_findings).values()),
        met_on=rows.latest("met"),
        decided=_decided(rows),
        records=[
            (DecisionSubject(each.code), each.day)
            for each in found["weighed"]
            if counts_as_said(each.day, met, named_is_held=each.name == RESTS)
        ],
        fallen=[local_day(each.at) for each in found["fallen"] if each.at],
    )


def _versions(rows: WaitingRows) -> list[VersionInForce]:
    plans = sorted(rows.by_kind["version"], key=lambda each: int(each.name))
    return in_force((int(each.name), each.day) for each in plans)


def _decided(rows: WaitingRows) -> DecidedSoFar:
    """What the file shows to have been decided; nothing of a child that has died."""
    if rows.by_kind["died"]:
        return DecidedSoFar()
    return DecidedSoFar(
        sheltered_on=rows.latest("sheltered"),
        closing_on=rows.latest("closing"),
        gave_up_on=rows.latest("gave_up"),
    )


@kept
def _rows() -> Select[Any]:
    every = (_supervision(), _came_in(), _superiors(), _plans(), rows_of_findings(), _decisions())
    rows = of_each(*(each for some in every for each in some))
    found = rows.subquery()
    return select(found).order_by(found.c.on, found.c.at)


NOTHING = literal("")


def _supervision() -> Iterator[Select[Any]]:
    """The head's questions and visits, with all that was said of them: Art. 16."""
    question, turn = SupervisionQuestion, QuestionTurn
    asked = (question.id, question.number, question.asked_on, question.recorded_at)
    yield row("question", *asked).where(question.case_id == OF_EACH)
    said = (turn.question_id, NOTHING, turn.said_on, turn.recorded_at, turn.turn)
    yield row("turn", *said).join_from(turn, question).where(question.case_id == OF_EACH)
    visit, follow_up, word = MonitoringVisit, FollowUp, FollowUpWord
    until = (follow_up.id, follow_up.number, follow_up.until_on, follow_up.recorded_at)
    of_visit = visit.id == follow_up.visit_id
    yield (
        row("follow_up", *until)
        .join_from(follow_up, visit, of_visit)
        .where(visit.case_id == OF_EACH)
    )
    became = (follow_up.id, NOTHING, word.said_on, word.recorded_at, word.became)
    yield (
        row("followed", *became)
        .join_from(word, follow_up, follow_up.id == word.follow_up_id)
        .join(visit, of_visit)
        .where(visit.case_id == OF_EACH)
    )


def _came_in() -> Iterator[Select[Any]]:
    """Claims with their outcomes, and what members contribute: Art. 12(1), 6(1.6)."""
    put = (Claim.id, Claim.number, Claim.asked_on, Claim.asked_at)
    yield row("claim", *put).where(Claim.case_id == OF_EACH)
    found = (ClaimOutcome.claim_id, NOTHING, ClaimOutcome.found_on, ClaimOutcome.recorded_at)
    yield row("outcome", *found).join_from(ClaimOutcome, Claim).where(Claim.case_id == OF_EACH)
    said, action = Contribution, PlanAction
    taken = (
        select(action.id)
        .join(Plan, Plan.id == action.plan_id)
        .where(action.contribution_id == said.id, Plan.kind == PlanKind.UNIFIED)
    )
    left = exists().where(LeftContribution.contribution_id == said.id)
    became = when((taken.exists(), PLANNED), (left, LEFT))
    given = (said.id, said.number, said.said_on, said.recorded_at, became)
    yield row("contribution", *given).where(said.case_id == OF_EACH)


def _plans() -> Iterator[Select[Any]]:
    """The versions of the unified plan, and which were monitored: Art. 14(6)."""
    adopted = (Plan.id, Plan.version, Plan.adopted_on, Plan.recorded_at)
    unified = (Plan.kind == PlanKind.UNIFIED, Plan.adopted_on.is_not(None))
    yield row("version", *adopted).where(Plan.case_id == OF_EACH, *unified)
    form = MonitoringForm
    monitored = (form.id, Plan.version, form.monitored_on, form.recorded_at)
    yield (
        row("monitored", *monitored)
        .join_from(form, Plan, Plan.id == form.plan_id)
        .where(form.case_id == OF_EACH)
    )


def _superiors() -> Iterator[Select[Any]]:
    """Those who were told of silence that was none: Art. 14(3.2)."""
    asked = ReportRequest
    came = (asked.id, NOTHING, asked.received_on, asked.received_at)
    yield row("fallen", *came).where(asked.case_id == OF_EACH, fallen())


def _decisions() -> Iterator[Select[Any]]:
    """What was decided so far, and what was weighed: ours, 0123."""
    entry, later = LogEntry, aliased(LogEntry)
    sheltered = (entry.id, NOTHING, entry.happened_on, entry.recorded_at)
    yield row("sheltered", *sheltered).where(
        entry.case_id == OF_EACH,
        entry.kind == LogKind.SHELTER,
        ~exists().where(later.corrects_id == entry.id),
    )
    closing = (Closure.id, NOTHING, null(), Closure.proposed_at)
    yield row("closing", *closing).where(Closure.case_id == OF_EACH, ~came_to_nothing())
    decided = (~came_to_nothing(), Closure.decided_on.is_not(None))
    yield row("closed", *closing).where(Closure.case_id == OF_EACH, *decided)
    ended = func.greatest(Closure.returned_at, Closure.fell_at)
    nothing_came = (Closure.case_id == OF_EACH, came_to_nothing())
    yield row("gave_up", Closure.id, NOTHING, null(), ended).where(*nothing_came)
    yield row("gave_up", Closure.id, NOTHING, Closure.declined_on, null()).where(*nothing_came)
    record, corrects = DecisionRecord, aliased(DecisionRecord)
    named = or_(record.meeting_id.is_(None), Meeting.held_at.is_not(None))
    rests = when((named, RESTS), else_=NOTHING)
    weighed = (record.id, rests, record.decided_on, record.recorded_at, record.subject)
    of_meeting = Meeting.id == record.meeting_id
    yield (
        row("weighed", *weighed)
        .join_from(record, Meeting, of_meeting, isouter=True)
        .where(
            record.case_id == OF_EACH,
            ~exists().where(corrects.corrects_id == record.id),
            ~exists().where(RecordTakenBack.record_id == record.id),
        )
    )
    person = FamilyPerson
    yield row("died", person.id, NOTHING, null(), null()).where(
        person.case_id == OF_EACH, person.relation == Relation.CHILD, person.died.is_(True)
    )
