"""What is asked of a receipt, with the referral and afterwards: beside Art. 18(1)."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal

from casework.case.receipt import WantedReceipt
from core import reach
from core.i18n import N_
from portal.fields import Ask, Happened, Line
from portal.forms import FormModel, Gap, Sheet
from rules.receipt import SENT_WAYS, ReceiptWay, check_wish
from rules.refusals import ProcedureRefused

Tongue = Annotated[Literal["sq", "sr", "en"], Ask(N_("Language of the receipt"), open=True)]
Where = Annotated[
    Line,
    Ask(
        N_("Address or mobile number for it"),
        N_("Kept for the receipt alone, and deleted once it has arrived."),
        open=True,
    ),
]
TO_THE_REFERRER: Final = N_("How do they want a receipt?")
ONLY: Final = N_("It says the day, the number and who answers, and nothing of the child.")


class WantReceipt(FormModel):
    """How it is wanted, entered after the referral."""

    called: ClassVar[str] = "want"

    way: Annotated[
        ReceiptWay, Ask(TO_THE_REFERRER, ONLY, N_("Choose how, or that none is wanted."))
    ]
    address: Where = ""
    language: Tongue = "sq"

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        yield from gaps_of_receipt(sheet, "way", "address")

    def wanted(self) -> WantedReceipt:
        return WantedReceipt(self.way, self.address, self.language)


class HandOverReceipt(FormModel):
    """On which day it was handed over."""

    called: ClassVar[str] = "hand"

    on: Happened


def gaps_of_receipt(sheet: Sheet[Any], way: str, address: str) -> Iterator[Gap]:
    """What is missing or wrong of it, at the field that it is about."""
    said, where = sheet.known(way), str(sheet.known(address) or "")
    if not said:
        return
    said = ReceiptWay(said)
    try:
        check_wish(said, address=where)
    except ProcedureRefused as refusal:
        yield address, refusal
    if said in SENT_WAYS and where.strip():
        form = reach.mail_address if said is ReceiptWay.MAIL else reach.mobile_number
        try:
            form(where)
        except reach.Unreachable as why:
            yield address, why.sentence
