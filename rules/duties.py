"""What a person owes the procedure, until when, and on what basis."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Basis, Default
from rules.roles import Owner


class Duty(StrEnum):
    """One kind of act that a person owes; the portal has a page for each."""

    APPOINT_MANAGER = "appoint_manager"
    ENTER_PAPER = "enter_paper"
    GIVE_RECEIPT = "give_receipt"
    CORRECT_RECEIPT = "correct_receipt"
    RECORD_ASSESSMENT = "record_assessment"
    CHOOSE_COMPOSITION = "choose_composition"
    PLAN_MEETING = "plan_meeting"
    AGREE_DATE = "agree_date"
    INVITE = "invite"
    DECLARE = "declare"
    CHAIR_DECLARES = "chair_declares"
    SUBSTITUTE_DECLARES = "substitute_declares"
    NAME_CHAIR = "name_chair"
    TAKE_DECLARATIONS = "take_declarations"
    NOTIFY_FAMILY = "notify_family"
    HOLD_MEETING = "hold_meeting"
    MEET_IN_QUARTER = "meet_in_quarter"
    ANNUAL_REPORT = "annual_report"
    ANSWER_ANNUAL = "answer_annual"
    SETTLE_ASSESSMENT = "settle_assessment"
    ADOPT_PLAN = "adopt_plan"
    WRITE_MINUTES = "write_minutes"
    APPROVE_MINUTES = "approve_minutes"
    SIGN_MINUTES = "sign_minutes"
    CHAIR_SIGNS_MINUTES = "chair_signs_minutes"
    WRITE_REPORT = "write_report"
    ANSWER_ACTION = "answer_action"
    GIVE_ANSWER = "give_answer"
    GET_ANSWER = "get_answer"
    LEFT_INQUIRY = "left_inquiry"
    CONFIRM_NOTICE = "confirm_notice"
    NAME_SUPERIOR = "name_superior"
    CARRY_OUT = "carry_out"
    LATE_ACTION = "late_action"
    LEFT_ACTION = "left_action"
    LOOK_AGAIN = "look_again"
    LOG_CONTACT = "log_contact"
    MAKE_VISIT = "make_visit"
    HAND_ON_ACTIONS = "hand_on_actions"
    PLAN_REVIEW = "plan_review"
    REVIEW_PLAN = "review_plan"
    SETTLE_REVIEW = "settle_review"
    APPROVE_CLOSURE = "approve_closure"
    PROPOSE_CLOSURE = "propose_closure"
    RECORD_OPINIONS = "record_opinions"
    DECIDE_CLOSURE = "decide_closure"
    SEND_SERVICES_LETTER = "send_services_letter"
    SIGN_CLOSURE = "sign_closure"
    CHAIR_SIGNS_CLOSURE = "chair_signs_closure"
    CORRECT_CONTACT = "correct_contact"
    CONFIRM_CONTACT = "confirm_contact"
    ASK_REPLACEMENT = "ask_replacement"
    SEE_DEPARTURE = "see_departure"
    ANSWER_REQUEST = "answer_request"
    CALL_BACK = "call_back"
    ADD_REPRESENTATIVE = "add_representative"
    TAKE_BACK_WORD = "take_back_word"
    NAME_FAMILY = "name_family"
    JUDGE_EMERGENCY = "judge_emergency"


OF_DECLARATIONS: Final = (
    Duty.DECLARE,
    Duty.CHAIR_DECLARES,
    Duty.SUBSTITUTE_DECLARES,
    Duty.TAKE_DECLARATIONS,
)
"""Before any paper is opened, and in the file before it is sealed: Art. 10(2), 18(2)."""
OF_THE_PLAN: Final = frozenset({Duty.LATE_ACTION, Duty.LEFT_ACTION})
"""Their day is the one that the table set in the plan: Art. 13(2.4)."""


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A duty that somebody owes now or will owe on a day that is known."""

    duty: Duty
    actor: Owner
    due: date | None
    basis: Basis
    subject_id: UUID | None = None
    count: int = 1
    """How many people owe it, or how many it is about."""
    meeting_id: UUID | None = None
    """The meeting it is about: its own, its minutes', its reports'."""
    members: tuple[UUID, ...] = ()
    """The seats it is about: who owes it, or of whom the manager has to say something."""
    officer: UUID | None = None
    """The one officer who owes it, whoever manages the case or convenes by now: 10(1), 17(5)."""
    since: date | None = None
    """From when it is waited for: when it was asked for, or what its days are counted from."""

    @property
    def is_ours(self) -> bool:
        """True where the limit is our choice and not the Regulation's."""
        return isinstance(self.basis, Default)

    def is_missed(self, today: date) -> bool:
        """The due day itself is in time; what has no day is owed now and misses none."""
        return self.due is not None and today > self.due


def counts_anew(since: date, called_off_on: date | None) -> date:
    """From when another day is owed: a day that stood on the calendar was in its place until it was
    called off, and nobody was late meanwhile (0179). Limits of the text run on: 5(1.5), 8(2)."""
    return arose(since, called_off_on)


def arose(since: date, found_on: date | None) -> date:
    """From when something with a limit of ours is owed, where what makes it owed came about later
    than what its days are counted from: nobody was late by a day on which nobody owed it (0200).
    Limits of the text run from what happened, whenever that was found: 8(2), 5(1.5), 10(1)."""
    return max(since, found_on) if found_on else since


def owed(
    duty: Duty,
    actor: Owner,
    since: date,
    limit: Default,
    *,
    subject: UUID | None = None,
    meeting: UUID | None = None,
    members: tuple[UUID, ...] = (),
    officer: UUID | None = None,
) -> OpenDuty:
    """A duty with a limit of our own, counted from `since`."""
    due, count = since + timedelta(days=limit.days), len(members) or 1
    return OpenDuty(duty, actor, due, limit, subject, count, meeting, members, officer, since)
