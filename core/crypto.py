"""Sealing of personal values: AES-256-GCM under a ring of keys.

A sealed value is `version (1 byte) | key id (4) | nonce (12) | ciphertext and tag`. The place it
belongs to (table, column, row id) is authenticated with it, so that a value moved to another cell
does not open.
"""

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
KEY_ID = slice(1, 5)
NONCE = slice(5, 17)
BODY = slice(17, None)


class SealBroken(Exception):
    """A sealed value that does not open here; the message names the place and the key id only."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id; the first one seals, all of them open."""

    keys: tuple[tuple[str, bytes], ...]

    @classmethod
    def generate(cls) -> "KeyRing":
        return cls(((secrets.token_hex(2), os.urandom(32)),))

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read lines of `<four characters>:<base64 of 32 bytes>`; raises `ValueError`."""
        keys = []
        for line in text.split():
            key_id, _, encoded = line.partition(":")
            key = base64.b64decode(encoded, validate=True)
            if len(key_id.encode()) != KEY_ID.stop - KEY_ID.start or len(key) != 32:
                raise ValueError("a key line is `<four characters>:<base64 of 32 bytes>`")
            keys.append((key_id, key))
        if not keys:
            raise ValueError("the key file holds no key")
        return cls(tuple(keys))

    @classmethod
    def load(cls, path: Path) -> "KeyRing":
        return cls.parse(path.read_text(encoding="ascii"))

    def dump(self) -> str:
        return "".join(f"{name}:{base64.b64encode(key).decode()}\n" for name, key in self.keys)

    @cached_property
    def _ciphers(self) -> dict[bytes, AESGCM]:
        return {name.encode(): AESGCM(key) for name, key in self.keys}

    def seal(self, text: str, place: str) -> bytes:
        """Encrypt `text` for `place`, which is `table.column.row id`."""
        name = self.keys[0][0].encode()
        nonce = os.urandom(12)
        return (
            VERSION
            + name
            + nonce
            + self._ciphers[name].encrypt(nonce, text.encode(), place.encode())
        )

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypt what was sealed for `place`; raises `SealBroken`."""
        name = sealed[KEY_ID]
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise SealBroken(f"{place}: no key {name.decode(errors='replace')!r} in the ring")
        try:
            return cipher.decrypt(sealed[NONCE], sealed[BODY], place.encode()).decode()
        except InvalidTag:
            raise SealBroken(f"{place}: the value does not belong here or was changed") from None

    def index(self, text: str, purpose: str) -> bytes:
        """A keyed fingerprint that finds an exact value again without revealing it."""
        # The oldest key: a new one in front seals, but what was indexed is still to be found.
        key = hashlib.sha256(b"blind index:" + purpose.encode() + self.keys[-1][1]).digest()
        return hmac.digest(key, text.strip().casefold().encode(), "sha256")


_installed: list[KeyRing] = []


def install(ring: KeyRing) -> None:
    """Make `ring` the one this process seals and opens with."""
    _installed[:] = [ring]


def ring() -> KeyRing:
    """The installed key ring; raises `RuntimeError` where a process forgot to install one."""
    if not _installed:
        raise RuntimeError("no key ring is installed; set TRYEZA_KEYS_FILE")
    return _installed[0]
