"""The centre's certificate, with which an archive is signed once: a file of settings, or none."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key, pkcs7
from cryptography.x509 import Certificate as X509
from cryptography.x509 import load_pem_x509_certificates


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
