"""A JPEG within a PDF without what is beside its picture, and without drawing it anew."""

from typing import Final

KEPT_APPS: Final = frozenset({0xE0, 0xEE})
"""JFIF, and Adobe's word on the colours; all others are what cameras and programs add."""
COMMENT: Final = 0xFE
SCAN: Final = 0xDA
END: Final = 0xD9
ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def bare(content: bytes) -> bytes:
    """Without Exif, XMP, comments, and whatever comes after its end. Raises `ValueError`."""
    if not content.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("no marker")
        kind = content[at + 1]
        if kind == 0xFF:  # filled up
            at += 1
            continue
        if kind == END:
            break
        if kind in ALONE:
            kept += content[at : at + 2]
            at += 2
            continue
        ends = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if kind == SCAN:
            after = _scan_ends(content, ends)
            kept += content[at:after]
            at = after
            continue
        if kind != COMMENT and (kind not in range(0xE0, 0xF0) or kind in KEPT_APPS):
            kept += content[at:ends]
        at = ends
    return bytes(kept + b"\xff\xd9")


def _scan_ends(content: bytes, at: int) -> int:
    """Where the packed picture ends: at the next marker that is none of its own."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and content[at + 1] not in ALONE:
            return at
        at += 2
    return len(content)
