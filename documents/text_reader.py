"""The reader of a PDF's text: a process of its own that says what its pages hold as text, and ends.

It is told on its first line of input how much it may use, and has the file after it; it answers
with the text of each page, as JSON. `documents.texts` starts it.
"""

import json
import sys
from collections.abc import Iterator
from typing import Final

from documents.limits import bound

UNREADABLE: Final = 5
MOST_SIGNS: Final = 4_000_000
"""Of all pages."""


def main() -> None:
    """Say what can be read as text, page by page."""
    order = json.loads(sys.stdin.buffer.readline())
    bound(order["seconds"], order["megabytes"])
    found = list(_texts(sys.stdin.buffer.read()))
    sys.stdout.write(json.dumps(found))


def _texts(content: bytes) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415 - within the bounds

    left = MOST_SIGNS
    try:
        for page in pypdfium2.PdfDocument(content):
            text = page.get_textpage().get_text_bounded()
            left -= len(text)
            if left < 0:
                sys.exit(UNREADABLE)
            yield text
            page.close()
    except pypdfium2.PdfiumError:
        sys.exit(UNREADABLE)


if __name__ == "__main__":
    main()
