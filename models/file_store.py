"""Files in the record, a piece at a time: sealed with their life's key, never whole in memory.

Each piece is bound to its file, its place and whether it is the last: pieces that were swapped,
dropped or cut off do not open. Decision 0193.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.ids import new_id
from core.sealed import SealBroken, key_id_of
from models import data_keys
from models.case import Case
from models.life import Life
from models.session import Work
from models.stored_file import FileForm, FileKind, FilePiece, FileSection, StoredFile

PIECE: Final = 256 * 1024
"""Bytes sealed at once."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is said of a file beside its bytes; nobody brought what the system makes."""

    kind: FileKind
    media_type: str
    name: str | None = None
    section: FileSection = FileSection.CASE
    subject_id: UUID | None = None
    by_id: UUID | None = None
    by_member_id: UUID | None = None
    beside: bool = False


def store(work: Work, life: Case | Life, content: Iterable[bytes], facts: FileFacts) -> StoredFile:
    """Keep a file as it came; its hash is in the trail: Art. 18(1)."""
    row = StoredFile(
        life_id=life.id,
        kind=facts.kind,
        form=FileForm.ORIGINAL,
        section=facts.section,
        subject_id=facts.subject_id,
        name=facts.name,
        media_type=facts.media_type,
        brought_by_id=facts.by_id,
        brought_by_member_id=facts.by_member_id,
        beside=facts.beside,
    )
    return _store(work, life, row, content)


def store_copy(
    work: Work,
    original: StoredFile,
    form: FileForm,
    content: Iterable[bytes],
    media_type: str,
    *,
    pages: int | None = None,
) -> StoredFile:
    """Keep what was made of a file, apart from it; it is of the same section."""
    same = ("kind", "section", "subject_id", "name", "brought_by_id", "brought_by_member_id")
    row = StoredFile(
        life_id=original.life_id,
        form=form,
        copy_of_id=original.id,
        media_type=media_type,
        pages=pages,
        beside=original.beside,
        **{each: getattr(original, each) for each in same},
    )
    return _store(work, work.session.get_one(Life, original.life_id), row, content)


def _store(work: Work, life: Case | Life, row: StoredFile, content: Iterable[bytes]) -> StoredFile:
    hashed, size, position = sha256(), 0, 0
    for position, (piece, is_last) in enumerate(_pieces(content)):
        hashed.update(piece)
        size += len(piece)
        place = _place(row.id, position, is_last=is_last)
        values = {
            "id": new_id(),
            "life_id": life.id,
            "file_id": row.id,
            "position": position,
            "content": data_keys.of_life(life.id, place, work.session).seal_bytes(piece, place),
        }
        work.session.execute(insert(FilePiece), values)
    row.size, row.sha256, row.pieces = size, hashed.digest(), position + 1
    row.stored_at = work.clock.now()
    work.session.add(row)
    work.session.flush()
    told = {"file": row.id, "form": row.form, "size": size, "sha256": row.sha256.hex()}
    work.record("file stored", "18(1)", life=life, **told)
    return row


def _pieces(content: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """In equal pieces, the last one marked; a file without bytes has one, and it is empty."""
    waiting = bytearray()
    for some in content:
        waiting += some
        while len(waiting) > PIECE:
            yield bytes(waiting[:PIECE]), False
            del waiting[:PIECE]
    yield bytes(waiting), True


def _place(file_id: UUID, position: int, *, is_last: bool) -> str:
    return f"file_piece.content.{file_id}.{position}" + (".last" if is_last else "")


def read(work: Work, file: StoredFile) -> Iterator[bytes]:
    """Its bytes, a piece at a time. Raises `SealBroken` where they are not those that were stored;
    whoever has not read to the end does not know yet."""
    return whole(work.session, file)


def whole(session: Session, file: StoredFile) -> Iterator[bytes]:
    hashed, size = sha256(), 0
    for position in range(file.pieces):
        found = piece(session, file, position)
        hashed.update(found)
        size += len(found)
        yield found
    if (size, hashed.digest()) != (file.size, file.sha256):
        raise SealBroken(f"stored_file.sha256.{file.id}: not the bytes that were stored")


def piece(session: Session, file: StoredFile, position: int) -> bytes:
    """One of `file.pieces`, for whoever reads each in a transaction of its own."""
    place = _place(file.id, position, is_last=position == file.pieces - 1)
    query = select(FilePiece.content).where(
        FilePiece.file_id == file.id, FilePiece.position == position
    )
    sealed = session.scalar(query)
    if sealed is None:
        raise SealBroken(f"{place}: the piece is not there")
    return open_piece(session, sealed, place)


def open_piece(session: Session, sealed: bytes, place: str) -> bytes:
    key_id = key_id_of(sealed)
    if isinstance(key_id, str):
        raise SealBroken(f"{place}: under a key of the ring")
    return data_keys.by_id(key_id, place, session).open_bytes(sealed, place)


def is_whole(session: Session, file: StoredFile) -> bool:
    """Whether every byte is there as it was stored."""
    try:
        return all(True for _ in whole(session, file))
    except SealBroken:
        return False
