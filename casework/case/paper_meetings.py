"""A meeting of the time on paper: its day, what it was for, who came, how its minutes stand: 0165.

What else is known of it is entered on the page of a meeting that took place, instead of here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final
from uuid import UUID

from casework.record.called_for import adopted_on, kind_then
from casework.record.closure_facts import decided_on
from casework.record.from_paper import paper_facts
from casework.record.table import open_case, seats
from casework.table import unplanned
from casework.table.room import plan
from core.clock import at_local
from identity.access import NotThere, officer_of
from models.case import Case, Member
from models.meeting import Attendance, Meeting
from models.session import Work
from rules.called_for import check_reviewed_on_paper
from rules.items import agenda_for
from rules.paper_sections import PaperMinutes, check_met_before, check_open
from rules.unplanned import check_once, check_unplanned
from workflow.life import after_act

NOON: Final = time(12, 0)


@dataclass(frozen=True, slots=True)
class MetOnPaper:
    """What the paper file says of one meeting; left out is what it does not say."""

    on: date
    minutes: PaperMinutes
    hour: time | None = None
    place: str = ""
    on_review: bool = False
    """The plan was reviewed there: Art. 15(1)."""
    extraordinary: bool = False
    there: Mapping[UUID, bool] = field(default_factory=dict)
    """Of whom it says whether they came, by seat."""
    words: str = ""
    that_day: int = 0
    """Of how many on record of the same day they know, beside which the table met once more."""


def enter(work: Work, case_id: UUID, said: MetOnPaper) -> Meeting:
    """Put it on record with its day. Nobody is invited to it or asked about it: Art. 9, 10(1)."""
    case = open_case(work, case_id)
    paper, came = check_open(paper_facts(case)), sum(said.there.values())
    check_met_before(said.on, paper, said.minutes, somebody_there=bool(came))
    check_unplanned(said.on, case.referred_on, work.clock.today())
    check_once(len(unplanned.held_that_day(work, case_id, said.on)), said.that_day)
    if said.on_review:
        check_reviewed_on_paper(
            said.on, adopted_on(work.session, case_id), decided_on(work, case_id)
        )
    sat = {each.id for each in at_the_table(work, case_id, said.on)}
    if not said.there.keys() <= sat:
        raise NotThere
    meeting = _on_record(work, case, said)
    for member_id, present in said.there.items():
        work.session.add(Attendance(meeting_id=meeting.id, member_id=member_id, present=present))
    work.record("meeting on paper", "9", life=case.life, meeting=meeting.number, present=came)
    work.session.flush()
    unplanned.follow_days(work, case_id)
    after_act(work, case_id, "meeting on paper")
    return meeting


def at_the_table(work: Work, case_id: UUID, day: date) -> list[Member]:
    """Who sat on that day, or left on it, as far as it has been entered: Art. 9."""
    every = seats(work.session, case_id)
    return [each for each in every if each.sat_on(day) or each.may_have_come_on(day)]


def _on_record(work: Work, case: Case, said: MetOnPaper) -> Meeting:
    starts_at = at_local(said.on, said.hour or NOON)
    kind = kind_then(
        work.session,
        case.id,
        starts_at,
        extraordinary=said.extraordinary,
        on_review=said.on_review,
    )
    meeting = plan(work, case.life, kind, starts_at, said.place, proposed_by=officer_of(work).id)
    meeting.agenda = agenda_for(kind, in_meeting=False, on_review=said.on_review)
    meeting.unplanned = True
    meeting.held_at, meeting.recorded_at = starts_at, work.clock.now()
    meeting.paper_minutes, meeting.paper_words = said.minutes, said.words.strip() or None
    return meeting
