"""What the table was told of the monitoring, whom it reached, and when it met: Art. 14(3.4)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, and_, literal, null
from sqlalchemy import case as when

from casework.record.monitoring_facts import ARRIVED, LINK_TO_IT, MAIL_OF_IT, SITS
from casework.record.signal_rows import row
from casework.record.waiting_found import WaitingRows
from core.clock import local_day
from models.asked import OF_EACH
from models.case import Member
from models.meeting import Meeting
from models.monitoring import TableFindings
from models.outbox import Message
from models.people import MemberLink
from rules.findings import FindingsSent, ToldFacts
from rules.monitoring import FindingsMeans
from rules.said_there import MetFacts

REACHED, UNREACHED, LEFT = "reached", "unreached", "left"
"""What became of a mail; whom it did not reach and who sits no more, left."""
OUT: Final = "out"
"""How it was told, where the meeting may have been another child's."""
NOTHING: Final = literal("")


def rows_of_findings() -> Iterator[Select[Any]]:
    """Each time it was told, each mail about it, each meeting held and when that was typed."""
    told = TableFindings
    of_case = told.case_id == OF_EACH
    means = when((told.taken_out, OUT), else_=told.means)
    yield row("told", told.id, told.number, told.told_on, told.recorded_at, means).where(of_case)
    became = when((ARRIVED, REACHED), (and_(*SITS), UNREACHED), else_=LEFT)
    mail = (Member.id, told.number, told.told_on, Message.queued_at, became)
    yield (
        row("sent", *mail)
        .join_from(told, MemberLink, LINK_TO_IT)
        .join(Message, MAIL_OF_IT)
        .join(Member, Member.id == MemberLink.member_id)
        .where(of_case)
    )
    met = (Meeting.id, NOTHING, null(), Meeting.held_at)
    typed = (Meeting.id, NOTHING, null(), Meeting.recorded_at)
    for what, when_held in (("met", met), ("typed", typed)):
        held = row(what, *when_held)
        yield held.where(Meeting.life_id == OF_EACH, Meeting.held_at.is_not(None))


def told_facts(rows: WaitingRows) -> list[ToldFacts]:
    return [
        ToldFacts(int(each.name), each.day, FindingsMeans.MEETING, out=True)
        if each.code == OUT
        else ToldFacts(int(each.name), each.day, FindingsMeans(each.code))
        for each in rows.by_kind["told"]
    ]


def sent_facts(rows: WaitingRows) -> list[FindingsSent]:
    return [
        FindingsSent(
            int(each.name), each.day, each.id, sits=each.code != LEFT, arrived=each.code == REACHED
        )
        for each in rows.by_kind["sent"]
    ]


def met_facts(rows: WaitingRows) -> list[MetFacts]:
    typed = {each.id: each.at for each in rows.by_kind["typed"]}
    return [
        MetFacts(local_day(each.at), at)
        for each in rows.by_kind["met"]
        if each.at and (at := typed[each.id])
    ]


def days_met(rows: WaitingRows) -> set[date]:
    return {local_day(each.at) for each in rows.by_kind["met"] if each.at}
