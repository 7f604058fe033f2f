"""What was added beside a sealed file, in order, and who has signed it: beside Art. 17(5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from casework.case.supplement import SupplementText
from casework.table.signing import digest_of_letters
from core.clock import local_day
from identity.access import is_head, officer_of, visible_cases
from models.case import Case
from models.life import Life
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


@dataclass(frozen=True, slots=True)
class SupplementToSign:
    """One that waits for the reader's signature; no day is set for it."""

    case: str
    """The number of the case."""
    id: UUID
    number: int
    since: date


def to_sign(work: Work) -> list[SupplementToSign]:
    """Over the closed cases of the reader, the oldest first: as their manager, else as the head."""
    reader = officer_of(work)
    mine = Case.manager_id == reader.id
    asked = and_(mine, _unsigned(Capacity.MANAGER))
    if is_head(work):
        by_them = Supplement.signatures.any(SupplementSignature.account_id == reader.id)
        asked = or_(asked, and_(~func.coalesce(mine, False), _unsigned(Capacity.HEAD), ~by_them))
    query = (
        select(Case.number, Supplement.id, Supplement.number, Supplement.entered_at)
        .join(Case, Case.id == Supplement.case_id)
        .join(Life, Life.id == Case.id)
        .where(visible_cases(work, closed=True), asked)
        .order_by(Supplement.entered_at, Supplement.id)
    )
    return [
        SupplementToSign(case, id, number, local_day(at))
        for case, id, number, at in work.session.execute(query)
    ]


def _unsigned(capacity: Capacity) -> ColumnElement[bool]:
    return ~Supplement.signatures.any(SupplementSignature.capacity == capacity)


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
