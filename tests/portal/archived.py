"""Archives of sealed files, made once, unpacked and harmed: for their tests."""

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import delete

from core.settings import settings
from core.trail import TrailKeys
from documents.builder import Pressed
from models import file_store
from models.case import Case
from models.file_store import FileFacts
from models.session import unit_of_work
from models.stored_file import FileKind, FilePiece, FileRemoval
from portal.archive import packing
from portal.archive.certificate import Certificate
from portal.archive.gathered import ArchiveContent, CodedPaper, gather
from tests.builders import ACase
from tests.conftest import At
from tests.scenes import closed
from tests.sealed_trail import sealed

KEPT: dict[str, bytes] = {}
"""Archives that were made already: each takes some seconds of the press."""
BROUGHT = b"%PDF-1.4 a court decision" * 40_000


def keys() -> TrailKeys:
    return TrailKeys.load(settings().trail_keys)


def gathered(case: ACase) -> ArchiveContent:
    with unit_of_work(read_only=True) as work:
        return gather(work, work.session.get_one(Case, case.case), keys())


def made(case: ACase, certificate: Certificate | None = None) -> bytes:
    sealed(by=keys())
    of = gathered(case)
    papers = {each.name: packing.set_paper(each) for each in of.papers}
    with unit_of_work(read_only=True) as work:
        attached = packing.attachments(work, case.case)
        return b"".join(packing.packed(of, papers, attached, keys(), certificate))


def in_no_time(patch: pytest.MonkeyPatch) -> list[str]:
    """Papers as none: what they say is tried elsewhere. Gives the names of what was set."""
    found: list[str] = []

    def set_paper(of: CodedPaper) -> Pressed:
        found.append(of.name)
        return Pressed(b"%PDF", 1)

    patch.setattr(packing, "set_paper", set_paper)
    return found


def brought(case: ACase, *, beside: bool = False) -> None:
    """One that stays, and one that was taken out again: of it the record says so alone."""
    with case.manager() as work:
        said = FileFacts(FileKind.ATTACHMENT, "application/pdf", "a decision", beside=beside)
        row = work.session.get_one(Case, case.case)
        file_store.store(work, row, [BROUGHT, BROUGHT], said)
        page = FileFacts(FileKind.SIGNED_PAGE, "image/jpeg", beside=beside)
        gone = file_store.store(work, row, [b"of another child"], page)
        out = FileRemoval(
            file_id=gone.id,
            reason="E një rasti tjetër.",
            removed_at=work.clock.now(),
            removed_by_id=work.actor.id,
        )
        work.session.add(out)
        work.session.flush()
        work.session.execute(delete(FilePiece).where(FilePiece.file_id == gone.id))


def and_closed(case: ACase) -> None:
    brought(case)
    closed(case)


def of_closed(a_case: At, named: str = "plain", certificate: Certificate | None = None) -> bytes:
    if named not in KEPT:
        KEPT[named] = made(a_case("decided", and_closed), certificate)
    return KEPT[named]


def a_certificate(folder: Path, ends_in: timedelta = timedelta(days=3650)) -> Certificate:
    """Of an invented centre."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "QPS Ferizaj")])
    now = datetime.now(UTC)
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + ends_in)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "ferizaj.pem").write_bytes(pem + own.public_bytes(Encoding.PEM))
    return Certificate.load(folder / "ferizaj.pem")


def unpacked(archive: bytes, into: Path) -> Path:
    with zipfile.ZipFile(BytesIO(archive)) as pack:
        pack.extractall(into)
    return into


def checked(where: Path, *told: str) -> tuple[int, str]:
    """By the script that came along, where nothing of ours can be imported."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "check.py", *told],
        cwd=where,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def as_json(path: Path, change: Callable[[Any], object]) -> None:
    held = json.loads(path.read_text())
    change(held)
    path.write_bytes(packing.as_json(held))


def hashed_anew(where: Path) -> None:
    """As somebody would who knows how an archive is made, and has no key."""

    def renew(manifest: Any) -> None:
        for each in manifest["files"]:
            content = (where / each["path"]).read_bytes()
            each |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}

    as_json(where / "manifest.json", renew)


def drop(name: str, where: Path) -> None:
    (where / name).unlink()


def add(where: Path) -> None:
    (where / "papers/999-other.pdf").write_bytes(b"%PDF")


def without_attachment(where: Path) -> None:
    """Out of the manifest too."""
    (path,) = (where / "attachments").iterdir()
    path.unlink()

    def change(manifest: Any) -> None:
        manifest["files"] = [e for e in manifest["files"] if not e["path"].startswith("att")]

    as_json(where / "manifest.json", change)


def without_signature(where: Path) -> None:
    """Somebody's word under the closing form is taken out, and all hashes counted anew."""

    def change(file: Any) -> None:
        at = next(n for n, row in enumerate(file["file"]) if row["table"] == "signature")
        del file["file"][at]

    as_json(where / "file.json", change)
    hashed_anew(where)


def other_text(where: Path, *, with_digest: bool = False) -> None:
    def change(file: Any) -> None:
        texts = (row["values"] for row in file["file"] if row["table"] == "signed_text")
        values = next(each for each in texts if each["paper"] == "closure")
        values["text"] = values["text"].replace("2026", "2025")
        if with_digest:
            digest = hashlib.sha256(values["text"].encode()).hexdigest()
            values["digest"] = {"bytes": digest}

    as_json(where / "file.json", change)
    hashed_anew(where)


def broken_link(where: Path) -> None:
    as_json(where / "trail.json", lambda trail: trail["entries"].pop(7))
    hashed_anew(where)


def other_entry(where: Path) -> None:
    def change(trail: Any) -> None:
        at = trail["fields"].index("act")
        trail["entries"][3]["said"][at] = "something else"

    as_json(where / "trail.json", change)
    hashed_anew(where)


def other_seal(where: Path) -> None:
    """Everything that the seal is compared with says the other one."""

    def change(held: Any) -> None:
        held["seal"] = "0" * 64

    for name in ("file.json", "manifest.json"):
        as_json(where / name, change)
    hashed_anew(where)
