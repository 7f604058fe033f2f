"""What a backup is: an age file for its recipients, in it a tar of `manifest.json`, the dump in
pieces, and `seal.json`, which proves that whoever wrote it had the key ring.

Written and read in one pass; nothing of it ever lies on a disk unencrypted. Without Tryeza:
`age -d -i IDENTITY FILE | tar x && cat dump/* | pg_restore --list`.
"""

import hashlib
import hmac
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final, Self

import pyrage

from core.crypto import KeyRing
from core.i18n import N_
from deployments import piped
from deployments.account import CannotPrepare

FORMAT: Final = 1
PIECE: Final = 1 << 20
PURPOSE: Final = "backup"
NAME: Final = re.compile(r"[A-Za-z0-9_.-]+")
MANIFEST, PIECES, SEAL = "manifest.json", "dump/", "seal.json"

NOT_WHOLE: Final = N_("%(path)s is not whole, or was changed: take another backup.")
NOT_FOR: Final = N_("%(path)s was not made for this identity, or is no backup.")
STRANGE: Final = N_(
    "%(path)s was not made by whoever has this key ring: nothing of it is carried out."
)
NEWER: Final = N_("%(path)s was made by a newer edition of Tryeza: take that one to restore it.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is said of a record before its first row; nothing of any child."""

    installation: str
    taken_at: datetime
    edition: str
    revision: str
    keys: Mapping[str, str]
    """Of the ring, by id, with the proof that the record keeps, in hexadecimal digits."""
    retired: Sequence[str]
    rows: Mapping[str, int]
    """How many each table has."""
    erased: int = 0
    """How long the list of erasures was, which is kept elsewhere."""
    erased_end: str = ""
    trail_key: str = ""
    """The name of the key that signed the trail's last end; empty before the first."""
    format: int = field(default=FORMAT)

    @property
    def proofs(self) -> dict[str, bytes]:
        return {name: bytes.fromhex(proof) for name, proof in self.keys.items()}

    def dump(self) -> bytes:
        return json.dumps(asdict(self) | {"taken_at": self.taken_at.isoformat()}).encode()

    @classmethod
    def load(cls, said: bytes, path: Path) -> Self:
        found: dict[str, Any] = json.loads(said)
        if found["format"] > FORMAT:
            raise CannotPrepare(NEWER, path=path)
        if not all(NAME.fullmatch(name) for name in (found["installation"], *found["rows"])):
            raise ValueError("a name that nobody here gives")
        taken_at = datetime.fromisoformat(found["taken_at"]).astimezone(UTC)
        return cls(**{**found, "taken_at": taken_at})


class _Digest:
    """Of all that is in a backup, in its order."""

    def __init__(self) -> None:
        self._hash, self.bytes = hashlib.sha256(), 0

    def take(self, piece: bytes) -> None:
        self._hash.update(len(piece).to_bytes(8, "big") + piece)
        self.bytes += len(piece)

    def seal(self, ring: KeyRing) -> bytes:
        return json.dumps({"sha256": self.hex, "mac": self.mac(ring).hex()}).encode()

    def mac(self, ring: KeyRing) -> bytes:
        return ring.mac(self.hex, PURPOSE)

    @property
    def hex(self) -> str:
        return self._hash.hexdigest()


def write(
    file: IO[bytes],
    recipients: Sequence[pyrage.x25519.Recipient],
    ring: KeyRing,
    manifest: Manifest,
    dump: Iterable[bytes],
) -> None:
    """Encrypted as it comes. Raises `OSError` where the disk is full."""
    watched = _Watched(file)
    try:
        with piped.through(lambda plain: pyrage.encrypt_io(plain, watched, recipients)) as sink:
            digest = _Digest()
            with tarfile.open(fileobj=sink, mode="w|") as tar:
                _add(tar, digest, MANIFEST, manifest.dump())
                for number, piece in enumerate(dump):
                    _add(tar, digest, f"{PIECES}{number:08}", piece)
                _add(tar, digest, SEAL, digest.seal(ring))
    except pyrage.EncryptError:
        raise watched.error or OSError from None


class _Watched:
    """Of what goes wrong beneath, age tells the words alone."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, said: bytes) -> int:
        try:
            return self._file.write(said)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()


def _add(tar: tarfile.TarFile, digest: _Digest, name: str, said: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(said), 0o600
    tar.addfile(entry, io.BytesIO(said))
    digest.take(said)


class Reading:
    """A backup that is being read: its manifest, then its dump; what is missing is found there."""

    def __init__(self, path: Path, plain: IO[bytes], ring: KeyRing | None) -> None:
        self._path, self._ring, self._digest = path, ring, _Digest()
        try:
            self._tar = tarfile.open(fileobj=plain, mode="r|")  # noqa: SIM115 - closed with its pipe
            self.manifest = Manifest.load(self._next()[1], path)
        except (tarfile.TarError, ValueError, KeyError, TypeError):
            raise CannotPrepare(NOT_WHOLE, path=path) from None

    def pieces(self) -> Iterator[bytes]:
        """The dump; raises `CannotPrepare` at its end where it is not what was written."""
        while True:
            before = self._digest.hex
            name, said = self._next()
            if name == SEAL:
                return self._check(json.loads(said), before)
            if not name.startswith(PIECES):
                raise CannotPrepare(NOT_WHOLE, path=self._path)
            yield said

    def _next(self) -> tuple[str, bytes]:
        try:
            entry = self._tar.next()
            said = self._tar.extractfile(entry) if entry is not None else None
            found = said.read() if said is not None else b""
        except tarfile.TarError:
            entry = None
        if entry is None or len(found) != entry.size:
            raise CannotPrepare(NOT_WHOLE, path=self._path)
        self._digest.take(found)
        return entry.name, found

    def _check(self, seal: Mapping[str, str], digest: str) -> None:
        if self._tar.next() is not None or seal["sha256"] != digest:
            raise CannotPrepare(NOT_WHOLE, path=self._path)
        if self._ring is None:
            return
        mac = self._ring.mac(digest, PURPOSE)
        if not hmac.compare_digest(mac, bytes.fromhex(seal["mac"])):
            raise CannotPrepare(STRANGE, path=self._path)


@contextmanager
def reading(
    path: Path, identities: Sequence[pyrage.x25519.Identity], ring: KeyRing | None
) -> Iterator[Reading]:
    """Decrypted as it is asked for. Raises `CannotPrepare` where it is not whole; with a ring also
    where somebody without it has made it: a recipient is no secret, and any could seal for it."""
    with path.open("rb") as file:
        try:
            with piped.out_of(lambda sink: pyrage.decrypt_io(file, sink, identities)) as plain:
                yield Reading(path, plain, ring)
        except pyrage.DecryptError:
            raise CannotPrepare(NOT_FOR, path=path) from None
        except piped.NotReadable:
            raise CannotPrepare(NOT_WHOLE, path=path) from None


def check(
    path: Path, identities: Sequence[pyrage.x25519.Identity], ring: KeyRing | None
) -> Manifest:
    """Read all of it and keep nothing."""
    with reading(path, identities, ring) as found:
        for _ in found.pieces():
            pass
        return found.manifest


def manifest_of(path: Path, identities: Sequence[pyrage.x25519.Identity]) -> Manifest:
    """What it says first; whether the rest is whole is not asked."""
    with reading(path, identities, None) as found:
        return found.manifest
