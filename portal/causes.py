"""Words for what stops a step, and for the steps themselves; translated where they are shown."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_, Translator
from models.outbox import RecipientKind
from rules.steps import DECISION, DELIVERY
from workflow.kinds import steps

CAUSES: Final[Mapping[str, tuple[str, str]]] = {
    "NobodyToTell": (
        N_("A centre has nobody who could be told"),
        N_("Open an account for its head, or have a case manager appointed; then retry."),
    ),
    "OperationalError": (
        N_("The database was unavailable for too long"),
        N_("Check whether it is running; then retry."),
    ),
    "ConnectionError": (
        N_("A server was unavailable for too long"),
        N_("Check the mail server and the network; then retry."),
    ),
    "TimeoutError": (
        N_("A server did not answer in time"),
        N_("Check the mail server and the network; then retry."),
    ),
    "interrupted": (
        N_("The process broke off in this step several times"),
        N_("Check the memory and the disk of the machine; then retry."),
    ),
    "TooManySteps": (
        N_("A case repeats the same steps without end"),
        N_("Give the developers the reference; a retry alone will not help."),
    ),
}
OTHERWISE: Final = (
    N_("The program made a mistake"),
    N_("Give the developers the reference. A retry helps once they have corrected it."),
)

UNKNOWN_STEP: Final = N_("A step of the system")

READERS: Final[Mapping[str, str]] = {
    RecipientKind.MEMBER: N_("to members"),
    RecipientKind.SUPERIOR: N_("to a superior"),
    RecipientKind.ACCOUNT: N_("to officers"),
    RecipientKind.REFERRER: N_("to who referred"),
}

WAITS: Final[Mapping[str, str]] = {
    "AwaitingManager": N_("the appointment of a manager"),
    "AwaitingPaper": N_("what is known of the time on paper"),
    "AwaitingReceipt": N_("a receipt for who referred"),
    "AwaitingAssessment": N_("the assessment"),
    "AwaitingComposition": N_("the choice of members"),
    "AwaitingFamily": N_("word with the family"),
    "AwaitingMeetingDate": N_("a meeting to be planned"),
    "AwaitingAgreement": N_("the head's agreement to a date"),
    "AwaitingDeclarations": N_("the declarations"),
    "AwaitingMeeting": N_("the meeting"),
    "AwaitingPlan": N_("the unified plan"),
    "AwaitingMinutes": N_("the minutes"),
    "AwaitingSignatures": N_("signatures"),
    "AwaitingReports": N_("reports"),
    "AwaitingConfirmation": N_("the manager's word"),
    "AwaitingAnnualReport": N_("the annual report"),
    "AwaitingCall": N_("a call that was promised"),
    "AwaitingContact": N_("a contact to be corrected"),
    "AwaitingAction": N_("an action that the centre answers for"),
    "AwaitingReplacement": N_("somebody else from an institution"),
    "AwaitingAnswer": N_("an answer to a member who asked for a meeting"),
    "AwaitingReview": N_("the review of the plan"),
    "AwaitingApproval": N_("the head's approval"),
    "AwaitingOpinions": N_("the opinions of child and parents"),
    "AwaitingDecision": N_("the table's decision"),
    "AwaitingClosure": N_("a proposal to close the case"),
    "AwaitingLetter": N_("a letter with recommended services"),
    "AwaitingHead": N_("a look by the head"),
    "Retrying": N_("its next try"),
    "Completed": N_("nothing any more"),
}
"""What a parked life waits for, by the name of its state."""
OTHER_WAIT: Final = N_("its next step")


PARTS: Final[Mapping[str, str]] = {
    "keeper": N_("Supervision of the steps"),
    "worker": N_("Carrying out of the steps"),
}
"""Parts of the system by the names under which they report."""


def part(say: Translator, name: str) -> str:
    """A part of the system in plain words: `worker 3` under its number."""
    kind, _, which = name.partition(" ")
    return f"{say.gettext(PARTS[kind])} {which}".strip() if kind in PARTS else name


def waits_for(state: str) -> str:
    return WAITS.get(state, OTHER_WAIT)


def cause(error: str) -> tuple[str, str]:
    """A cause in plain words, and what to do about it."""
    return CAUSES.get(error, OTHERWISE)


def step(act: str) -> str:
    known = {DELIVERY.act: DELIVERY, DECISION.act: DECISION, **steps()}
    return known[act].title if act in known else UNKNOWN_STEP
