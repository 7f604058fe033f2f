"""Pages that came back from paper: filed to what was printed, or put aside for a person: 0194."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.table import signing
from casework.table.made_papers import by_number
from casework.table.waiting_pages import is_theirs, one_waiting
from documents.blanks import BLANK
from documents.code import PageCode
from identity.access import officer_of
from models import file_store
from models.case import Case
from models.file_store import FileFacts
from models.filed_page import FiledPage, PageTakenBack, WaitingPage
from models.life import Life
from models.made_paper import MadePaper
from models.session import Work
from models.stored_file import FileKind, FileSection
from rules.filing import (
    CodedPage,
    WhyAside,
    check_known,
    check_page,
    check_rejected,
    check_same_case,
    put_aside,
)
from workflow.kinds import kind_of
from workflow.life import lock

IS_GONE: Final = PageTakenBack.signature_id.is_(None)
"""The page itself was taken back, not one who was said to have signed on it."""


@dataclass(frozen=True, slots=True)
class SheetOfScan:
    """One page of a scan: what its codes say, how it looks, and where it stood."""

    codes: Sequence[PageCode]
    picture: bytes
    scan_sha256: bytes
    scan_page: int


def take(work: Work, pages: Iterable[SheetOfScan]) -> list[FiledPage | WaitingPage]:
    """Each page goes to its paper, or waits for a person with what is wrong with it."""
    officer_of(work)
    found = [(page, _leads_to(work, page)) for page in pages]
    for life_id in sorted({made.life_id for _, made in found if made and is_theirs(work, made)}):
        lock(work, life_id)  # in one order, so that two batches do not wait for each other
    return [_take_one(work, page, made) for page, made in found]


def _leads_to(work: Work, page: SheetOfScan) -> MadePaper | None:
    """What is of another centre is not seen from here, as what was never printed."""
    return by_number(work.session, page.codes[0].number) if len(page.codes) == 1 else None


def _take_one(work: Work, page: SheetOfScan, made: MadePaper | None) -> FiledPage | WaitingPage:
    found = _coded(work, made, page.codes[0]) if made else None
    is_blank = any(each.number in BLANK for each in page.codes)
    why = put_aside(len(page.codes), found, is_blank=is_blank)
    if why is None:
        assert made is not None  # the rule asked
        return _file(work, made, page.codes[0].page, page, by_hand=False)
    return let_wait(work, page, made, why)


def _coded(work: Work, made: MadePaper, code: PageCode) -> CodedPage:
    there = select(FiledPage.id).where(
        FiledPage.made_paper_id == made.id,
        FiledPage.page == code.page,
        FiledPage.id.not_in(select(PageTakenBack.filed_page_id).where(IS_GONE)),
    )
    return CodedPage(
        is_theirs=is_theirs(work, made),
        fits=code.version == made.version and code.page <= made.pages,
        is_in_force=is_in_force(work.session, made),
        is_there=work.session.scalar(there.limit(1)) is not None,
    )


def is_in_force(session: Session, made: MadePaper) -> bool:
    """Whether a laid text is still the one that is signed; any other paper is."""
    if made.paper_id is None:
        return True
    laid = signing.in_force(session, made.paper_id)
    return laid is not None and laid.digest == made.digest


def _file(work: Work, made: MadePaper, page: int, of: SheetOfScan, *, by_hand: bool) -> FiledPage:
    life = work.session.get_one(Life, made.life_id)
    beside = is_sealed(work.session, life)
    by = officer_of(work).id
    facts = FileFacts(
        FileKind.SIGNED_PAGE,
        "image/jpeg",
        section=FileSection.PAPER,
        subject_id=made.paper_id or made.id,
        by_id=by,
        beside=beside,
    )
    file = file_store.store(work, life, [of.picture], facts)
    row = FiledPage(
        life_id=life.id,
        made_paper_id=made.id,
        page=page,
        file_id=file.id,
        scan_sha256=of.scan_sha256,
        scan_page=of.scan_page,
        by_hand=by_hand,
        filed_at=work.clock.now(),
        filed_by_id=by,
        beside=beside,
    )
    work.session.add(row)
    work.session.flush()
    told = {"paper": made.number, "page": page, "file": file.id, "by_hand": by_hand}
    work.record("page filed", "18(1)", life=life, **told)
    return row


def is_sealed(session: Session, life: Life) -> bool:
    """What comes after the seal stands beside the file: Art. 17(5)."""
    if not kind_of(life).of_a_child:
        return False
    return session.get_one(Case, life.id, populate_existing=True).seal is not None


def let_wait(work: Work, page: SheetOfScan, made: MadePaper | None, why: WhyAside) -> WaitingPage:
    row = WaitingPage(
        made_paper_id=made.id if made else None,
        page=page.codes[0].page if made else None,
        why=why,
        scan_sha256=page.scan_sha256,
        scan_page=page.scan_page,
        brought_at=work.clock.now(),
        brought_by_id=officer_of(work).id,
    )
    row.picture = base64.b64encode(page.picture).decode()
    work.session.add(row)
    work.session.flush()
    life = work.session.get_one(Life, made.life_id) if made else None
    work.record("page put aside", "18(1)", life=life, page=row.id, why=why)
    return row


def picture_of(row: WaitingPage) -> bytes:
    return base64.b64decode(row.picture or "")


def file_by_hand(work: Work, page_id: UUID, number: str | None, page: int) -> FiledPage:
    """A person says whose page it is. Raises `NoSuchNumber` for a paper that is not theirs."""
    row = one_waiting(work, page_id)
    made = by_number(work.session, number) if number else None
    theirs = made is not None and is_theirs(work, made)
    check_known(known=theirs)
    assert made is not None  # the rule asked
    known = work.session.get(MadePaper, row.made_paper_id) if row.made_paper_id else None
    check_same_case(same=known is None or known.life_id == made.life_id)
    check_page(page, made.pages)
    lock(work, made.life_id)
    came = SheetOfScan((), picture_of(row), row.scan_sha256, row.scan_page)
    filed = _file(work, made, page, came, by_hand=True)
    _end(work, row)
    row.filed_page_id = filed.id
    return filed


def reject(work: Work, page_id: UUID, reason: str) -> None:
    """It is none of ours, or is of no use; its picture is gone, the reason stays."""
    check_rejected(reason)
    row = one_waiting(work, page_id)
    _end(work, row)
    row.reason = reason.strip()
    made = work.session.get_one(MadePaper, row.made_paper_id) if row.made_paper_id else None
    life = work.session.get_one(Life, made.life_id) if made else None
    work.record("page rejected", "18(1)", life=life, page=row.id)


def _end(work: Work, row: WaitingPage) -> None:
    by = officer_of(work).id
    row.picture = None
    row.ended_at, row.ended_by_id = work.clock.now(), by
