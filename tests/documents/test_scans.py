"""What came back of a paper is read again: scanned, faxed, photographed, upside down."""

import io
from random import Random

import pytest
from PIL import Image

from documents import scanner, scans
from documents.builder import build
from documents.code import PageCode
from documents.scans import ScanBounds, ScanNotRead, ScanTakesTooMuch, ScanTooLong
from tests.documents.camera import askew, batch, fax, jpeg, noisy, photographed, png, sheet
from tests.documents.samples import built, filled
from tests.documents.test_code import NUMBER, coded


@pytest.fixture(scope="module")
def made() -> bytes:
    return build(coded())


def codes(scan: bytes) -> list[list[PageCode]]:
    return [list(each.codes) for each in scans.read([scan])]


def of(*pages: int) -> list[list[PageCode]]:
    return [[PageCode(NUMBER, 2, page)] for page in pages]


def test_a_paper_as_it_was_made_is_read_page_by_page(made: bytes) -> None:
    assert codes(made) == of(1, 2, 3)


@pytest.mark.parametrize(
    ("dpi", "degrees"), [(100, 0), (150, 3), (150, 90), (200, 177), (300, 270)]
)
def test_a_scan_is_read_at_any_angle(made: bytes, dpi: int, degrees: int) -> None:
    grey = askew(sheet(made, 1, dpi), degrees).convert("L").convert("RGB")
    assert codes(jpeg(noisy(grey, 25))) == of(2)


def test_a_fax_is_read(made: bytes) -> None:
    assert codes(png(fax(made, 2))) == of(3)


@pytest.mark.parametrize("chance", range(3))
def test_a_photograph_is_read(made: bytes, chance: int) -> None:
    seen = photographed(sheet(made, 0, 200), Random(chance))
    assert codes(jpeg(askew(seen, Random(chance).choice((0, 90, 180, 5))))) == of(1)


def test_a_batch_is_read_in_its_order_and_a_page_without_a_code_stays_one(made: bytes) -> None:
    blank = Image.new("RGB", (1240, 1754), "white")
    pages = [askew(sheet(made, 2, 150), 180), blank, sheet(made, 0, 150)]
    assert codes(batch(*pages)) == [*of(3), [], *of(1)]


def test_two_sheets_in_one_picture_are_two_codes(made: bytes) -> None:
    left, right = sheet(made, 0, 120), sheet(made, 1, 120)
    both = Image.new("RGB", (left.width * 2, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    assert codes(jpeg(both)) == [[PageCode(NUMBER, 2, 1), PageCode(NUMBER, 2, 2)]]


def test_a_paper_of_ours_without_a_code_has_none() -> None:
    assert codes(jpeg(sheet(built(filled("en")), 0, 150))) == [[]]


def test_the_picture_that_is_kept_holds_nothing_of_the_file_but_what_is_seen(made: bytes) -> None:
    """Where it was taken, and with what, is gone; which way is up is not."""
    told = Image.Exif()
    told[0x010F] = "Maker of the telephone"
    told[0x0112] = 6  # lying on its side
    told.get_ifd(0x8825)[2] = (42.0, 39.0, 48.0)  # where
    taken = io.BytesIO()
    sheet(made, 0, 150).rotate(90, expand=True).save(taken, "JPEG", exif=told)
    (page,) = scans.read([taken.getvalue()])
    kept = Image.open(io.BytesIO(page.picture))
    assert (kept.format, kept.height > kept.width) == ("JPEG", True)
    assert dict(kept.getexif()) == {}
    assert b"telephone" not in page.picture
    assert list(page.codes) == [PageCode(NUMBER, 2, 1)]


@pytest.mark.parametrize(
    "scan",
    [
        b"",
        b"MZ\x90\x00 no picture",
        b"%PDF-1.7 broken",
        b"<svg xmlns='x'/>",
        b"\xff\xd8\xff broken",
    ],
)
def test_what_is_no_scan_is_refused_in_words(scan: bytes) -> None:
    with pytest.raises(ScanNotRead) as refused:
        scans.read([scan])
    assert type(refused.value) is ScanNotRead


def test_a_picture_of_too_many_dots_is_refused_before_one_is_read() -> None:
    bomb = png(Image.new("1", (scanner.MOST_DOTS // 5000, 5001)))
    assert len(bomb) < 100_000
    with pytest.raises(ScanNotRead):
        scans.read([bomb])


def test_too_many_pages_and_too_much_work_are_refused_in_words(made: bytes) -> None:
    with pytest.raises(ScanTooLong) as refused:
        scans.read([made], ScanBounds(pages=2))
    assert refused.value.facts == {"pages": 2}
    with pytest.raises(ScanTakesTooMuch):
        scans.read([made], ScanBounds(megabytes=60))
