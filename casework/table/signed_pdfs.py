"""A PDF that bears a digital signature is kept as it came, and counts as no signature: 0195."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from casework.table.filing import is_sealed
from documents.claims import SignatureClaim
from identity.access import officer_of
from models import file_store
from models.file_store import FileFacts
from models.life import Life
from models.made_paper import MadePaper
from models.session import Work
from models.stored_file import FileForm, FileKind, FileSection, StoredFile

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


def of_paper(work: Work, made: MadePaper) -> Sequence[KeptPdf]:
    """Of one paper, the first one first."""
    query = select(StoredFile).where(
        StoredFile.life_id == made.life_id,
        StoredFile.kind == FileKind.SIGNED_PDF,
        StoredFile.subject_id == made.id,
    )
    rows = work.session.scalars(query.order_by(StoredFile.stored_at)).all()
    copies = {each.copy_of_id: each for each in rows if each.form is FileForm.CLEANED}
    originals = [each for each in rows if each.form is FileForm.ORIGINAL]
    return [KeptPdf(each, list(_claims(work, copies[each.id]))) for each in originals]


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
