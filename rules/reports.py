"""Progress reports, and what follows when one does not come: Art. 8(9), 14(3.2)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from rules import ladder, unreached
from rules.basis import Article
from rules.days import next_working_day
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, arose, owed
from rules.facts import CaseFacts, Instruction, MeetingFacts, ReportFacts
from rules.inquiries import AnswerIsThere, InquiryWithdrawn, is_inquiry
from rules.ladder import REPORT_DAYS
from rules.missed_reports import check_owed, is_owed, standing
from rules.planned import Planned
from rules.planning import ActionStatus
from rules.refusals import Conflict, NotPossible, ProcedureRefused
from rules.roles import Owner


class ReportAlreadyGiven(Conflict):
    reason = "This report has been handed in."
    way_out = "Add what is new in the meeting, or in the next report."


class MemberNotInPlan(ProcedureRefused):
    reason = "A superior is notified only of a member whom the plan makes responsible."
    way_out = "Speak to the member; bring it up in the meeting."
    basis = Article(14, "3.2")


class ReportIsThere(ProcedureRefused):
    reason = "This member has handed in the report."
    way_out = (
        "Read it; an action that is not carried out is asked about once its day has passed,"
        " and of who misses meetings the superior is notified on the page of the table."
    )
    basis = Article(14, "3.2")


class NotReached(ProcedureRefused):
    reason = "No mail reaches this member, so that no last chance can be given to them."
    way_out = "Correct their contact first, or notify the superior by letter or call."
    basis = Article(14, "3.2")


class NotYetRefused(ProcedureRefused):
    reason = "The member has not been reminded yet, or what was asked for is not late."
    way_out = "Wait for both, or say that the superior is notified all the same."
    basis = DEFAULTS.REMINDED_FIRST


class InstructionOutOfRange(ProcedureRefused):
    reason = "A standing instruction needs at least one reminder and one day of last chance."
    way_out = "Choose 1 to 3 reminders and 1 to 14 days."
    basis = DEFAULTS.WARNING


class NobodyOwesIt(ProcedureRefused):
    reason = "The meeting was called off before this report was due: nobody owes it."
    way_out = "The member is asked again before the next meeting."
    basis = Article(14, "3.2")


class NoReportOnTheDead(ProcedureRefused):
    reason = "The child has died: nobody owes this report any more."
    way_out = "If the death was entered by mistake, correct it first."
    basis = Article(17, "3.5")


class NoMailOnceDead(ProcedureRefused):
    reason = "The child has died: no mail goes to a superior any more."
    way_out = "What was late before can be said by letter or call; put that on record."
    basis = DEFAULTS.DEATH_BY_HAND


class ActionIsDone(NotPossible):
    reason = (
        "This action is completed or dropped, has another day, or is somebody else's by now:"
        " no word on it is owed."
    )
    way_out = "Look at the plan in force."


class SuperiorUnknown(ProcedureRefused):
    reason = "The member's superior is not known."
    way_out = "Write down the superior's name and mail address first."
    basis = Article(14, "3.2")


class SuperiorInDoubt(ProcedureRefused):
    reason = (
        "No mail reaches the member's superior: one came back, or its reader says that it is not"
        " for them."
    )
    way_out = (
        "Correct the superior's contact, or ask whether it is right and have it sent again; a"
        " letter or a call can be recorded meanwhile."
    )
    basis = DEFAULTS.CONTACT


def report_due(meeting_on: date) -> date:
    """The last day for a member's written report: Art. 8(9)."""
    return meeting_on - timedelta(days=REPORT_DAYS)


def due_for(meeting_on: date, asked_on: date) -> date:
    """The same for who is asked on `asked_on`; nobody is late by a day that was never theirs.

    Where no day is left the report is asked for at once: DEFAULTS.REPORT_AT_ONCE.
    """
    due = report_due(meeting_on)
    return due if asked_on < due else meeting_on


def is_at_once(meeting_on: date, due: date) -> bool:
    """Of a report that was asked for: no day was left for it."""
    return due > report_due(meeting_on)


def is_late(due: date, received_on: date) -> bool:
    """By the day on which it came, whenever it was typed in: Art. 8(9)."""
    return ladder.until(due).is_late(received_on)


def check_receipt(received_on: date | None) -> None:
    """Refuse to overwrite a report that came meanwhile."""
    if received_on is not None:
        raise ReportAlreadyGiven


def answers_question(status: ActionStatus, said_on: date, due: date) -> bool:
    """Whether a report that names a late action answers what became of it: Art. 14(2), 14(3.3).

    It does whatever it was asked for, once it says that the action is completed, or says anything
    since the action's day has passed; what was said before that day does not say it.
    """
    return status == ActionStatus.COMPLETED or said_on > due


def check_instruction(after_reminders: int, last_chance_days: int) -> None:
    """Refuse an instruction that would notify a superior without warning: DEFAULTS.WARNING."""
    if not 1 <= after_reminders <= len(DEFAULTS.REMIND_AHEAD) or not 1 <= last_chance_days <= 14:
        raise InstructionOutOfRange


def check_notice(report: ReportFacts, today: date, *, all_the_same: bool = False) -> None:
    """Refuse a notice to a superior that Art. 14(3.2) does not carry, or 17(3.5) has ended.

    What was late before the death was owed: that no mail says so any more is ours, and a letter or
    a call is not asked about it.
    Who says outright that they will not cooperate need not be reminded: that is ours, asked once.
    """
    if report.died:
        raise NoMailOnceDead if report.owed else NoReportOnTheDead
    if report.called_off_on is not None and report.called_off_on <= report.due:
        raise NobodyOwesIt
    check_owed(report)
    if report.done:
        raise ActionIsDone if report.action_id else InquiryWithdrawn
    if not report.in_plan:
        raise MemberNotInPlan
    if not report.superior_known:
        raise SuperiorUnknown
    if report.received and report.action_id is None:  # a word on an action does not do it
        raise AnswerIsThere if is_inquiry(report) else ReportIsThere
    if report.unreached:
        raise NotReached
    unasked = report.reminders < 1 or report.at_once or not is_late(report.due, today)
    if unasked and not all_the_same:
        raise NotYetRefused


def steps(facts: CaseFacts) -> Iterator[Planned]:
    """Ask, also who is seated late, while time allows; give a last chance, notify the superior, and
    ask them again.

    Art. 8(9), 14(3.1), 14(3.2); the municipality's life reminds.
    """
    for meeting in facts.table.planned if is_owed(met_before=bool(facts.table.last)) else ():
        if _is_to_be_asked(facts, meeting):
            ahead = timedelta(days=DEFAULTS.ASK_REPORTS_AHEAD.days)
            until = report_due(meeting.day)  # whoever is asked later could not be in time
            yield Planned("ask_reports", meeting.id, meeting.day - ahead, until)
    for action in () if facts.is_decided else facts.actions:
        if action.member_id is not None and not action.asked:
            yield Planned("ask_about_action", action.id, action.due + timedelta(days=1))
    for report in standing(facts):
        if (on := _asked_again_on(report)) is not None:
            yield Planned("ask_superior_again", report.id, on)
        yield from () if _is_answered(report) else unreached.steps(report)
        again = report.stands_again and not report.died  # what they were told was not so: 0014
        is_over = (_is_answered(report) and not again) or report.notified or not report.in_plan
        if is_over or unreached.waits(report) or not is_ripe(report, facts.instruction):
            continue  # also after a last chance: the word on which it was given may be withdrawn
        if not report.superior_known:
            continue  # nobody is warned of a notice that cannot leave
        if report.last_chance_on is None and not again:
            late = ladder.until(report.due).superior_from
            yield Planned("give_last_chance", report.id, date.min if report.confirmed else late)
        elif report.last_chance_on is not None:
            yield Planned("notify_superior", report.id, notice_on(report))


def notice_on(report: ReportFacts) -> date:
    """On the first working day after the last chance, which is ours: DEFAULTS.DAYS_OFF."""
    assert report.last_chance_on is not None  # ahead of any notice
    return next_working_day(report.last_chance_on + timedelta(days=1), report.holidays)


def _asked_again_on(report: ReportFacts) -> date | None:
    """When the superior is reminded: DEFAULTS.ASK_SUPERIOR_AGAIN. No mail goes there once the child
    has died: DEFAULTS.DEATH_BY_HAND."""
    above = report.superior
    if above is None or report.died or not report.in_plan or _is_answered(report):
        return None
    again = ladder.of_a_superior(above.since, above.holidays, above.asked_again_on)
    return again.next_day(above.asked_again_on or above.since)


def _is_answered(report: ReportFacts) -> bool:
    """A word came; on an action that is late it keeps the superior out unless the manager says."""
    return report.done or (report.received and not (report.action_id and report.confirmed))


def _is_to_be_asked(facts: CaseFacts, meeting: MeetingFacts) -> bool:
    """Before any meeting that is agreed; an extraordinary one too, where time allows: Art. 8(9)."""
    late = any(each == meeting.id for each, _ in facts.unasked)
    return meeting.agreed and (late or not meeting.reports_asked)


def is_ripe(report: ReportFacts, instruction: Instruction | None) -> bool:
    """Reminded often enough under the standing instruction, or on the manager's own word. Of a
    meeting that is over, an instruction begins nothing: a last chance is of no use any more."""
    if report.confirmed or report.at_once:
        return report.confirmed
    if report.meeting_held and report.last_chance_on is None:
        return False
    return instruction is not None and report.reminders >= instruction.after_reminders


def may_ask_more(reminders: int, after_reminders: int | None, *, is_last: bool) -> bool:
    """Whether so many reminders may make something due in their case that one fewer did not, by a
    standing instruction that is in force or by the manager's word: Art. 14(3.2)."""
    return is_last or reminders >= min(
        DEFAULTS.AFTER_REMINDERS, after_reminders or DEFAULTS.AFTER_REMINDERS
    )


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The members owe reports, each on their own actions: Art. 8(9), 14(2).

    The manager owes a word on those who do not answer.
    """
    missing = [report for report in standing(facts) if not (report.received or report.done)]
    to_come = [report for report in missing if report.meeting_id and not report.meeting_held]
    for meeting_id in dict.fromkeys(report.meeting_id for report in to_come):
        yield _ahead_of(meeting_id, [each for each in to_come if each.meeting_id == meeting_id])
    for report in missing:
        if report.action_id is not None:
            yield _on_an_action(report)
        if report.in_plan and not report.notified and not report.at_once:
            yield from _of_the_manager(report, facts.instruction)


def _ahead_of(meeting_id: UUID | None, missing: Sequence[ReportFacts]) -> OpenDuty:
    """Of those who had a day for it; where nobody had, of all, until the meeting."""
    owing = [report for report in missing if not report.at_once]
    basis = Article(8, "9") if owing else DEFAULTS.REPORT_AT_ONCE
    owing = owing or list(missing)
    return OpenDuty(
        Duty.WRITE_REPORT,
        Owner.MEMBERS,
        min(report.due for report in owing),
        basis,
        meeting_id,
        len(owing),
        meeting_id,
        tuple(report.member_id for report in owing),
        since=min((report.asked_on for report in owing if report.asked_on), default=None),
    )


def _on_an_action(report: ReportFacts) -> OpenDuty:
    """What became of an action whose day has passed; the day is ours: Art. 14(3.3)."""
    return OpenDuty(
        Duty.ANSWER_ACTION,
        Owner.MEMBERS,
        report.due,
        DEFAULTS.ANSWER_ACTION,
        report.id,
        members=(report.member_id,),
        since=report.asked_on,
    )


def _of_the_manager(report: ReportFacts, instruction: Instruction | None) -> Iterator[OpenDuty]:
    """To find out who the superior is, or to say whether they are notified: Art. 14(3.2)."""
    ripe = is_ripe(report, instruction)
    reminded = report.reminders >= DEFAULTS.AFTER_REMINDERS
    if not report.superior_known and (ripe or reminded):
        yield _about(report, Duty.NAME_SUPERIOR, instruction)
    elif not ripe and (
        _instruction_falls_short(report)
        or report.last_chance_on is not None  # given on a word that was withdrawn since
        or (instruction is None and reminded)
    ):
        yield _about(report, Duty.CONFIRM_NOTICE, instruction)


def _about(report: ReportFacts, duty: Duty, instruction: Instruction | None) -> OpenDuty:
    enough = instruction.after_reminders if instruction else DEFAULTS.AFTER_REMINDERS
    return owed(
        duty,
        Owner.MANAGER,
        arose(ladder.word_since(report.due, report.reminded_on[:enough]), report.in_plan_since),
        DEFAULTS.CONFIRM_NOTICE,
        subject=report.id,
        meeting=report.meeting_id,
        members=(report.member_id,),
    )


def _instruction_falls_short(report: ReportFacts) -> bool:
    """Too few reminders are left for it: the last of a meeting's has gone, or it was held."""
    last = ladder.until(report.due, holidays=report.holidays).rungs[-1]
    gone = report.meeting_id is not None and max(report.reminded_on, default=date.min) >= last
    return report.reminders > 0 and (gone or report.meeting_held)
