"""Each duty in words, and the page on which it is done."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from core.i18n import N_, Translator
from portal import counted
from portal.duty_page import DutyPage
from portal.late_duties import LATE_PAGES
from portal.table_duties import OF_THE_TABLE
from rules.duties import Duty, OpenDuty
from rules.referral import PLAN_ONLY
from rules.roles import Owner, Role

DUTY_PAGES: Final[Mapping[Duty, DutyPage]] = {
    Duty.APPOINT_MANAGER: DutyPage(
        N_("Appoint a case manager"),
        N_("Appoint"),
        "/cases/{number}/appoint",
        awaited=N_("The appointment of a case manager is awaited"),
    ),
    Duty.ENTER_PAPER: DutyPage(
        N_("Enter what is known of the time on paper"),
        N_("Enter it"),
        "/cases/{number}/paper",
        awaited=N_("What is known of the time on paper is still being entered"),
    ),
    Duty.GIVE_RECEIPT: DutyPage(
        N_("Give whoever referred their receipt"),
        N_("Read and give it"),
        "/cases/{number}/receipt",
        awaited=N_("The receipt for whoever referred is still to be given"),
    ),
    Duty.CORRECT_RECEIPT: DutyPage(
        N_("The receipt for whoever referred came back"),
        N_("Enter another way"),
        "/cases/{number}/receipt",
        awaited=N_("The receipt for whoever referred came back"),
    ),
    Duty.RECORD_ASSESSMENT: DutyPage(
        N_("Write the initial assessment and plan"),
        N_("Write"),
        "/cases/{number}/assessment",
        awaited=N_("The initial assessment and plan are awaited"),
    ),
    Duty.CHOOSE_COMPOSITION: DutyPage(
        N_("Choose who sits at the table"),
        N_("Choose"),
        "/cases/{number}/table",
        awaited=N_("The choice of members is awaited"),
    ),
    Duty.PLAN_MEETING: DutyPage(
        N_("Plan the meeting"),
        N_("Plan the meeting"),
        "/cases/{number}/meeting",
        awaited=N_("A date for the meeting is awaited"),
    ),
    Duty.AGREE_DATE: DutyPage(
        N_("Agree the date of the meeting"),
        N_("Read and decide"),
        "/meetings/{subject}/agree",
        "/meetings/{subject}/agree",
        awaited=N_("Agreement to the date of the meeting is awaited"),
    ),
    Duty.INVITE: DutyPage(
        N_("The invitations have not left yet"),
        N_("Open the meeting"),
        "/meetings/{subject}",
        "/meetings/{subject}",
        awaited=N_("The invitations have not left yet"),
    ),
    Duty.DECLARE: DutyPage(
        N_("Declarations are missing"),
        N_("See who"),
        "/cases/{number}/table",
        how_many=counted.declarations,
    ),
    Duty.CHAIR_DECLARES: DutyPage(
        N_("Sign your declaration of confidentiality"),
        N_("Read and sign"),
        "/declarations/{subject}",
        "/declarations/{subject}",
        awaited=N_("The declaration of whoever chairs the table is missing"),
    ),
    Duty.SUBSTITUTE_DECLARES: DutyPage(
        N_("Sign your declarations for the meeting that you are to chair, or chaired"),
        N_("Read and sign"),
        "/cases/{number}",
        awaited=N_(
            "The declaration of whoever is named to chair the meeting, or chaired it, is missing"
        ),
    ),
    Duty.NAME_CHAIR: DutyPage(
        N_("Name somebody else to chair the meeting"),
        N_("Name who chairs this meeting"),
        "/meetings/{subject}/chair",
        awaited=N_("The name of another chair for the meeting is awaited"),
    ),
    Duty.TAKE_DECLARATIONS: DutyPage(
        N_("Have whoever else takes part sign"),
        N_("See who"),
        "/declarations/{subject}",
        "/declarations/{subject}",
        how_many=counted.declarations,
    ),
    Duty.NOTIFY_FAMILY: DutyPage(
        N_("Tell parent and child of the meeting"),
        N_("Record it"),
        "/meetings/{subject}/family",
        awaited=N_("Parent and child are still to be told of the meeting"),
    ),
    Duty.HOLD_MEETING: DutyPage(
        N_("Chair the meeting and record who came"),
        N_("Open the meeting"),
        "/meetings/{subject}",
        "/meetings/{subject}",
        awaited=N_("The meeting and the record of who came are awaited"),
    ),
    **OF_THE_TABLE,
    Duty.SETTLE_ASSESSMENT: DutyPage(
        N_("Write down the table's comprehensive assessment"),
        N_("Write"),
        "/cases/{number}/assessment/comprehensive",
        awaited=N_("The table's comprehensive assessment is awaited"),
    ),
    Duty.ADOPT_PLAN: DutyPage(
        N_("Write down the unified plan"),
        N_("Write the plan"),
        "/cases/{number}/plan",
        awaited=N_("The unified plan is awaited"),
    ),
    Duty.WRITE_MINUTES: DutyPage(
        N_("Write the minutes"),
        N_("Write the minutes"),
        "/meetings/{subject}/minutes",
        "/meetings/{subject}/minutes",
        awaited=N_("The minutes are awaited"),
    ),
    Duty.APPROVE_MINUTES: DutyPage(
        N_("Have the minutes approved at the next meeting"),
        N_("Read the minutes"),
        "/meetings/{subject}/minutes",
        "/meetings/{subject}/minutes",
        awaited=N_("The approval of the minutes by the table is awaited"),
    ),
    Duty.SIGN_MINUTES: DutyPage(
        N_("Signatures under the minutes are missing"),
        N_("See who"),
        "/meetings/{subject}/minutes",
        "/meetings/{subject}/minutes",
        how_many=counted.minutes_signatures,
    ),
    Duty.CHAIR_SIGNS_MINUTES: DutyPage(
        N_("The chair signs the minutes"),
        N_("Sign"),
        "/meetings/{subject}/minutes",
        "/meetings/{subject}/minutes",
        awaited=N_("The chair's signature under the minutes is missing"),
    ),
    Duty.WRITE_REPORT: DutyPage(
        N_("Progress reports are missing"),
        N_("See who"),
        "/cases/{number}/reports",
        how_many=counted.reports,
    ),
    Duty.ANSWER_ACTION: DutyPage(
        N_("A member has still to say what became of an action whose day has passed"),
        N_("See who"),
        "/cases/{number}/reports",
        awaited=N_("A member has still to say what became of an action whose day has passed"),
    ),
    Duty.GIVE_ANSWER: DutyPage(
        N_("A member has still to answer what you asked"),
        N_("See who"),
        "/cases/{number}/inquiries",
        awaited=N_("A member has still to answer what the case manager asked"),
    ),
    Duty.LEFT_INQUIRY: DutyPage(
        N_("A member left before they answered: have it answered by somebody else, or withdraw it"),
        N_("Read the inquiry"),
        "/cases/{number}/inquiries/{subject}",
        awaited=N_("Nobody owes the answer to a question any more: the member left"),
    ),
    Duty.GET_ANSWER: DutyPage(
        N_("An institution that is no member has not answered yet"),
        N_("Read the inquiry"),
        "/cases/{number}/inquiries/{subject}",
        awaited=N_("An institution that is no member has not answered yet"),
    ),
    Duty.CONFIRM_NOTICE: DutyPage(
        N_("Decide whether the superior is notified"),
        N_("Decide"),
        "/cases/{number}/reports",
        awaited=N_("The decision on notifying the superior is awaited"),
    ),
    Duty.NAME_SUPERIOR: DutyPage(
        N_("Name the superior of a member who does not answer"),
        N_("Write the name"),
        "/cases/{number}/members/{member}/contact",
        awaited=N_("The name of a superior is awaited"),
    ),
    **LATE_PAGES,
    Duty.PLAN_REVIEW: DutyPage(
        N_("Plan the review meeting"),
        N_("Plan the meeting"),
        "/cases/{number}/meeting?about=review",
        awaited=N_("A date for the review meeting is awaited"),
    ),
    Duty.REVIEW_PLAN: DutyPage(
        N_("Review the plan with the table"),
        N_("Open the review"),
        "/cases/{number}/review",
        awaited=N_("The review of the plan is awaited"),
    ),
    Duty.SETTLE_REVIEW: DutyPage(
        N_("Write down the findings of the review"),
        N_("Write"),
        "/cases/{number}/review",
        awaited=N_("The findings of the review are awaited"),
    ),
    Duty.APPROVE_CLOSURE: DutyPage(
        N_("Decide on closing the case"),
        N_("Read and decide"),
        "/cases/{number}/closure",
        awaited=N_("The head's decision on closing the case is awaited"),
    ),
    Duty.PROPOSE_CLOSURE: DutyPage(
        N_("Recommend to the table that the case is closed"),
        N_("Write"),
        "/cases/{number}/closure",
        awaited=N_("The manager's recommendation to close the case is awaited"),
    ),
    Duty.RECORD_OPINIONS: DutyPage(
        N_("Write down the opinions of child and parent"),
        N_("Write"),
        "/cases/{number}/closure",
        awaited=N_("The opinions of child and parent are awaited"),
    ),
    Duty.DECIDE_CLOSURE: DutyPage(
        N_("Write down the table's decision on closing"),
        N_("Write"),
        "/cases/{number}/closure",
        awaited=N_("The table's decision on closing is awaited"),
    ),
    Duty.SEND_SERVICES_LETTER: DutyPage(
        N_("Write to an institution which services are recommended after eighteen"),
        N_("Enter the letter"),
        "/cases/{number}/letters",
        awaited=N_("The letter with services recommended after eighteen is awaited"),
    ),
    Duty.SIGN_CLOSURE: DutyPage(
        N_("Signatures under the closing form are missing"),
        N_("See who"),
        "/cases/{number}/closure",
        how_many=counted.closing_signatures,
    ),
    Duty.CHAIR_SIGNS_CLOSURE: DutyPage(
        N_("The case manager signs the closing form"),
        N_("Sign"),
        "/cases/{number}/closure",
        awaited=N_("The case manager's signature under the closing form is missing"),
    ),
    Duty.CORRECT_CONTACT: DutyPage(
        N_("Correct a contact that does not work"),
        N_("Correct"),
        "/cases/{number}/reports",
        "/roundtable/{quarter}",
        how_many=counted.contacts,
    ),
    Duty.CONFIRM_CONTACT: DutyPage(
        N_("Confirm the new contact of a member"),
        N_("Read and decide"),
        "/contacts/{subject}",
        "/contacts/{subject}",
        awaited=N_("The new contact of a member waits for its confirmation"),
    ),
    Duty.ASK_REPLACEMENT: DutyPage(
        N_("Ask the institution of a recused member for somebody else"),
        N_("Record it"),
        "/cases/{number}/table/{subject}/replacement",
        awaited=N_("Whom the institution of a recused member sends instead is not asked yet"),
    ),
    Duty.SEE_DEPARTURE: DutyPage(
        N_("See why a member left whom nobody succeeds"),
        N_("Read"),
        "/cases/{number}/table/{subject}/departure",
        awaited=N_("That the head sees why a member left is awaited"),
    ),
    Duty.ANSWER_REQUEST: DutyPage(
        N_("Answer a member who asks for a meeting"),
        N_("Read and answer"),
        "/cases/{number}/requests/{subject}",
        awaited=N_("The answer to a member who asks for a meeting is awaited"),
    ),
    Duty.CALL_BACK: DutyPage(
        N_("Call a member who cannot act behind the link"),
        N_("Call, and record it"),
        "/calls/{subject}",
        "/calls/{subject}",
        awaited=N_("The call to a member who cannot act behind a link is awaited"),
    ),
    Duty.ADD_REPRESENTATIVE: DutyPage(
        N_("Seat a representative for a child from elsewhere"),
        N_("Choose"),
        "/cases/{number}/table",
        awaited=N_("A representative for a child from elsewhere is missing at the table"),
    ),
    Duty.TAKE_BACK_WORD: DutyPage(
        N_("Tell somebody of the family that they do not take part"),
        N_("Record it"),
        "/cases/{number}/known",
        awaited=N_("Somebody of the family was told of the meeting, and does not take part"),
    ),
    Duty.JUDGE_EMERGENCY: DutyPage(
        N_("Say whether an emergency access was justified"),
        N_("Read and decide"),
        "/emergencies/{subject}",
        awaited=N_("Whether an emergency access was justified is not said yet"),
    ),
    Duty.NAME_FAMILY: DutyPage(
        N_("Name a parent or guardian, or say why none is named"),
        N_("Record it"),
        "/cases/{number}/known",
        awaited=N_("No parent or guardian is named, and no reason why"),
    ),
}

DECLARED: Final = frozenset(
    {
        Duty.DECLARE,
        Duty.CHAIR_DECLARES,
        Duty.SUBSTITUTE_DECLARES,
        Duty.TAKE_DECLARATIONS,
    }
)
"""Who has signed stands on the page of the declarations, for whoever may not sign there too."""

ACTORS: Final[Mapping[str, str]] = {
    Owner.HEAD: N_("head"),
    Owner.MANAGER: N_("case manager"),
    Owner.MEMBERS: N_("members"),
    Owner.SYSTEM: N_("system"),
}


def address(
    duty: Duty,
    number: str = "",
    subject_id: UUID | None = None,
    member_id: UUID | None = None,
    count: int = 0,
    *,
    quarter: str = "",
) -> str:
    """The page on which a duty is done; the meeting's id stands for duties of a meeting.

    Without a number it is the municipal table's, of its quarter; without the id it needs, the
    case's own page.
    """
    page = page_for(duty, count)
    path = page.path if number else page.table_path
    needs = (("{subject}", subject_id), ("{member}", member_id), ("{quarter}", quarter))
    if any(word in path and not given for word, given in needs):
        path = "/cases/{number}" if number else "/roundtable"
    return path.format(number=number, subject=subject_id, member=member_id, quarter=quarter)


def page_for(duty: Duty, count: int) -> DutyPage:
    """Once the assessment is on record, what is left of the two is the plan: Art. 6(1.5)."""
    is_plan = duty is Duty.RECORD_ASSESSMENT and count == PLAN_ONLY
    return _INITIAL_PLAN if is_plan else DUTY_PAGES[duty]


_INITIAL_PLAN: Final = DutyPage(
    N_("Write the initial plan"),
    N_("Write the plan"),
    "/cases/{number}/plan/initial",
    awaited=N_("The initial plan is awaited"),
)


def said_to(say: Translator, duty: OpenDuty, role: str, reader: UUID | None) -> str:
    own = reader == duty.officer if duty.officer else acts(duty.actor, role)
    return title(say, duty.duty, duty.count, own=own)


def acts(actor: str, role: str) -> bool:
    """Whether a duty is the reader's; what members owe, the manager follows up: Art. 14(3)."""
    return actor == role or (role == Role.MANAGER and actor in {Owner.MEMBERS, Owner.SYSTEM})


def title(say: Translator, duty: Duty, count: int, *, own: bool) -> str:
    """What to do, or for somebody else what is awaited; with the number of those who owe it."""
    page = page_for(duty, count)
    if duty is Duty.CORRECT_CONTACT and not own:
        return counted.broken_contacts(say, count)
    words = page.title if own else page.awaited
    return page.how_many(say, count) if page.how_many else say.gettext(words)
