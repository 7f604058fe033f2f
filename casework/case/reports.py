"""Progress reports, and the notice to a superior when one does not come: Art. 8(9), 14(3)."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.case.late_actions import answer_questions
from casework.case.superior import withdraw_begun
from casework.record import facts
from casework.record.put_again import reminders_of
from casework.record.report_facts import report_as_known
from casework.record.table import open_case, seats_of, sitting
from casework.tell import reports as tell
from casework.tell import superiors
from casework.tell.reminders import open_reminders
from casework.tell.withdrawal import told_no_more
from core.working_days import around
from identity import links
from identity.access import NotThere
from models.case import Case
from models.meeting import Meeting
from models.people import LinkPurpose
from models.plan import PlanAction, ReportedAction, ReportRequest
from models.session import Work
from models.superior import StandingInstruction
from notifications import last_chances
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.late_actions import ActionWord, check_word
from rules.planning import STATUSES, ActionStatus
from rules.report_days import check_came
from rules.reports import check_instruction, check_notice, check_receipt, due_for, is_late
from rules.superior import last_chance_until
from workflow import breaches
from workflow.kinds import Act
from workflow.life import after_act, lock


def ask(work: Work, case_id: UUID, meeting_id: UUID | None) -> None:
    """Ask every member for a written report before the meeting: Art. 8(9), 14(3.1).

    Whoever is seated after the others were asked is asked too, while time allows.
    """
    meeting = work.session.get_one(Meeting, meeting_id)
    members = sitting(work.session, case_id)
    if meeting.reports_asked_at is not None:
        late = facts.of_case(work.session, case_id).unasked
        members = [member for member in members if (meeting.id, member.id) in late]
    if not members:
        return
    for member in members:
        request = ReportRequest(
            case_id=case_id,
            meeting_id=meeting.id,
            member_id=member.id,
            asked_on=work.clock.today(),
            asked_at=work.clock.now(),
            due_on=due_for(meeting.day, work.clock.today()),
        )
        work.session.add(request)
        work.session.flush()
        tell.report_wanted(
            work, meeting, request, links.issue(work, member.id, LinkPurpose.REPORT, request.id)
        )
    meeting.reports_asked_at = meeting.reports_asked_at or work.clock.now()
    life = lock(work, case_id)
    work.record(
        "reports asked for", "8(9)", life=life, meeting=meeting.number, members=len(members)
    )
    work.wake(open_reminders(work, life.municipality_id), "reports asked for")


def receive(
    work: Work,
    request_id: UUID,
    *,
    done: str,
    concerns: str = "",
    statuses: Mapping[UUID, ActionStatus] | None = None,
    words: Mapping[UUID, ActionWord] | None = None,
    on_paper: bool = False,
    on: date | None = None,
) -> ReportRequest:
    """Take a member's report; a late one is taken and stamped late: Art. 8(9), 14(2).

    `on` is the day on which it came; one on paper may be typed days later. `words` say more of an
    action than its status.
    """
    words = {id: ActionWord(status) for id, status in (statuses or {}).items()} | dict(words or {})
    statuses = {id: word.status for id, word in words.items()}
    request = work.session.get(ReportRequest, request_id)
    if request is None or request.inquiry_id is not None:
        raise NotThere
    case = open_case(work, request.case_id)
    life, on = case.life, check_came(on, work.clock.today(), referred_on=case.referred_on)
    work.session.refresh(request)  # by its link and on paper it may come at once
    check_receipt(request.received_on)
    request.done, request.concerns = done.strip(), concerns.strip() or None
    request.on_paper = on_paper
    request.received_on, request.received_at = on, work.clock.now()
    article = "14(3.3)" if request.action_id else "8(9)"
    for action_id, word in words.items():
        report_action(work, request, action_id, word)
    answered = answer_questions(work, request, statuses) if statuses else []
    told_no_more(work, life.id, [each.id for each in (request, *answered)])
    links.revoke(work, request.member_id, LinkPurpose.REPORT, request.id)
    late = is_late(request.due_on, on)
    work.record("report received", article, life=life, request=request.id, late=int(late), on=on)
    after_act(work, life.id, "report received")
    if on < work.clock.today() and request.meeting_id is not None:
        _had_come(work, request, on)
    return request


def _had_come(work: Work, request: ReportRequest, on: date) -> None:
    """Where its limit was noted as missed meanwhile, its true day stands beside it."""
    breaches.happened(
        work,
        request.case_id,
        Duty.WRITE_REPORT,
        on,
        subject_id=request.meeting_id,
        member_id=request.member_id,
    )


def report_action(work: Work, request: ReportRequest, action_id: UUID, word: ActionWord) -> None:
    """One line of a report, on an action of its member: Art. 14(2)."""
    action = work.session.get(PlanAction, action_id)
    mine = seats_of(work.session, request.member)
    if action is None or action.member_id not in mine or word.status not in STATUSES:
        raise NotThere
    assert request.received_on is not None  # a line of what came
    referred_on = work.session.get_one(Case, request.case_id).referred_on
    check_word(word, request.received_on, work.clock.today(), referred_on=referred_on)
    row = ReportedAction(request_id=request.id, action_id=action_id, status=word.status)
    row.done_on, row.asked_until = word.done_on, word.until
    work.session.add(row)


def instruct(
    work: Work, case_id: UUID, *, after_reminders: int, last_chance_days: int, by: UUID
) -> None:
    """Give the manager's standing word on notices to superiors: Art. 14(3.2), tension T10."""
    check_instruction(after_reminders, last_chance_days)
    case = open_case(work, case_id)
    _end_instruction(work, case_id)
    work.session.add(
        StandingInstruction(
            case_id=case_id,
            given_by_id=by,
            given_at=work.clock.now(),
            after_reminders=after_reminders,
            last_chance_days=last_chance_days,
        )
    )
    withdraw_begun(work, case_id)
    work.record(
        "standing instruction given",
        "14(3.2)",
        life=case.life,
        reminders=after_reminders,
        days=last_chance_days,
    )
    after_act(work, case_id, "standing instruction given")


def withdraw_instruction(work: Work, case_id: UUID, how: str = "withdrawn") -> None:
    """No superior is notified without the manager's word each time: Art. 14(3.2).

    What was begun under it and has not left does not leave any more.
    """
    case, act = open_case(work, case_id), f"standing instruction {how}"
    if _end_instruction(work, case_id):
        work.record(act, "14(3.2)", life=case.life)
        withdraw_begun(work, case_id)
        after_act(work, case_id, act)


def _end_instruction(work: Work, case_id: UUID) -> bool:
    instruction = instruction_in_force(work, case_id)
    if instruction is None:
        return False
    instruction.ended_at = work.clock.now()
    work.session.flush()
    return True


def instruction_in_force(work: Work, case_id: UUID) -> StandingInstruction | None:
    query = select(StandingInstruction).where(
        StandingInstruction.case_id == case_id, StandingInstruction.ended_at.is_(None)
    )
    return work.session.scalars(query).first()


def confirm_notice(work: Work, request_id: UUID, *, by: UUID, all_the_same: bool = False) -> None:
    """The manager says that this member's superior is to be notified: Art. 14(3.2).

    `all_the_same` says so before a reminder went out, or before the report is late.
    """
    request = work.session.get(ReportRequest, request_id)
    if request is None:
        raise NotThere
    life = open_case(work, request.case_id).life
    known, today = report_as_known(work.session, request), work.clock.today()
    check_notice(known, today, all_the_same=all_the_same)
    if request.confirmed_at is not None:  # a second press changes nothing
        return
    request.confirmed_at, request.confirmed_by_id = work.clock.now(), by
    work.record("notice to superior confirmed", "14(3.2)", life=life, request=request.id)
    after_act(work, life.id, "notice to superior confirmed")


def give_last_chance(work: Work, case_id: UUID, request_id: UUID | None) -> None:
    """Tell the member by when the report still keeps the superior out of it: Art. 14(3.2)."""
    request = work.session.get_one(ReportRequest, request_id)
    if request.last_chance_on is not None:
        return
    instruction = instruction_in_force(work, case_id) if request.confirmed_at is None else None
    days = instruction.last_chance_days if instruction else DEFAULTS.LAST_CHANCE.days
    today = work.clock.today()
    until = last_chance_until(today, days, around(today))
    request.last_chance_on = until
    tell.last_chance(work, request, until, days, links.issue(work, *links.way_to_answer(request)))
    life = lock(work, case_id)
    work.record("last chance given", "14(3.2)", life=life, request=request.id, until=until)


def notify_superior(work: Work, case_id: UUID, request_id: UUID | None) -> None:
    """Notify the superior of a member who does not cooperate: Art. 14(3.2)."""
    request = work.session.get_one(ReportRequest, request_id)
    is_told = request.notified_at is not None and request.fell_told_on is None
    if is_told or request.last_chance_on is None or not last_chances.is_over(work, request):
        return
    superiors.superior(work, request, request.last_chance_on)
    request.notified_at, request.fell_told_on = work.clock.now(), None
    work.record(
        "superior notified",
        "14(3.2)",
        life=lock(work, case_id),
        request=request.id,
        reminders=len(reminders_of(request)),
        on_word_of="standing instruction" if request.confirmed_at is None else "manager",
    )


ACTS: Final[Mapping[str, Act]] = {
    "ask_reports": ask,
    "give_last_chance": give_last_chance,
    "notify_superior": notify_superior,
}
