"""Everything of one person at one table: what is asked of them, what they did, what they read.

Behind any link of theirs, after its code: Art. 18(1), 18(2), decision 0210. Each line leads to the
page that the link for it opens, and that page asks its own right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from identity.member_links import Guest
from models.case import Case
from models.meeting import PLANNED, Meeting
from models.people import LinkPurpose, Professional
from models.session import Work
from queries import member_papers, own_lines
from queries.own_elsewhere import OtherTable, WaitingContact, other_tables, waiting_contact
from queries.own_lines import AskedLine, DoneLine
from queries.own_ways import Ways, ways_of
from queries.reader_copies import PAPERS


@dataclass(frozen=True, slots=True)
class ToCome:
    """A meeting to which they are invited, or will be: its day is agreed."""

    meeting: Meeting
    href: str
    """Empty until the invitation has left."""


@dataclass(frozen=True, slots=True)
class DeskPaper:
    """A paper that they read, opened by the newest of their links that lead to it."""

    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """The page of one person and table."""

    asked: Sequence[AskedLine]
    done: Sequence[DoneLine]
    meetings: Sequence[ToCome]
    papers: Sequence[DeskPaper]
    person: Professional
    without_code: str
    """Where a way out is taken; empty where no link leads in any more."""
    declares_at: str
    """Where a conflict of interest is said that came up later: Art. 10(2)."""
    elsewhere: Sequence[OtherTable]
    contact: WaitingContact | None


def desk(work: Work, guest: Guest) -> OwnDesk:
    """As it is now: the same number of statements, however long the case has lasted."""
    case = work.session.get(Case, guest.member.life_id)
    ways = ways_of(work, guest)
    requests = own_lines.requests_of(work, guest)
    to_come = _to_come(work, guest, ways)
    said = own_lines.said_by(work, guest, ways) if case else []
    asked = list(own_lines.owed(work, guest, case, ways, requests))
    done = own_lines.done(work, guest, ways, requests, said)
    if case is not None and case.sealed_at is not None:  # that it was said stands, and no text
        done = [replace(line, href="") for line in done]
    elif case is not None and guest.member.may_read:
        invited = [each.meeting for each in to_come if each.href]
        asked += own_lines.claims(work, guest, ways)
        asked += own_lines.contribution(work, guest, ways, invited, said)
    return OwnDesk(
        asked=sorted(asked, key=lambda line: (line.due or date.max, line.what, line.number or 0)),
        done=done,
        meetings=to_come,
        papers=_papers(work, guest, ways),
        person=guest.member.professional,
        without_code=ways.without_code,
        declares_at=ways.page(LinkPurpose.DECLARE),
        elsewhere=other_tables(work),
        contact=waiting_contact(work),
    )


def _to_come(work: Work, guest: Guest, ways: Ways) -> list[ToCome]:
    """The nearest first, also those to which no link of theirs leads yet."""
    query = (
        select(Meeting)
        .where(Meeting.life_id == guest.member.life_id, PLANNED)
        .where(Meeting.agreed_at.is_not(None), Meeting.countered_at.is_(None))
        .order_by(Meeting.starts_at)
    )
    today, found = work.clock.today(), work.session.scalars(query)
    page = LinkPurpose.READ
    return [ToCome(each, ways.page(page, each.id)) for each in found if each.day >= today]


def _papers(work: Work, guest: Guest, ways: Ways) -> list[DeskPaper]:
    """Each kind once; a link is asked for what no link before it gave."""
    found: dict[str, DeskPaper] = {}
    for purpose, kinds in PAPERS.items():
        link = ways.newest(purpose)
        if link is None or found.keys() >= set(kinds):
            continue
        for kind in member_papers.papers(work, Guest(guest.member, link)):
            found.setdefault(kind, DeskPaper(kind, f"/l/{link.token}/paper/{kind}"))
    return list(found.values())
