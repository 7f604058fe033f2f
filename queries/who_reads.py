"""What each at the table reads of a case now, what was withheld, what was shown: 18(1), 0191."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casework.record import files
from casework.record.files import AttachedFile, FilesToRead
from casework.record.table import seats
from identity.access import NotThere
from models.case import Case, Member
from models.people import Account, LinkPurpose
from models.section_word import SectionWord
from models.session import Work
from queries.reader_copies import ReaderCopy, Way, papers_on, reader_to_be
from queries.shown_to import ShownLine, shown
from rules.basis import Article, Default
from rules.readers import Item, ReadSection, SectionReader, by_default, is_bound, of_itself


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
    file: AttachedFile | None = None
    """Of an attachment."""
    comes: bool = True
    """It is theirs while nobody says otherwise."""

    @property
    def item(self) -> Item:
        of = self.file or self.whose
        return self.section, of.id if of else None


@dataclass(frozen=True, slots=True)
class ReaderOfCase:
    """One seat, as the list shows it."""

    member: Member
    copies: Sequence[ReaderCopy]
    """What they get; of who has not declared, what they will."""
    files: FilesToRead

    @property
    def withheld(self) -> int:
        return sum(len(each.withheld) for each in self.copies) + len(self.files.withheld)


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
    names: Mapping[UUID, AttachedFile]
    """Every file of the case, that was removed too, by its id."""

    @property
    def files(self) -> list[SectionLine]:
        """Those that they read."""
        return [each for each in self.lines if each.file and each.reads]


def readers(work: Work, case: Case) -> list[ReaderOfCase]:
    """Whoever sits, or was shut out since: Art. 10(2)."""
    way = _way(work, case)
    papers = papers_on(work, way)
    brought = files.of_case(work.session, case.id, handed_in=True)
    found = []
    for each in seats(work.session, case.id):
        reads = papers if each.sits else ()
        reader = reader_to_be(work, each)
        copies = [paper.copy_of(each, reader) for paper in reads]
        found.append(ReaderOfCase(each, copies, brought.to_read(reader, way.subject_id)))
    return found


def reader(work: Work, case: Case, member_id: UUID) -> ReaderFile:
    """One of them; raises `NotThere` for a seat of another table."""
    everybody = {each.id: each for each in seats(work.session, case.id)}
    member = everybody.get(member_id)
    if member is None:
        raise NotThere(case.number)
    way, reads = _way(work, case), reader_to_be(work, member)
    copies, printed = (
        [each.copy_of(member, reads) for each in papers_on(work, way, as_file=as_file)]
        if member.sits
        else []
        for as_file in (False, True)
    )
    words = _words(work, member)
    said = [row for row, _ in words]
    every = files.attached(work.session, case.id)
    lines = _lines(reads, copies, said, everybody)
    if member.sits:
        brought = files.of_case(work.session, case.id, handed_in=True, every=every)
        lines += _of_files(brought.to_read(reads, way.subject_id), said)
    return ReaderFile(
        member=member,
        copies=[each for each in copies if each.given],
        as_files=[each for each in printed if each.given],
        lines=lines,
        words=words,
        shown=shown(work, case, member),
        seats=everybody,
        names={each.id: each for each in every},
    )


def _way(work: Work, case: Case) -> Way:
    """To the papers of the next meeting, or else of the last one."""
    found = files.read_for(work.session, case.id)
    return Way(case.id, LinkPurpose.READ, found.id if found else None)


def _lines(
    reader: SectionReader,
    copies: Sequence[ReaderCopy],
    words: Sequence[SectionWord],
    seats: Mapping[UUID, Member],
) -> list[SectionLine]:
    last, found = _last(words), []
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


def _of_files(of: FilesToRead, words: Sequence[SectionWord]) -> list[SectionLine]:
    """Those of the case that are put before no meeting too: one of them alone may be given one."""
    last, given = _last(words), {each.id for each in of.given}
    found = []
    for each in of.every:
        item = ReadSection.ATTACHMENT, each.id
        bound, itself = is_bound(of.reader, item), of_itself(of.reader, item)
        found.append(
            SectionLine(
                section=ReadSection.ATTACHMENT,
                whose=None,
                reads=each.id in given,
                bound=bound,
                basis=itself.basis,
                word=last.get(item),
                file=each,
                comes=itself.reads,
            )
        )
    return found


def _last(words: Sequence[SectionWord]) -> dict[Item, SectionWord]:
    return {(row.section, row.whose_id): row for row in reversed(words)}


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
