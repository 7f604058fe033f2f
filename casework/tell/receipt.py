"""The receipt for whoever referred a child; nobody else is told of it: beside 18(1)."""

from collections.abc import Sequence

from casework.tell.withdrawal import take_back
from models.case import Case
from models.outbox import Channel, Message, RecipientKind
from models.receipt import ReferralReceipt
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.receipt import ReceiptForReferral
from rules.receipt import ReceiptWay


def receipt_of(case: Case, row: ReferralReceipt, *, managed: bool) -> ReceiptForReferral:
    """What it says, to be sent or to be looked at before."""
    return ReceiptForReferral(
        recipient=Recipient(RecipientKind.REFERRER, row.id),
        life_id=case.id,
        case_number=case.number,
        receipt_id=row.id,
        came_on=case.referred_on,
        managed=managed,
    )


def receipt(work: Work, case: Case, row: ReferralReceipt) -> None:
    """To the address that whoever referred gave for it."""
    channel = Channel.SMS if row.way is ReceiptWay.SMS else Channel.MAIL
    outbox.queue(work, receipt_of(case, row, managed=bool(row.managed)), channel)
    work.wake(case.id, "receipt")


def receipts_taken_back(work: Work, rows: Sequence[ReferralReceipt]) -> None:
    """What has not left does not leave any more."""
    kind = Message.recipient == RecipientKind.REFERRER
    if rows:
        take_back(work, kind, Message.recipient_id.in_([row.id for row in rows]))
