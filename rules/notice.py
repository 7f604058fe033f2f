"""Three days' notice, judged for each member: Art. 8(3), 8(7).

Sending counts ("e dërgon"): the day on which the mail server took the invitation, not the one on
which it was queued; what it refused was not sent. A reason for short notice is no exception.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.convening import last_day_to_invite
from rules.facts import MeetingFacts, MemberFacts, TableFacts
from rules.roles import Owner
from rules.seats import was_barred
from rules.served_facts import ServedFacts


def limits(table: TableFacts) -> Iterator[Breach]:
    """What is a breach, once its last day has passed, of the meetings that are planned."""
    for meeting in table.planned:
        if meeting.agreed and not meeting.countered:
            yield from _limits_of(table, meeting)


def counts_from(agreed: date | None, held_on: date | None) -> date:
    """One lapse has one limit, of the earlier of the day agreed and the day on which the table met;
    one that nobody had planned has only its own: Art. 8(3), 8(7), 8(10), decision 0100."""
    return min(day for day in (agreed, held_on) if day is not None)


@dataclass(frozen=True, slots=True)
class NoticeOf:
    """A meeting, as far as notice of it is concerned."""

    id: UUID
    day: date | None
    """The day that was agreed; None of a meeting that nobody had planned."""
    held_on: date | None = None
    owes_papers: bool = False
    """It is the first one, and assessment and plan go ahead of it: Art. 8(7)."""

    @property
    def last_day(self) -> date:
        """Three days before the day that counts: Art. 8(3), 8(7)."""
        return last_day_to_invite(counts_from(self.day, self.held_on))


def _limits_of(table: TableFacts, meeting: MeetingFacts) -> Iterator[Breach]:
    served = {each.member_id: each for each in meeting.served}
    seated = table.seated_at(meeting)
    of = NoticeOf(meeting.id, meeting.day, None, table.last is None and meeting.needs_papers)
    if not seated:
        yield nobody_seated(of)
    for member in seated:
        theirs = served.get(member.id, ServedFacts(member.id))
        for breach, on in of_member(of, theirs, member):
            if not _in_time(on, breach.limit):
                yield breach


def nobody_seated(meeting: NoticeOf) -> Breach:
    """The table as a whole was not invited: Art. 8(3)."""
    return _wrong(meeting, Wrong.SHORT_NOTICE, Article(8, "3"), Owner.MANAGER, None)


def of_member(
    meeting: NoticeOf, theirs: ServedFacts, member: MemberFacts
) -> Iterator[tuple[Breach, date | None]]:
    """What one of them is owed ahead of it, and the day on which they had it: Art. 8(3); for the
    first meeting the papers: 8(7). Nothing, where their own word barred them on the last day."""
    if was_barred(meeting.last_day, member.barred):
        return
    invitation = _wrong(meeting, Wrong.SHORT_NOTICE, Article(8, "3"), Owner.MANAGER, member.id)
    yield invitation, theirs.invited_on
    if meeting.owes_papers:
        had_signed = _in_time(member.signed_on, meeting.last_day)  # whatever came up since: 0147
        owner: Owner = Owner.MANAGER if had_signed else Owner.MEMBERS
        papers = _wrong(meeting, Wrong.NO_PAPERS, Article(8, "7"), owner, member.id)
        yield papers, opened_on(theirs, member.signed_on)


def goes_ahead(meeting: NoticeOf, others: Iterable[date]) -> bool:
    """Whether assessment and plan go ahead of it, as of the first meeting: Art. 8(7).

    Of one that was planned that is so where the table had not met by its last day: a limit that
    had passed stays. Of one that nobody had planned, where it had not met before its own day.
    """
    if meeting.day is None:
        assert meeting.held_on is not None  # it took place
        return all(on >= meeting.held_on for on in others)
    return all(on > meeting.last_day for on in others)


def was_invited_by(theirs: ServedFacts, met_on: date) -> bool:
    """Whether one of them had been invited at all, by the day on which it was held: Art. 8(11)."""
    return _in_time(theirs.invited_on, met_on)


def first_invited(served: Iterable[ServedFacts]) -> date | None:
    """The day on which the first of them was invited: after the meeting nobody was: Art. 8(3)."""
    return min((each.invited_on for each in served if each.invited_on), default=None)


def _in_time(on: date | None, last: date) -> bool:
    return on is not None and on <= last


def opened_on(served: ServedFacts, signed_on: date | None) -> date | None:
    """From when they had the papers: handed over, or behind the link of the invitation, which
    opens once both declarations are signed: 10(2), 18(2)."""
    behind_the_link = None
    if served.linked_on is not None and signed_on is not None:
        behind_the_link = max(served.linked_on, signed_on)
    return min((day for day in (served.papers_on, behind_the_link) if day), default=None)


def _wrong(
    meeting: NoticeOf, wrong: Wrong, of: Article, owner: Owner, member: UUID | None
) -> Breach:
    return Breach(wrong, of, owner, meeting.last_day, meeting.id, meeting.id, member)
