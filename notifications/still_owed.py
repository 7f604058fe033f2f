"""An officer's mail of the morning, held against the record as it leaves: what it asks for, and
what those are called for whom the head's week waits."""

from collections import defaultdict
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from core.lines import one_line
from models.duty import DutyRow
from models.people import Account
from notifications.notices.morning import MorningLine
from notifications.notices.reminders import OfficerReminder
from rules.mornings import MailSection

OF_DUTIES: Final = (MailSection.NEARS, MailSection.LATE, MailSection.CENTRE, MailSection.WEEK)


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
    lines = _still_so(session, notice.lines)
    items, week = notice.items, notice.week
    if asked:
        owed = tuple_(func.coalesce(DutyRow.subject_id, DutyRow.life_id), DutyRow.duty)
        query = select(func.coalesce(DutyRow.subject_id, DutyRow.life_id), DutyRow.duty)
        found = session.execute(query.where(owed.in_(asked)))
        gone = asked - {(about, duty) for about, duty in found}
        items = tuple(each for each in items if (each.subject_id, each.duty.value) not in gone)
    if week:
        others = sum(line.section is MailSection.WEEK and line.count > 1 for line in notice.lines)
        still = sum(line.section is MailSection.WEEK and line.count > 1 for line in lines)
        week = replace(week, more=week.more + others - still)  # something else of theirs falls due
    return replace(notice, items=items, lines=lines, week=week) if items or lines or week else None


def _still_so(session: Session, lines: tuple[MorningLine, ...]) -> tuple[MorningLine, ...]:
    """A mail that an outage held up names no duty that is done, moved, or was of a meeting that is
    called off: each line has its duty in its key, a count the day of the one that it names."""
    parts = [line.key.split(":") for line in lines if line.section in OF_DUTIES]
    lives = {UUID(of_life[1]) for of_life in parts if len(of_life) > len(("week", "its monday"))}
    if not lives:
        return lines
    late: dict[str, list[str]] = defaultdict(list)
    owed = set()
    query = select(DutyRow.life_id, DutyRow.duty, DutyRow.subject_id, DutyRow.due_on)
    dated = query.where(DutyRow.life_id.in_(lives), DutyRow.due_on.is_not(None))
    for life, duty, subject, due in session.execute(dated):
        owed.add(f"{life}:{duty}:{subject}:{due}")
        late[str(life)].append(f"{due}")

    def now(line: MorningLine) -> MorningLine | None:
        section, _, about = line.key.partition(":")
        if section == MailSection.CENTRE:
            life, _, newest = about.partition(":")
            count = min(line.count, sum(day <= newest for day in late[life]))
            named = newest in late[life]
            return (
                replace(line, count=count, newest=line.newest if named else "") if count else None
            )
        is_gone = line.section in OF_DUTIES and line.table and about not in owed
        return None if is_gone else line

    return tuple(each for each in map(now, lines) if each)
