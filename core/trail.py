"""What the trail is counted with: the letters of an entry, the links of a chain, a signed head.

Kept apart from the database, which computes the first of them too and must never sign: 0153.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

FIELDS: Final = (
    *("number", "id", "lane", "place", "at", "recorded_at", "process"),
    *("life_id", "municipality_id", "actor_kind", "actor_id", "act", "article", "detail"),
)
"""The columns of an entry in the order in which its digest is taken over them."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ARCHIVE: Final = b"tryeza archive\n"
PEM: Final = re.compile(r"-----BEGIN (\w+) KEY-----.+?-----END \1 KEY-----\n?", re.DOTALL)


def micros(moment: datetime) -> int:
    """Microseconds since 1970: a number has one spelling, whatever the zone."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def letters(fields: Sequence[object]) -> str:
    """A JSON array as Postgres writes `jsonb_build_array(...)::text`; nothing is left out."""
    said = [plain(value) for value in fields]
    return json.dumps(said, ensure_ascii=False, separators=(", ", ": "))


def plain(value: object) -> int | str | None:
    """One value of it."""
    if value is None or isinstance(value, int):
        return value
    return micros(value) if isinstance(value, datetime) else str(value)


def digest_of(fields: Sequence[object]) -> bytes:
    """SHA-256 of an entry: the values of `FIELDS`, `detail` as the letters Postgres shows."""
    return hashlib.sha256(letters(fields).encode()).digest()


def link(before: bytes | None, digest: bytes) -> bytes:
    """The end of a chain after one more entry."""
    return hashlib.sha256((before or b"") + digest).digest()


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain over all entries, and how far each lane was sealed then."""

    position: int
    chain: bytes
    sealed_at: datetime
    lanes: Mapping[str, int]

    @property
    def message(self) -> bytes:
        """What is signed."""
        lanes = json.dumps(self.lanes, sort_keys=True)
        said = ["tryeza trail", self.position, self.chain.hex(), self.sealed_at, lanes]
        return letters(said).encode()

    def as_json(self) -> dict[str, Any]:
        """What is enough to know this end of the trail again, anywhere else."""
        return {
            "position": self.position,
            "chain": self.chain.hex(),
            "sealed_at": self.sealed_at.astimezone(UTC).isoformat(),
        }


class TrailKeys:
    """Ed25519 keys of one file: the first signs, each of them tells its own signature.

    A key that was replaced stays in the file, the public half is enough.
    """

    def __init__(self, private: Ed25519PrivateKey | None, public: Sequence[Ed25519PublicKey]):
        self._private = private
        self._public = {self._name(key): key for key in public}

    @classmethod
    def load(cls, path: Path) -> "TrailKeys":
        """Raises `OSError`, or `ValueError` for a file that holds no such key."""
        return cls.parse(path.read_text(encoding="ascii"))

    @classmethod
    def parse(cls, text: str) -> "TrailKeys":
        """Read PEM blocks; raises `ValueError`."""
        private: list[Ed25519PrivateKey] = []
        public: list[Ed25519PublicKey] = []
        for block in PEM.finditer(text):
            pem = block[0].encode()
            key = (
                load_pem_public_key(pem)
                if block[1] == "PUBLIC"
                else load_pem_private_key(pem, password=None)
            )
            if isinstance(key, Ed25519PrivateKey):
                private.append(key)
                public.append(key.public_key())
            elif isinstance(key, Ed25519PublicKey):
                public.append(key)
        if not public:
            raise ValueError("the file holds no Ed25519 key")
        return cls(private[0] if private else None, public)

    def public(self, name: str) -> bytes | None:
        """The public half of the key of that fingerprint, for whoever checks it elsewhere."""
        key = self._public.get(name)
        return None if key is None else key.public_bytes(Encoding.Raw, PublicFormat.Raw)

    def know(self, name: str) -> bool:
        """Whether a key of this name tells its signature here."""
        return name in self._public

    @staticmethod
    def generate() -> str:
        """A new key in the letters of its file."""
        key = Ed25519PrivateKey.generate()
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @staticmethod
    def _name(key: Ed25519PublicKey) -> str:
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return hashlib.sha256(raw).hexdigest()[:16]

    @property
    def name(self) -> str:
        """The fingerprint of the key that signs."""
        return next(iter(self._public))

    def sign(self, head: Head) -> bytes:
        """Raises `ValueError` where the file has public keys only."""
        return self._sign(head.message)

    def sign_archive(self, manifest: bytes) -> bytes:
        """Of a sealed file; another message than any end of the trail. Raises as above."""
        return self._sign(ARCHIVE + hashlib.sha256(manifest).digest())

    def _sign(self, message: bytes) -> bytes:
        if self._private is None:
            raise ValueError("the file holds no private key")
        return self._private.sign(message)

    def signed(self, head: Head, name: str, signature: bytes) -> bool:
        """Whether this head was signed with the key of that fingerprint, which is ours."""
        key = self._public.get(name)
        if key is None:
            return False
        try:
            key.verify(signature, head.message)
        except InvalidSignature:
            return False
        return True


def kept_ends(path: Path) -> list[tuple[int, str]]:
    """What another user keeps in a file, one end a line: position, and chain in hexadecimal digits.

    Raises `OSError`, or `ValueError` for a line that is none.
    """
    ends = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            kept = json.loads(line)
            ends.append((int(kept["position"]), str(kept["chain"])))
        except (KeyError, TypeError) as error:
            raise ValueError("a line that is no end of a trail") from error
    return ends
