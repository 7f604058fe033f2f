"""What stands on a table's calendar: a meeting put there, one that gives way: Art. 8(3), 14(5)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from casework.record.table import meetings
from casework.record.table_facts import proposal_of
from casework.tell.withdrawal import not_any_more
from core.clock import day_begins
from models.case import Case
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from rules.called_for import called_for
from rules.facts import CaseFacts, HeldFacts
from rules.items import agenda_for
from rules.meetings import MeetingKind
from rules.paper_sections import check_runs
from rules.phases import Phase
from rules.planning import check_review
from rules.proposal import AllTheSame, check_room, check_that_day, gives_way


def plan(
    work: Work,
    life: Life,
    kind: MeetingKind,
    starts_at: datetime,
    place: str,
    *,
    proposed_by: UUID | None = None,
    on: date | None = None,
) -> Meeting:
    """Put a meeting on a table's calendar, not yet agreed; `on` where that was said earlier."""
    meeting = Meeting(
        life_id=life.id,
        number=next_number(meetings(work.session, life.id)),
        kind=kind,
        starts_at=starts_at,
        place=place.strip(),
        agenda=agenda_for(kind),
        proposed_by_id=proposed_by,
        proposed_at=day_begins(on) if on else work.clock.now(),
        proposal_entered_at=work.clock.now() if on else None,
    )
    work.session.add(meeting)
    work.session.flush()
    return meeting


def kind_now(case: Case, known: CaseFacts, *, extraordinary: bool, on_review: bool) -> MeetingKind:
    """What one that is planned now is for; the plan can be reviewed if it is to be: 15(1)."""
    check_runs(known.paper)
    if on_review:
        check_review(known)
    return called_for(
        has_met=known.table.last is not None,
        closing=case.phase == Phase.CLOSURE and not known.is_decided,
        extraordinary=extraordinary,
        on_review=on_review,
        else_review=not known.is_decided,
    )


def next_number(every: Iterable[Meeting]) -> int:
    """After the highest that stands; one called off gives its number back where it was the last."""
    return max((each.number for each in every if each.cancelled_at is None), default=0) + 1


def make_room(
    work: Work,
    life_id: UUID,
    unwritten: HeldFacts | None,
    kind: MeetingKind,
    *,
    day: date,
    said: AllTheSame,
) -> list[Meeting]:
    """One of its sort that was sent back, or whose day was let pass, gives way: Art. 8(3), 14(5).

    Its number may be given anew, so that it ends in a statement before.
    """
    every, today = meetings(work.session, life_id), work.clock.today()
    proposals = [proposal_of(each) for each in every]
    check_room(proposals, unwritten, kind, today, said)
    check_that_day(proposals, day, today, said)
    is_called = kind is MeetingKind.EXTRAORDINARY
    found = [(each, proposal_of(each)) for each in every]
    gone = [
        each
        for each, proposal in found
        if proposal.extraordinary == is_called and gives_way(proposal, today)
    ]
    for former in gone:
        former.cancelled_at = work.clock.now()
        not_any_more(work, life_id, meeting_id=former.id)
    work.session.flush()
    return gone
