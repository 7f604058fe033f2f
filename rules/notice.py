"""Three days' notice, judged for each member: Art. 8(3), 8(7).

Sending counts ("e dërgon"): the day on which the mail server took the invitation, not the one on
which it was queued; what it refused was not sent. A reason for short notice is no exception.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.convening import last_day_to_invite
from rules.facts import MeetingFacts, ServedFacts, TableFacts
from rules.roles import Owner
from rules.service import Served


def limits(table: TableFacts) -> Iterator[Breach]:
    """What is a breach, once its last day has passed, of the meetings that are planned."""
    for meeting in table.planned:
        if meeting.agreed and not meeting.countered:
            yield from _limits_of(table, meeting)


def _limits_of(table: TableFacts, meeting: MeetingFacts) -> Iterator[Breach]:
    last = last_day_to_invite(meeting.day)
    served = {each.member_id: each for each in meeting.served}
    if not table.members:
        yield _wrong(meeting, Wrong.SHORT_NOTICE, Article(8, "3"), Owner.MANAGER, None)
    for member in table.members:
        theirs = served.get(member.id, ServedFacts(member.id))
        if not _in_time(theirs.invited_on, last):
            yield _wrong(meeting, Wrong.SHORT_NOTICE, Article(8, "3"), Owner.MANAGER, member.id)
        opened = opened_on(theirs, member.declared_on)
        if table.last is None and meeting.needs_papers and not _in_time(opened, last):
            owner: Owner = Owner.MANAGER if member.declared else Owner.MEMBERS
            yield _wrong(meeting, Wrong.NO_PAPERS, Article(8, "7"), owner, member.id)


def _in_time(on: date | None, last: date) -> bool:
    return on is not None and on <= last


def opened_on(served: ServedFacts, declared_on: date | None) -> date | None:
    """From when they had the papers: handed over, or behind the link of the invitation, which
    opens once both declarations are signed: 10(2), 18(2)."""
    behind_the_link = None
    if served.linked_on is not None and declared_on is not None:
        behind_the_link = max(served.linked_on, declared_on)
    return min((day for day in (served.papers_on, behind_the_link) if day), default=None)


@dataclass(frozen=True, slots=True)
class ServedFor:
    """The meeting that something was served for."""

    id: UUID
    day: date
    held_on: date | None = None


def judged_again(
    what: Served, served: ServedFacts, meeting: ServedFor, declared_on: date | None
) -> Iterator[tuple[Breach, date | None]]:
    """What an entry made later bears on, and the day that counts for it now."""
    last, ids = last_day_to_invite(meeting.day), (meeting.id, meeting.id, served.member_id)
    if what is Served.PAPERS:
        day = opened_on(served, declared_on)
        yield Breach(Wrong.NO_PAPERS, Article(8, "7"), Owner.MANAGER, last, *ids), day
        return
    day = served.invited_on
    yield Breach(Wrong.SHORT_NOTICE, Article(8, "3"), Owner.MANAGER, last, *ids), day
    if meeting.held_on and _in_time(day, meeting.held_on):  # then somebody had been invited
        nobody = (Wrong.HELD_UNINVITED, Article(8, "3"), Owner.MANAGER, meeting.held_on)
        yield Breach(*nobody, meeting.id, meeting.id), day


def _wrong(
    meeting: MeetingFacts, wrong: Wrong, of: Article, owner: Owner, member: UUID | None
) -> Breach:
    limit = last_day_to_invite(meeting.day)
    return Breach(wrong, of, owner, limit, meeting.id, meeting.id, member)
