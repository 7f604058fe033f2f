"""The day that the head put forward, accepted by the manager in one act: Art. 8(3)."""

from uuid import UUID

from casework.record import facts
from casework.record.table import open_case
from casework.record.table_facts import proposal_of
from casework.record.working_days import around
from casework.table import meeting_requests
from casework.table.room import plan
from casework.tell.withdrawal import not_any_more
from identity.access import NotThere
from models.meeting import Meeting
from models.session import Work
from rules.deputies import check_agreement
from rules.proposal import check_acceptance
from workflow.life import after_act


def accept(work: Work, meeting_id: UUID, *, short_notice_reason: str = "") -> Meeting:
    """Plan the meeting for the day that the head named: both have agreed to it now: Art. 8(3).

    The rest stays as it was proposed: kind, place, agenda, reasons, whose request it answers.
    """
    former = work.session.get(Meeting, meeting_id)
    if former is None:
        raise NotThere
    case = open_case(work, former.life_id)
    work.session.refresh(former)
    known, today = facts.of_case(work.session, case.id), work.clock.today()
    reason = short_notice_reason.strip() or former.short_notice_reason
    proposal = proposal_of(former)
    excused = bool(reason) or proposal.excused
    check_acceptance(proposal, known.table, today, excused=excused, holidays=around(today))
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
    )
    meeting.agenda, meeting.short_notice_reason = list(former.agenda), reason
    meeting.no_assessment_reason = former.no_assessment_reason
    meeting.stated_risk = former.stated_risk
    meeting.asked_at = meeting.agreed_at = meeting.agreement_entered_at = work.clock.now()
    meeting.agreed_by_id = former.countered_by_id
    work.record(
        "head's date accepted", "8(3)", life=case.life, meeting=meeting.number, day=meeting.day
    )
    meeting_requests.pass_on(work, [former], meeting)
    after_act(work, case.id, "date agreed")
    return meeting
