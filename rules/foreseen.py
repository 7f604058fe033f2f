"""The facts of a case after something that has not happened: to look ahead, and never to write.

Each line says which fact a step of the system makes; `rules.foreseen_acts` says it of people. When
it comes, and what follows from it, no line says: that is asked of the rules again (decision 0207).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from rules.facts import CaseFacts, MeetingFacts, ReportFacts
from rules.phases import NEXT, Transition
from rules.planned import Planned
from rules.reports import due_for, is_at_once
from rules.served_facts import ServedFacts


@dataclass(frozen=True, slots=True)
class Around:
    """What a look ahead knows beside the facts of the case."""

    day: date
    holidays: frozenset[date]
    meets_on: date | None = None
    """The day that somebody tries for the meeting that is planned next."""


Taken = Callable[[CaseFacts, UUID | None, Around], CaseFacts]


def with_table(facts: CaseFacts, **changes: Any) -> CaseFacts:
    return replace(facts, table=replace(facts.table, **changes))


def with_meetings(facts: CaseFacts, planned: Iterable[MeetingFacts]) -> CaseFacts:
    every = sorted(planned, key=lambda each: each.day)
    return with_table(facts, meeting=every[0] if every else None, beside=tuple(every[1:]))


def change_meeting(facts: CaseFacts, id: UUID | None, /, **changes: Any) -> CaseFacts:
    planned = facts.table.planned
    return with_meetings(
        facts, [replace(each, **changes) if each.id == id else each for each in planned]
    )


def moved(facts: CaseFacts, step: Transition) -> CaseFacts:
    """Where it has its turn; a look ahead refuses nothing."""
    return replace(facts, phase=NEXT.get((facts.phase, step), facts.phase))


def change_minutes(facts: CaseFacts, id: UUID | None, **changes: Any) -> CaseFacts:
    papers = facts.table.minutes
    return with_table(
        facts, minutes=tuple(replace(p, **changes) if p.id == id else p for p in papers)
    )


def change_closure(facts: CaseFacts, **changes: Any) -> CaseFacts:
    return replace(facts, closure=facts.closure and replace(facts.closure, **changes))


def _announce(facts: CaseFacts, _id: UUID | None, _at: Around) -> CaseFacts:
    return replace(facts, announced=True)


def _appointed(facts: CaseFacts, _id: UUID | None, _at: Around) -> CaseFacts:
    return replace(facts, appointment_to_announce=None)


def _asked_to_agree(facts: CaseFacts, id: UUID | None, _at: Around) -> CaseFacts:
    return change_meeting(facts, id, asked=True)


def _asked_to_declare(facts: CaseFacts, id: UUID | None, _at: Around) -> CaseFacts:
    members = facts.table.members
    return with_table(
        facts, members=tuple(replace(m, asked=True) if m.id == id else m for m in members)
    )


def _invited(facts: CaseFacts, id: UUID | None, at: Around) -> CaseFacts:
    served = tuple(
        ServedFacts(each.id, has_link=True, linked_on=at.day, queued_on=at.day)
        for each in facts.table.members
    )
    return change_meeting(facts, id, invited=True, inviting=True, served=served)


def _asked_for_reports(facts: CaseFacts, id: UUID | None, at: Around) -> CaseFacts:
    meeting = next((each for each in facts.table.planned if each.id == id), None)
    if meeting is None:
        return facts
    due, asked = due_for(meeting.day, at.day), {(r.meeting_id, r.member_id) for r in facts.reports}
    new = tuple(
        ReportFacts(
            id=uuid5(meeting.id, member.id.hex),
            meeting_id=meeting.id,
            member_id=member.id,
            due=due,
            received=False,
            reminders=0,
            in_plan=False,
            superior_known=False,
            at_once=is_at_once(meeting.day, due),
            meets_on=meeting.day,
            holidays=at.holidays,
        )
        for member in facts.table.seated_at(meeting)
        if (meeting.id, member.id) not in asked
    )
    unasked = tuple(each for each in facts.unasked if each[0] != meeting.id)
    facts = replace(facts, reports=(*facts.reports, *new), unasked=unasked)
    return change_meeting(facts, id, reports_asked=True)


def _sent_plan(facts: CaseFacts, _id: UUID | None, _at: Around) -> CaseFacts:
    return replace(facts, plan=facts.plan and replace(facts.plan, sent=True, without_it=()))


def _opened_review(facts: CaseFacts, _id: UUID | None, at: Around) -> CaseFacts:
    return replace(moved(facts, Transition.OPEN_REVIEW), review_opened_on=at.day)


def _sent_minutes(facts: CaseFacts, id: UUID | None, _at: Around) -> CaseFacts:
    return change_minutes(facts, id, sent=True)


def _asked_to_sign(facts: CaseFacts, id: UUID | None, at: Around) -> CaseFacts:
    seats = tuple(each.id for each in facts.table.members)
    return change_minutes(facts, id, asked_on=at.day, unsigned=seats, chair_unsigned=True)


def _asked_to_sign_closing(facts: CaseFacts, _id: UUID | None, at: Around) -> CaseFacts:
    seats = tuple(each.id for each in facts.table.members)
    return change_closure(facts, signatures_asked_on=at.day, unsigned=seats, chair_unsigned=True)


TAKEN: Final[Mapping[str, Taken]] = {
    "announce_referral": _announce,
    "announce_appointment": _appointed,
    "ask_agreement": _asked_to_agree,
    "ask_declarations": _asked_to_declare,
    "invite_members": _invited,
    "ask_reports": _asked_for_reports,
    "send_plan": _sent_plan,
    "open_review": _opened_review,
    "send_minutes": _sent_minutes,
    "ask_signatures": _asked_to_sign,
    "ask_closure_approval": lambda facts, _id, _at: change_closure(facts, asked=True),
    "answer_closure": lambda facts, _id, _at: change_closure(facts, answered=True),
    "ask_closing_signatures": _asked_to_sign_closing,
    "seal_file": lambda facts, _id, _at: moved(facts, Transition.SEAL_FILE),
}
"""Of a step that is not named nothing else follows; it comes once."""


def after_step(facts: CaseFacts, step: Planned, at: Around) -> CaseFacts:
    taken = TAKEN.get(step.act)
    return taken(facts, step.subject_id, at) if taken else facts
