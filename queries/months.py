"""A manager's months, as they were signed off or as they stand: Art. 16(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from casework.municipality.months import MonthText, manager_in, text_of
from casework.table.signing import digest_of, digest_of_letters
from identity import access
from identity.access import NotThere
from models.case import Appointment, Case
from models.people import Account
from models.session import Work
from models.supervision import MonthRemark, SignedMonth
from rules.months import (
    months_over,
)
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of one manager, signed or not."""

    month: date
    signed: SignedMonth | None


@dataclass(frozen=True, slots=True)
class ManagerMonths:
    """An officer's months that are over, since they first managed a case here; the newest first."""

    manager: Account
    months: Sequence[MonthLine]


def months_of_centre(work: Work) -> list[ManagerMonths]:
    """Of everybody who manages or managed a case of the centre; for an officer, their own."""
    reader = access.officer_of(work)
    since = _managed_since(reader)
    query = select(Account, since.c.first).join(since, since.c.id == Account.id)
    if not access.is_head(work):
        query = query.where(Account.id == reader.id)
    found = work.session.execute(query).all()
    signed = _signed(work, [account.id for account, _ in found])
    lines = []
    for account, first in found:
        here = {month: row for (whose, month), row in signed.items() if whose == account.id}
        over = sorted({*months_over(first, work.clock.today()), *here}, reverse=True)
        months = [MonthLine(month, here.get(month)) for month in over]
        lines.append(ManagerMonths(account, months))
    return sorted(lines, key=lambda line: line.manager.name or "")


def unsigned(work: Work) -> int:
    """The months of others that are over and that the head has not signed, in one statement."""
    reader, today = access.officer_of(work), work.clock.today()
    since = _managed_since(reader)
    begun = SignedMonth.month >= func.date_trunc("month", since.c.first)
    query = (
        select(since.c.first, func.count(SignedMonth.id))
        .outerjoin(SignedMonth, and_(SignedMonth.manager_id == since.c.id, begun))
        .where(since.c.id != reader.id)
        .group_by(since.c.id, since.c.first)
    )
    found = work.session.execute(query).all()
    return sum(len(months_over(first, today)) - many for first, many in found)


def _managed_since(reader: Account) -> Subquery:
    """Each manager of the centre, and since when: of a case that ran on paper since it runs here,
    for of the months before nothing can be seen: 0165."""
    here = func.greatest(Appointment.appointed_on, Case.from_paper_on)  # which skips what is null
    return (
        select(Account.id, func.min(here).label("first"))
        .join(Appointment, Appointment.account_id == Account.id)
        .outerjoin(Case, Case.id == Appointment.case_id)
        .where(Account.municipality_id == reader.municipality_id, Account.role == Role.MANAGER)
        .group_by(Account.id)
        .subquery()
    )


def _signed(work: Work, managers: Sequence[UUID]) -> dict[tuple[UUID, date], SignedMonth]:
    query = select(SignedMonth).where(SignedMonth.manager_id.in_(managers))
    query = query.options(joinedload(SignedMonth.signed_by))
    return {(row.manager_id, row.month): row for row in work.session.scalars(query)}


@dataclass(frozen=True, slots=True)
class MonthFile:
    """One month as it was signed, or as it stands now and would be."""

    manager: Account
    text: MonthText
    digest: bytes
    signed: SignedMonth | None
    remarks: Sequence[MonthRemark]
    signs: bool
    """The reader may sign it off, or remark on it: the head, of another's month."""

    @property
    def as_laid(self) -> bool:
        """The letters are those that were signed."""
        signed = self.signed
        return signed is None or digest_of_letters(signed.text or "") == signed.digest


def month_file(work: Work, manager_id: UUID, month: date) -> MonthFile:
    """For the head of the centre, and for whose month it is; raises `NotThere`."""
    reader = access.officer_of(work)
    manager = manager_in(work, reader.municipality_id, manager_id)
    heads = access.is_head(work)
    if not heads and reader.id != manager.id:
        raise NotThere
    query = (
        select(SignedMonth)
        .where(SignedMonth.manager_id == manager.id, SignedMonth.month == month)
        .options(
            joinedload(SignedMonth.signed_by),
            selectinload(SignedMonth.remarks).joinedload(MonthRemark.recorded_by),
        )
        .execution_options(populate_existing=True)
    )
    signed = work.session.scalars(query).first()
    text = (
        MonthText.model_validate_json(signed.text or "")
        if signed is not None
        else text_of(work, manager, month)
    )
    return MonthFile(
        manager,
        text,
        signed.digest if signed else digest_of(text),
        signed,
        signed.remarks if signed else (),
        heads and reader.id != manager.id,
    )
