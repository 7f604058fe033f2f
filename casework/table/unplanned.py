"""A meeting that nobody had planned, or that was called off, and that took place: Art. 8, 14(5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.record.called_for import adopted_on, kind_then, was_decided_in
from casework.record.closure_facts import decided_on
from casework.record.standing import assessed_before, risk_on
from casework.record.table import held_of, meetings, open_case, planned_meeting
from casework.table import agenda
from casework.table.room import next_number, plan
from core.clock import local_day
from identity.access import NotThere
from models.breach import BreachRow
from models.life import Life
from models.meeting import Meeting, Minutes
from models.session import Work
from rules.agenda import code_of, own_items, placed
from rules.assessment import Risk, at_risk
from rules.called_for import check_reviewed
from rules.items import agenda_for
from rules.meetings import MeetingKind
from rules.planning import REVIEW_ITEM
from rules.proposal import Unassessed, check_unassessed
from rules.unplanned import (
    CallingOff,
    TookPlace,
    check_once,
    check_stands,
    check_unplanned,
)
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A meeting as it is said to have taken place; who was there is said with its record."""

    starts_at: datetime
    place: str
    extraordinary: bool = False
    on_review: bool = False
    """The plan was reviewed there: Art. 15(1)."""
    reason: str = ""
    """Why it could not wait; of an extraordinary one it may be left unsaid: Art. 14(5)."""
    no_assessment_reason: str = ""
    stated_risk: Risk | None = None
    items: Sequence[str] = ()
    """What was talked about beside the fixed items, in the chair's own words: Art. 10(3)."""
    that_day: int = 0
    """Of how many on record of the same day they know, beside which the table met once more."""


def enter(work: Work, case_id: UUID, said: Unplanned) -> Meeting:
    """Put it beside whatever is planned, which stays; its record follows in the same act: 8(1)."""
    case = open_case(work, case_id)
    day = local_day(said.starts_at)
    check_unplanned(day, case.referred_on, work.clock.today())
    check_once(len(held_that_day(work, case_id, day)), said.that_day)
    on_review = said.on_review
    if on_review:
        check_reviewed(day, adopted_on(work.session, case_id), decided_on(work, case_id))
    kind = kind_then(
        work.session,
        case_id,
        said.starts_at,
        extraordinary=said.extraordinary,
        on_review=on_review,
    )
    check_unassessed(
        Unassessed(
            said.no_assessment_reason,
            at_risk=at_risk(risk_on(work.session, case_id, day), said.stated_risk),
            assessed=assessed_before(work.session, case_id, day),
        )
    )
    meeting = plan(work, case.life, kind, said.starts_at, said.place, proposed_by=work.actor.id)
    meeting.unplanned, meeting.stated_risk = True, said.stated_risk
    meeting.short_notice_reason = said.reason.strip() or None
    meeting.no_assessment_reason = said.no_assessment_reason.strip() or None
    in_meeting = meeting.no_assessment_reason is not None
    meeting.agenda = agenda_for(kind, in_meeting=in_meeting, on_review=on_review)
    work.session.flush()
    for words in said.items:
        agenda.add(work, meeting.id, words, on=day)
    work.record("meeting not planned", "8(3)", life=case.life, meeting=meeting.number, on=day)
    return meeting


def follow_day(work: Work, meeting: Meeting) -> None:
    """What it was for follows from its day, as is known now: Art. 8(11). Its agenda goes with it
    until there are minutes; where the table decided on closing in it, it was on that."""
    is_open = meeting.unplanned and meeting.kind != MeetingKind.EXTRAORDINARY
    if not is_open or meeting.held_at is None or was_decided_in(work.session, meeting):
        return
    on_review = REVIEW_ITEM in meeting.agenda
    kind = kind_then(
        work.session,
        meeting.life_id,
        meeting.held_at,
        extraordinary=False,
        on_review=on_review,
        of=meeting,
    )
    if kind is meeting.kind:
        return
    meeting.kind = kind
    written = select(Minutes.id).where(Minutes.meeting_id == meeting.id)
    if work.session.scalar(written) is None:
        in_meeting = meeting.no_assessment_reason is not None
        items = agenda_for(kind, in_meeting=in_meeting, on_review=on_review)
        for item in own_items(meeting.agenda):
            items = placed(items, code_of(item))
        meeting.agenda = items


def follow_days(work: Work, life_id: UUID) -> None:
    """The same of every one of this table, once another has its day: which was the first."""
    for meeting in held_of(meetings(work.session, life_id)):
        follow_day(work, meeting)


def held_that_day(work: Work, life_id: UUID, day: date) -> Sequence[Meeting]:
    """What is on record of that day already, whether it had been planned or not."""
    return [each for each in held_of(meetings(work.session, life_id)) if each.met_on == day]


def on_the_calendar(
    work: Work, life_id: UUID, meeting_id: UUID | None, *, known_off: bool = False
) -> Meeting:
    """This planned meeting, or the nearest; the caller holds the lock, and hears what became of it.

    `known_off`: also one that was called off, since it took place all the same.
    """
    found = work.session.get(Meeting, meeting_id) if meeting_id else None
    if found is None or found.life_id != life_id:
        return planned_meeting(work.session, life_id, meeting_id)
    if found.misplaced_at is not None:
        raise NotThere
    held_on = found.met_on if found.held_at else None
    off_on = local_day(found.cancelled_at) if found.cancelled_at else None
    check_stands(held_on, off_on, known_off=known_off)
    return found


def stands_again(work: Work, life: Life, meeting: Meeting) -> None:
    """Its calling off stays in its history. The caller says with it that it was held.

    Its number may have been given to another one since.
    """
    if meeting.cancelled_at is None:
        return
    others = [each for each in meetings(work.session, life.id) if each.cancelled_at is None]
    if meeting.number in {each.number for each in others}:
        meeting.number = next_number(others)
    work.record("took place although called off", "8(3)", life=life, meeting=meeting.number)
    meeting.called_off_at, meeting.cancelled_at = meeting.cancelled_at, None


def known_of(work: Work, life: Life, meeting: Meeting) -> TookPlace | None:
    """What the rules ask of a meeting that did not stand on the calendar; None of any other."""
    if not (meeting.unplanned or meeting.called_off_at or meeting.cancelled_at):
        return None
    is_asked = kind_of(life).of_a_child and meeting.unplanned
    return TookPlace(
        kind=meeting.kind,
        at_risk=not is_asked
        or at_risk(risk_on(work.session, life.id, meeting.met_on), meeting.stated_risk),
    )


def owed_after_all(work: Work, meeting: Meeting) -> None:
    """What was struck through because the meeting was off stands again: it took place."""
    if meeting.called_off_at is None or meeting.cancel_entered_at is None:
        return
    off = CallingOff(local_day(meeting.called_off_at), local_day(meeting.cancel_entered_at))
    rows = work.session.scalars(
        select(BreachRow).where(BreachRow.meeting_id == meeting.id, BreachRow.corrected)
    )
    for row in rows:
        if off.struck(row.limit_on, row.struck_on):
            row.corrected, row.struck_on = False, None
