"""A PDF that is really signed, as an office's program signs it."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509 import NameOID
from pikepdf import Array, Dictionary, Name, Pdf, String

ROOM = 4000
"""Bytes kept for the signature."""
BLANK = 9_999_999_999


def named(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words[:64])])


def signed_pdf(made: bytes, name: str = "Arta Berisha", issuer: str = "Ndonjë CA") -> bytes:
    """The paper with a signature over all of it."""
    whole = _with_room(made, name)
    at = whole.index(b"<" + b"00" * ROOM + b">")
    end = at + 2 + 2 * ROOM
    blank = f"[ 0 {BLANK} {BLANK} {BLANK} ]".encode()
    span = f"[ 0 {at} {end} {len(whole) - end} ]".encode().ljust(len(blank))
    whole = whole.replace(blank, span)
    signature = _signature(whole[:at] + whole[end:], name, issuer)
    return whole[: at + 1] + signature.hex().encode().ljust(2 * ROOM, b"0") + whole[end - 1 :]


def _with_room(made: bytes, name: str) -> bytes:
    with Pdf.open(io.BytesIO(made)) as pdf:
        value = Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/ETSI.CAdES.detached"),
            Name=String(name),
            M=String("D:20261130171500+01'00'"),
            ByteRange=Array([0, BLANK, BLANK, BLANK]),
            Contents=String(b"\0" * ROOM),
        )
        field = pdf.make_indirect(
            Dictionary(FT=Name.Sig, T=String("1"), V=pdf.make_indirect(value))
        )
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _signature(content: bytes, name: str, issuer: str) -> bytes:
    now = datetime.now(UTC)
    of_issuer, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))

    def certificate(subject: str, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(named(subject))
            .issuer_name(named(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(of_issuer, hashes.SHA256())
        )

    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(certificate(name, own), own, hashes.SHA256())
    builder = builder.add_certificate(certificate(issuer, of_issuer))
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(serialization.Encoding.DER, options)
