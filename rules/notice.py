"""Three days' notice, judged for each member: Art. 8(3), 8(7).

Sending counts ("e dërgon"): the day on which the mail server took the invitation, not the one on
which it was queued; what it refused was not sent. A reason for short notice is no exception.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.convening import last_day_to_invite
from rules.facts import MeetingFacts, MemberFacts, TableFacts
from rules.roles import Owner


def limits(table: TableFacts) -> Iterator[Breach]:
    """What is a breach, once its last day has passed, of the meeting that is planned."""
    meeting = table.meeting
    if meeting is None or not meeting.agreed or meeting.countered:
        return
    last = last_day_to_invite(meeting.day)
    if not table.members:
        yield _wrong(meeting, Wrong.SHORT_NOTICE, Article(8, "3"), Owner.MANAGER, None)
    for member in table.members:
        if not _in_time(member.served_on, last):
            yield _wrong(meeting, Wrong.SHORT_NOTICE, Article(8, "3"), Owner.MANAGER, member.id)
        if table.last is None and meeting.needs_papers and not _in_time(_opened(member), last):
            owner: Owner = Owner.MANAGER if member.declared else Owner.MEMBERS
            yield _wrong(meeting, Wrong.NO_PAPERS, Article(8, "7"), owner, member.id)


def _in_time(on: date | None, last: date) -> bool:
    return on is not None and on <= last


def _opened(member: MemberFacts) -> date | None:
    """From when the papers could be opened: invited, and both declarations signed: 10(2), 18(2)."""
    if member.served_on is None or member.declared_on is None:
        return None
    return max(member.served_on, member.declared_on)


def _wrong(
    meeting: MeetingFacts, wrong: Wrong, of: Article, owner: Owner, member: UUID | None
) -> Breach:
    limit = last_day_to_invite(meeting.day)
    return Breach(wrong, of, owner, limit, meeting.id, meeting.id, member)
