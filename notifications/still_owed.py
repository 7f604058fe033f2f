"""What an officer's mail of the morning asks for, held against the record as it leaves."""

from dataclasses import replace

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from models.duty import DutyRow
from notifications.notices.reminders import OfficerReminder


def still_owed(session: Session, notice: OfficerReminder) -> OfficerReminder | None:
    """Without what was done since it was queued; None where it says nothing then."""
    asked = {(each.subject_id, each.duty.value) for each in notice.items if each.subject_id}
    if not asked:
        return notice
    owed = tuple_(func.coalesce(DutyRow.subject_id, DutyRow.life_id), DutyRow.duty)
    query = select(func.coalesce(DutyRow.subject_id, DutyRow.life_id), DutyRow.duty)
    gone = asked - {(about, duty) for about, duty in session.execute(query.where(owed.in_(asked)))}
    items = tuple(each for each in notice.items if (each.subject_id, each.duty.value) not in gone)
    return replace(notice, items=items) if items or notice.lines else None
