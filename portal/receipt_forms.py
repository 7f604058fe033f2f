"""What is asked of a receipt, with the referral and afterwards: beside Art. 18(1)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal

from casework.case.receipt import WantedReceipt
from core import reach
from core.i18n import N_
from portal.fields import Ask, Day, Happened, Line
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
CameOn = Annotated[
    Day | None,
    Ask(
        N_("On which day did the referral reach the centre?"),
        N_("The receipt says that day. Only where one is given."),
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
    came: CameOn = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        yield from gaps_of_receipt(sheet, "way", "address", "came")

    def wanted(self) -> WantedReceipt:
        return WantedReceipt(self.way, self.address, self.language, self.came)


class HandOverReceipt(FormModel):
    """On which day it was handed over."""

    called: ClassVar[str] = "hand"

    on: Happened


def gaps_of_receipt(sheet: Sheet[Any], way: str, address: str, came: str) -> Iterator[Gap]:
    """What is missing or wrong of it, at the field that it is about."""
    said, where = sheet.known(way), str(sheet.known(address) or "")
    if not said:
        return
    said = ReceiptWay(said)
    for name, given, on in ((address, where, sheet.today), (came, _some(said), sheet.known(came))):
        try:
            check_wish(said, address=given, came_on=on, registered_on=date.max, today=sheet.today)
        except ProcedureRefused as refusal:
            yield name, refusal
    if said in SENT_WAYS and where.strip():
        form = reach.mail_address if said is ReceiptWay.MAIL else reach.mobile_number
        try:
            form(where)
        except reach.Unreachable as why:
            yield address, why.sentence


def _some(way: ReceiptWay) -> str:
    """An address where one is needed, to ask of the day alone."""
    return "-" if way in SENT_WAYS else ""
