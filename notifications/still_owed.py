"""An officer's mail of the morning, held against the record as it leaves: what it asks for, and
what those are called for whom the head's week waits."""

from dataclasses import replace

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from core.lines import one_line
from models.duty import DutyRow
from models.people import Account
from notifications.notices.reminders import OfficerReminder


def as_it_leaves(session: Session, notice: OfficerReminder) -> OfficerReminder | None:
    """Without what was done since it was queued; None where it says nothing then."""
    said = _still_owed(session, notice)
    if said is None or said.week is None:
        return said
    officers = {each.officer for each in said.week.waited_for if each.officer}
    names = {
        each.id: one_line(each.name or "")
        for each in session.scalars(select(Account).where(Account.id.in_(officers)))
    }
    waited_for = tuple(
        replace(each, who=names.get(each.officer, "")) if each.officer else each
        for each in said.week.waited_for
    )
    return replace(said, week=replace(said.week, waited_for=waited_for))


def _still_owed(session: Session, notice: OfficerReminder) -> OfficerReminder | None:
    asked = {(each.subject_id, each.duty.value) for each in notice.items if each.subject_id}
    if not asked:
        return notice if notice.items or notice.lines else None
    owed = tuple_(func.coalesce(DutyRow.subject_id, DutyRow.life_id), DutyRow.duty)
    query = select(func.coalesce(DutyRow.subject_id, DutyRow.life_id), DutyRow.duty)
    gone = asked - {(about, duty) for about, duty in session.execute(query.where(owed.in_(asked)))}
    items = tuple(each for each in notice.items if (each.subject_id, each.duty.value) not in gone)
    return replace(notice, items=items) if items or notice.lines else None
