"""What nobody could read goes to who decides now: Art. 4(2), 10(2), decision 0090."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, or_, select

from casework.tell.handover import hand_on
from casework.tell.readers import NOBODY_YET, appointed_yet, head_yet, officer_for
from models.asked import kept
from models.case import Case
from models.life import Life, LifeKind, WakeReason
from models.outbox import Message
from models.people import Account
from models.session import Work
from notifications import left_office
from notifications.notices.base import NOBODY, Recipient
from rules.handover import (
    waits_for_who_decides,
    waits_for_who_follows,
    waits_for_who_manages,
    waits_for_who_runs,
)
from rules.roles import Role
from workflow.kinds import case_of


def pass_on(work: Work, life: Life) -> int:
    """Let it leave to who runs this table or decides there; where still nobody does, it waits."""
    case = case_of(work.session, life.id)
    decides = head_yet(work, life, manager_id=case.manager_id if case else None)
    readers = (
        (officer_for(work, life), waits_for_who_runs),
        (decides, waits_for_who_decides),
        (appointed_yet(work, case) if case else NOBODY_YET, waits_for_who_manages),
    )
    count = sum(
        hand_on(work, life.id, NOBODY, reader.id, goes=goes)
        for reader, goes in readers
        if reader.id != NOBODY
    )
    count += _of_who_left(work, life, case, decides)
    if count:
        work.wake(life.id, WakeReason.MAIL)
    return count


def _of_who_left(work: Work, life: Life, case: Case | None, decides: Recipient) -> int:
    """What waited for an officer whose account is disabled. The manager's goes to who is appointed
    in their place: 4(2)."""
    query = select(Account).where(Account.disabled_at.is_not(None))
    waits = select(Message.recipient_id).where(Message.life_id == life.id, left_office.WAITS)
    count = 0
    for gone in work.session.scalars(query.where(Account.id.in_(waits)).order_by(Account.id)):
        if case is not None and case.manager_id == gone.id:
            continue
        runs = case is None and gone.role != Role.HEAD
        reader = officer_for(work, life) if runs else decides
        if reader.id not in {NOBODY, gone.id}:
            count += hand_on(work, life.id, gone.id, reader.id, goes=waits_for_who_follows)
    return count


def pass_on_where(
    work: Work, *, municipality_id: UUID | None = None, life_ids: Collection[UUID] | None = None
) -> int:
    """The same wherever something waits: in one centre, in these lives, or in all; how many. Of a
    case that is behind the wall, as any is for an administrator, the keeper passes it on (0149)."""
    query = _where_it_waits()
    if municipality_id is not None:
        query = query.where(Life.municipality_id == municipality_id)
    if life_ids is not None:
        query = query.where(Life.id.in_(life_ids))
    return sum(pass_on(work, life) for life in work.session.scalars(query).all())


@kept
def _where_it_waits() -> Select[Life]:
    query = select(Life).join(Message, Message.life_id == Life.id)
    query = query.outerjoin(Case, Case.id == Life.id).where(left_office.WAITS).distinct()
    query = query.where(or_(Case.id.is_not(None), Life.kind != LifeKind.CASE))
    return query.order_by(Life.id)
