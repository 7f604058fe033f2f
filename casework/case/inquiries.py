"""What the case manager asks of members, at will and by the plan, and the answers: Art. 14(3)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.case.answers import article_of, record_answer, request_of
from casework.record import facts
from casework.record.from_paper import being_entered, paper_facts
from casework.record.informants import informant
from casework.record.known import death_on
from casework.record.numbers import next_of
from casework.record.plan_facts import actions_of, plans_of
from casework.record.table import open_case, plan_in_force, seats_of
from casework.tell import inquiries as tell
from casework.tell.death import hold_back
from casework.tell.reminders import look_at_reminders
from casework.tell.withdrawal import told_no_more
from identity.access import NotThere, officer_of
from models.case import Case, Member
from models.inquiry import Inquiry, InquiryAnswer, InquiryWithdrawal, ReportDate
from models.plan import PlanAction, ReportRequest
from models.session import Work
from rules.information import InformantFacts, check_bound
from rules.inquiries import (
    AnsweredBy,
    answer_by,
    check_asks_member,
    check_date_is_free,
    check_date_stands,
    check_inquiry,
    check_report_date,
    check_withdrawal,
)
from rules.paper_sections import check_asked
from workflow.kinds import Act
from workflow.life import after_act, lock


def ask(
    work: Work, case_id: UUID, member_id: UUID, *, words: str, asked_on: date, due_on: date
) -> Inquiry:
    """The manager asks a member, and through them an institution; a mail says that: 14(3.1)."""
    case = open_case(work, case_id)
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case.id:
        raise NotThere
    check_inquiry(asked_on, due_on, work.clock.today(), words=words)
    check_asked(due_on, paper_facts(case))
    died_on = death_on(work.session, case.id)
    check_asks_member(asked_on, informant(work, member), died_on=died_on)
    inquiry = Inquiry(
        case_id=case.id,
        number=next_of(work, Inquiry.number, Inquiry.case_id == case.id),
        member_id=member.id,
        asked_on=asked_on,
        due_on=due_on,
        recorded_at=work.clock.now(),
        asked_by_id=officer_of(work).id,
        words=words.strip(),
    )
    _put(work, case, inquiry, member, "14(3.1)")
    if died_on is not None:  # of before the death, typed after it
        hold_back(work, case)
    after_act(work, case.id, "information asked for")
    return inquiry


def set_date(work: Work, case_id: UUID, action_id: UUID, *, on: date, words: str) -> ReportDate:
    """The manager sets a day for an action of the plan in force; it asks by itself: 14(3.3)."""
    case = open_case(work, case_id)
    plan, action = plan_in_force(work.session, case.id), work.session.get(PlanAction, action_id)
    if plan is None or action is None or action.plan_id != plan.id:
        raise NotThere
    answers = any(
        each.id == action.id and each.member_id is not None
        for each in facts.of_case(work.session, case.id).actions
    )
    died_on = death_on(work.session, case.id)
    check_report_date(on, work.clock.today(), words=words, answers=answers, died_on=died_on)
    check_date_is_free(on, _days_set(work, case.id, action))
    day = ReportDate(
        case_id=case.id,
        action_id=action.id,
        on_day=on,
        words=words.strip(),
        set_at=work.clock.now(),
        set_by_id=officer_of(work).id,
    )
    work.session.add(day)
    detail = {"action": action.number, "on": on}
    work.record("report date set", "14(3.3)", life=case.life, **detail)
    after_act(work, case.id, "report date set")
    return day


def _days_set(work: Work, case_id: UUID, action: PlanAction) -> Sequence[date]:
    """Those of the same action, whatever version of the plan it stood in."""
    actions = actions_of(plans_of(work.session, case_id))
    line = actions.line_ids(actions.rows[action.id])
    query = select(ReportDate.on_day).where(ReportDate.action_id.in_(line))
    return work.session.scalars(query.where(ReportDate.taken_back_at.is_(None))).all()


def take_back_date(work: Work, date_id: UUID) -> None:
    """Nobody is asked by this day any more; it stays to be read."""
    day = work.session.get(ReportDate, date_id)
    if day is None:
        raise NotThere
    case = open_case(work, day.case_id)
    work.session.refresh(day)
    check_date_stands(stands=day.taken_back_at is None and not _is_asked(work, day))
    day.taken_back_at, day.taken_back_by_id = work.clock.now(), officer_of(work).id
    work.record("report date taken back", "14(3.3)", life=case.life, on=day.on_day)
    after_act(work, case.id, "report date taken back")


def ask_by_report_date(work: Work, case_id: UUID, date_id: UUID | None) -> None:
    """Ask who answers for the action now how far it is, ahead of its day: Art. 14(3.3)."""
    known = facts.of_case(work.session, case_id).inquiries.dates
    found = next((each for each in known if each.id == date_id), None)
    if found is None or found.member_id is None or found.is_over:
        return
    lock(work, case_id)
    case, day = work.session.get_one(Case, case_id), work.session.get_one(ReportDate, found.id)
    if _is_asked(work, day):
        return
    inquiry = Inquiry(
        case_id=case.id,
        number=next_of(work, Inquiry.number, Inquiry.case_id == case.id),
        member_id=found.member_id,
        report_date_id=day.id,
        asked_on=work.clock.today(),
        due_on=answer_by(day.on_day, work.clock.today()),
        recorded_at=work.clock.now(),
        words=day.words,
    )
    _put(work, case, inquiry, work.session.get_one(Member, found.member_id), "14(3.3)")


def answer(work: Work, member_id: UUID, inquiry_id: UUID, *, words: str) -> InquiryAnswer:
    """Whoever was asked, or their successor, answers today behind their link: 14(3.1), 8(6)."""
    member, inquiry = work.session.get_one(Member, member_id), work.session.get(Inquiry, inquiry_id)
    if inquiry is None or inquiry.member_id not in seats_of(work.session, member):
        raise NotThere
    case = open_case(work, inquiry.case_id)
    work.session.refresh(member)
    check_bound(InformantFacts(member.sits, member.may_read, member.selected_on))
    said = record_answer(
        work, case, inquiry, member,
        said_on=work.clock.today(), how=AnsweredBy.LINK, words=words,
    )  # fmt: skip
    tell.answered(work, said)
    after_act(work, case.id, "information answered")
    return said


def enter_answer(
    work: Work, inquiry_id: UUID, *, said_on: date, how: AnsweredBy, source: str, words: str
) -> InquiryAnswer:
    """The manager types an answer that came otherwise, with its day and from whom: 14(3.1), 19."""
    inquiry = work.session.get(Inquiry, inquiry_id)
    if inquiry is None:
        raise NotThere
    case = open_case(work, inquiry.case_id)
    said = record_answer(
        work, case, inquiry, None, said_on=said_on, how=how, source=source, words=words
    )
    after_act(work, case.id, "information answered")
    return said


def withdraw(work: Work, inquiry_id: UUID, *, why: str) -> None:
    """Nobody owes an answer any more; reminders and what waits to leave fall: 14(3.1), 19."""
    inquiry = work.session.get(Inquiry, inquiry_id)
    if inquiry is None:
        raise NotThere
    case = open_case(work, inquiry.case_id)
    work.session.refresh(inquiry)
    withdrawn = inquiry.withdrawal is not None
    check_withdrawal(answered=bool(inquiry.standing), withdrawn=withdrawn, why=why)
    work.session.add(
        InquiryWithdrawal(
            inquiry_id=inquiry.id,
            withdrawn_at=work.clock.now(),
            withdrawn_by_id=officer_of(work).id,
            why=why.strip(),
        )
    )
    if (request := request_of(work, inquiry)) is not None:
        request.withdrawn_at = work.clock.now()
        told_no_more(work, case.id, [request.id])
    article = article_of(inquiry)
    work.record("inquiry withdrawn", article, life=case.life, inquiry=inquiry.number)
    after_act(work, case.id, "inquiry withdrawn")


def _is_asked(work: Work, day: ReportDate) -> bool:
    query = select(Inquiry.id).where(Inquiry.report_date_id == day.id)
    return work.session.scalar(query) is not None


def _put(work: Work, case: Case, inquiry: Inquiry, member: Member, article: str) -> None:
    """The question, what its member owes, and word of it; once it is late others are told."""
    work.session.add(inquiry)
    work.session.flush()
    request = ReportRequest(
        case_id=case.id,
        inquiry_id=inquiry.id,
        member_id=member.id,
        asked_on=inquiry.asked_on,
        asked_at=work.clock.now(),
        due_on=inquiry.due_on,
    )
    work.session.add(request)
    work.session.flush()
    if not being_entered(case):
        tell.asked(work, inquiry, request)
    detail = {"inquiry": inquiry.number, "on": inquiry.asked_on, "until": inquiry.due_on}
    work.record("information asked for", article, life=case.life, member=member.id, **detail)
    look_at_reminders(work, case.municipality_id)


def unanswered(work: Work, case_id: UUID) -> Sequence[tuple[Inquiry, ReportRequest]]:
    """What was asked and is owed still."""
    query = select(Inquiry, ReportRequest).join(
        ReportRequest, ReportRequest.inquiry_id == Inquiry.id
    )
    query = query.where(Inquiry.case_id == case_id, ReportRequest.received_at.is_(None))
    found = query.where(ReportRequest.withdrawn_at.is_(None)).order_by(Inquiry.number)
    return [(inquiry, request) for inquiry, request in work.session.execute(found)]


def tell_what_was_asked(work: Work, case: Case) -> None:
    """Of what was asked while a case was entered from paper word leaves once it runs: 14(3.1)."""
    asked = unanswered(work, case.id)
    for inquiry, request in asked:
        tell.asked(work, inquiry, request)
    if asked and death_on(work.session, case.id) is not None:
        hold_back(work, case)


ACTS: Final[Mapping[str, Act]] = {"ask_by_report_date": ask_by_report_date}
