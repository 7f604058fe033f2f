"""Bytes that wait for a moment: on the disk, sealed with a key that this process alone has."""

import errno
import os
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from types import TracebackType
from typing import IO, Final, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.sealed import KEY_BYTES, open_with, seal_with

PIECE: Final = 256 * 1024
HEAD: Final = b"\x01tmp_"
LENGTH: Final = struct.Struct(">I")
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class NoSpace(Exception):
    """The disk takes no more."""


@contextmanager
def _taken() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise NoSpace from None


class Spool:
    """Written once, read as often as wanted, never whole in memory; gone when it is closed, and
    when the process ends. What is left on the disk nobody can read. Raises `NoSpace` where the disk
    is full."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None  # begun with the first piece: a full disk has none
        self._cipher = AESGCM(os.urandom(KEY_BYTES))
        self._waiting = bytearray()
        self._hash = sha256()
        self.size = 0
        self.pieces = 0

    def write(self, some: bytes) -> None:
        self._hash.update(some)
        self.size += len(some)
        self._waiting += some
        while len(self._waiting) >= PIECE:
            self._put(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]

    def _put(self, piece: bytes) -> None:
        sealed = seal_with(HEAD, self._cipher, piece, str(self.pieces))
        with _taken():
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - no name; closed below
            self._file.write(LENGTH.pack(len(sealed)) + sealed)
        self.pieces += 1

    @property
    def sha256(self) -> bytes:
        return self._hash.digest()

    def __iter__(self) -> Iterator[bytes]:
        if self._waiting:
            self._put(bytes(self._waiting))
            self._waiting.clear()
        if self._file is None:
            return
        with _taken():
            self._file.seek(0)  # what is still to be written goes out before
        for number in range(self.pieces):
            (length,) = LENGTH.unpack(self._file.read(LENGTH.size))
            yield open_with(self._cipher, self._file.read(length), str(number))

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # a full disk once more, of what is given up
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
