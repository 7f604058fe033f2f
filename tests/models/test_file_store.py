"""Files in the record: sealed in pieces that belong to their file, their place and their end."""

import os
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.case.seal import seal_of
from core.sealed import SealBroken
from models import file_store
from models.case import Case
from models.file_store import PIECE, FileFacts
from models.life import AuditEntry
from models.session import unit_of_work
from models.stored_file import FileForm, FileKind, StoredFile
from tests.builders import ACase
from tests.conftest import At
from tests.database import past_the_rights

FINDING = FileFacts(FileKind.ATTACHMENT, "text/plain", "gjetje.txt")


def stored(case: ACase, *content: bytes, facts: FileFacts = FINDING) -> StoredFile:
    with unit_of_work() as work:
        return file_store.store(work, work.session.get_one(Case, case.case), content, facts)


def copied(file: StoredFile, content: bytes) -> StoredFile:
    with unit_of_work() as work:
        original = work.session.get_one(StoredFile, file.id)
        return file_store.store_copy(work, original, FileForm.CLEANED, [content], "text/plain")


def read(file: StoredFile) -> bytes:
    with unit_of_work(read_only=True) as work:
        return b"".join(file_store.read(work, work.session.get_one(StoredFile, file.id)))


def tampered(statement: str, **values: object) -> None:
    with past_the_rights() as work:
        work.session.execute(text("SET LOCAL session_replication_role = replica"))
        work.session.execute(text(statement), values)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_what_is_stored_is_read_again(a_case: At, size: int) -> None:
    content = os.urandom(size)
    file = stored(a_case("referred"), content[:100_000], content[100_000:])
    assert read(file) == content
    assert (file.size, file.sha256) == (size, sha256(content).digest())
    assert file.pieces == max(1, -(-size // PIECE))


@pytest.mark.article("18(1)")
def test_nothing_of_it_stands_in_clear_and_its_hash_is_in_the_trail(a_case: At) -> None:
    case = a_case("referred")
    file = stored(case, b"Lirie Podgorani " * 20_000)
    with unit_of_work() as work:
        rows = work.session.execute(text("SELECT content FROM file_piece")).scalars().all()
        assert len(rows) == 2
        assert not any(b"Podgorani" in bytes(each) for each in rows)
        query = select(AuditEntry).where(AuditEntry.act == "file stored")
        entry = work.session.scalars(query).one()
    assert (entry.life_id, entry.article) == (case.case, "18(1)")
    assert entry.detail["sha256"] == file.sha256.hex()
    assert "gjetje" not in str(entry.detail)


SWAPPED = """UPDATE file_piece SET content = other.content FROM file_piece AS other
    WHERE other.file_id = file_piece.file_id AND other.position + file_piece.position = 1"""
CUT_OFF = (
    "DELETE FROM file_piece WHERE position = 2",
    "UPDATE stored_file SET pieces = 2",
)
DROPPED = (
    "DELETE FROM file_piece WHERE position = 1",
    "UPDATE file_piece SET position = 1 WHERE position = 2",
    "UPDATE stored_file SET pieces = 2",
)
OTHER_HASH = "UPDATE stored_file SET sha256 = sha256('')"
CHANGED = "UPDATE file_piece SET content = set_byte(content, 99, 255 - get_byte(content, 99))"


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("statements", [(SWAPPED,), CUT_OFF, DROPPED, (OTHER_HASH,), (CHANGED,)])
def test_pieces_swapped_dropped_cut_off_or_changed_do_not_open(
    a_case: At, statements: tuple[str, ...]
) -> None:
    file = stored(a_case("referred"), os.urandom(2 * PIECE + 1000))
    for statement in statements:
        tampered(statement)
    with pytest.raises(SealBroken) as broken:
        read(file)
    assert "gjetje" not in str(broken.value)
    with unit_of_work(read_only=True) as work:
        assert not file_store.is_whole(work.session, work.session.get_one(StoredFile, file.id))


@pytest.mark.article("18(1)")
def test_a_piece_of_another_file_does_not_open(a_case: At) -> None:
    case = a_case("referred")
    one, other = stored(case, b"one"), stored(case, b"other")
    tampered("DELETE FROM file_piece WHERE file_id = :id", id=one.id)
    tampered("UPDATE file_piece SET file_id = :one WHERE file_id = :id", one=one.id, id=other.id)
    with pytest.raises(SealBroken):
        read(one)


@pytest.mark.article("18(1)")
def test_a_copy_is_kept_apart_and_there_is_one_of_each_form(a_case: At) -> None:
    file = stored(a_case("referred"), b"as it came")
    copy = copied(file, b"clean")
    assert (read(file), read(copy)) == (b"as it came", b"clean")
    assert (copy.copy_of_id, copy.name, copy.section) == (file.id, file.name, file.section)
    with pytest.raises(IntegrityError, match="one_copy_of_each_form"):
        copied(file, b"again")


@pytest.mark.article("17(5)")
def test_the_seal_covers_a_file_and_none_is_stored_afterwards_but_beside(a_case: At) -> None:
    case = a_case("decided")
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
    stored(case, b"a finding")
    with unit_of_work() as work:
        with_it = seal_of(work.session, case.case)
    assert with_it != before
    archive = FileFacts(FileKind.ARCHIVE, "application/zip", beside=True)
    stored(case, b"the closed file", facts=archive)
    tampered("UPDATE cases SET seal = sha256('')")
    stored(case, b"the closed file anew", facts=archive)
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) == with_it
    with pytest.raises(IntegrityError, match="stored_before_the_seal"):
        stored(case, b"too late")


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("table", ["stored_file", "file_piece"])
def test_a_file_stays_as_it_was_stored(a_case: At, table: str) -> None:
    stored(a_case("referred"), b"as it came")
    for statement in (f"UPDATE {table} SET life_id = life_id", f"DELETE FROM {table}"):
        with past_the_rights() as work, pytest.raises(IntegrityError, match=r"stays|deleted"):
            work.session.execute(text(statement))


def test_a_file_is_never_whole_in_memory(a_case: At) -> None:
    case, size = a_case("referred"), 20_000_000

    def content() -> Iterator[bytes]:
        for _ in range(size // 50_000):
            yield bytes(50_000)

    with unit_of_work() as work:
        life = work.session.get_one(Case, case.case)
        tracemalloc.start()
        file = file_store.store(work, life, content(), FINDING)
        assert sum(len(each) for each in file_store.read(work, file)) == size
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 8 * PIECE
