"""The day that the head put forward, accepted by the manager in one act: Art. 8(3)."""

from datetime import date
from uuid import UUID

from casework.record import facts
from casework.record.table import open_case
from casework.record.table_facts import proposal_of
from casework.table import meeting_requests, signals
from casework.table.room import plan
from casework.tell.withdrawal import not_any_more
from core.clock import day_begins
from core.working_days import around
from identity.access import NotThere
from models.meeting import Meeting
from models.session import Work
from rules.days import check_happened
from rules.deputies import check_agreement
from rules.proposal import check_acceptance
from workflow.life import after_act


def accept(
    work: Work, meeting_id: UUID, *, short_notice_reason: str = "", on: date | None = None
) -> Meeting:
    """Plan the meeting for the day that the head named: both have agreed to it now: Art. 8(3).

    The rest stays as it was proposed: kind, place, agenda, reasons, whose request it answers. `on`
    is the day of a word by telephone, typed later: also once the table has met on the head's day.
    """
    former = work.session.get(Meeting, meeting_id)
    if former is None:
        raise NotThere
    case = open_case(work, former.life_id)
    work.session.refresh(former)
    known, said_on = facts.of_case(work.session, case.id), check_happened(on, work.clock.today())
    reason = short_notice_reason.strip() or former.short_notice_reason
    proposal = proposal_of(former)
    excused = bool(reason) or proposal.excused
    check_acceptance(proposal, known.table, said_on, excused=excused, holidays=around(said_on))
    check_agreement(work.actor.id, (former.countered_by_id,))
    assert former.suggested_at is not None  # the rule asked
    former.cancelled_at = work.clock.now()
    not_any_more(work, case.id, meeting_id=former.id)
    work.session.flush()  # one planned meeting per table: the former one ends in a statement before
    meeting = plan(
        work,
        case.life,
        former.kind,
        former.suggested_at,
        former.place,
        proposed_by=work.actor.id,
        on=on,
    )
    meeting.agenda, meeting.short_notice_reason = list(former.agenda), reason
    meeting.no_assessment_reason = former.no_assessment_reason
    meeting.stated_risk = former.stated_risk
    meeting.asked_at = meeting.agreement_entered_at = work.clock.now()
    meeting.agreed_at = day_begins(on) if on else work.clock.now()
    meeting.agreed_by_id = former.countered_by_id
    said = {"meeting": meeting.number, "day": meeting.day} | ({"on": on} if on else {})
    work.record("head's date accepted", "8(3)", life=case.life, **said)
    meeting_requests.pass_on(work, [former], meeting)
    signals.pass_on(work, [former], meeting)
    after_act(work, case.id, "date agreed")
    return meeting
