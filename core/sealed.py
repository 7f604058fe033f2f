"""A sealed value: AES-256-GCM, `version (1 byte) | key id | nonce (12) | ciphertext and tag`.

Version 1 stands under a key of the ring (its id has 4 bytes), version 2 under a data key (16, its
row's id), which is itself kept sealed under the ring. The place a value belongs to (table, column,
row id) is authenticated with it, so that a value moved to another cell does not open.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

OF_RING: Final = b"\x01"
OF_DATA_KEY: Final = b"\x02"
ID_BYTES: Final = {OF_RING: 4, OF_DATA_KEY: 16}
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


class SealBroken(Exception):
    """A sealed value that does not open here; the message names the place and the key id only."""


class KeyDestroyed(SealBroken):
    """What is sealed under this key is erased for good."""


def key_id_of(sealed: bytes) -> str | UUID:
    """Under which key a value stands: four characters of the ring, or a data key's row."""
    if sealed[:1] == OF_DATA_KEY:
        return UUID(bytes=sealed[1:17])
    return sealed[1:5].decode(errors="replace")


def seal_with(head: bytes, cipher: AESGCM, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return head + nonce + cipher.encrypt(nonce, plain, place.encode())


def open_with(cipher: AESGCM, sealed: bytes, place: str) -> bytes:
    begins = 1 + ID_BYTES[sealed[:1]]
    ends = begins + NONCE_BYTES
    try:
        return cipher.decrypt(sealed[begins:ends], sealed[ends:], place.encode())
    except InvalidTag:
        raise SealBroken(f"{place}: the value does not belong here or was changed") from None


@dataclass(frozen=True)
class DataKey:
    """The key of all that is written about one life, and so about one child."""

    id: UUID
    secret: bytes = field(repr=False)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)

    @property
    def place(self) -> str:
        """Where it is kept wrapped."""
        return f"data_key.wrapped.{self.id}"

    def seal(self, text: str, place: str) -> bytes:
        return self.seal_bytes(text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypt what was sealed for `place`; raises `SealBroken`."""
        return self.open_bytes(sealed, place).decode()

    def seal_bytes(self, plain: bytes, place: str) -> bytes:
        return seal_with(OF_DATA_KEY + self.id.bytes, self._cipher, plain, place)

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        return open_with(self._cipher, sealed, place)


def data_keys_of(values: Iterable[bytes]) -> set[UUID]:
    """The data keys that some sealed values stand under."""
    return {UUID(bytes=each[1:17]) for each in values if each[:1] == OF_DATA_KEY}
