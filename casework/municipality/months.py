"""A manager's month, as it stood when the head signed it off; later remarks beside it: 16(1)."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select

from casework.record.from_paper import from_before
from casework.record.numbers import next_of
from casework.table.signing import Text, canonical, digest_of
from casework.tell import supervision as tell
from identity.access import NotThere
from identity.heads_word import take_for_head
from models.breach import BreachRow
from models.case import Case
from models.duty import DutyRow
from models.given import given
from models.people import Account
from models.session import Work
from models.supervision import MonthRemark, SignedMonth, SupervisionQuestion
from rules.months import (
    OwedFacts,
    check_remark,
    check_sign_off,
    first_of,
    last_of,
    was_late,
)
from rules.roles import Owner, Role
from rules.signing import check_one_text
from rules.supervision import (
    BASIS,
    QuestionState,
    TurnFacts,
    state_of,
)


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str


class OpenLine(_Line):
    """A duty of the manager that stood open on the day of the sign-off."""

    duty: str
    due: date | None
    late: bool
    """Its last day had passed when the month was over."""


class BreachedLine(_Line):
    """A limit of the Regulation that passed in the month, and what became of it."""

    duty: str
    article: str
    limit: date
    over_on: date | None
    happened_on: date | None
    in_time: bool
    """It had happened in time, or had not been so: struck through, and not counted."""


class WaitingLine(_Line):
    """A question of the head that had no answer on the day of the sign-off."""

    number: int
    asked_on: date


class MonthText(Text):
    """A month as it is signed; what is open is of the day of signing, for duties have no past."""

    paper: Literal["month"] = "month"
    manager: str
    month: date
    stood_on: date
    cases: tuple[str, ...]
    """Those managed on the day of signing."""
    open: tuple[OpenLine, ...]
    breached: tuple[BreachedLine, ...]
    waiting: tuple[WaitingLine, ...]

    @property
    def late(self) -> int:
        return sum(each.late for each in self.open)

    @property
    def counted(self) -> int:
        """How many limits passed; not those that were kept after all."""
        return sum(not each.in_time for each in self.breached)


def text_of(work: Work, manager: Account, month: date) -> MonthText:
    """The month as the record has it now."""
    cases = select(Case.number).where(Case.manager_id == manager.id, Case.sealed_at.is_(None))
    return MonthText(
        manager=manager.name or "",
        month=month,
        stood_on=work.clock.today(),
        cases=tuple(work.session.scalars(cases.order_by(Case.number))),
        open=_open(work, manager, month),
        breached=_breached(work, manager, month),
        waiting=_waiting(work, manager),
    )


def _open(work: Work, manager: Account, month: date) -> tuple[OpenLine, ...]:
    query = (
        select(DutyRow, Case.number)
        .join(Case, Case.id == DutyRow.life_id)
        .where(func.coalesce(DutyRow.officer_id, Case.manager_id) == manager.id)
        .where(DutyRow.actor == Owner.MANAGER)
        .order_by(Case.number, DutyRow.position)
    )
    return tuple(
        OpenLine(
            case=number, duty=row.duty, due=row.due_on, late=was_late(OwedFacts(row.due_on), month)
        )
        for row, number in work.session.execute(query)
    )


def _breached(work: Work, manager: Account, month: date) -> tuple[BreachedLine, ...]:
    """Whoever chaired when it was noticed is whose it was, whoever manages the case now."""
    query = (
        select(BreachRow, Case.number)
        .join(Case, Case.id == BreachRow.life_id)
        .where(BreachRow.chair_id == manager.id, BreachRow.actor == Owner.MANAGER)
        .where(BreachRow.limit_on.between(first_of(month), last_of(month)), ~from_before())
        .order_by(BreachRow.limit_on, Case.number, BreachRow.duty, BreachRow.id)
    )
    return tuple(
        BreachedLine(
            case=number,
            duty=row.duty,
            article=row.article,
            limit=row.limit_on,
            over_on=row.over_on,
            happened_on=row.happened_on,
            in_time=row.struck_on is not None,
        )
        for row, number in work.session.execute(query)
    )


def _waiting(work: Work, manager: Account) -> tuple[WaitingLine, ...]:
    query = (
        select(SupervisionQuestion, Case.number)
        .join(Case, Case.id == SupervisionQuestion.case_id)
        .where(Case.manager_id == manager.id)
        .order_by(Case.number, SupervisionQuestion.number)
    )
    return tuple(
        WaitingLine(case=number, number=row.number, asked_on=row.asked_on)
        for row, number in work.session.execute(query)
        if state_of(TurnFacts(each.turn, each.said_on) for each in row.turns) is QuestionState.WAITS
    )


def manager_in(work: Work, municipality_id: UUID | None, account_id: UUID) -> Account:
    """An officer of this centre who manages cases; raises `NotThere`."""
    account = work.session.get(Account, account_id)
    if account is None or account.role != Role.MANAGER or municipality_id is None:
        raise NotThere
    if account.municipality_id != municipality_id:
        raise NotThere
    return account


def sign_off(
    work: Work, account_id: UUID, month: date, *, remark: str = "", shown: bytes | None = None
) -> SignedMonth:
    """The head signs the text that stood on the page; once, and the officer is told."""
    manager, former = _for_head(work, account_id, month)
    today, by = work.clock.today(), work.actor.id
    check_sign_off(month, today, by=by, manager_id=manager.id, signed=former is not None)
    assert by is not None  # an officer acts
    text = text_of(work, manager, month)
    digest = digest_of(text)
    check_one_text(digest, digest, digest, shown)
    row = SignedMonth(
        manager_id=manager.id,
        month=first_of(month),
        text=canonical(text),
        digest=digest,
        signed_at=work.clock.now(),
        signed_by_id=by,
    )
    work.session.add(row)
    work.session.flush()
    if remark.strip():
        _add_remark(work, row, remark)
    _record(work, "month signed off", row, digest=digest.hex(), **given(row))
    tell.signed(work, manager, row, row.id)
    return row


def add_remark(work: Work, account_id: UUID, month: date, words: str) -> MonthRemark:
    """A correction, or what is seen later: another remark, and what was signed stays."""
    manager, row = _for_head(work, account_id, month)
    by = work.actor.id
    check_remark(words, by=by, manager_id=manager.id, signed=row is not None)
    assert row is not None  # just asked
    remark = _add_remark(work, row, words)
    _record(work, "remark on a month", row, number=remark.number)
    tell.signed(work, manager, row, remark.id)
    return remark


def _for_head(work: Work, account_id: UUID, month: date) -> tuple[Account, SignedMonth | None]:
    """The officer, held so that nobody signs beside it; what was signed of that month."""
    account = work.session.get(Account, account_id, with_for_update={"key_share": True})
    if account is None or account.municipality_id is None:
        raise NotThere
    take_for_head(work, account.municipality_id, work.actor.id, BASIS, at=None)
    manager = manager_in(work, account.municipality_id, account_id)
    query = select(SignedMonth).where(SignedMonth.manager_id == manager.id)
    return manager, work.session.scalars(query.where(SignedMonth.month == first_of(month))).first()


def _add_remark(work: Work, row: SignedMonth, words: str) -> MonthRemark:
    assert work.actor.id is not None  # an officer acts
    remark = MonthRemark(
        signed_month_id=row.id,
        number=next_of(work, MonthRemark.number, MonthRemark.signed_month_id == row.id),
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        words=words.strip(),
    )
    work.session.add(remark)
    work.session.flush()
    return remark


def _record(work: Work, act: str, row: SignedMonth, **detail: str | int) -> None:
    work.record(act, "16(1)", officer=row.manager_id, month=row.month, **detail)
