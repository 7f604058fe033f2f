"""Information that the case manager asks of a member, at will or by the plan: 14(3.1), 14(3.3).

The text has the manager ask the members named in the plan "informacion dhe raport", and "sipas
afateve të përcaktuara në plan". It names no form, no day for the answer and nobody who types it.
What follows is ours (decision 0114); the superior of who is silent is 14(3.2), `rules.reports`.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from rules.basis import Article
from rules.days import check_happened
from rules.death import ends_by
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts, ReportFacts
from rules.information import InformantFacts
from rules.planned import Planned
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner


class AnsweredBy(StrEnum):
    """How an answer came."""

    LINK = "link"
    """Written by the member behind their link."""
    TELEPHONE = "telephone"
    PAPER = "paper"
    SPOKEN = "spoken"
    """Said to the manager's face."""
    MAIL = "mail"


class NothingInquired(ProcedureRefused):
    reason = "It is not said what is asked."
    way_out = "Write what you want to know, as one or two questions."
    basis = DEFAULTS.INQUIRY


class DueBeforeAsked(ProcedureRefused):
    reason = "The answer is asked for by a day before the question."
    way_out = "Write the day on which it was asked, and a later one for the answer."
    basis = DEFAULTS.INQUIRY


class NobodyToAsk(ProcedureRefused):
    reason = "This person does not sit at the table: they left, or have a conflict of interest."
    way_out = "Ask who came in their place, or write to the institution itself: Article 19."
    basis = DEFAULTS.INQUIRY


class AskedFromNoSeat(ProcedureRefused):
    reason = "On {day} this person did not sit at the table, and was not asked as its member."
    way_out = "Write a day since they sit, or write to the institution itself: Article 19."
    basis = DEFAULTS.INQUIRY


class NobodyAskedAfterDeath(ProcedureRefused):
    reason = "The child died on {day}: nothing of the plan is asked of members any more."
    way_out = "Write to the institution itself what the closing needs, and enter that: Article 19."
    basis = Article(17, "3.5")


class AnswerSaysNothing(ProcedureRefused):
    reason = "It is not said what the answer is."
    way_out = "Write what was answered; that nothing is known is an answer too."
    basis = DEFAULTS.INQUIRY


class AnswerFromNobody(ProcedureRefused):
    reason = "It is not said who gave the answer."
    way_out = "Write the name or the office; that it is not known is taken too."
    basis = DEFAULTS.INQUIRY


class AnsweredBeforeAsked(ProcedureRefused):
    reason = "It was asked on {day}; nothing was answered before."
    way_out = "Write the day on which the answer came; what was known before is information."
    basis = DEFAULTS.INQUIRY


class InquiryWithdrawn(NotPossible):
    reason = "What was asked here is withdrawn: nobody owes an answer any more."
    way_out = "Ask anew."


class InquiryAnswered(NotPossible):
    reason = "This has an answer: there is nothing to withdraw."
    way_out = "Read the answer, or ask anew."


class AnswerIsThere(ProcedureRefused):
    reason = "This member has answered what was asked."
    way_out = "Read the answer; ask anew where something is missing from it."
    basis = Article(14, "3.2")


class NoReasonToWithdraw(ProcedureRefused):
    reason = "It is not said why nobody need answer any more."
    way_out = "Write why in a sentence."
    basis = DEFAULTS.INQUIRY


class ReportDatePassed(ProcedureRefused):
    reason = "The system asks by itself for a day that is still to come."
    way_out = "Set a later day, or ask now."
    basis = DEFAULTS.REPORT_DATE


class NobodyReportsOnIt(ProcedureRefused):
    reason = "No member who sits answers for this action, or it is not open any more."
    way_out = "What the centre answers for the manager records; else hand the action on first."
    basis = DEFAULTS.REPORT_DATE


class ReportDateSetAlready(NotPossible):
    reason = "{day} is set for this action already, and asks by itself."
    way_out = "Take that day back first, or set another one."


class ReportDateSpent(NotPossible):
    reason = "It was asked already, or this day is not set any more."
    way_out = "What was asked may be withdrawn, with the reason."


def check_inquiry(asked_on: date, due_on: date, today: date, *, words: str) -> None:
    """What is asked, on which day that was, and until when an answer is wanted: 14(3.1), 19."""
    check_happened(asked_on, today)
    if not words.strip():
        raise NothingInquired
    if due_on < asked_on:
        raise DueBeforeAsked


def check_asks_member(
    asked_on: date, member: InformantFacts, *, died_on: date | None = None
) -> None:
    """Before any plan too, and whatever the plan gives them: ours refuses no question.

    On whatever day since they sit, but after the child's death: 17(3.5).
    """
    if not member.sits:
        raise NobodyToAsk
    if not member.sat_on(asked_on):
        raise AskedFromNoSeat(day=asked_on)
    if died_on is not None and asked_on > died_on:
        raise NobodyAskedAfterDeath(day=died_on)


def check_report_date(
    on: date, today: date, *, words: str, answers: bool, died_on: date | None = None
) -> None:
    """A day to come for an action that a member answers for: DEFAULTS.REPORT_DATE, 17(3.5)."""
    if died_on is not None:
        raise NobodyAskedAfterDeath(day=died_on)
    if not words.strip():
        raise NothingInquired
    if not answers:
        raise NobodyReportsOnIt
    if on <= today:
        raise ReportDatePassed


def check_date_is_free(on: date, standing: Collection[date]) -> None:
    """One day of one action asks once."""
    if on in standing:
        raise ReportDateSetAlready(day=on)


def check_date_stands(*, stands: bool) -> None:
    if not stands:
        raise ReportDateSpent


def check_answer(
    said_on: date, today: date, *, asked_on: date, words: str, how: AnsweredBy, source: str
) -> None:
    """An answer on its day, also to what was withdrawn: what came is put on record, always."""
    check_happened(said_on, today)
    if said_on < asked_on:
        raise AnsweredBeforeAsked(day=asked_on)
    if not words.strip():
        raise AnswerSaysNothing
    if how is not AnsweredBy.LINK and not source.strip():
        raise AnswerFromNobody


def check_withdrawal(*, answered: bool, withdrawn: bool, why: str) -> None:
    """Nobody owes an answer any more, for a reason; what was asked stays to be read: ours."""
    if withdrawn:
        raise InquiryWithdrawn
    if answered:
        raise InquiryAnswered
    if not why.strip():
        raise NoReasonToWithdraw


def answered_on(days: Iterable[date]) -> date | None:
    """The day by which it is late or not: that of the first answer, whichever was typed first."""
    return min(days, default=None)


def is_inquiry(report: ReportFacts) -> bool:
    """Asked at will or by a day of the plan, and not for a meeting or on a late action."""
    return report.meeting_id is None and report.action_id is None


def is_late(due: date, on: date, *, died_on: date | None = None) -> bool:
    """By the day of the answer, or today; what was not owed any more by its day is not late.

    Art. 14(3.1), 17(3.5).
    """
    return on > due and not ends_by(died_on, due)


def answer_by(on: date, today: date) -> date:
    """Until when an answer is asked for by a day that is set: DEFAULTS.REPORT_DATE.

    Who is asked after it, because nobody answered for the action or the system stood still, has
    the time of a question on a late action.
    """
    return on if today <= on else today + timedelta(days=DEFAULTS.ANSWER_ACTION.days)


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Ask by itself so many days ahead of a day that is set for an action: Art. 14(3.3).

    After it too, as soon as somebody answers for the action: a day that was set is not lost.
    """
    if facts.is_decided:
        return
    for each in facts.inquiries.dates:
        if each.member_id is not None and not each.is_over:
            ahead = timedelta(days=DEFAULTS.REPORT_DATE.days)
            yield Planned("ask_by_report_date", each.id, each.on - ahead)


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """A member owes an answer; late, it is a line of manager and head: Art. 14(1), 14(3.1).

    What was asked of who left the manager has answered by somebody else, or withdraws (8(6)).
    """
    for report in facts.reports:
        if is_inquiry(report) and not (report.received or report.done):
            yield OpenDuty(
                Duty.GIVE_ANSWER,
                Owner.MEMBERS,
                report.due,
                DEFAULTS.INQUIRY,
                report.id,
                members=(report.member_id,),
                since=report.asked_on,
            )
    for left in facts.inquiries.left:
        of, who = Owner.MANAGER, (left.member_id,)
        yield owed(Duty.LEFT_INQUIRY, of, left.due, DEFAULTS.INQUIRY, subject=left.id, members=who)
