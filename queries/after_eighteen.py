"""Letters with services after eighteen, with what came of each: Art. 17(4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from casework.record.letter_facts import letter_facts, letters
from identity.access import NotThere
from models.case import Case
from models.services_letter import ServicesLetter, ServicesLetterWord
from models.session import Work
from rules.after_eighteen import entries_of, letters_that_left


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter, whether it stands, what was said of it, and which others correct it."""

    row: ServicesLetter
    stands: bool
    corrects: int | None
    corrected_by: Sequence[int]
    said: Sequence[ServicesLetterWord]
    """Of this entry and of those that it stands in place of, in the order of their days."""

    @property
    def holds(self) -> ServicesLetterWord | None:
        return self.said[-1] if self.said else None

    @property
    def before(self) -> Sequence[ServicesLetterWord]:
        return self.said[:-1]


def of_case(work: Work, case: Case) -> list[LetterLine]:
    """Every letter, in the order of entry."""
    rows = letters(work.session, case.id)
    numbers = {row.id: row.number for row in rows}
    facts = {row.id: letter_facts(row) for row in rows}
    words = {row.id: row.said for row in rows}
    left = {each.id for each in letters_that_left(list(facts.values()))}
    return [
        LetterLine(
            row,
            row.id in left,
            numbers.get(row.corrects_id) if row.corrects_id else None,
            [each.number for each in rows if each.corrects_id == row.id],
            sorted(
                chain.from_iterable(
                    words[each.id] for each in entries_of(facts[row.id], facts.values())
                ),
                key=lambda word: word.said_on,
            ),
        )
        for row in rows
    ]


def one_of_case(work: Work, case: Case, letter_id: UUID) -> LetterLine:
    """One letter of this case; raises `NotThere`."""
    for line in of_case(work, case):
        if line.row.id == letter_id:
            return line
    raise NotThere
