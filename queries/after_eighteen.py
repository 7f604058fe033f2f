"""Letters with services after eighteen, with what came of each: Art. 17(4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.record.letter_facts import letter_facts, letters
from identity.access import NotThere
from models.case import Case
from models.services_letter import ServicesLetter, ServicesLetterWord
from models.session import Work
from rules.after_eighteen import letters_that_left


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter, whether it stands, what was said of it, and which others correct it."""

    row: ServicesLetter
    stands: bool
    corrects: int | None
    corrected_by: Sequence[int]

    @property
    def holds(self) -> ServicesLetterWord | None:
        return self.row.said[-1] if self.row.said else None

    @property
    def before(self) -> Sequence[ServicesLetterWord]:
        return self.row.said[:-1]


def of_case(work: Work, case: Case) -> list[LetterLine]:
    """Every letter, in the order of entry."""
    rows = letters(work.session, case.id)
    numbers = {row.id: row.number for row in rows}
    left = {each.id for each in letters_that_left([letter_facts(row) for row in rows])}
    return [
        LetterLine(
            row,
            row.id in left,
            numbers.get(row.corrects_id) if row.corrects_id else None,
            [each.number for each in rows if each.corrects_id == row.id],
        )
        for row in rows
    ]


def one_of_case(work: Work, case: Case, letter_id: UUID) -> LetterLine:
    """One letter of this case; raises `NotThere`."""
    for line in of_case(work, case):
        if line.row.id == letter_id:
            return line
    raise NotThere
