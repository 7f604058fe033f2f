"""How a mail names a duty: a state, to whomever, and nothing about a child or a family."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.duties import Duty

IN_THE_FILE: Final = N_("Something is to be entered in the file; it says what")
"""Where the name of the duty alone would say of a child that it died, grows up, comes from
elsewhere, whom it is to meet, or what stands between those of its family."""

DUTY_WORDS: Final[Mapping[Duty, str]] = {
    **dict.fromkeys(
        (
            Duty.ADD_REPRESENTATIVE,
            Duty.LOG_CONTACT,
            Duty.NAME_FAMILY,
            Duty.PROPOSE_CLOSURE,
            Duty.SEND_SERVICES_LETTER,
            Duty.TAKE_BACK_WORD,
        ),
        IN_THE_FILE,
    ),
    Duty.APPOINT_MANAGER: N_("The appointment of a case manager is awaited"),
    Duty.ENTER_PAPER: N_("What is known of the time on paper is still being entered"),
    Duty.RECORD_ASSESSMENT: N_("The initial assessment and plan are awaited"),
    Duty.CHOOSE_COMPOSITION: N_("The choice of members is awaited"),
    Duty.PLAN_MEETING: N_("A date for the meeting is awaited"),
    Duty.AGREE_DATE: N_("Agreement to the date of the meeting is awaited"),
    Duty.INVITE: N_("The invitations have not left yet"),
    Duty.DECLARE: N_("Declarations are missing"),
    Duty.CHAIR_DECLARES: N_("The declaration of whoever chairs the table is missing"),
    Duty.SUBSTITUTE_DECLARES: N_(
        "The declaration of whoever is named to chair the meeting, or chaired it, is missing"
    ),
    Duty.NAME_CHAIR: N_("The name of another chair for the meeting is awaited"),
    Duty.TAKE_DECLARATIONS: N_("Declarations of others who take part are missing"),
    Duty.NOTIFY_FAMILY: N_("Parent and child are still to be told of the meeting"),
    Duty.HOLD_MEETING: N_("The meeting and the record of who came are awaited"),
    Duty.MEET_IN_QUARTER: N_("The meeting of the quarter is awaited"),
    Duty.ANNUAL_REPORT: N_("The annual report of the Roundtable is awaited"),
    Duty.ANSWER_ANNUAL: N_("Whoever asked for the annual report waits for it"),
    Duty.SETTLE_ASSESSMENT: N_("The table's comprehensive assessment is awaited"),
    Duty.ADOPT_PLAN: N_("The unified plan is awaited"),
    Duty.WRITE_MINUTES: N_("The minutes are awaited"),
    Duty.APPROVE_MINUTES: N_("The approval of the minutes by the table is awaited"),
    Duty.SIGN_MINUTES: N_("Signatures under the minutes are missing"),
    Duty.CHAIR_SIGNS_MINUTES: N_("The chair's signature under the minutes is missing"),
    Duty.WRITE_REPORT: N_("Progress reports are missing"),
    Duty.ANSWER_ACTION: N_(
        "A member has still to say what became of an action whose day has passed"
    ),
    Duty.GIVE_ANSWER: N_("A member has still to answer what the case manager asked"),
    Duty.LEFT_INQUIRY: N_("Nobody owes the answer to a question any more: the member left"),
    Duty.GIVE_RECEIPT: N_("The receipt for whoever referred is still to be given"),
    Duty.CORRECT_RECEIPT: N_("The receipt for whoever referred came back"),
    Duty.GET_ANSWER: N_("An institution that is no member has not answered yet"),
    Duty.CONFIRM_NOTICE: N_("The decision on notifying the superior is awaited"),
    Duty.NAME_SUPERIOR: N_("The name of a superior is awaited"),
    Duty.CARRY_OUT: N_("An action that the centre itself answers for is not completed"),
    Duty.LATE_ACTION: N_("An action of the plan is late"),
    Duty.LEFT_ACTION: N_("Nobody answers for an action by its day: the member left"),
    Duty.MAKE_VISIT: N_("The next visit that the log names is awaited"),
    Duty.LOOK_AGAIN: N_("The review of an action by its own day is awaited"),
    Duty.HAND_ON_ACTIONS: N_("Nobody answers for actions of the plan: their member left"),
    Duty.PLAN_REVIEW: N_("A date for the review meeting is awaited"),
    Duty.REVIEW_PLAN: N_("The review of the plan is awaited"),
    Duty.SETTLE_REVIEW: N_("The findings of the review are awaited"),
    Duty.APPROVE_CLOSURE: N_("The head's decision on closing the case is awaited"),
    Duty.RECORD_OPINIONS: N_("The opinions of child and parent are awaited"),
    Duty.DECIDE_CLOSURE: N_("The table's decision on closing is awaited"),
    Duty.SIGN_CLOSURE: N_("Signatures under the closing form are missing"),
    Duty.CHAIR_SIGNS_CLOSURE: N_("The case manager's signature under the closing form is missing"),
    Duty.CORRECT_CONTACT: N_("A contact of somebody at the table does not work"),
    Duty.CONFIRM_CONTACT: N_("The new contact of a member waits for its confirmation"),
    Duty.ASK_REPLACEMENT: N_(
        "Whom the institution of a recused member sends instead is not asked yet"
    ),
    Duty.SEE_DEPARTURE: N_("That the head sees why a member left is awaited"),
    Duty.JUDGE_EMERGENCY: N_("Whether an emergency access was justified is not said yet"),
    Duty.CALL_BACK: N_("The call to a member who cannot act behind a link is awaited"),
    Duty.ANSWER_REQUEST: N_("The answer to a member who asks for a meeting is awaited"),
}
