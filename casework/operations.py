"""What those who run the machine may do to a life: ask for another try. Nothing else: Art. 11(1).

A retry clears nothing itself: it puts a wake-up into the inbox, and what came of it is looked at
afterwards.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, or_, select

from casework.tell.waiting import pass_on, pass_on_where
from identity.access import administrator_of
from models.case import Case
from models.life import Life, WakeReason
from models.people import Municipality
from models.session import Work
from notifications import outbox
from rules.retry import check_retry
from workflow.inbox import retry_asked


def retry(work: Work, life_ids: Collection[UUID]) -> list[UUID]:
    """Ask for another try of each of these that is stalled; pressed twice it asks once."""
    administrator_of(work)
    query = select(Life).where(Life.id.in_(life_ids), Life.stalled_at.is_not(None))
    lives = work.session.scalars(query.order_by(Life.id).with_for_update(key_share=True)).all()
    for life in lives:
        asked = retry_asked(work, life.id)
        if asked is None or asked.taken_at is not None:
            work.record("retry asked for", "11(1)", life=life)
            work.wake(life.id, WakeReason.RETRY)
    return [life.id for life in lives]


def retry_messages(work: Work, life_ids: Collection[UUID]) -> int:
    """Let what was set aside in these lives be composed again; gives how many messages."""
    administrator_of(work)
    count = outbox.retry(work, life_ids) + pass_on_where(work, life_ids=life_ids)
    for life in work.session.scalars(select(Life).where(Life.id.in_(life_ids))):
        work.record("messages tried again", "11(1)", life=life)
    return count


def retry_case(work: Work, number: str) -> bool:
    """Another try at a case's stalled steps and messages set aside, or a centre's own life's, as
    `ferizaj/2026-Q4`; False for an unknown number."""
    place, _, key = number.partition("/")
    query = select(Life).outerjoin(Case, Case.id == Life.id)
    query = query.join(Municipality, Municipality.id == Life.municipality_id)
    of_centre = and_(Case.id.is_(None), Municipality.slug == place, Life.key == key)
    life = work.session.scalars(query.where(or_(Case.number == number, of_centre))).first()
    if life is None:
        return False
    check_retry(life.stalled_at, outbox.retry(work, [life.id]) + pass_on(work, life))
    work.record("retry asked for", life=life)
    work.wake(life.id, WakeReason.RETRY)
    return True
