"""A page that was filed to the wrong paper, or beside the wrong signature, is taken back: 0194."""

from uuid import UUID

from sqlalchemy import and_, delete, select

from casework.table import filing
from casework.table.filing import SheetOfScan
from identity import access
from identity.access import NotThere, officer_of
from models import file_store
from models.filed_page import FiledPage, PageTakenBack, SignatureScan, WaitingPage
from models.life import Life
from models.session import Work
from models.stored_file import FilePiece, FileRemoval, StoredFile
from rules.filing import WhyAside, check_taken_back
from workflow.life import lock


def take_back_page(work: Work, filed_id: UUID, reason: str) -> WaitingPage:
    """It is of another paper: its picture waits again to be filed, and leaves this life, whose
    child it may not be of."""
    filed, life = _of_ones_own(work, filed_id)
    _check(work, life, filed, None, reason)
    stored = work.session.get_one(StoredFile, filed.file_id)
    picture = b"".join(file_store.read(work, stored))
    _put_on_record(work, filed, None, reason)
    gone = FileRemoval(
        file_id=stored.id,
        reason=reason.strip(),
        removed_at=work.clock.now(),
        removed_by_id=officer_of(work).id,
    )
    work.session.add(gone)
    work.session.flush()
    work.session.execute(delete(FilePiece).where(FilePiece.file_id == stored.id))
    again = SheetOfScan((), picture, filed.scan_sha256, filed.scan_page)
    waits = filing.let_wait(work, again, None, WhyAside.TAKEN_BACK)
    work.record("page taken back", "18(1)", life=life, page=filed.id, waits=waits.id)
    return waits


def take_back_signer(work: Work, scan_id: UUID, reason: str) -> None:
    """It is not their signature that is seen there. What was entered of them stands until it is
    corrected as any other: 0148."""
    scan = work.session.get(SignatureScan, scan_id)
    if scan is None:
        raise NotThere
    filed, life = _of_ones_own(work, scan.filed_page_id)
    access.only_who_runs(work, life)
    _check(work, life, filed, scan, reason)
    _put_on_record(work, filed, scan, reason)
    told = {"page": filed.id, "signature": scan.signature_id}
    work.record("signature not seen on a page", "10(1)", life=life, **told)


def _of_ones_own(work: Work, filed_id: UUID) -> tuple[FiledPage, Life]:
    filed = work.session.get(FiledPage, filed_id)
    if filed is None:
        raise NotThere
    access.life_for(work, filed.life_id)
    return filed, lock(work, filed.life_id)


def _check(
    work: Work, life: Life, filed: FiledPage, scan: SignatureScan | None, reason: str
) -> None:
    the_page = PageTakenBack.signature_id.is_(None)
    known = select(PageTakenBack.id).where(PageTakenBack.filed_page_id == filed.id)
    if scan is None:
        known = known.where(the_page)
    else:
        whose = PageTakenBack.signature_id == scan.signature_id
        known = known.where(the_page | and_(whose, PageTakenBack.again == scan.again))
    before = work.session.scalar(known.limit(1)) is not None
    sealed = not filed.beside and filing.is_sealed(work.session, life)
    check_taken_back(reason, sealed=sealed, before=before)


def _put_on_record(work: Work, filed: FiledPage, scan: SignatureScan | None, reason: str) -> None:
    row = PageTakenBack(
        life_id=filed.life_id,
        filed_page_id=filed.id,
        signature_id=scan.signature_id if scan else None,
        again=scan.again if scan else 0,
        reason=reason.strip(),
        taken_at=work.clock.now(),
        taken_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
