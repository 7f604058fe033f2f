"""Minutes: written, approved at the next meeting, signed by all: Art. 10(1)."""

from collections.abc import Iterator
from datetime import date

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import MinutesFacts, TableFacts
from rules.planned import Planned
from rules.refusals import ProcedureRefused


class MinutesApproved(ProcedureRefused):
    reason = "These minutes are approved; their text does not change any more."
    way_out = "Record a correction in the minutes of the next meeting."
    basis = Article(10, "1")


class NothingToSign(ProcedureRefused):
    reason = "This paper is not open for signature."
    way_out = "It is either not approved yet, or already signed."
    basis = Article(10, "1")


class NotYoursToSign(ProcedureRefused):
    reason = "Only those who sit at this table sign this paper."
    way_out = "Nobody signs on somebody else's behalf."
    basis = Article(10, "1")


class MinutesNotWritten(ProcedureRefused):
    reason = "The minutes of the last meeting are not written."
    way_out = "Write them first; the next meeting approves them."
    basis = Article(10, "1")


def steps(table: TableFacts) -> Iterator[Planned]:
    """Send a draft to the table; ask for signatures once the text is approved."""
    for paper in table.minutes:
        if not paper.sent and not paper.in_writing:  # those go out with the request to sign
            yield Planned("send_minutes", paper.id, date.min)
        if paper.asked_on is None and (paper.approved or paper.in_writing):
            yield Planned("ask_signatures", paper.id, date.min)


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """Who still has to write or to sign."""
    if table.unwritten and table.unwritten.held_on:
        yield owed(
            Duty.WRITE_MINUTES,
            "manager",
            table.unwritten.held_on,
            DEFAULTS.MINUTES,
            subject=table.unwritten.id,
            meeting=table.unwritten.id,
        )
    for paper in table.minutes:
        if paper.asked_on:
            yield from _signatures(paper, paper.asked_on)


def _signatures(paper: MinutesFacts, asked_on: date) -> Iterator[OpenDuty]:
    """The chair signs with the others, and sees it as a duty of their own."""
    limit, meeting = DEFAULTS.SIGN, paper.meeting_id
    if paper.chair_unsigned:
        yield owed(
            Duty.CHAIR_SIGNS_MINUTES, "manager", asked_on, limit, subject=paper.id, meeting=meeting
        )
    if paper.unsigned:
        yield owed(
            Duty.SIGN_MINUTES,
            "members",
            asked_on,
            limit,
            subject=paper.id,
            meeting=meeting,
            members=paper.unsigned,
        )
