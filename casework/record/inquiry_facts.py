"""What is still to be asked of members, and what others have not answered: Art. 14(3.3), 19."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from casework.record import late_actions
from casework.record.plan_facts import PlanRow, actions_of
from casework.record.table_rows import Rows
from models.asked import LIFE
from models.inquiry import (
    AnswerTakenBack,
    Inquiry,
    InquiryAnswer,
    InquiryWithdrawal,
    ReportDate,
)
from models.plan import ReportRequest
from rules.inquiry_facts import InquiryFacts, LeftInquiryFacts, OutsideFacts, ReportDateFacts


def answer_stands() -> ColumnElement[bool]:
    """Nobody corrected it or took it back."""
    later = aliased(InquiryAnswer)
    corrected = exists().where(later.corrects_id == InquiryAnswer.id)
    return ~corrected & ~exists().where(AnswerTakenBack.answer_id == InquiryAnswer.id)


def column() -> ColumnElement[Any]:
    """To be selected beside the case: days not asked by yet, open inquiries, and whether a member
    was asked anything beside the reports."""
    asked = exists().where(Inquiry.report_date_id == ReportDate.id)
    row = func.jsonb_build_array(ReportDate.id, ReportDate.action_id, ReportDate.on_day)
    dates = select(func.jsonb_agg(row)).where(
        ReportDate.case_id == LIFE, ReportDate.taken_back_at.is_(None), ~asked
    )
    is_open = ~exists().where(InquiryAnswer.inquiry_id == Inquiry.id, answer_stands())
    is_open &= ~exists().where(InquiryWithdrawal.inquiry_id == Inquiry.id)
    owed = select(ReportRequest.due_on).where(ReportRequest.inquiry_id == Inquiry.id)
    due = func.coalesce(owed.scalar_subquery(), Inquiry.due_on)  # the day that counts now
    row = func.jsonb_build_array(Inquiry.id, due, Inquiry.member_id, Inquiry.asked_on)
    unanswered = select(func.jsonb_agg(row)).where(Inquiry.case_id == LIFE, is_open)
    of_members = exists().where(Inquiry.case_id == LIFE, Inquiry.member_id.is_not(None))
    return func.jsonb_build_array(dates.scalar_subquery(), unanswered.scalar_subquery(), of_members)


def are_asked(found: Sequence[Any]) -> bool:
    """Whether a member was asked anything beside the reports."""
    return bool(found[2])


def read(found: Sequence[Any], plans: Sequence[PlanRow], rows: Rows) -> InquiryFacts:
    dates, unanswered, _ = found
    by_day = sorted(unanswered or (), key=lambda each: (each[1], each[0]))
    left = {str(member.id): member.id for member in rows.members if not member.sits}
    return InquiryFacts(
        dates=_dates(dates, plans, rows) if dates else (),
        outside=tuple(
            OutsideFacts(UUID(id), date.fromisoformat(due), date.fromisoformat(asked_on))
            for id, due, member_id, asked_on in by_day
            if member_id is None
        ),
        left=tuple(
            LeftInquiryFacts(UUID(id), date.fromisoformat(due), left[member_id])
            for id, due, member_id, _ in by_day
            if member_id in left
        ),
    )


def _dates(
    dates: Sequence[Sequence[str]], plans: Sequence[PlanRow], rows: Rows
) -> tuple[ReportDateFacts, ...]:
    """Each with who answers for its action in the plan in force, whoever did when it was set."""
    actions = actions_of(plans)
    who = late_actions.holders_of(actions.rows.values(), rows.members, rows.places)
    found = []
    for id, action_id, on in sorted(dates, key=lambda each: (each[2], each[0])):
        now = actions.now(UUID(action_id))
        member = who.get(now.member_id) if now else None
        found.append(
            ReportDateFacts(
                UUID(id),
                date.fromisoformat(on),
                member.id if member and member.sits else None,
                is_over=now is None or not now.is_open or now.said_done,
            )
        )
    return tuple(found)
