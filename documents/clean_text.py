"""Plain text: the signs that are seen, and no others."""

import io
import textwrap
import unicodedata
from typing import Final

from documents.copies import Copy, MediaType, NoCopy, NotCleaned
from documents.fonts import FOLDER

MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
BEFORE_UNICODE: Final = "cp1250"
"""Albanian and Serbian Latin as older programs write them."""
LINES, LETTERS = 22, 46
WIDE, HIGH = 226, 320


def cleaned(content: bytes) -> Copy:
    """As UTF-8; raises `NotCleaned` for what is no text."""
    text = _read(content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if any(unicodedata.category(each) == "Cc" for each in set(text) - set("\n\t")):
        raise NotCleaned(NoCopy.OTHER_KIND)
    # Marks that turn the direction of reading, or are not drawn: a reader would see another text.
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return Copy(MediaType.TEXT, 1, seen.encode(), picture(seen))


def _read(content: bytes) -> str:
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    for name in (marked, BEFORE_UNICODE):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise NotCleaned(NoCopy.OTHER_KIND)


def picture(text: str) -> bytes:
    """Its first lines, small."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - only once it is a text

    lines: list[str] = []
    for line in text[: LINES * LETTERS * 4].split("\n")[:LINES]:
        lines += textwrap.wrap(line.expandtabs(4), LETTERS) or [""]
    page = Image.new("L", (WIDE, HIGH), 255)
    font = ImageFont.truetype(str(FOLDER / "SourceSans3-Regular.otf"), 10)
    ImageDraw.Draw(page).multiline_text((10, 10), "\n".join(lines[:LINES]), 0, font, spacing=3)
    made = io.BytesIO()
    page.save(made, "PNG", optimize=True)
    return made.getvalue()
