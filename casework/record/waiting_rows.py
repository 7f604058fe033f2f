"""The rows of what may wait for somebody's word, each kind a question of its own: 0128."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Select, exists, func, literal, null, select
from sqlalchemy import case as when
from sqlalchemy.orm import aliased

from casework.record import silence
from casework.record.findings_rows import rows_of_findings
from casework.record.signal_rows import row
from models.asked import OF_EACH
from models.breach import BreachRow
from models.case import FamilyPerson
from models.closure import Closure, came_to_nothing
from models.contribution import Contribution, LeftContribution
from models.decision_record import DecisionRecord, RecordTakenBack
from models.information import Claim, ClaimOutcome
from models.logbook import LogEntry
from models.meeting import Meeting
from models.monitoring import MonitoringForm
from models.plan import Plan, PlanAction, ReportRequest
from models.report_correction import ReportCorrection
from models.supervision import QuestionTurn, SupervisionQuestion
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.composition import Relation
from rules.decided import OF_THE_APPROVAL
from rules.logbook import LogKind
from rules.planning import PlanKind

PLANNED, LEFT = "planned", "left"
"""What became of a contribution."""

NOTHING: Final = literal("")


def supervision() -> Iterator[Select[Any]]:
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


def came_in() -> Iterator[Select[Any]]:
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


def plans() -> Iterator[Select[Any]]:
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


def superiors() -> Iterator[Select[Any]]:
    """Those who were told of silence that was none: Art. 14(3.2)."""
    asked, of_it = ReportRequest, ReportCorrection.request_id == ReportRequest.id
    corrected = select(func.max(ReportCorrection.corrected_at)).where(of_it).scalar_subquery()
    known_at = func.greatest(asked.received_at, corrected)  # NULL is neither
    came = (asked.id, NOTHING, asked.received_on, known_at, silence.column())
    yield row("silence", *came).where(asked.case_id == OF_EACH, silence.is_asked())


def decisions() -> Iterator[Select[Any]]:
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
    stands = (BreachRow.duty.in_(OF_THE_APPROVAL), BreachRow.struck_on.is_(None))
    yield (
        row("unapproved", BreachRow.id, NOTHING, BreachRow.noticed_on, null())
        .join_from(BreachRow, Closure, Closure.id == BreachRow.subject_id)
        .where(BreachRow.life_id == OF_EACH, *stands)
        .where(Closure.case_id == OF_EACH, ~came_to_nothing())
    )
    ended = func.greatest(Closure.returned_at, Closure.fell_at)
    nothing_came = (Closure.case_id == OF_EACH, came_to_nothing())
    yield row("gave_up", Closure.id, NOTHING, null(), ended).where(*nothing_came)
    yield row("gave_up", Closure.id, NOTHING, Closure.declined_on, null()).where(*nothing_came)
    record, corrects = DecisionRecord, aliased(DecisionRecord)
    weighed = (record.id, NOTHING, record.decided_on, Meeting.misplaced_at, record.subject)
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


def every() -> Iterator[Select[Any]]:
    """All of them, to be put of each life at once."""
    for some in (supervision, came_in, superiors, plans, rows_of_findings, decisions):
        yield from some()
