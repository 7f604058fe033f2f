"""What was added beside a sealed file, in order, and who has signed it: beside Art. 17(5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from casework.case.supplement import SupplementText
from casework.table.signing import digest_of_letters
from models.case import Case
from models.session import Work
from models.supplement import Supplement, SupplementSignature
from rules.reopening import may_say_wrong
from rules.supplement import Capacity


@dataclass(frozen=True, slots=True)
class SupplementLine:
    """One supplement as its readers see it."""

    row: Supplement
    text: SupplementText
    corrected_by: Sequence[int]
    """The numbers of those that correct it."""

    @property
    def as_laid(self) -> bool:
        """The letters are those that were signed."""
        return digest_of_letters(self.row.text or "") == self.row.digest

    @property
    def may_say_wrong(self) -> bool:
        """That a death in the file was wrong: it is signed, and no other one corrects it."""
        return may_say_wrong(signed=bool(self.signatures), corrected=bool(self.corrected_by))

    @property
    def signatures(self) -> Sequence[SupplementSignature]:
        return self.row.signatures

    @property
    def awaited(self) -> Sequence[Capacity]:
        """Who has not signed yet."""
        signed = {each.capacity for each in self.signatures}
        return [each for each in Capacity if each not in signed]


def of_case(work: Work, case: Case) -> Sequence[SupplementLine]:
    """Every one, in the order in which they were entered; none while the file is open."""
    if case.sealed_at is None:
        return []
    query = (
        select(Supplement)
        .where(Supplement.case_id == case.id)
        .options(selectinload(Supplement.signatures).joinedload(SupplementSignature.account))
        .order_by(Supplement.number)
    )
    rows = work.session.scalars(query).all()
    return [
        SupplementLine(
            row,
            SupplementText.model_validate_json(row.text or ""),
            [each.number for each in rows if each.corrects_id == row.id],
        )
        for row in rows
    ]
