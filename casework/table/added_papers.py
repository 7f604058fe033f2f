"""Whoever was invited hears of what is put before the meeting since then: Art. 8(3).

They are told once a day and by no name of any paper; who reads nothing of it is not told.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from casework.record import files
from casework.record.files import FilesToRead
from casework.record.readers import reader_of
from casework.record.table import seats
from casework.tell import to_papers
from core.clock import local_day
from identity import links
from models.case import Case, Member
from models.meeting import Meeting
from models.people import LinkPurpose
from models.session import Work
from rules.convening import tells_called_off


def look_again(
    work: Work, case: Case, meeting: Meeting | None, given: Collection[UUID] = ()
) -> None:
    """After a file was put before the members or taken back, withheld from one or given: `given`
    are the seats to which one was just given for themselves."""
    if meeting is None or not meeting.is_planned:
        return
    if not tells_called_off(meeting.starts_at, work.clock.now()):
        return
    members = _invited(work, case, meeting)
    brought = files.of_case(work.session, case.id, handed_in=True) if members else None
    new, none = list[Member](), list[Member]()
    for member in members:
        assert brought is not None
        reader = replace(reader_of(work.session, member), has_signed=True)  # once they have: 18(2)
        theirs = brought.to_read(reader, meeting.id)
        reads = member.id in given or _came_today(work, theirs, meeting)
        (new if reads else none).append(member)
    issued = links.issue_all(work, [each.id for each in new], LinkPurpose.READ, meeting.id)
    to_papers.papers_added(work, meeting, new, issued)
    to_papers.nothing_added(work, meeting, none)
    if new:
        work.wake(case.id, "papers added")


def _invited(work: Work, case: Case, meeting: Meeting) -> list[Member]:
    """Whose invitation has left; the others find it there when theirs does."""
    invited = to_papers.who_was_invited(work, meeting)
    every = seats(work.session, case.id) if invited else ()
    return [each for each in every if each.sits and each.professional_id in invited]


def _came_today(work: Work, of: FilesToRead, meeting: Meeting) -> bool:
    since = (each.before.get(meeting.id) for each in of.given)
    return any(at is not None and local_day(at) == work.clock.today() for at in since)
