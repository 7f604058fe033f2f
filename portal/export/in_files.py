"""Words that are left out and stand inside a file that is given whole: 18(1), 0197.

Texts are searched, and the text of a PDF; pictures, and pages that are one, are for a person to
read.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from casework.case.export_state import is_decided
from documents import texts
from models import file_store
from models.session import Work
from models.stored_file import StoredFile
from portal.export.lines import left_out_everywhere
from queries.exports import ExportFile
from rules.blacked import LeftOut, has_any
from rules.exports import Becomes

TEXT: Final = "text/plain"
PDF: Final = "application/pdf"
MOST: Final = 2_000_000
"""Bytes of a text that is searched while a page waits."""


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """Of the files that nobody withheld: by their place in the record."""

    with_words: Sequence[int] = ()
    """In which words stand that are left out elsewhere."""
    unsearched: Sequence[int] = ()


def given_files(work: Work, found: ExportFile) -> GivenFiles:
    """Nothing where no word is left out, or the request has ended."""
    words = set() if found.end is not None else _words(found)
    if not words:
        return GivenFiles()
    sought, with_words, unsearched = LeftOut.of(words), [], []
    for number, file in _given(found):
        pages = _pages(work, file)
        if has_any("\n".join(pages), sought):
            with_words.append(number)
        elif not pages or not all(each.strip() for each in pages):
            unsearched.append(number)
    return GivenFiles(with_words, unsearched)


def _pages(work: Work, file: StoredFile) -> Sequence[str]:
    """The text of each page; an empty one where a page has none that could be read."""
    if file.media_type == PDF:
        return texts.of_pdf(file_store.read(work, file)) or ()
    if file.media_type != TEXT or file.size > MOST:
        return ()
    whole = b"".join(file_store.read(work, file)).decode("utf-8", "replace")
    return [whole or "-"]


def _words(found: ExportFile) -> Collection[str]:
    everywhere = left_out_everywhere(found.decisions, found.pieces)
    return {*everywhere, *(word for each in found.decisions.values() for word in each.words)}


def _given(found: ExportFile) -> Iterator[tuple[int, StoredFile]]:
    files = [each for each in found.pieces if each.file is not None]
    for number, piece in enumerate(files, 1):
        decided = is_decided(found.decisions, piece)
        if piece.file and not (decided and found.decisions[piece.key].outcome is Becomes.WITHHELD):
            yield number, piece.file
