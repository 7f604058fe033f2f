"""What stands beside minutes that are read: empty items, later dissents: Art. 10(1), 10(4)."""

from collections.abc import Sequence

from casework.record.minutes_words import SaidDissent
from casework.table.minutes_text import items_without_words, said
from queries.meeting_file import MeetingFile


def without_words(file: MeetingFile) -> Sequence[str]:
    """Of a draft as it stands; a text that is laid says it itself: Art. 10(4)."""
    if file.laid or file.paper is None:
        return ()
    return items_without_words(file.paper.text or "", file.agenda)


def said_beside(file: MeetingFile) -> Sequence[SaidDissent]:
    """The dissents that the laid text does not hold: said when signing, or entered later."""
    inside = file.laid.words.dissents if file.laid else ()
    return [each for row in file.dissents if (each := said(row)) not in inside]
