"""One archive: a zip with fixed times, its manifest, and the signatures over it.

It comes out in parts as it is packed, so that it is never whole in memory. Nothing is compressed:
papers are already, and another version of a library would give other bytes.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from core.trail import TrailKeys
from documents import archive
from documents.builder import Bounds, PaperTooLong, Pressed, pressed
from models import file_store
from models.session import Work
from models.stored_file import FileForm, FileKind, FileRemoval, StoredFile
from portal.archive.certificate import Certificate
from portal.archive.gathered import FORMAT, SCHEMA, ArchiveContent, CodedPaper

SUFFIXES: Final = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
}
FIXED: Final = ("README.txt", "check.py", SCHEMA)
"""What every archive brings along."""
BOUNDS: Final = Bounds(seconds=120, megabytes=1500)
"""Nobody waits for it."""
MOST_PAGES: Final = 1500
"""Of one that is longer than others: a paper of a sealed file is not asked for in parts."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One file of the archive whose bytes come as they are read."""

    path: str
    content: Iterable[bytes]
    size: int
    sha256: bytes


def attachments(work: Work, case_id: UUID) -> Iterator[Attached]:
    """Each file that was brought, as it came; read while the archive is packed."""
    query = select(StoredFile).where(
        StoredFile.life_id == case_id,
        StoredFile.form == FileForm.ORIGINAL,
        StoredFile.kind != FileKind.ARCHIVE,
        StoredFile.id.not_in(select(FileRemoval.file_id)),  # that one was there its row says
    )
    for each in work.session.scalars(query.order_by(StoredFile.stored_at, StoredFile.id)).all():
        suffix = SUFFIXES.get(each.media_type, "")
        content = file_store.read(work, each)
        yield Attached(f"attachments/{each.id}{suffix}", content, each.size, each.sha256)


def set_paper(of: CodedPaper) -> Pressed:
    """Raises `PaperNotMade`."""
    try:
        return pressed(of.paper, BOUNDS)
    except PaperTooLong:  # codes are drawn for as many pages as there may be
        return pressed(of.paper, replace(BOUNDS, pages=MOST_PAGES))


class _Parts(io.RawIOBase):
    """What zipfile writes to, and is taken away from."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


def packed(
    of: ArchiveContent,
    papers: Mapping[str, Pressed],
    attached: Iterable[Attached],
    keys: TrailKeys,
    certificate: Certificate | None,
) -> Iterator[bytes]:
    """The archive; `papers` are set already, by the names of their files."""
    into = _Parts()
    at = datetime.fromisoformat(of.said["sealed_at"]).astimezone(UTC).timetuple()[:6]
    files: list[dict[str, Any]] = []
    codes = {each.name: each for each in of.papers}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as pack:
        for path, content in _whole(of, papers):
            _add(pack, path, content, at)
            told = {"path": path, "bytes": len(content), "sha256": sha256(content).hexdigest()}
            if path in codes:
                told |= _of_paper(codes[path])
            files.append(told)
            yield into.take()
        for each in attached:
            with pack.open(_info(each.path, at), "w", force_zip64=True) as entry:
                for some in each.content:
                    entry.write(some)
                    yield into.take()
            files.append({"path": each.path, "bytes": each.size, "sha256": each.sha256.hex()})
        manifest = _manifest(of, files, keys, certificate)
        _add(pack, "manifest.json", manifest, at)
        _add(pack, "manifest.ed25519", keys.sign_archive(manifest), at)
        if certificate is not None:
            _add(pack, "manifest.p7s", certificate.sign(manifest), at)
        yield into.take()
    yield into.take()


def _of_paper(of: CodedPaper) -> dict[str, Any]:
    """Of one that people sign also how many did: `check.py` says of which a word is missing."""
    told: dict[str, Any] = {"title": of.paper.title, "code": of.code}
    return told | ({"words": asdict(of.words)} if of.words else {})


def _whole(of: ArchiveContent, papers: Mapping[str, Pressed]) -> Iterator[tuple[str, bytes]]:
    for name in FIXED:
        yield name, shipped(name)
    for each in of.papers:
        yield each.name, papers[each.name].file
    yield "file.json", as_json(of.record)
    yield "trail.json", as_json(of.trail)


def _manifest(
    of: ArchiveContent,
    files: list[dict[str, Any]],
    keys: TrailKeys,
    certificate: Certificate | None,
) -> bytes:
    public = keys.public(keys.name)
    assert public is not None  # its own
    return as_json(
        {
            "format": FORMAT,
            **of.said,
            "key": keys.name,
            "public_key": public.hex(),
            "signature": certificate.as_json() if certificate else None,
            "files": files,
        }
    )


def as_json(of: Any) -> bytes:
    return (json.dumps(of, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def shipped(name: str) -> bytes:
    """One of the files that go along with every archive."""
    return (Path(archive.__file__).parent / name).read_bytes()


def _add(pack: zipfile.ZipFile, path: str, content: bytes, at: tuple[int, ...]) -> None:
    pack.writestr(_info(path, at), content)


def _info(path: str, at: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, at)  # type: ignore[arg-type]
    info.external_attr = 0o644 << 16
    info.create_system = 3  # the same bytes whatever machine packs it
    return info
