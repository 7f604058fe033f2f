"""The reader of digital signatures: a process of its own that says what a PDF claims, and ends.

It believes nothing and validates nothing. It is told on its first line of input how much it may
use, and has the file after it; it answers with what each signature says of itself.
`documents.claims` starts it.
"""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from documents.limits import bound

NO_PDF: Final = 5
NO_SIGNATURE: Final = 6
MOST_FIELDS: Final = 500
MOST_SIGNATURES: Final = 20
LONGEST: Final = 200
"""Signs of one claim."""


def main() -> None:
    """Say what the signatures of the PDF claim."""
    order = json.loads(sys.stdin.buffer.readline())
    bound(order["seconds"], order["megabytes"], alone=True)
    import pikepdf  # noqa: PLC0415 - within the bounds

    content = sys.stdin.buffer.read()
    try:
        with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
            found = [_claim(each, len(content)) for each in _signatures(pdf)]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        sys.exit(NO_PDF)
    if not found:
        sys.exit(NO_SIGNATURE)
    sys.stdout.write(json.dumps(found))


def _signatures(pdf: Any) -> Iterator[Any]:
    """The values of the signature fields that have one."""
    form = pdf.Root.get("/AcroForm")
    waiting = list(form.get("/Fields", [])) if form is not None else []
    found = 0
    for _ in range(MOST_FIELDS):
        if not waiting or found == MOST_SIGNATURES:
            return
        field = waiting.pop(0)
        waiting += list(field.get("/Kids", []))
        value = field.get("/V")
        if str(field.get("/FT", "")) == "/Sig" and value is not None:
            found += 1
            yield value


def _claim(value: Any, size: int) -> dict[str, str | bool]:
    subject, issuer = _certificate(bytes(value.get("/Contents", b"")))
    span = [int(each) for each in value.get("/ByteRange", [])]
    return {
        "name": _words(value.get("/Name")),
        "at": _words(value.get("/M")),
        "reason": _words(value.get("/Reason")),
        "subject": subject,
        "issuer": issuer,
        "is_whole": len(span) == 4 and span[0] == 0 and span[2] + span[3] == size,
    }


def _words(value: Any) -> str:
    return "" if value is None else str(value)[:LONGEST]


def _certificate(signed: bytes) -> tuple[str, str]:
    """Whom the signer's certificate names, and who issued it: of those inside, the one that issued
    no other."""
    from cryptography.hazmat.primitives.serialization import pkcs7  # noqa: PLC0415 - the same

    found: list[Any] = []
    with suppress(ValueError, TypeError):
        found = pkcs7.load_der_pkcs7_certificates(_der(signed))
    issuers = {each.issuer for each in found if each.issuer != each.subject}
    leaf = next((each for each in found if each.subject not in issuers), None)
    return ("", "") if leaf is None else (_called(leaf.subject), _called(leaf.issuer))


def _called(name: Any) -> str:
    from cryptography.x509 import NameOID  # noqa: PLC0415 - the same

    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value if common else name.rfc4514_string())[:LONGEST]


def _der(signed: bytes) -> bytes:
    """Without the zeros that fill the place kept for it."""
    if len(signed) < 2 or signed[1] < 0x80:
        return signed[: 2 + signed[1]] if len(signed) > 1 else signed
    digits = signed[1] & 0x7F
    return signed[: 2 + digits + int.from_bytes(signed[2 : 2 + digits], "big")]


if __name__ == "__main__":
    main()
