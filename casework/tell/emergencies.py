"""Whom an emergency is told of, at once; in the life of the reminders, and of no case: 0248."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from casework.tell.reminders import open_reminders
from identity.access import OFFICERS
from identity.conflicts import in_conflict
from identity.officers import deputy_of, head_of
from models.case import Case
from models.emergency import Emergency
from models.life import Life
from models.outbox import RecipientKind
from models.people import Account
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.emergency import EmergencyAsked, EmergencyOpened
from rules.defaults import DEFAULTS


def asked(work: Work, row: Emergency) -> None:
    """Every other officer of the centre who may be the second person."""
    place = work.session.get_one(Life, row.case_id).municipality_id
    query = (
        select(Account.id)
        .where(Account.municipality_id == place, Account.role.in_(OFFICERS))
        .where(Account.disabled_at.is_(None), Account.id != row.asked_by_id)
        .where(~in_conflict(row.case_id, Account.id))
        .order_by(Account.id)
    )
    life_id, on = open_reminders(work, place), work.clock.today()
    notices = [
        EmergencyAsked(recipient=_to(each), life_id=life_id, emergency_id=row.id, on=on)
        for each in work.session.scalars(query)
    ]
    outbox.queue_all(work, notices)
    work.wake(life_id, "emergency")


def opened(work: Work, row: Emergency) -> None:
    """The head, the deputy and the case manager, whoever of them did not ask: also who confirmed
    it, for whom it is on record."""
    place = work.session.get_one(Life, row.case_id).municipality_id
    head, deputy = head_of(work.session, place), deputy_of(work.session, place, work.clock.today())
    manager = work.session.get_one(Case, row.case_id).manager_id
    told = (head.id if head else None, deputy.account_id if deputy else None, manager)
    readers = {each for each in told if each and each != row.asked_by_id}
    life_id, on = open_reminders(work, place), work.clock.today()
    notices = [
        EmergencyOpened(
            recipient=_to(each),
            life_id=life_id,
            emergency_id=row.id,
            on=on,
            alone=row.confirmed_by_id is None,
            review_by=on + timedelta(days=DEFAULTS.EMERGENCY.days),
        )
        for each in sorted(readers)
    ]
    outbox.queue_all(work, notices)
    work.wake(life_id, "emergency")


def _to(account_id: UUID) -> Recipient:
    return Recipient(RecipientKind.ACCOUNT, account_id)
