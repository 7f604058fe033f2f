"""A case's life as days: what happened, what is to come, what was not in time: Art. 11."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import Date, DateTime, Executable, cast, func, literal, null, select, union_all

from casework.record.from_paper import reviewed_on
from casework.record.notice_facts import draft_left, left_of_each
from core.clock import local_day
from models.assessment import Assessment
from models.case import Case
from models.closure import Closure
from models.duty import ComingStepRow
from models.meeting import Meeting, Minutes
from models.plan import Plan, ReportRequest, Review
from models.record_export import ExportEnd
from models.session import Work
from models.superior import AbsenceNotice
from models.supplement import Supplement
from rules.assessment import AssessmentKind
from rules.convening import last_day_to_invite
from rules.duties import Duty
from rules.exports import ExportEnding
from rules.missed_reports import owed_by
from rules.phases import Phase
from rules.reports import is_late
from workflow.duties import duties_of

LaneName = Literal["meetings", "papers", "reports", "notices"]


@dataclass(frozen=True, slots=True)
class Event:
    """One mark on the picture; `kind` is a code that the portal has words for."""

    lane: LaneName
    kind: str
    on: date
    article: str = ""
    number: int = 0
    of: int = 0
    happened: bool = True
    late: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """One phase from its first to its last day; the last one is open while the case is."""

    phase: Phase
    begin: date
    end: date | None


@dataclass(frozen=True, slots=True)
class History:
    """Everything that has a day in one case."""

    spans: Sequence[Span]
    events: Sequence[Event]


def of_case(
    work: Work,
    case: Case,
    all_meetings: Sequence[Meeting],
    assessed: Sequence[Assessment],
    linked: Sequence[date] = (),
) -> History:
    """The life of one case, from rows and from what the rules foresee; `linked` is when it was
    linked to earlier cases that the reader may open: Art. 18(1)."""
    events = [
        *(Event("papers", "earlier_file", on, "18(1)") for on in linked),
        *_meetings(all_meetings),
        *_papers(work, case.id, assessed),
        *_reports(work, case.id, all_meetings),
        *_notices(work, case.id, all_meetings),
    ]
    if case.phase != Phase.CLOSED:
        events += _to_come(work, case)
    else:
        events += _supplements(work, case.id)
    return History(_spans(work, case), sorted(events, key=lambda event: event.on))


def _meetings(all_meetings: Sequence[Meeting]) -> Iterator[Event]:
    for meeting in all_meetings:
        if meeting.cancelled_at is None:
            held = meeting.held_at is not None
            yield Event("meetings", meeting.kind, meeting.day, "8(1)", meeting.number, 0, held)


def _papers(work: Work, case_id: UUID, assessed: Sequence[Assessment]) -> Iterator[Event]:
    for row in assessed:
        article = "12(1)" if row.kind == AssessmentKind.INITIAL else "12(2)"
        yield Event("papers", row.kind, row.made_on, article, row.version)
    plans = select(Plan).where(Plan.case_id == case_id, Plan.adopted_on.is_not(None))
    for plan in work.session.scalars(plans):
        if plan.adopted_on is not None:
            article = "13(1)" if plan.version == 1 else "15(3)"
            yield Event("papers", "plan", plan.adopted_on, article, plan.version)
    settled = work.session.scalars(
        select(Review).where(Review.case_id == case_id).order_by(Review.settled_on)
    )
    for number, review in enumerate(settled, 1):
        yield Event("papers", "review", review.settled_on, "15(2)", number)


def _reports(work: Work, case_id: UUID, all_meetings: Sequence[Meeting]) -> Iterator[Event]:
    """One mark per meeting: how many of its reports came, and whether all were in time."""
    today = work.clock.today()
    met: dict[UUID | None, date] = {each.id: each.met_on for each in all_meetings if each.held_at}
    of_day: dict[date, list[ReportRequest]] = {}
    asked = select(ReportRequest).where(
        ReportRequest.case_id == case_id, ReportRequest.meeting_id.is_not(None)
    )
    for row in work.session.scalars(asked):
        of_day.setdefault(row.due_on, []).append(row)
    for due, rows in of_day.items():
        came = sum(row.received_at is not None for row in rows)
        late = any(_is_late(row, met.get(row.meeting_id), today) for row in rows)
        yield Event("reports", "reports", due, "8(9)", came, len(rows), due <= today, late)


def _is_late(row: ReportRequest, met_on: date | None, today: date) -> bool:
    return is_late(owed_by(row.due_on, met_on), row.received_on or today)


def _notices(work: Work, case_id: UUID, all_meetings: Sequence[Meeting]) -> Iterator[Event]:
    yield from _invitations(work, all_meetings)
    handed = select(literal("record"), cast(null(), DateTime(timezone=True)), ExportEnd.ended_on)
    handed = handed.where(ExportEnd.case_id == case_id, ExportEnd.ending == ExportEnding.HANDED)
    told = (
        select(literal("superior"), each.notified_at, each.served_on).where(each.case_id == case_id)
        for each in (ReportRequest, AbsenceNotice)
    )
    sent = (
        select(literal("minutes"), draft_left(), cast(null(), Date))
        .select_from(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Meeting.life_id == case_id)
    )
    noticed: Executable = union_all(*told, sent, handed)
    for kind, moment, served_on in work.session.execute(noticed):
        if on := served_on or (local_day(moment) if moment else None):
            article = {"superior": "14(3.2)", "minutes": "10(1)", "record": "18(1)"}[kind]
            yield Event("notices", kind, on, article)


def _invitations(work: Work, all_meetings: Sequence[Meeting]) -> Iterator[Event]:
    """On the day on which the last one of a meeting left; on its last day while one has not."""
    today, left = work.clock.today(), left_of_each(work.session, all_meetings)
    for meeting in all_meetings:
        if meeting.id not in left or (left[meeting.id] is None and meeting.cancelled_at):
            continue
        on, last = left[meeting.id], last_day_to_invite(meeting.day)
        late = (on or today) > last
        number, happened = meeting.number, on is not None
        yield Event("notices", "invitation", on or last, "8(3)", number, 0, happened, late)


def _supplements(work: Work, case_id: UUID) -> Iterator[Event]:
    """Each on its true day; one whose day is not known on the day on which it was entered."""
    for row in work.session.scalars(select(Supplement).where(Supplement.case_id == case_id)):
        on = row.happened_on or local_day(row.entered_at)
        yield Event("papers", "supplement", on, "17(5)", row.number)


_FORESEEN = {"invite_members": ("invitation", "8(3)"), "ask_reports": ("request", "8(9)")}


def _to_come(work: Work, case: Case) -> Iterator[Event]:
    """What the system will send, and when the plan must be reviewed next, as written down."""
    today = work.clock.today()
    steps = select(ComingStepRow).where(
        ComingStepRow.life_id == case.id, ComingStepRow.on_day >= today
    )
    for step in work.session.scalars(steps.where(ComingStepRow.act.in_(_FORESEEN))):
        kind, article = _FORESEEN[step.act]
        yield Event("notices", kind, step.on_day, article, happened=False)
    for duty in duties_of(work, case.id):
        if duty.duty is Duty.REVIEW_PLAN and duty.due is not None:
            late = duty.is_missed(today)
            yield Event("papers", "review_due", duty.due, "5(1.5)", happened=False, late=late)


def _spans(work: Work, case: Case) -> list[Span]:
    """The phases as the papers mark them; implementation and its monthly reviews are one."""
    first = select(func.min(Assessment.made_on)).where(
        Assessment.case_id == case.id, Assessment.kind == AssessmentKind.COMPREHENSIVE
    )
    adopted = select(func.min(Plan.adopted_on)).where(Plan.case_id == case.id)
    agreed = select(func.max(Closure.approved_at)).where(Closure.case_id == case.id)
    days = select(first.scalar_subquery(), adopted.scalar_subquery(), agreed.scalar_subquery())
    assessed, planned, approved = work.session.execute(days).one()
    closing = case.phase in {Phase.CLOSURE, Phase.CLOSED}
    reviewed = None if planned else reviewed_on(work.session, case)
    unknown = reviewed is not None and assessed is None  # until when it was assessed
    marks = [
        (Phase.ASSESSMENT, None if unknown else case.referred_on),
        (Phase.PLANNING, assessed),
        (Phase.IMPLEMENTATION, planned or reviewed),
        (Phase.CLOSURE, local_day(approved) if approved and closing else None),
    ]
    begun = [(phase, day) for phase, day in marks if day is not None]
    ends = [day for _, day in begun[1:]]
    last = local_day(case.sealed_at) if case.sealed_at else None
    return [Span(phase, day, end) for (phase, day), end in zip(begun, [*ends, last], strict=True)]
