"""A paper that was printed, found by the number on its pages, with what came back of it: 0194."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.record.chairing import closing_signer, officer_signs
from casework.record.closure_facts import closure_meeting
from casework.table import filing, signed_pdfs, waiting_pages
from casework.table.filing import is_in_force
from casework.table.made_papers import by_number
from casework.table.signed_pdfs import KeptPdf
from identity import access
from identity.access import NotThere
from identity.officers import chair_of
from models.case import Member
from models.closure import Closure
from models.filed_page import FiledPage, PageTakenBack, SignatureScan
from models.life import Life
from models.made_paper import MadePaper
from models.meeting import Minutes, Signature
from models.people import Account
from models.session import Work
from models.stored_file import FileRemoval, StoredFile
from queries.seen_on import taken_back
from queries.signature_lines import SignatureLine
from queries.signatures import Signatures, under_closure, under_minutes
from rules.signing import SignatureMethod
from workflow.kinds import case_of, label_of


@dataclass(frozen=True, slots=True)
class FiledSheet:
    """One page as it came back."""

    row: FiledPage
    by: str
    """Who filed it."""
    signed: Mapping[UUID, SignatureScan]
    """The signatures that somebody has seen on it, each once."""
    seen_by: Mapping[UUID, str]
    """Who had seen one sign that was taken off this page again."""


@dataclass(frozen=True, slots=True)
class TakenBackLine:
    """What was filed, or said of a page, by mistake."""

    row: PageTakenBack
    page: int
    by: str
    signer: str
    """Who has not signed there after all; empty where the page is of another paper."""


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """One printed paper."""

    made: MadePaper
    life: Life
    label: str
    """Of its case or quarter."""
    is_case: bool
    by: str
    """Who had it made."""
    is_in_force: bool
    sheets: Sequence[FiledSheet]
    taken_back: Sequence[TakenBackLine]
    signatures: Signatures | None
    """Of the text that is signed on it; None for a paper on which nobody signs a laid text."""
    pdfs: Sequence[KeptPdf]
    """With a digital signature; none counts as one."""
    pdfs_back: Sequence[tuple[FileRemoval, str]]
    """Those that were taken back, and by whom."""
    is_run_by_reader: bool

    reader: UUID | None

    def may_be_taken_back(self, what: FiledPage | StoredFile) -> bool:
        """Until a child's file is sealed, and of what stands beside it after that: 17(5)."""
        return what.beside or not (self.is_case and self.life.ended_at)

    def seen(self, sheet: FiledSheet) -> Sequence[tuple[SignatureLine, SignatureScan]]:
        """Whose signature somebody has seen on a page."""
        return [
            (line, sheet.signed[line.signature.id])
            for line in self._lines
            if line.signature and line.signature.id in sheet.signed
        ]

    def open_to(self, sheet: FiledSheet) -> Sequence[SignatureLine]:
        """Who else may have signed there: whose word is missing, or came on paper. Of an officer
        another one says so, who need not run the table; nobody says it of themselves."""
        if not self.is_in_force or self.life.ended_at:
            return []
        seen = [line for line, _ in self.seen(sheet)]
        return [
            line
            for line in self._lines
            if line not in seen
            and (self.is_run_by_reader or line.account_id)
            and line.account_id != self.reader
            and (line.signature is None or line.signature.method == SignatureMethod.PAPER)
        ]

    @property
    def awaits_reader(self) -> bool:
        """Their own signature may be on a page, which another officer says."""
        return (
            self.is_in_force
            and not self.life.ended_at
            and any(
                line.account_id and line.account_id == self.reader and line.signature is None
                for line in self._lines
            )
        )

    @property
    def _lines(self) -> Sequence[SignatureLine]:
        return self.signatures.lines if self.signatures else ()


def read(work: Work, number: str | None) -> FiledPaper:
    """Raises `NotThere` for one of another centre, as for one that was never printed."""
    made = by_number(work.session, number) if number else None
    if made is None:
        raise NotThere
    life = access.life_for(work, made.life_id)
    pdfs, gone = signed_pdfs.of_paper(work, made)
    return FiledPaper(
        made,
        life,
        label_of(work.session, life.id),
        case_of(work.session, life.id) is not None,
        _name(work, made.made_by_id, made.made_at),
        is_in_force(work.session, made),
        list(_sheets(work, made)),
        list(_taken_back(work, made)),
        _signatures(work, life, made),
        pdfs,
        [(each, _name(work, each.removed_by_id, each.removed_at)) for each in gone],
        access.runs(work, life, chair_of(work.session, life, work.clock.today())),
        work.actor.id,
    )


def _name(work: Work, account_id: UUID | None, at: datetime) -> str:
    account = work.session.get(Account, account_id) if account_id else None
    return account.name_at(at) or "" if account else ""


def _sheets(work: Work, made: MadePaper) -> Sequence[FiledSheet]:
    gone = select(PageTakenBack.filed_page_id).where(filing.IS_GONE)
    query = select(FiledPage).where(FiledPage.made_paper_id == made.id, FiledPage.id.not_in(gone))
    rows = work.session.scalars(query.order_by(FiledPage.page, FiledPage.filed_at)).all()
    ids = [row.id for row in rows]
    scans = select(SignatureScan, taken_back()).where(SignatureScan.filed_page_id.in_(ids))
    found: dict[UUID, dict[UUID, SignatureScan]] = {row.id: {} for row in rows}
    off: dict[UUID, dict[UUID, str]] = {row.id: {} for row in rows}
    for scan, is_off in work.session.execute(scans.order_by(SignatureScan.again)):
        if not is_off:
            found[scan.filed_page_id][scan.signature_id] = scan
        elif scan.seen_by:
            off[scan.filed_page_id][scan.signature_id] = scan.seen_by
    names = {row.filed_by_id: work.session.get_one(Account, row.filed_by_id) for row in rows}
    return [
        FiledSheet(
            row, names[row.filed_by_id].name_at(row.filed_at) or "", found[row.id], off[row.id]
        )
        for row in rows
    ]


def _taken_back(work: Work, made: MadePaper) -> Iterator[TakenBackLine]:
    query = (
        select(PageTakenBack, FiledPage)
        .join(FiledPage, FiledPage.id == PageTakenBack.filed_page_id)
        .where(FiledPage.made_paper_id == made.id)
        .order_by(PageTakenBack.taken_at)
    )
    for row, filed in work.session.execute(query):
        by = work.session.get_one(Account, row.taken_by_id).name_at(row.taken_at) or ""
        yield TakenBackLine(row, filed.page, by, _signer(work, row))


def _signer(work: Work, row: PageTakenBack) -> str:
    """Whose signature was said to be there; empty of a page."""
    if row.signature_id is None:
        return ""
    signature = work.session.get_one(Signature, row.signature_id)
    if signature.member_id is not None:
        return work.session.get_one(Member, signature.member_id).professional.name or ""
    account = work.session.get_one(Account, signature.account_id)
    return account.name_at(signature.signed_at) or ""


def _signatures(work: Work, life: Life, made: MadePaper) -> Signatures | None:
    if made.paper_id is None:
        return None
    if (minutes := work.session.get(Minutes, made.paper_id)) is not None:
        signer = officer_signs(work.session, life, minutes.meeting)
        return under_minutes(work, minutes, work.session.get(Account, signer) if signer else None)
    if (closure := work.session.get(Closure, made.paper_id)) is not None:
        case = case_of(work.session, life.id)
        assert case is not None  # it is a child's
        met = closure_meeting(work.session, case.id, closure)
        signer = closing_signer(work.session, case, met)
        return under_closure(work, closure, work.session.get(Account, signer) if signer else None)
    return None


@dataclass(frozen=True, slots=True)
class FiledLine:
    """A page that was filed just now."""

    row: FiledPage
    made: MadePaper


def filed(work: Work, pages: Sequence[UUID]) -> Sequence[FiledLine]:
    """In the order in which they were filed."""
    rows = [work.session.get_one(FiledPage, each) for each in pages]
    return [FiledLine(row, work.session.get_one(MadePaper, row.made_paper_id)) for row in rows]


def is_there(work: Work, number: str) -> bool:
    """Whether this number leads whoever asks to a paper."""
    made = by_number(work.session, number)
    return made is not None and waiting_pages.is_theirs(work, made)
