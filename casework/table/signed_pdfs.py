"""A PDF that bears a digital signature is kept as it came, and counts as no signature: 0195."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select

from casework.table.filing import is_sealed
from documents.claims import SignatureClaim
from identity.access import NotThere, officer_of
from models import file_store
from models.file_store import FileFacts
from models.life import Life
from models.made_paper import MadePaper
from models.session import Work
from models.stored_file import (
    FileForm,
    FileKind,
    FilePiece,
    FileRemoval,
    FileSection,
    StoredFile,
)
from rules.filing import check_taken_back
from workflow.life import lock

CLAIMS: Final = "application/json"


@dataclass(frozen=True, slots=True)
class KeptPdf:
    """One PDF that was brought, with what its signatures say of themselves."""

    original: StoredFile
    claims: Sequence[SignatureClaim]


def keep(
    work: Work, made: MadePaper, content: Iterable[bytes], said: Sequence[SignatureClaim]
) -> StoredFile:
    """The file as it came, and what its readers get of it: the claims, and nothing that acts."""
    life = work.session.get_one(Life, made.life_id)
    facts = FileFacts(
        FileKind.SIGNED_PDF,
        "application/pdf",
        section=FileSection.PAPER,
        subject_id=made.id,
        by_id=officer_of(work).id,
        beside=is_sealed(work.session, life),
    )
    original = file_store.store(work, life, content, facts)
    words = json.dumps([_told(each) for each in said]).encode()
    file_store.store_copy(work, original, FileForm.CLEANED, [words], CLAIMS)
    told = {"paper": made.number, "file": original.id}
    work.record("signed PDF kept", "18(1)", life=life, **told)
    return original


def of_paper(work: Work, made: MadePaper) -> tuple[Sequence[KeptPdf], Sequence[FileRemoval]]:
    """Of one paper, the first one first, and what was taken back of it."""
    query = select(StoredFile).where(
        StoredFile.life_id == made.life_id,
        StoredFile.kind == FileKind.SIGNED_PDF,
        StoredFile.subject_id == made.id,
    )
    rows = work.session.scalars(query.order_by(StoredFile.stored_at)).all()
    copies = {each.copy_of_id: each for each in rows if each.form is FileForm.CLEANED}
    originals = [each for each in rows if each.form is FileForm.ORIGINAL]
    if not originals:
        return [], []
    removals = select(FileRemoval).where(FileRemoval.file_id.in_([each.id for each in originals]))
    gone = {each.file_id: each for each in work.session.scalars(removals)}
    kept = [
        KeptPdf(each, list(_claims(work, copies[each.id])))
        for each in originals
        if each.id not in gone
    ]
    return kept, sorted(gone.values(), key=lambda each: each.removed_at)


def take_back(work: Work, made: MadePaper, file_id: UUID, reason: str) -> None:
    """It is of another paper: its bytes leave this life, whose child it may not be of; that it was
    there stays, with why."""
    life = lock(work, made.life_id)
    stored = work.session.get(StoredFile, file_id)
    if stored is None or (stored.subject_id, stored.kind) != (made.id, FileKind.SIGNED_PDF):
        raise NotThere
    query = select(FileRemoval.id).where(FileRemoval.file_id == stored.id)
    before = work.session.scalar(query) is not None
    sealed = not stored.beside and is_sealed(work.session, life)
    check_taken_back(reason, sealed=sealed, before=before)
    row = FileRemoval(
        file_id=stored.id,
        reason=reason.strip(),
        removed_at=work.clock.now(),
        removed_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    copies = select(StoredFile.id).where(StoredFile.copy_of_id == stored.id)
    ids = [stored.id, *work.session.scalars(copies)]
    work.session.execute(delete(FilePiece).where(FilePiece.file_id.in_(ids)))
    work.record("signed PDF taken back", "18(1)", life=life, paper=made.number, file=stored.id)


def _told(claim: SignatureClaim) -> dict[str, Any]:
    return {
        "name": claim.name,
        "at": claim.at.isoformat() if claim.at else None,
        "reason": claim.reason,
        "issuer": claim.issuer,
        "is_whole": claim.is_whole,
    }


def _claims(work: Work, copy: StoredFile) -> Iterator[SignatureClaim]:
    for each in json.loads(b"".join(file_store.read(work, copy))):
        at = datetime.fromisoformat(each.pop("at")) if each["at"] else each.pop("at")
        yield SignatureClaim(**each, at=at)
