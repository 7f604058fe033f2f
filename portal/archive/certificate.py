"""The centre's certificate, with which an archive is signed once: a file of settings, or none."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key, pkcs7
from cryptography.x509 import Certificate as X509
from cryptography.x509 import load_pem_x509_certificates

from core.i18n import N_

HAS_ENDED: Final = N_("The centre's certificate has ended, or one above it.")
NOT_YET: Final = N_("The centre's certificate is not valid yet, or one above it.")


class NotInForce(Exception):
    """What is signed with it on this day, no program that checks it takes for signed."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Certificate:
    """One centre's key and certificate, with those above it."""

    key: RSAPrivateKey
    own: X509
    above: tuple[X509, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """A PEM file: the key, its certificate, then those above it. Raises `OSError`, or
        `ValueError` for what is no such file."""
        pem = path.read_bytes()
        key = load_pem_private_key(pem, password=None)
        own, *above = load_pem_x509_certificates(pem)
        if not isinstance(key, RSAPrivateKey):
            raise ValueError("the key is no RSA key")
        if own.public_key() != key.public_key():
            raise ValueError("the first certificate is not of this key")
        return cls(key, own, tuple(above))

    @property
    def ends(self) -> datetime:
        """The first of them that ends."""
        return min(each.not_valid_after_utc for each in (self.own, *self.above))

    def check_in_force(self, now: datetime) -> None:
        """By real time, also where a demo's clock says another; raises `NotInForce`."""
        if now > self.ends:
            raise NotInForce(HAS_ENDED)
        if any(now < each.not_valid_before_utc for each in (self.own, *self.above)):
            raise NotInForce(NOT_YET)

    def sign(self, manifest: bytes) -> bytes:
        """A detached CMS over these bytes. Without attributes, so that the moment is not in it and
        the same archive is signed in the same bytes."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(manifest)
        builder = builder.add_signer(self.own, self.key, SHA256())
        for each in self.above:
            builder = builder.add_certificate(each)
        options = [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature]
        return builder.sign(Encoding.DER, [*options, pkcs7.PKCS7Options.NoAttributes])

    def as_json(self) -> dict[str, Any]:
        return {
            "file": "manifest.p7s",
            "certificate": self.own.fingerprint(SHA256()).hex(),
            "subject": self.own.subject.rfc4514_string(),
        }


def of_centre(folder: Path | None, slug: str) -> Certificate | None:
    """None where no folder is named, or the centre has no file in it. Raises as `load`."""
    path = folder / f"{slug}.pem" if folder else None
    return Certificate.load(path) if path and path.exists() else None
