"""Reports asked for ahead of a meeting, held against all meetings on record now: Art. 8(9).

Whether one was owed hangs on which meeting went before, on the seat of its member, on what was
called off and on the day of a death. Each of them may be typed or corrected later, in any order.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record.known import death_on
from casework.record.report_facts import asked_for
from casework.record.table import meetings
from casework.tell.withdrawal import told_no_more
from core.clock import local_day
from models.breach import BreachRow
from models.case import Member
from models.life import Life
from models.participant import ConflictWithdrawal
from models.plan import ReportRequest
from models.session import Work
from rules.breaches import Breach
from rules.duties import Duty
from rules.missed_reports import missed, was_owed
from workflow import breaches


def judge(work: Work, life: Life) -> None:
    """What was owed and had not come in time stands; what was not owed is struck through, and a
    mail about it that has not left does not leave."""
    work.session.flush()
    requests = _requests(work, life)
    if not requests:
        return
    every = {each.id: each for each in meetings(work.session, life.id)}
    died_on, today = death_on(work.session, life.id), work.clock.today()
    found: list[tuple[Breach, date | None]] = []
    idle = []
    for request in requests:
        asked = asked_for(request, every)
        assert asked is not None  # the query asked
        if request.received_at is None and not was_owed(asked):
            idle.append(request.id)
        breach = missed(replace(asked, died_on=died_on), today)
        if breach is not None:
            found.append((breach, _typed_later(request)))
    told_no_more(work, life.id, idle)
    breaches.anew(work, life, found, BreachRow.duty == Duty.WRITE_REPORT)


def chance_again(work: Work, member: Member, kept: ConflictWithdrawal) -> None:
    """A last chance that ended while every door was closed to them was none; another one is given
    before a superior hears of it: Art. 10(2), 14(3.2)."""
    mine = (ReportRequest.member_id == member.id, ReportRequest.notified_at.is_(None))
    closed_on = max(kept.said_on, local_day(kept.recorded_at) - timedelta(days=1))
    ended = ReportRequest.last_chance_on.between(kept.declared_on, closed_on)
    for request in work.session.scalars(select(ReportRequest).where(*mine, ended)):
        request.last_chance_on = None


def _requests(work: Work, life: Life) -> Sequence[ReportRequest]:
    query = select(ReportRequest).where(
        ReportRequest.case_id == life.id, ReportRequest.meeting_id.is_not(None)
    )
    return work.session.scalars(query.options(joinedload(ReportRequest.member))).all()


def _typed_later(request: ReportRequest) -> date | None:
    """The day on which it came, where it was typed on another."""
    at = request.received_at
    return request.received_on if at is not None and local_day(at) != request.received_on else None
