"""Signals that suggest a reassessment, answered with a meeting or a reason: Art. 14(4)."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record import signal_facts
from casework.record.table import open_case
from identity.access import NotThere
from models.meeting import Meeting
from models.session import Work
from models.signal_answer import SignalAnswer
from rules.signals import AnsweringMeeting, Signal, check_answer
from workflow.life import after_act


def answer(
    work: Work,
    case_id: UUID,
    signals: Collection[Signal],
    *,
    answered_on: date,
    meeting_id: UUID | None = None,
    reason: str = "",
) -> None:
    """The manager names the meeting in which the table assesses anew, or says why none: 14(4)."""
    case = open_case(work, case_id)
    meeting = _meeting(work, case_id, meeting_id) if meeting_id else None
    check_answer(
        signals,
        signal_facts.read(work.session, case_id).facts,
        answered_on,
        work.clock.today(),
        meeting=_named(meeting) if meeting else None,
        reason=reason,
    )
    assert work.actor.id is not None  # an officer acts
    for each in signals:
        row = _row(
            case_id, each, meeting_id, on=answered_on, by=work.actor.id, reason=reason.strip()
        )
        _record(work, row)
        by = {"meeting": meeting.number} if meeting else {}
        said = {"kind": each.kind.value, "source": each.source, "since": each.since} | by
        work.record("signal answered", "14(4)", life=case.life, on=answered_on, **said)
    after_act(work, case_id, "signal answered")


def pass_on(work: Work, former: Sequence[Meeting], meeting: Meeting) -> None:
    """Another day in the place of one that gave way answers the same signals."""
    gone = [each.id for each in former]
    query = select(SignalAnswer).where(SignalAnswer.meeting_id.in_(gone))
    for was in work.session.scalars(query).all() if gone else ():
        by, reason = was.answered_by_id, was.reason or ""
        on = was.answered_on
        _record(work, _row(was.case_id, was.signal, meeting.id, on=on, by=by, reason=reason))


def _meeting(work: Work, case_id: UUID, meeting_id: UUID) -> Meeting:
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None or meeting.life_id != case_id:
        raise NotThere
    return meeting


def _named(meeting: Meeting) -> AnsweringMeeting:
    held_on = meeting.met_on if meeting.held_at is not None else None
    return AnsweringMeeting(called_off=meeting.cancelled_at is not None, held_on=held_on)


def _row(
    case_id: UUID,
    signal: Signal,
    meeting_id: UUID | None,
    *,
    on: date,
    by: UUID,
    reason: str,
) -> SignalAnswer:
    return SignalAnswer(
        case_id=case_id,
        kind=signal.kind,
        source_id=signal.source,
        since=signal.since,
        meeting_id=meeting_id,
        answered_on=on,
        answered_by_id=by,
        reason=reason or None,
    )


def _record(work: Work, row: SignalAnswer) -> None:
    row.recorded_at = work.clock.now()
    work.session.add(row)
    work.session.flush()
