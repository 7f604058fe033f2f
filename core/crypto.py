"""The ring of keys that this process seals and opens with, and its fingerprints."""

import base64
import hmac
import os
import secrets
import threading
import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Self
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.i18n import N_
from core.refused import StartRefused
from core.sealed import KEY_BYTES, OF_RING, DataKey, SealBroken, key_id_of, open_with, seal_with

INDEX: Final = "index"
"""The name of the line whose key makes fingerprints, and seals nothing."""


class KeysRefused(StartRefused):
    """A process does not start with the keys that it was given."""


class WrongRing(KeysRefused):
    """The ring does not fit what the database is sealed with; `facts` name the key by its id."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message.replace("%(key)s", key))
        self.message, self.facts = message, {"key": key}


class ListBroken(KeysRefused):
    """The list of erasures is not as it was written; `line` is the first that does not fit."""

    message = N_("%(path)s, line %(line)s: the list of erasures is not as it was written.")

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path}: line {line} of the erasures does not fit")
        self.facts = {"path": path, "line": line}


class ListCut(KeysRefused):
    """The list of erasures ends before what the record knows to be erased."""

    message = N_(
        "%(path)s ends too soon: something was erased that is not on it. Bring the list back from"
        " where the keys are kept."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: an erasure of the record is not on it")
        self.facts = {"path": path}


class ErasedLives(KeysRefused):
    """Something that was erased can be read again: the list was not carried out here."""

    message = N_("This copy of the record holds what was erased: start it with `tryeza up`.")


@dataclass(frozen=True)
class KeyRing:
    """Keys by id; the first one seals, all of them open. One more makes fingerprints."""

    keys: tuple[tuple[str, bytes], ...] = field(repr=False)
    index_key: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        return cls((_new_key(),), os.urandom(KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read lines of `<four characters>:<base64 of 32 bytes>`, and one of `index:<base64>`;
        raises `ValueError`."""
        keys, index_keys = [], []
        for line in text.split():
            key_id, _, encoded = line.partition(":")
            key = base64.b64decode(encoded, validate=True)
            if len(key) != KEY_BYTES or (key_id != INDEX and len(key_id.encode()) != 4):
                raise ValueError("a key line is `<four characters>:<base64 of 32 bytes>`")
            index_keys.append(key) if key_id == INDEX else keys.append((key_id, key))
        if not keys or len(index_keys) != 1 or len(dict(keys)) != len(keys):
            raise ValueError("a key file holds one index key, and keys of different ids")
        return cls(tuple(keys), index_keys[0])

    @classmethod
    def load(cls, path: Path) -> Self:
        return cls.parse(path.read_text(encoding="ascii"))

    def dump(self) -> str:
        lines = (*self.keys, (INDEX, self.index_key))
        return "".join(f"{name}:{base64.b64encode(key).decode()}\n" for name, key in lines)

    @property
    def front(self) -> str:
        """The id of the key that seals."""
        return self.keys[0][0]

    def with_another(self) -> Self:
        """A new key behind the others: it opens, and seals once it is `with_front`."""
        taken = dict(self.keys)
        fresh = next(key for key in iter(_new_key, None) if key[0] not in taken)
        return replace(self, keys=(*self.keys, fresh))

    def with_front(self, key_id: str) -> Self:
        """The same keys, and this one seals; raises `KeyError`."""
        first = (key_id, dict(self.keys)[key_id])
        return replace(self, keys=(first, *(key for key in self.keys if key != first)))

    def without(self, key_id: str) -> Self:
        return replace(self, keys=tuple(key for key in self.keys if key[0] != key_id))

    @cached_property
    def _ciphers(self) -> dict[str, AESGCM]:
        return {name: AESGCM(key) for name, key in self.keys}

    def seal(self, text: str, place: str) -> bytes:
        """Encrypt `text` for `place`, which is `table.column.row id`."""
        return self._seal(text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypt what was sealed for `place`; raises `SealBroken`."""
        return self._open(sealed, place).decode()

    def wrap(self, key: DataKey) -> bytes:
        return self._seal(key.secret, key.place)

    def unwrap(self, key_id: UUID, wrapped: bytes) -> DataKey:
        """The data key that is kept so; raises `SealBroken`."""
        return DataKey(key_id, self._open(wrapped, DataKey(key_id, b"").place))

    def renew(self, sealed: bytes, place: str) -> bytes:
        """The same under the front key; raises `SealBroken`."""
        return self._seal(self._open(sealed, place), place)

    def _seal(self, plain: bytes, place: str) -> bytes:
        return seal_with(OF_RING + self.front.encode(), self._ciphers[self.front], plain, place)

    def _open(self, sealed: bytes, place: str) -> bytes:
        name = str(key_id_of(sealed))
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise SealBroken(f"{place}: no key {name!r} in the ring")
        return open_with(cipher, sealed, place)

    def index(self, text: str, purpose: str) -> bytes:
        """A keyed fingerprint that finds an exact value again without revealing it."""
        return hmac.digest(self._derived(purpose), text.strip().casefold().encode(), "sha256")

    def mac(self, text: str, purpose: str) -> bytes:
        """Proves that whoever wrote the text had the ring."""
        return hmac.digest(self._derived(f"mac:{purpose}"), text.encode(), "sha256")

    def _derived(self, purpose: str) -> bytes:
        known = self._by_purpose.get(purpose)
        if known is None:
            kdf = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"tryeza:" + purpose.encode())
            # A purpose may name a row (a code's): some hundred are remembered, not all there are.
            if len(self._by_purpose) > 500:
                self._by_purpose.clear()
            known = self._by_purpose[purpose] = kdf.derive(self.index_key)
        return known

    @cached_property
    def _by_purpose(self) -> dict[str, bytes]:
        return {}


def _new_key() -> tuple[str, bytes]:
    return secrets.token_hex(2), os.urandom(KEY_BYTES)


LOOKED_EVERY: Final = 1.0
"""Seconds between two looks whether the ring's file was changed."""


class RingFile:
    """The ring of a file, read again when somebody adds a key or puts another one in front.

    A process that ran on with the ring it began with would seal with a key that is retired by now.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp, self._ring, self._looked = self._read()

    def ring(self) -> KeyRing:
        if time.monotonic() - self._looked > LOOKED_EVERY:
            self.look()
        return self._ring

    def look(self) -> KeyRing:
        """Now; a file that is gone or half copied leaves the ring as it was."""
        with self._lock:
            try:
                if self._stamp != self._stamp_now():
                    self._stamp, self._ring, self._looked = self._read()
            except (OSError, ValueError):
                pass  # the doctor says so; what is sealed under a key we have still opens
            self._looked = time.monotonic()
        return self._ring

    def _read(self) -> tuple[tuple[int, ...], KeyRing, float]:
        # The stamp before the text: what is written in between is read at the next look.
        return self._stamp_now(), KeyRing.load(self.path), time.monotonic()

    def _stamp_now(self) -> tuple[int, ...]:
        stat = self.path.stat()
        return stat.st_mtime_ns, stat.st_ino, stat.st_size


_installed: list[KeyRing | RingFile] = []


def install(ring: KeyRing | RingFile) -> None:
    """Make `ring` the one this process seals and opens with."""
    _installed[:] = [ring]


def ring() -> KeyRing:
    """The installed key ring; raises `RuntimeError` where a process forgot to install one."""
    if not _installed:
        raise RuntimeError("no key ring is installed; set TRYEZA_KEYS_FILE")
    held = _installed[0]
    return held.ring() if isinstance(held, RingFile) else held


def ring_for(sealed: bytes) -> KeyRing:
    """The ring, read anew where it has no key for this value: somebody may just have added it."""
    held = _installed[0] if _installed else None
    current = ring()
    if isinstance(held, RingFile) and key_id_of(sealed) not in dict(current.keys):
        return held.look()
    return current
