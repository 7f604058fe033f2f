"""Meetings in which a parent took part who is said to use violence: Art. 4(5)."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.table import held_of, meetings
from core.clock import at_local, local_time
from models.breach import BreachRow
from models.fact import FactRow
from models.life import Life
from models.meeting import FamilyNotice, Meeting
from models.session import Work
from rules.breaches import Wrong
from rules.known import FactName
from rules.meetings import with_violence
from rules.violence import was_barred
from workflow import breaches


def barred(work: Work, meeting: Meeting, held_on: date) -> set[UUID]:
    """Who of the family was barred from this meeting, as it is on record now."""
    query = select(FactRow).where(
        FactRow.case_id == meeting.life_id, FactRow.name == FactName.VIOLENCE
    )
    said: dict[UUID, list[FactRow]] = defaultdict(list)
    for row in work.session.scalars(query):
        said[row.person_id].append(row)
    begins_at = at_local(held_on, local_time(meeting.held_at or meeting.starts_at))
    return {who for who, rows in said.items() if was_barred(rows, held_on, begins_at)}


def judge(work: Work, life: Life) -> None:
    """Every meeting held is looked at anew when something else is on record of somebody's violence.

    Of a mark that was a mistake no breach is left standing; it stays to be read, struck through.
    """
    for meeting in held_of(meetings(work.session, life.id)):
        there = select(FamilyNotice.person_id).where(
            FamilyNotice.meeting_id == meeting.id, FamilyNotice.present.is_(True)
        )
        noted = select(BreachRow.subject_id).where(
            BreachRow.meeting_id == meeting.id, BreachRow.duty == Wrong.VIOLENT_AT_THE_TABLE
        )
        wrong = barred(work, meeting, meeting.met_on) & set(work.session.scalars(there))
        for who in wrong.union(work.session.scalars(noted)):
            breach = with_violence(meeting.id, meeting.met_on, who)
            breaches.corrected(work, life, breach, stands=who in wrong)
