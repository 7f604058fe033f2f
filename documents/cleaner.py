"""The cleaner: a process of its own that makes a copy for readers of one file, and ends.

It is told on its first line how much it may use, then comes the file; it answers with what it is,
the copy and a small picture. It has no database, no keys and no settings, and writes no file.
`documents.cleaning` starts it.
"""

import json
import struct
import sys
from typing import Any, Final

from documents.copies import CleanerBounds, Copy, MediaType, NoCopy, NotCleaned
from documents.limits import bound

LENGTH: Final = struct.Struct(">Q")
HEAD_BYTES: Final = 4096


OFFICE: Final = (*(b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"),)
"""Packed folders, which the papers of an office are, their older form, and rich text."""


def kind_of(content: bytes) -> MediaType:
    """What a file is, by its content: its name says nothing. Raises `NotCleaned`."""
    import puremagic  # noqa: PLC0415 - within the bounds

    head = content[:HEAD_BYTES]
    if head.startswith(OFFICE):
        raise NotCleaned(NoCopy.OFFICE_PAPER)
    try:
        named = {each.mime_type for each in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        named = set()
    for each in (MediaType.PDF, MediaType.JPEG, MediaType.PNG):
        if each in named:
            return each
    if any(each.startswith(("image/", "video/")) for each in named - {"image/svg+xml"}):
        raise NotCleaned(NoCopy.OTHER_PICTURE)
    return MediaType.TEXT


def cleaned(content: bytes, bounds: CleanerBounds) -> Copy:
    """Raises `NotCleaned`."""
    # Each of them is loaded where it is needed: what is not there cannot be attacked.
    if not content:
        raise NotCleaned(NoCopy.DAMAGED)
    kind = kind_of(content)
    if kind is MediaType.PDF:
        from documents import clean_pdf  # noqa: PLC0415

        return clean_pdf.cleaned(content, bounds)
    if kind is MediaType.TEXT:
        from documents import clean_text  # noqa: PLC0415

        return clean_text.cleaned(content)
    from documents import clean_picture  # noqa: PLC0415

    return clean_picture.cleaned(content, kind, bounds)


def main() -> None:
    """Clean the file that the input brings."""
    told: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    bounds = CleanerBounds(**told)
    bound(bounds.seconds, bounds.megabytes, alone=True)
    try:
        copy = cleaned(sys.stdin.buffer.read(), bounds)
        if len(copy.content) > bounds.bytes:
            raise NotCleaned(NoCopy.TOO_LARGE_INSIDE)
    except NotCleaned as wrong:
        sys.exit(wrong.why)
    head = json.dumps({"media_type": copy.media_type, "pages": copy.pages}).encode()
    for part in (head, copy.thumbnail, copy.content):
        sys.stdout.buffer.write(LENGTH.pack(len(part)) + part)


if __name__ == "__main__":
    main()
