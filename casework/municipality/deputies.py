"""The head's deputy: appointed for certain days, and ended; what was written stays.

The head appoints; while a centre has none, the administrator does: decision 0037.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.tell import deputies as tell
from casework.tell.reminders import look_next_morning
from casework.tell.waiting import pass_on_where
from identity.access import NotThere, officer_of
from identity.officers import head_of, nominee
from models.life import Life, WakeReason
from models.people import Account, Deputy, Municipality
from models.session import Work
from rules.deputies import (
    Term,
    check_alone,
    check_appointment,
    check_going_on,
    check_nominee,
    check_vacant,
)
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class Days:
    """From when to when; open where no last day is known."""

    valid_from: date
    valid_until: date | None = None


def appoint(work: Work, municipality_id: UUID, account_id: UUID, days: Days, ground: str) -> Deputy:
    """Appoint an officer of the centre to take the head's acts on these days."""
    appointer = _may_appoint(work, municipality_id)
    check_appointment(days.valid_from, days.valid_until, work.clock.today())
    account = work.session.get(Account, account_id)
    check_nominee(nominee(account), municipality_id)
    _hold(work, municipality_id)
    others = [_term(other) for other in of_centre(work, municipality_id)]
    check_alone(Term(days.valid_from, days.valid_until), others)
    deputy = Deputy(
        municipality_id=municipality_id,
        account_id=account_id,
        valid_from=days.valid_from,
        valid_until=days.valid_until,
        appointed_by_id=appointer.id,
        ground=ground.strip(),
        entered_at=work.clock.now(),
    )
    work.session.add(deputy)
    work.session.flush()
    _record(work, "deputy appointed", deputy)
    tell.appointed(work, deputy)
    look_next_morning(work, deputy.municipality_id)
    try_again(work, municipality_id)
    return deputy


def end(work: Work, municipality_id: UUID, deputy_id: UUID) -> None:
    """End an appointment today, or take back one that has not begun."""
    by = _may_appoint(work, municipality_id)
    _hold(work, municipality_id)
    deputy, today = work.session.get(Deputy, deputy_id), work.clock.today()
    if deputy is None or deputy.municipality_id != municipality_id:
        raise NotThere
    work.session.refresh(deputy)
    check_going_on(Term(deputy.valid_from, deputy.valid_until), deputy.ended_on, today)
    deputy.ended_on, deputy.ended_by_id, deputy.ended_at = today, by.id, work.clock.now()
    _record(work, "deputy ended", deputy)
    tell.appointed(work, deputy)
    look_next_morning(work, deputy.municipality_id)


def of_centre(work: Work, municipality_id: UUID) -> list[Deputy]:
    """Every appointment of a centre, the latest first."""
    query = select(Deputy).where(Deputy.municipality_id == municipality_id)
    return list(work.session.scalars(query.order_by(Deputy.valid_from.desc(), Deputy.id.desc())))


def _may_appoint(work: Work, municipality_id: UUID) -> Account:
    """The head of the centre, or the administrator while it has none; a deputy names no deputy."""
    officer = officer_of(work)
    if officer.role == Role.HEAD and officer.municipality_id == municipality_id:
        return officer
    if officer.role != Role.ADMIN:
        raise NotThere
    head = head_of(work.session, municipality_id)
    check_vacant(head.id if head else None)
    return officer


def _term(deputy: Deputy) -> Term:
    return Term(deputy.valid_from, deputy.last_day)


def _hold(work: Work, municipality_id: UUID) -> None:
    """One appointment of a centre after the other."""
    work.session.get_one(Municipality, municipality_id, with_for_update={"key_share": True})


def _record(work: Work, act: str, deputy: Deputy) -> None:
    work.record(
        act,
        "17(3)",
        municipality=deputy.municipality_id,
        appointment=deputy.id,
        officer=deputy.account_id,
        valid_from=deputy.valid_from,
        valid_until=deputy.last_day or "open",
    )


def try_again(work: Work, municipality_id: UUID) -> None:
    """What stalled or waits because nobody could be asked is tried again."""
    query = select(Life.id).where(
        Life.municipality_id == municipality_id, Life.stalled_at.is_not(None)
    )
    for life_id in work.session.scalars(query.order_by(Life.id)).all():
        work.wake(life_id, WakeReason.RETRY)
    pass_on_where(work, municipality_id=municipality_id)
