"""A copy for readers, made by a cleaner of its own within bounds: decision 0193."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from threading import BoundedSemaphore
from typing import IO, Any, Final

from core.spool import Spool
from documents import cleaner
from documents.bounded import Bounded, process_of
from documents.cleaner import LENGTH
from documents.copies import CleanerBounds, NoCopy
from rules.refusals import NotPossible

logger = logging.getLogger(__name__)

AT_ONCE: Final = BoundedSemaphore(2)
PATIENCE: Final = 30
"""Seconds that a file waits for its turn."""
THUMBNAIL_BYTES: Final = 1 << 20
AT_A_TIME: Final = 64 * 1024
USUAL: Final = CleanerBounds()


class FileNotAccepted(NotPossible):
    reason = "This kind of file is not accepted."
    way_out = "Attach a PDF, a JPEG or PNG picture, or plain text."


class OfficePaper(FileNotAccepted):
    reason = "Files of Word, Excel and other office programs are not accepted."
    way_out = "Save it as PDF in that program, then attach the PDF."


class OtherPicture(FileNotAccepted):
    reason = "This kind of picture or film is not accepted."
    way_out = (
        "Save the picture as JPEG or PNG. On an iPhone: Settings, Camera, Formats, Most compatible;"
        " or take a picture of the screen."
    )


class DamagedFile(FileNotAccepted):
    reason = "This file is damaged or empty, and could not be read to its end."
    way_out = "Open it on your computer. If it opens there, save it anew as PDF, and attach that."


class LockedFile(FileNotAccepted):
    reason = "This PDF is protected by a password."
    way_out = "Save it without the password, then attach it. Here it is sealed all the same."


class TooManyPages(FileNotAccepted):
    reason = "This PDF has more than {pages} pages."
    way_out = "Divide it, and attach the parts one by one."


class TooLargeInside(FileNotAccepted):
    reason = "What is packed in this file is larger than a file may be."
    way_out = "Make the picture smaller, or scan the paper anew with fewer dots, and attach that."


class TakesTooMuch(FileNotAccepted):
    reason = "This file takes longer to look through, or more memory, than a file may."
    way_out = "Print it as a PDF anew, or scan it, and attach that."


class CleanersBusy(NotPossible):
    reason = "Other files are being looked through just now."
    way_out = "Wait a minute, then attach it again."


REFUSED: Final[Mapping[int, type[FileNotAccepted]]] = {
    NoCopy.OTHER_KIND: FileNotAccepted,
    NoCopy.OFFICE_PAPER: OfficePaper,
    NoCopy.OTHER_PICTURE: OtherPicture,
    NoCopy.DAMAGED: DamagedFile,
    NoCopy.LOCKED: LockedFile,
    NoCopy.TOO_MANY_PAGES: TooManyPages,
    NoCopy.TOO_LARGE_INSIDE: TooLargeInside,
}


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """What readers get of a file."""

    media_type: str
    pages: int
    content: Spool
    thumbnail: bytes
    thumbnail_type: str


@contextmanager
def clean_copy(content: Iterable[bytes], bounds: CleanerBounds = USUAL) -> Iterator[CleanCopy]:
    """Whatever is in the file, it takes no more than `bounds`. Raises `FileNotAccepted`."""
    with Spool() as kept:
        if not AT_ONCE.acquire(timeout=PATIENCE):
            raise CleanersBusy
        try:
            copy = _cleaned(content, kept, bounds)
        finally:
            AT_ONCE.release()
        yield copy


def _cleaned(content: Iterable[bytes], kept: Spool, bounds: CleanerBounds) -> CleanCopy:
    with process_of(cleaner, bounds.seconds) as one:
        one.tell(chain([json.dumps(asdict(bounds)).encode() + b"\n"], content))
        copy = _take(one, kept, bounds)
        ended = one.ended()
    if ended == 0 and copy is not None:
        return copy
    logger.warning("A file was not accepted: its cleaner ended with %s", ended)
    raise REFUSED.get(ended, TakesTooMuch)(pages=bounds.pages)


def _take(one: Bounded, kept: Spool, bounds: CleanerBounds) -> CleanCopy | None:
    """What it answers; None where it did not come to its end, or says more than it may."""
    try:
        told: dict[str, Any] = json.loads(_part(one.answer, AT_A_TIME))
        thumbnail = _part(one.answer, THUMBNAIL_BYTES)
        left = _length(one.answer, bounds.bytes)
        while left:
            some = one.answer.read(min(left, AT_A_TIME))
            if not some:
                raise EOFError
            kept.write(some)
            left -= len(some)
    except EOFError:  # it ends, and how says why
        return None
    except ValueError:
        one.kill()
        return None
    kind = "image/png" if thumbnail.startswith(b"\x89PNG") else "image/jpeg"
    return CleanCopy(told["media_type"], told["pages"], kept, thumbnail, kind)


def _length(pipe: IO[bytes], most: int) -> int:
    said = pipe.read(LENGTH.size)
    if len(said) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(said)
    if length > most:
        raise ValueError
    return int(length)


def _part(pipe: IO[bytes], most: int) -> bytes:
    length = _length(pipe, most)
    part = pipe.read(length)
    if len(part) < length:
        raise EOFError
    return part
