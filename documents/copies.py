"""What a cleaner is told of its bounds, and what it answers."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class NoCopy(IntEnum):
    """Why there is none, as what the cleaner ends; any other end is that of a bound."""

    OTHER_KIND = 3
    OFFICE_PAPER = 4
    OTHER_PICTURE = 5
    DAMAGED = 6
    LOCKED = 7
    TOO_MANY_PAGES = 8
    TOO_LARGE_INSIDE = 9


class MediaType(StrEnum):
    """What is accepted."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TEXT = "text/plain"


class NotCleaned(Exception):
    def __init__(self, why: NoCopy) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(frozen=True, slots=True)
class CleanerBounds:
    """What the cleaning of one file may take, and what may be inside it."""

    seconds: int = 20
    megabytes: int = 1000
    pages: int = 1000
    pixels: int = 64_000_000
    """Of one picture."""
    unpacked: int = 400_000_000
    """Bytes of all that is packed in a PDF."""
    drawn: int = 50_000_000
    """Of these, of one stream that is no picture: what draws a page, or a font."""
    bytes: int = 40_000_000
    """Of the copy."""


@dataclass(frozen=True, slots=True)
class Copy:
    media_type: MediaType
    pages: int
    content: bytes
    thumbnail: bytes
