"""What nobody could read goes to who decides now: Art. 4(2), 10(2), decision 0090."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.tell.handover import hand_on
from casework.tell.readers import NOBODY_YET, appointed_yet, head_yet, officer_for
from models.life import Life, WakeReason
from models.outbox import Message, MessageStatus
from models.session import Work
from notifications.notices.base import NOBODY
from rules.handover import waits_for_who_decides, waits_for_who_manages, waits_for_who_runs
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
    if count:
        work.wake(life.id, WakeReason.MAIL)
    return count


def pass_on_where(
    work: Work, *, municipality_id: UUID | None = None, life_ids: Collection[UUID] | None = None
) -> int:
    """The same wherever something waits: in one centre, in these lives, or in all; how many."""
    query = select(Life).join(Message, Message.life_id == Life.id)
    query = query.where(
        Message.status == MessageStatus.SET_ASIDE, Message.recipient_id == NOBODY
    ).distinct()
    if municipality_id is not None:
        query = query.where(Life.municipality_id == municipality_id)
    if life_ids is not None:
        query = query.where(Life.id.in_(life_ids))
    return sum(pass_on(work, life) for life in work.session.scalars(query.order_by(Life.id)).all())
