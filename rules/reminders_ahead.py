"""On which days somebody will be reminded of what they owe, if it is there on its last day: ours.

The days are those of `rules.ladder`: beside Art. 8(3), 8(9), 10(1), 18(2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules import ladder
from rules.convening import last_day_to_agree
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts, MeetingFacts
from rules.ladder import Ladder
from rules.reminders import REMINDED, last_call_on
from rules.roles import Owner


@dataclass(frozen=True, slots=True)
class Reminded:
    """The days of the mails, and of the text on the last day."""

    by_mail: Sequence[date] = ()
    by_text: date | None = None


def reminded(
    facts: CaseFacts, duty: OpenDuty, today: date, day: date, holidays: frozenset[date]
) -> Reminded:
    """Of a duty that was found owed on a `day`, from tomorrow on."""
    asked_on, due = _asked_on(facts, duty, today, day), duty.due
    if asked_on is None or due is None:
        return Reminded()
    found = _ladder(facts, duty, asked_on, due, holidays)
    text = last_call_on(duty.duty, due, asked_on, holidays)
    return Reminded(
        [on for on in (found.rungs if found else ()) if today < on <= due],
        text if text and text > today else None,
    )


def _asked_on(facts: CaseFacts, duty: OpenDuty, today: date, day: date) -> date | None:
    """Known of what is put on record with its day, and of what is asked for from today on."""
    meeting = _meeting(facts, duty.subject_id)
    if duty.duty is Duty.AGREE_DATE and meeting is not None:
        return meeting.unanswered_since
    for paper in facts.table.minutes:
        if paper.id == duty.subject_id and paper.asked_on:
            return paper.asked_on
    otherwise = date.min if duty.duty is Duty.WRITE_REPORT else None
    return day if day > today else otherwise


def _ladder(
    facts: CaseFacts, duty: OpenDuty, asked_on: date, due: date, holidays: frozenset[date]
) -> Ladder | None:
    meeting = _meeting(facts, duty.meeting_id)
    if duty.duty is Duty.WRITE_REPORT and meeting is not None:
        return ladder.before_meeting(meeting.day, asked_on, holidays)
    if duty.duty is Duty.AGREE_DATE and meeting is not None:
        ends_on = last_day_to_agree(meeting.day, excused=meeting.excused)
        return ladder.to_agree(asked_on, due, ends_on, holidays)
    if duty.duty in {Duty.ANSWER_ACTION, Duty.GIVE_ANSWER}:
        return ladder.for_an_answer(due, asked_on, holidays)
    if duty.duty in REMINDED and duty.actor is not Owner.HEAD:
        return ladder.as_long_as_owed(asked_on, due, holidays)
    return None


def _meeting(facts: CaseFacts, id: UUID | None) -> MeetingFacts | None:
    return next((each for each in facts.table.planned if each.id == id), None)
