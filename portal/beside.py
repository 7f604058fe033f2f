"""What stands beside minutes that are read: empty items, later dissents: Art. 10(1), 10(4)."""

from collections.abc import Sequence

from casework.record.minutes_words import AlsoThere, CorrectedChair, CorrectedRecord, SaidDissent
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


def there_beside(file: MeetingFile) -> Sequence[AlsoThere]:
    """Who was there without a seat, as it was learned after the text was laid: Art. 10(6)."""
    inside = file.laid.words.also_there if file.laid else ()
    return [each for each in file.also_there if each not in inside]


def chair_beside(file: MeetingFile) -> Sequence[CorrectedChair]:
    """The corrections of who chaired that the laid text does not say: Art. 4(2)."""
    inside = file.laid.words.corrected_chair if file.laid else ()
    return [each for each in file.corrected_chair if each not in inside]


def record_beside(file: MeetingFile) -> Sequence[CorrectedRecord]:
    """The corrections of the record that the laid text does not say: Art. 9."""
    inside = file.laid.words.corrected_record if file.laid else ()
    return [each for each in file.corrected_record if each not in inside]
