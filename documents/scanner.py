"""The scanner: a process of its own that reads one scan, knows nothing else, and ends.

It is told on its first line of input how much it may use, and has the file after it; it answers
with a line for each page, that says which codes of ours are on it, and a picture of the page, drawn
anew: nothing of the file itself comes out but what can be seen. `documents.scans` starts it.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any, Final

from documents.limits import bound

UNREADABLE: Final = 5
TOO_MANY_PAGES: Final = 3
PDF: Final = b"%PDF-"
RESOLUTION: Final = 200
"""Dots an inch in which a page of a PDF is drawn."""
LONGEST: Final = 2800
"""Dots of the longer side of a page as it is kept: an A4 sheet at a good 200 an inch."""
MOST_DOTS: Final = 60_000_000
"""Of one photograph, before it is made smaller."""
FORMATS: Final = ("JPEG", "PNG")


def main() -> None:
    """Read the scan that the input holds."""
    order = json.loads(sys.stdin.buffer.readline())
    bound(order["seconds"], order["megabytes"])
    scan = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    for page in _pages(scan, order["pages"]):
        picture = _picture(page)
        out.write(json.dumps({"codes": _codes(page), "bytes": len(picture)}).encode() + b"\n")
        out.write(picture)


def _pages(scan: bytes, most: int) -> Iterator[Any]:
    """Each page as a picture; ends the process with a number for what it is not."""
    return _of_pdf(scan, most) if PDF in scan[:1024] else _of_photograph(scan)


def _of_pdf(scan: bytes, most: int) -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415 - within the bounds

    try:
        file = pypdfium2.PdfDocument(scan)
    except pypdfium2.PdfiumError:
        sys.exit(UNREADABLE)
    if len(file) > most:
        sys.exit(TOO_MANY_PAGES)
    for page in file:
        longer = max(page.get_size()) or 1
        scale = min(RESOLUTION / 72, LONGEST / longer)
        yield page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()


def _of_photograph(scan: bytes) -> Iterator[Any]:
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - the same

    Image.MAX_IMAGE_PIXELS = None  # counted here, before a dot is read
    try:
        picture = Image.open(io.BytesIO(scan), formats=FORMATS)
        if picture.width * picture.height > MOST_DOTS:
            sys.exit(UNREADABLE)
        upright = ImageOps.exif_transpose(picture)
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright.convert("RGB"), mask=_opaque(upright))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        sys.exit(UNREADABLE)
    yield flat


def _opaque(picture: Any) -> Any:
    """What is seen of a picture that can be looked through; None where it is whole."""
    return picture.getchannel("A") if picture.mode in {"RGBA", "LA"} else None


def _codes(page: Any) -> list[str]:
    """What the codes on a page say, each once."""
    import zxingcpp  # noqa: PLC0415 - the same

    def found(picture: Any) -> list[str]:
        seen = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.QRCode))
        return sorted({each.text for each in seen})

    grey = page.convert("L")
    return found(grey) or found(grey.resize((grey.width * 2, grey.height * 2)))


def _picture(page: Any) -> bytes:
    kept = page.copy()
    kept.thumbnail((LONGEST, LONGEST))
    made = io.BytesIO()
    kept.save(made, "JPEG", quality=80, optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    main()
