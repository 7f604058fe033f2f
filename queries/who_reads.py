"""What each at the table reads of a case now, what was withheld, what was shown: 18(1), 0191."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.readers import reader_of
from casework.record.table import last_held, planned_meetings, seats
from identity.access import NotThere
from models.case import Case, Member
from models.life import AuditEntry
from models.people import Account, LinkPurpose
from models.section_word import SectionWord
from models.session import Work
from queries.reader_copies import ReaderCopy, Way, all_copies
from rules.basis import Article, Default
from rules.readers import Item, ReadSection, by_default, is_bound

SHOWN: Final = ("agenda", "assessment", "plan", "minutes", "reports", "closing form", "invitation")
ACTS: Final = (
    *(f"{paper} {how}" for paper in SHOWN for how in ("opened", "copy printed")),
    "name shown",
)
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section of a paper and one reader: whether it is theirs now, and by what."""

    section: ReadSection
    whose: Member | None
    reads: bool
    bound: Article | None
    """For which nobody may withhold it."""
    basis: Article | Default
    """What holds while nobody says otherwise."""
    word: SectionWord | None
    """What was said of it last."""

    @property
    def item(self) -> Item:
        return self.section, self.whose.id if self.whose else None


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Once that something was shown to them, as the trail has it."""

    at: datetime
    paper: str
    as_file: bool
    version: int
    sections: Sequence[Item]
    withheld: Sequence[Item]


@dataclass(frozen=True, slots=True)
class ReaderOfCase:
    """One seat, as the list shows it."""

    member: Member
    copies: Sequence[ReaderCopy]
    """What they get; of who has not declared, what they will."""

    @property
    def withheld(self) -> int:
        return sum(len(each.withheld) for each in self.copies)


@dataclass(frozen=True, slots=True)
class ReaderFile:
    """One seat with every section, what was said of each, and what was shown."""

    member: Member
    copies: Sequence[ReaderCopy]
    as_files: Sequence[ReaderCopy]
    """The same as they are printed."""
    lines: Sequence[SectionLine]
    words: Sequence[tuple[SectionWord, str]]
    """All of them, the newest first, each with who said it."""
    shown: Sequence[ShownLine]
    seats: Mapping[UUID, Member]


def readers(work: Work, case: Case) -> list[ReaderOfCase]:
    """Whoever sits, or was shut out since: Art. 10(2)."""
    subject = _meeting(work, case)
    found = []
    for each in seats(work.session, case.id):
        way = Way(each, LinkPurpose.READ, subject)
        copies = all_copies(work, way, declared=_may_declare(each)) if each.sits else ()
        found.append(ReaderOfCase(each, copies))
    return found


def reader(work: Work, case: Case, member_id: UUID) -> ReaderFile:
    """One of them; raises `NotThere` for a seat of another table."""
    everybody = {each.id: each for each in seats(work.session, case.id)}
    member = everybody.get(member_id)
    if member is None:
        raise NotThere(case.number)
    way = Way(member, LinkPurpose.READ, _meeting(work, case))
    early = _may_declare(member)
    copies = all_copies(work, way, declared=early) if member.sits else ()
    files = all_copies(work, way, declared=early, as_file=True) if member.sits else ()
    words = _words(work, member)
    return ReaderFile(
        member=member,
        copies=[each for each in copies if each.given],
        as_files=[each for each in files if each.given],
        lines=_lines(work, member, copies, [row for row, _ in words], everybody),
        words=words,
        shown=_shown(work, case, member),
        seats=everybody,
    )


def _may_declare(member: Member) -> bool:
    """Before they have said anything, what they will be handed once they have is looked at."""
    return member.sits and not member.has_signed


def _meeting(work: Work, case: Case) -> UUID | None:
    """For which the papers are: the next, or else the last one."""
    found = next(iter(planned_meetings(work.session, case.id)), None)
    found = found or last_held(work.session, case.id)
    return found.id if found else None


def _lines(
    work: Work,
    member: Member,
    copies: Sequence[ReaderCopy],
    words: Sequence[SectionWord],
    seats: Mapping[UUID, Member],
) -> list[SectionLine]:
    reader = reader_of(work.session, member)
    last: dict[Item, SectionWord] = {}
    for row in reversed(words):
        last[row.section, row.whose_id] = row
    found = []
    for copy in copies:
        for item in sorted(copy.given | copy.withheld, key=lambda each: _place(each, seats)):
            section, whose = item
            found.append(
                SectionLine(
                    section=section,
                    whose=seats.get(whose) if whose else None,
                    reads=item in copy.given,
                    bound=is_bound(reader, item),
                    basis=by_default(section, reader.kind).basis,
                    word=last.get(item),
                )
            )
    return found


def _place(item: Item, seats: Mapping[UUID, Member]) -> tuple[int, str]:
    section, whose = item
    who = seats.get(whose) if whose else None
    return list(ReadSection).index(section), who.professional.name or "" if who else ""


def _words(work: Work, member: Member) -> list[tuple[SectionWord, str]]:
    query = (
        select(SectionWord, Account)
        .join(Account, Account.id == SectionWord.recorded_by_id)
        .where(SectionWord.member_id == member.id)
        .order_by(SectionWord.number.desc())
    )
    rows = work.session.execute(query).all()
    return [(row, officer.name_at(row.recorded_at)) for row, officer in rows]


def _shown(work: Work, case: Case, member: Member) -> list[ShownLine]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.life_id == case.id, AuditEntry.act.in_(ACTS))
        .where(AuditEntry.detail["member"].astext == str(member.id))
        .order_by(AuditEntry.number.desc())
        .limit(MOST)
    )
    return [_of_entry(each) for each in work.session.scalars(query)]


def _of_entry(entry: AuditEntry) -> ShownLine:
    as_file = entry.act.endswith(" copy printed")
    return ShownLine(
        at=entry.at,
        paper=entry.act.removesuffix(" copy printed").removesuffix(" opened"),
        as_file=as_file,
        version=int(entry.detail.get("version", 0)),
        sections=read_items(entry.detail.get("sections", "")),
        withheld=read_items(entry.detail.get("withheld", "")),
    )


def read_items(listed: str) -> list[Item]:
    """The sections of an entry, as `member_papers.listed` wrote them."""
    found: list[Item] = []
    for code in listed.split():
        section, _, whose = code.partition(":")
        found.append((ReadSection(section), UUID(whose) if whose else None))
    return found
