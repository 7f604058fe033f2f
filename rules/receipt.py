"""The receipt for whoever referred a child: its number and who answers, and nothing else.

The text knows the referral (5(1.1), 8(1)) and no receipt; that there is one is ours, beside 18(1),
which keeps everything else from whoever referred (docs/decisions/0118).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.refusals import NotPossible, ProcedureRefused
from rules.roles import Owner


class ReceiptWay(StrEnum):
    """How whoever referred wants their receipt, or why they get none."""

    MAIL = "mail"
    SMS = "sms"
    BY_HAND = "by_hand"
    """By word or on paper, from an officer."""
    NONE = "none"
    """They want none."""
    ANONYMOUS = "anonymous"
    """Nobody says who they are: they get none, and nobody is asked."""

    @property
    def is_given(self) -> bool:
        """Somebody waits for one."""
        return self not in (ReceiptWay.NONE, ReceiptWay.ANONYMOUS)


SENT_WAYS: Final = frozenset({ReceiptWay.MAIL, ReceiptWay.SMS})


class NoReceiptAddress(ProcedureRefused):
    reason = "It is not said where the receipt is to go."
    way_out = "Write the address or the number, or choose that it is handed over."
    basis = DEFAULTS.RECEIPT


class AddressOfNobody(ProcedureRefused):
    reason = "An address is kept only for a receipt that is sent there."
    way_out = "Take the address out, or choose that the receipt is sent."
    basis = DEFAULTS.RECEIPT


class HandedBeforeItCame(ProcedureRefused):
    reason = "The referral reached the centre on {day}; no receipt was handed over before."
    way_out = "Write the day on which it was handed over."
    basis = DEFAULTS.RECEIPT


class NoReceiptWaits(NotPossible):
    reason = (
        "This receipt has been given already, or another one took its place, or none is wanted."
    )
    way_out = "Look at what is on record; whoever wants it again is entered anew."


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What was said last of the receipt for one referral."""

    id: UUID
    way: ReceiptWay
    since: date
    is_given: bool = False
    """It was sent or handed over."""
    came_back: bool = False


def check_wish(way: ReceiptWay, *, address: str) -> None:
    """Where it goes, and only where it is sent: ours."""
    if way in SENT_WAYS and not address.strip():
        raise NoReceiptAddress
    if way not in SENT_WAYS and address.strip():
        raise AddressOfNobody


def check_send(receipt: ReceiptFacts | None, id: UUID) -> None:
    """The last one only, once, where it is sent: nobody who stays unnamed is written to: ours."""
    if receipt is None or receipt.id != id or receipt.is_given or receipt.way not in SENT_WAYS:
        raise NoReceiptWaits


def check_hand_over(
    receipt: ReceiptFacts | None, id: UUID, on: date, today: date, *, came_on: date
) -> None:
    """The same of what is given by word or on paper, on its day: ours."""
    check_happened(on, today)
    by_hand = receipt is not None and receipt.way is ReceiptWay.BY_HAND
    if receipt is None or receipt.id != id or receipt.is_given or not by_hand:
        raise NoReceiptWaits
    if on < came_on:
        raise HandedBeforeItCame(day=came_on)


def is_owed(receipt: ReceiptFacts | None) -> bool:
    """Whether somebody still waits for it."""
    return receipt is not None and receipt.way.is_given and not receipt.is_given


def duties(receipt: ReceiptFacts | None, *, managed: bool) -> Iterator[OpenDuty]:
    """The manager gives it, the head while there is none; one that came back is looked at: ours."""
    actor: Owner = Owner.MANAGER if managed else Owner.HEAD
    if receipt is None:
        return
    if is_owed(receipt):
        yield owed(Duty.GIVE_RECEIPT, actor, receipt.since, DEFAULTS.RECEIPT, subject=receipt.id)
    elif receipt.came_back:
        yield OpenDuty(Duty.CORRECT_RECEIPT, actor, None, DEFAULTS.RECEIPT, receipt.id)
