"""What a digital signature in a PDF says of itself is read, and nothing of it is believed."""

from datetime import UTC, datetime

import pytest

from documents import claims
from documents.claims import NoSignedPdf, NothingSigned
from tests.documents.samples import built, filled
from tests.documents.signed import signed_pdf


@pytest.fixture(scope="module")
def paper() -> bytes:
    return built(filled("sq"))


def test_a_signature_says_who_when_and_by_whose_certificate(paper: bytes) -> None:
    (found,) = claims.read([signed_pdf(paper)])
    assert (found.name, found.issuer, found.is_whole) == ("Arta Berisha", "Ndonjë CA", True)
    assert found.at == datetime(2026, 11, 30, 16, 15, tzinfo=UTC)


def test_what_was_added_after_it_is_said(paper: bytes) -> None:
    (found,) = claims.read([signed_pdf(paper), b"\n% one line more\n"])
    assert found.is_whole is False


def test_a_name_that_is_no_name_is_shortened_and_no_certificate_is_none(paper: bytes) -> None:
    signed = signed_pdf(paper, name="x" * 300)
    (found,) = claims.read([signed.replace(b"<3082", b"<0000")])
    assert (found.name, found.issuer) == ("x" * 200, "")


def test_what_is_not_signed_and_what_is_no_pdf_is_refused_in_words(paper: bytes) -> None:
    with pytest.raises(NothingSigned):
        claims.read([paper])
    for other in (b"", b"MZ a program", b"%PDF-1.7 broken"):
        with pytest.raises(NoSignedPdf):
            claims.read([other])


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("D:20261130171500Z", datetime(2026, 11, 30, 17, 15, tzinfo=UTC)),
        ("D:20261130171500-05'30'", datetime(2026, 11, 30, 22, 45, tzinfo=UTC)),
        ("D:20261330171500Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_a_pdf_writes_it(words: str, moment: datetime | None) -> None:
    assert claims.moment(words) == moment
