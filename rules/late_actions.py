"""Actions of the plan whose day has passed: who is waited for, and what they say: Art. 14(2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from rules.action_facts import LateActionFacts
from rules.beginning import check_done
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts
from rules.planning import ActionStatus
from rules.refusals import NotPossible, ProcedureRefused
from rules.reports import ActionIsDone
from rules.roles import Owner


class NotDoneOnADay(NotPossible):
    reason = "A day on which it was done is said of an action that is completed."
    way_out = "Say that it is completed, or leave the day empty."


class NoDayForWhatIsDone(NotPossible):
    reason = "Another day is asked for where an action is not completed."
    way_out = "Leave the new day empty, or say that it is not completed."


class NewDayPassed(ProcedureRefused):
    reason = "The day asked for has passed when it is asked for."
    way_out = "Write a day after the one on which it is said."
    basis = DEFAULTS.NEW_DAY


class NotAnsweredYet(NotPossible):
    reason = "No first word on this action has come."
    way_out = "Put the first one on record."


class NoDayAskedFor(NotPossible):
    reason = "It is said what the table answered, and no other day is asked for this action."
    way_out = "Leave the answer empty; a day that the table gives of itself needs none."


class OtherDayThanSaid(NotPossible):
    reason = "What the table answered, and the day that the action is given, do not fit."
    way_out = "Say that it gave another day and write it, or leave that day empty."


class OfAnotherThatDay(NotPossible):
    reason = "On that day somebody else answered for this action."
    way_out = "Put the word of whoever holds the place on record."


class DayAnswer(StrEnum):
    """What the table says of the day that a member asks for: Art. 15(3)."""

    GIVEN = "given"
    OTHER = "other"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True, slots=True)
class ActionWord:
    """What is said of one action, and on which day it was done or is wanted to be."""

    status: ActionStatus
    done_on: date | None = None
    """None where it is not done, or the day is not known."""
    until: date | None = None
    """The day that the table is asked for; it alone can give one: Art. 15(3)."""


def check_word(
    word: ActionWord, said_on: date, today: date, *, referred_on: date | None = None
) -> None:
    """A member says that it was done, and when, or until when it will be: Art. 14(2).

    No day needs to be said; that a day asked for is one to come, and that nothing of a case was
    done before its referral, is ours. A form that is looked at by itself knows of no referral.
    """
    is_done = word.status is ActionStatus.COMPLETED
    if word.done_on is not None and not is_done:
        raise NotDoneOnADay
    if word.until is not None and is_done:
        raise NoDayForWhatIsDone
    check_happened(word.done_on, min(said_on, today))
    if word.done_on is not None and referred_on is not None:
        check_done(word.done_on, referred_on)
    if word.until is not None and word.until <= said_on:
        raise NewDayPassed


def check_further_word(*, answered: bool, is_over: bool) -> None:
    """After their first word a member says more, as long as the action is late: Art. 14(2)."""
    if not answered:
        raise NotAnsweredYet
    if is_over:
        raise ActionIsDone


def day_answer(said: DayAnswer | None, asked: date | None, day: date | None) -> DayAnswer | None:
    """As it is said, or as the day that the table gives says it; None where nothing is: 15(3)."""
    if said is not None or asked is None or day is None:
        return said
    return DayAnswer.GIVEN if day == asked else DayAnswer.OTHER


def check_day_answer(said: DayAnswer | None, asked: date | None, day: date | None) -> None:
    """Nobody has to say anything of it: what is not stated stays asked for, and the table's to
    answer; only what contradicts itself is not taken: Art. 15(3)."""
    if said is None:
        return
    if asked is None:
        raise NoDayAskedFor
    if day is not None and day_answer(None, asked, day) is not said:
        raise OtherDayThanSaid
    if day is None and said is DayAnswer.OTHER:
        raise OtherDayThanSaid


def answers_now(*, newly: bool, may_read: bool) -> bool:
    """Whoever the plan names; who came into the place since, once both declarations are made.

    Until then no paper is open to them, and the manager sees to it: Art. 8(6), 14(1), 18(2).
    """
    return may_read or not newly


def counts_as_asked(*, asked: bool, answered: bool) -> bool:
    """They were asked themselves, or whoever held the place before has answered: the word stands.

    A question that nobody answered is put anew to who came since: Art. 8(6), 14(3.3).
    """
    return asked or answered


def is_of_another(holder: UUID | None, asked: UUID) -> bool:
    """Who does not hold the place any more owes no word on it, and no superior hears that they are
    silent, from when it is another's, also where that one has come back: Art. 8(6), 10(2), 14(2).

    While nobody holds it, nothing is another's.
    """
    return holder is not None and holder != asked


def check_speaker(speaks: UUID, asked: UUID) -> None:
    """The first word is of whoever was asked, while no other held the place: Art. 8(6), 14(2)."""
    if is_of_another(speaks, asked):
        raise OfAnotherThatDay


def waited_for(action: LateActionFacts) -> Owner:
    """Its member; the manager, once the member asks for another day, which the table gives.

    Art. 14(2), 15(3).
    """
    return Owner.MEMBERS if action.wants is None else Owner.MANAGER


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """Each member answers for their actions, and the manager sees that they are carried out.

    Late from the day after its own, whatever was said of it, until it is completed, dropped, given
    another day or handed over. What nobody answers for, any more or yet, the manager does, by its
    own day: Art. 6(1.7), 14(1), 14(2), 15(3).
    It is no breach of the text by itself: DEFAULTS.LATE_ACTION.
    """
    if facts.is_decided:
        return
    limit = DEFAULTS.LATE_ACTION
    for action in facts.actions:
        if action.member_id is not None and action.asked:  # on the day after its own: 14(3.3)
            of, who = waited_for(action), (action.member_id,)
            yield owed(Duty.LATE_ACTION, of, action.due, limit, subject=action.id, members=who)
    for left in facts.left_actions:
        if left.due is not None:
            of, who = Owner.MANAGER, (left.member_id,)
            yield owed(Duty.LEFT_ACTION, of, left.due, limit, subject=left.id, members=who)
