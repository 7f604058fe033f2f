"""What was said last of the receipt for a referral, and whether it came back: beside 18(1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from core.clock import local_day
from models.asked import LIFE
from models.outbox import Message, MessageStatus, RecipientKind
from models.receipt import ReferralReceipt
from rules.receipt import ReceiptFacts, ReceiptWay


def column() -> ColumnElement[Any]:
    """To be selected beside the case: the newest wish; NULL where nobody spoke of a receipt."""
    given = or_(ReferralReceipt.sent_at.is_not(None), ReferralReceipt.handed_on.is_not(None))
    row = func.jsonb_build_array(
        ReferralReceipt.id, ReferralReceipt.way, ReferralReceipt.recorded_at, given, _came_back()
    )
    newest = select(row).where(ReferralReceipt.case_id == LIFE)
    return newest.order_by(ReferralReceipt.number.desc()).limit(1).scalar_subquery()


def _came_back() -> ColumnElement[bool]:
    """Refused for good, or nobody knows whether the SMS left."""
    return exists().where(
        Message.recipient_id == ReferralReceipt.id,
        Message.recipient == RecipientKind.REFERRER,
        Message.status.in_((MessageStatus.FAILED, MessageStatus.UNKNOWN)),
    )


def read(found: Sequence[Any] | None) -> ReceiptFacts | None:
    if found is None:
        return None
    id, way, recorded_at, given, came_back = found
    since = local_day(datetime.fromisoformat(recorded_at))
    return ReceiptFacts(UUID(id), ReceiptWay(way), since, given, came_back)


def receipts(session: Session, case_id: UUID) -> Sequence[ReferralReceipt]:
    """Every wish of a case, in the order of entry."""
    query = select(ReferralReceipt).where(ReferralReceipt.case_id == case_id)
    return session.scalars(query.order_by(ReferralReceipt.number)).all()


def came_back(session: Session, receipt_id: UUID) -> bool:
    query = select(_came_back()).where(ReferralReceipt.id == receipt_id)
    return session.scalar(query.select_from(ReferralReceipt)) or False


def facts_of(row: ReferralReceipt) -> ReceiptFacts:
    return ReceiptFacts(row.id, row.way, row.recorded_on, row.is_given)
