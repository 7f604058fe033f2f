"""Where the receipt for a referral goes, and that its address is forgotten once it is there."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.i18n import language_or
from models.case import Case
from models.office_number import in_force
from models.people import Account
from models.receipt import ReferralReceipt
from notifications.addressees import Addressee
from notifications.notices.receipt import ReceiptForReferral
from rules.receipt import ReceiptWay

RECEIPT: Final = ReceiptForReferral.template


def addressee(case: Case, row: ReferralReceipt, answers: Account | None, on: date) -> Addressee:
    """Nobody by name: another may read it; the centre, and who answers."""
    language = language_or(row.language, "sq")
    return Addressee(
        name="",
        mail=row.address if row.way is ReceiptWay.MAIL else None,
        phone=row.address if row.way is ReceiptWay.SMS else None,
        language=language,
        place=case.municipality.name(language, on),
        office=case.municipality.office,
        reply_to=case.municipality.office.mail or None,
        office_number=in_force(case.office_numbers),
        answers=answers.name if answers else None,
        answers_mail=answers.email if answers else None,
    )


def addressee_of(session: Session, receipt_id: UUID, on: date) -> Addressee:
    row = session.get_one(ReferralReceipt, receipt_id)
    return addressee(session.get_one(Case, row.case_id), row, row.answers, on)


def unmark(session: Session, template: str, context: Mapping[str, Any]) -> None:
    """It came back from there: it was not given, and whoever referred may name another address."""
    if template == RECEIPT:
        session.execute(
            update(ReferralReceipt)
            .where(ReferralReceipt.id == UUID(context["receipt_id"]))
            .values(accepted_at=None)
        )


def mark(session: Session, template: str, context: Mapping[str, Any], at: datetime) -> None:
    """A server took it: from then on the address serves nothing any more: Art. 18(1)."""
    if template == RECEIPT:
        session.execute(
            update(ReferralReceipt)
            .where(ReferralReceipt.id == UUID(context["receipt_id"]))
            .values(accepted_at=at, address_sealed=None)
        )
