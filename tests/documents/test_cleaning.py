"""Whatever somebody brings is cleaned or refused, and no process takes more than its bound."""

import io
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pikepdf
import pypdf
import pytest
from PIL import Image

from documents import cleaning
from documents.cleaning import (
    DamagedFile,
    FileNotAccepted,
    LockedFile,
    OfficePaper,
    OtherPicture,
    TakesTooMuch,
    TooLargeInside,
    TooManyPages,
    clean_copy,
)
from documents.copies import CleanerBounds
from tests.documents import hostile
from tests.documents.hostile import HOSTILE, a_pdf
from tests.waiting import quiet_seconds

CANARY = b"anarina"
ACTS = (b"/JavaScript", b"/JS", b"/AA", b"/OpenAction", b"/Launch", b"/URI", b"/XFA", b"/AF")
HIDES = (b"/EmbeddedFile", b"/EF", b"/Ref", b"/Metadata", b"/PieceInfo", b"/Annot", b"/AcroForm")


def clean(content: bytes, bounds: CleanerBounds = cleaning.USUAL) -> tuple[bytes, str, bytes]:
    with clean_copy([content[:1000], content[1000:]], bounds) as copy:
        return b"".join(copy.content), copy.media_type, copy.thumbnail


def unpacked(content: bytes) -> bytes:
    """Everything in a PDF, nothing packed."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            made,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return made.getvalue()


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_pdf_is_without_what_acts_hides_or_tells(name: str) -> None:
    came = a_pdf(HOSTILE[name])
    assert any(each in unpacked(came) for each in (CANARY, *ACTS, *HIDES))
    content, media_type, thumbnail = clean(came)
    whole = unpacked(content)
    assert [each for each in (CANARY, *ACTS, *HIDES) if each in whole] == []
    assert media_type == "application/pdf"
    assert set(pikepdf.open(io.BytesIO(content)).Root.keys()) == {"/Pages", "/Type"}
    assert max(Image.open(io.BytesIO(thumbnail)).size) <= 320


@pytest.mark.article("18(1)")
def test_what_was_seen_is_seen_still() -> None:
    content, _, _ = clean(a_pdf(hostile.is_filled_in, pages=3))
    read = pypdf.PdfReader(io.BytesIO(content))
    assert len(read.pages) == 3
    assert "Gjetje" in read.pages[0].extract_text()
    assert "Pergjigjja" in read.pages[0].extract_text()
    content, _, thumbnail = clean(a_pdf(hostile.holds_a_photograph))
    drawn = Image.open(io.BytesIO(thumbnail))
    assert (254, 0, 0) in {drawn.getpixel(at) for at in ((200, 120), (150, 150))}
    assert pypdf.PdfReader(io.BytesIO(content)).pages[0].images[0].image is not None


@pytest.mark.article("18(1)")
def test_a_photograph_says_no_place_and_stands_upright() -> None:
    came = hostile.a_photograph()
    assert Image.open(io.BytesIO(came)).getexif().get_ifd(0x8825)
    content, media_type, thumbnail = clean(came)
    picture = Image.open(io.BytesIO(content))
    assert (media_type, picture.size) == ("image/jpeg", (300, 400))
    assert not picture.getexif()
    assert CANARY not in content + thumbnail
    assert not {"exif", "comment", "xmp"} & set(picture.info)
    _, _, blue = picture.convert("RGB").split()
    assert blue.getpixel((280, 20)) == 254  # the corner


@pytest.mark.article("18(1)")
def test_a_png_says_nothing_beside_its_picture() -> None:
    content, media_type, thumbnail = clean(hostile.a_png())
    picture = Image.open(io.BytesIO(content))
    assert (media_type, picture.size) == ("image/png", (300, 200))
    assert picture.info == {}
    assert picture.getpixel((5, 5)) == (0, 0, 255, 128)
    assert CANARY not in content + thumbnail


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-8-sig", "cp1250"])
def test_a_text_is_what_is_seen_of_it(code: str) -> None:
    content, media_type, thumbnail = clean("Përshëndetje,\r\nčuvar\tđak".encode(code))
    assert content.decode() == "Përshëndetje,\nčuvar\tđak"
    assert media_type == "text/plain"
    assert Image.open(io.BytesIO(thumbnail)).size == (226, 320)
    turned, _, _ = clean("abc\u202egnp.exe\u200b".encode())
    assert turned == b"abcgnp.exe"


REFUSED: Final[Mapping[str, tuple[Callable[[], bytes], type[FileNotAccepted]]]] = {
    "an executable called a PDF": (lambda: b"MZ\x90\x00" + bytes(400), FileNotAccepted),
    "an executable of Linux": (lambda: b"\x7fELF\x02\x01\x01" + bytes(400), FileNotAccepted),
    "an office paper": (lambda: b"PK\x03\x04" + bytes(400), OfficePaper),
    "an older office paper": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        OfficePaper,
    ),
    "rich text": (lambda: rb"{\rtf1 abc}", OfficePaper),
    "a picture of an iPhone": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", OtherPicture),
    "nothing": (lambda: b"", DamagedFile),
    "a PDF of which nothing is left": (lambda: a_pdf()[:60], DamagedFile),
    "half a photograph": (lambda: hostile.a_photograph()[:1500], DamagedFile),
    "a PDF with a password": (hostile.a_locked_pdf, LockedFile),
    "a PDF of no page": (lambda: a_pdf(pages=0), DamagedFile),
    "a picture of 2,500 million dots": (hostile.a_huge_png, TooLargeInside),
    "a huge picture in a PDF": (lambda: a_pdf(hostile.huge_picture), TooLargeInside),
    "a bomb": (lambda: a_pdf(hostile.packed_bomb), TooLargeInside),
    "a bomb below the sum": (lambda: a_pdf(hostile.packed_below_the_sum), TooLargeInside),
    "a bomb packed twice": (hostile.packed_twice, TooLargeInside),
    "ten thousand pages": (lambda: a_pdf(pages=10_000), TooManyPages),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_accepted_says_why_and_what_to_do(name: str) -> None:
    content, refusal = REFUSED[name]
    with pytest.raises(FileNotAccepted) as refused:
        clean(content())
    assert type(refused.value) is refusal
    assert refused.value.way_out


@pytest.fixture
def used() -> Iterator[list[float]]:
    """Seconds of processors that processes which ended here have used since."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found: list[float] = []
    yield found
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert found[0] < 8


def test_a_page_that_is_drawn_for_ever_ends_at_its_bound(used: list[float]) -> None:
    began = time.monotonic()
    with pytest.raises(TakesTooMuch):
        clean(a_pdf(hostile.drawn_for_ever), CleanerBounds(seconds=3))
    assert time.monotonic() - began < quiet_seconds(60)


def test_more_memory_than_its_bound_is_not_to_be_had() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (7000, 7000)).save(picture, "PNG")
    with pytest.raises(TakesTooMuch):
        clean(picture.getvalue(), CleanerBounds(megabytes=200))
    with pytest.raises(TooLargeInside):
        clean(b"x" * 100_000, CleanerBounds(bytes=1000))


def test_nothing_of_a_file_lies_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with clean_copy([b"Kanarina " * 100_000]) as copy:
        assert list(tmp_path.iterdir()) == []  # it has no name
        file = copy.content._file
        assert file is not None
        held = Path(f"/proc/self/fd/{file.fileno()}")
        os.fsync(file.fileno())
        assert b"".join(copy.content).startswith(b"Kanarina")
        assert CANARY not in held.read_bytes()
