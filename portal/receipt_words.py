"""The words for how whoever referred wants a receipt: beside Art. 18(1)."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.receipt import ReceiptWay

RECEIPT_WAYS: Final[Mapping[ReceiptWay, str]] = {
    ReceiptWay.MAIL: N_("By electronic mail"),
    ReceiptWay.SMS: N_("By SMS"),
    ReceiptWay.BY_HAND: N_("By word or on paper, from an officer"),
    ReceiptWay.NONE: N_("They want none"),
    ReceiptWay.ANONYMOUS: N_("Whoever refers stays unnamed: no receipt"),
}
