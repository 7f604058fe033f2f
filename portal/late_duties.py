"""The duties on actions of the plan whose day comes or has passed, in words: Art. 14."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from portal import counted
from portal.duty_page import DutyPage
from rules.duties import Duty

LATE_PAGES: Final[Mapping[Duty, DutyPage]] = {
    Duty.CARRY_OUT: DutyPage(
        N_("Carry out an action that the centre answers for"),
        N_("Record how far it has come"),
        "/cases/{number}/plan/actions/{subject}",
        awaited=N_("An action that the centre itself answers for is not completed"),
    ),
    Duty.LATE_ACTION: DutyPage(
        N_("An action of the plan is late"),
        N_("See who is waited for"),
        "/cases/{number}/plan",
        awaited=N_("An action of the plan is late"),
    ),
    Duty.LOOK_AGAIN: DutyPage(
        N_("Review an action with the table by its own day"),
        N_("See which"),
        "/cases/{number}/plan",
        awaited=N_("The review of an action by its own day is awaited"),
    ),
    Duty.LOG_CONTACT: DutyPage(
        N_("Enter what became of a contact of the child that the plan sets"),
        N_("See which"),
        "/cases/{number}/plan/contacts",
        awaited=N_("The log says nothing of a contact that the plan sets"),
    ),
    Duty.MAKE_VISIT: DutyPage(
        N_("Make the next visit by the day that the log names"),
        N_("Enter it in the log"),
        "/cases/{number}/log",
        awaited=N_("The next visit that the log names is awaited"),
    ),
    Duty.LEFT_ACTION: DutyPage(
        N_("See to an action by its day: the member left, and nobody answers for it"),
        N_("See which"),
        "/cases/{number}/plan",
        awaited=N_("Nobody answers for an action by its day: the member left"),
    ),
    Duty.HAND_ON_ACTIONS: DutyPage(
        N_("Give the actions of a member who left to somebody else, or have them dropped"),
        N_("See which"),
        "/cases/{number}/plan",
        how_many=counted.left_actions,
    ),
}
