"""A referral that ended as a mistake, and those that belonged to a case: beside Art. 8(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.clock import local_day
from identity.access import visible_cases
from models.case import Case
from models.life import Life
from models.mistaken import MistakenReferral
from models.people import Account
from models.session import Work
from rules.mistaken import Mistake


@dataclass(frozen=True, slots=True)
class MistakenFile:
    """The head's decision, as the officers of the case read it."""

    row: MistakenReferral
    decided_by: str
    right_number: str
    may_open: bool
    """The reader may open the right case too: Art. 18(1)."""

    @property
    def is_duplicate(self) -> bool:
        return self.row.mistake is Mistake.DUPLICATE

    @property
    def recorded_on(self) -> date:
        return local_day(self.row.recorded_at)


def read(work: Work, case: Case) -> MistakenFile | None:
    """None for a case that did not end so."""
    if case.sealed_at is None:
        return None
    query = select(MistakenReferral).where(MistakenReferral.case_id == case.id)
    row = work.session.scalars(query).first()
    if row is None:
        return None
    right = work.session.get(Case, row.right_case_id) if row.right_case_id else None
    return MistakenFile(
        row=row,
        decided_by=work.session.get_one(Account, row.decided_by_id).name_at(row.recorded_at),
        right_number=right.number if right else "",
        may_open=right is not None and _may_open(work, right),
    )


def _may_open(work: Work, right: Case) -> bool:
    theirs = visible_cases(work, closed=right.sealed_at is not None)
    query = select(Case.id).join(Life, Life.id == Case.id).where(Case.id == right.id, theirs)
    return work.session.scalar(query) is not None


def pointing_here(work: Work, case: Case) -> Sequence[tuple[str, date]]:
    """The referrals that belonged to this case, by number, and when they ended."""
    query = (
        select(Case.number, MistakenReferral.decided_on)
        .join(Case, Case.id == MistakenReferral.case_id)
        .where(MistakenReferral.right_case_id == case.id)
        .order_by(MistakenReferral.decided_on, Case.number)
    )
    return [(number, on) for number, on in work.session.execute(query)]
