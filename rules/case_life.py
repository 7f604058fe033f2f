"""The whole life of a case: which steps and duties its facts give rise to: Art. 11."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from rules import (
    closure,
    contact_schedule,
    convening,
    death,
    eighteen,
    from_paper,
    inquiries,
    known_change,
    late_actions,
    left_actions,
    look_again,
    minutes,
    missed_reports,
    notice,
    outside,
    own_actions,
    participants,
    planning,
    receipt,
    referral,
    reports,
    visit_marks,
)
from rules.breaches import Breach
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts
from rules.phases import Phase
from rules.planned import Planned

_PROCEDURES: Final = (referral, planning, reports, inquiries, closure)
_OF_THE_TABLE: Final = (convening, minutes)

WAITING_FOR: Final = {
    Duty.APPOINT_MANAGER: "AwaitingManager",
    Duty.ENTER_PAPER: "AwaitingPaper",
    Duty.GIVE_RECEIPT: "AwaitingReceipt",
    Duty.CORRECT_RECEIPT: "AwaitingReceipt",
    Duty.RECORD_ASSESSMENT: "AwaitingAssessment",
    Duty.CHOOSE_COMPOSITION: "AwaitingComposition",
    Duty.PLAN_MEETING: "AwaitingMeetingDate",
    Duty.AGREE_DATE: "AwaitingAgreement",
    Duty.INVITE: "AwaitingMeeting",
    Duty.DECLARE: "AwaitingDeclarations",
    Duty.CHAIR_DECLARES: "AwaitingDeclarations",
    Duty.SUBSTITUTE_DECLARES: "AwaitingDeclarations",
    Duty.NAME_CHAIR: "AwaitingHead",
    Duty.TAKE_DECLARATIONS: "AwaitingDeclarations",
    Duty.NOTIFY_FAMILY: "AwaitingMeeting",
    Duty.HOLD_MEETING: "AwaitingMeeting",
    Duty.MEET_IN_QUARTER: "AwaitingMeeting",
    Duty.ANNUAL_REPORT: "AwaitingAnnualReport",
    Duty.ANSWER_ANNUAL: "AwaitingAnnualReport",
    Duty.SETTLE_ASSESSMENT: "AwaitingAssessment",
    Duty.ADOPT_PLAN: "AwaitingPlan",
    Duty.WRITE_MINUTES: "AwaitingMinutes",
    Duty.APPROVE_MINUTES: "AwaitingMinutes",
    Duty.SIGN_MINUTES: "AwaitingSignatures",
    Duty.CHAIR_SIGNS_MINUTES: "AwaitingSignatures",
    Duty.WRITE_REPORT: "AwaitingReports",
    Duty.ANSWER_ACTION: "AwaitingReports",
    Duty.GIVE_ANSWER: "AwaitingReports",
    Duty.GET_ANSWER: "AwaitingAnswer",
    Duty.LEFT_INQUIRY: "AwaitingAnswer",
    Duty.CONFIRM_NOTICE: "AwaitingConfirmation",
    Duty.NAME_SUPERIOR: "AwaitingContact",
    Duty.CARRY_OUT: "AwaitingAction",
    Duty.LATE_ACTION: "AwaitingAction",
    Duty.LEFT_ACTION: "AwaitingAction",
    Duty.LOOK_AGAIN: "AwaitingReview",
    Duty.LOG_CONTACT: "AwaitingAction",
    Duty.MAKE_VISIT: "AwaitingAction",
    Duty.HAND_ON_ACTIONS: "AwaitingPlan",
    Duty.PLAN_REVIEW: "AwaitingMeetingDate",
    Duty.REVIEW_PLAN: "AwaitingReview",
    Duty.SETTLE_REVIEW: "AwaitingReview",
    Duty.APPROVE_CLOSURE: "AwaitingApproval",
    Duty.PROPOSE_CLOSURE: "AwaitingClosure",
    Duty.RECORD_OPINIONS: "AwaitingOpinions",
    Duty.DECIDE_CLOSURE: "AwaitingDecision",
    Duty.SEND_SERVICES_LETTER: "AwaitingLetter",
    Duty.SIGN_CLOSURE: "AwaitingSignatures",
    Duty.CHAIR_SIGNS_CLOSURE: "AwaitingSignatures",
    Duty.CORRECT_CONTACT: "AwaitingContact",
    Duty.CONFIRM_CONTACT: "AwaitingContact",
    Duty.ASK_REPLACEMENT: "AwaitingReplacement",
    Duty.ANSWER_REQUEST: "AwaitingAnswer",
    Duty.CALL_BACK: "AwaitingCall",
    Duty.SEE_DEPARTURE: "AwaitingHead",
    Duty.ADD_REPRESENTATIVE: "AwaitingComposition",
    Duty.TAKE_BACK_WORD: "AwaitingFamily",
    Duty.NAME_FAMILY: "AwaitingFamily",
    Duty.JUDGE_EMERGENCY: "AwaitingHead",
}
"""The name of the parked state for each duty that is waited for."""


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Every step of the system, due or to come, in the order they should be taken."""
    if facts.phase is not Phase.CLOSED:
        yield from from_paper.steps(facts, _steps(facts))


def _steps(facts: CaseFacts) -> Iterator[Planned]:
    for procedure in _PROCEDURES:
        yield from death.steps_that_go_on(facts, procedure.steps(facts))
    yield from death.steps_that_go_on(facts, eighteen.steps(facts))
    for procedure in _OF_THE_TABLE:
        yield from procedure.steps(facts.table)


def duties(facts: CaseFacts) -> list[OpenDuty]:
    """What people owe, nearest first; what has no date comes first, because it is owed now."""
    if facts.phase is Phase.CLOSED:
        return []
    return in_order(from_paper.duties(facts, _duties(facts)))


def limits(facts: CaseFacts) -> Iterator[Breach]:
    """What is a breach of the text once its last day has passed, beside the duties."""
    if facts.paper is None or facts.paper.entered:
        yield from notice.limits(facts.table)
        yield from planning.limits(facts)
        yield from missed_reports.limits(facts)
    if facts.paper is not None:
        yield from from_paper.limits(facts, _duties(facts))


def _duties(facts: CaseFacts) -> list[OpenDuty]:
    found = [duty for procedure in _PROCEDURES for duty in procedure.duties(facts)]
    found += [duty for procedure in _OF_THE_TABLE for duty in procedure.duties(facts.table)]
    found += known_change.duties(facts)
    found += receipt.duties(facts.receipt, managed=facts.appointed_on is not None)
    found += own_actions.duties(facts)
    found += late_actions.duties(facts)
    found += outside.duties(facts)
    found += left_actions.duties(facts)
    found += look_again.duties(facts)
    found += contact_schedule.duties(facts)
    found += visit_marks.duties(facts)
    found = [*death.duties_that_go_on(facts, found), *death.duties(facts)]
    return [*participants.fall_to_the_head(facts.table, found)]


def in_order(duties: list[OpenDuty]) -> list[OpenDuty]:
    return sorted(duties, key=lambda duty: duty.due or date.min)


def waiting_for(duties: list[OpenDuty]) -> str:
    """What the life waits for, as the name of its parked state."""
    return WAITING_FOR[duties[0].duty] if duties else "AwaitingNextStep"
