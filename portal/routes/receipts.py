"""The receipt for whoever referred: wanted, looked at, sent or handed over: beside Art. 18(1)."""

from functools import partial
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import receipt as acts
from core.i18n import N_, OWN_NAMES
from identity import access
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal.forms import FormModel, Sheet
from portal.receipt_forms import HandOverReceipt, WantReceipt
from portal.receipt_words import RECEIPT_WAYS
from portal.web import ForOfficers, Page
from queries import receipts
from rules.phases import check_open

router = APIRouter(prefix="/cases/{number}/receipt")

DONE: Final = N_("It is on record.")


class SendReceipt(FormModel):
    """A press: what leaves was shown above the button."""


@router.get("")
def receipt_page(page: ForOfficers, number: str) -> Response:
    """What is on record, the words that would leave, and the form for another wish."""
    return _receipt(page, number)


def _receipt(
    page: Page,
    number: str,
    *,
    want: Sheet[WantReceipt] | None = None,
    hand: Sheet[HandOverReceipt] | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "referral/receipt.html",
            case=case,
            file=receipts.of_case(work, case),
            gives=receipts.may_give(work, case),
            want=want or Sheet.of(WantReceipt),
            hand=hand or Sheet(HandOverReceipt),
            ways=[(way, page.say.gettext(words)) for way, words in RECEIPT_WAYS.items()],
            tongues=list(OWN_NAMES.items()),
        )


def _to_give(work: Work, number: str) -> Case:
    """The case for who may give it; who may only read it finds no form."""
    case = access.case_for(work, number)
    check_open(case.phase, case.number)
    access.only_while(work, case.id, partial(receipts.may_give, work, case))
    return case


def _one(work: Work, number: str, receipt_id: UUID) -> UUID:
    """A receipt of this case; raises `NotThere`."""
    case = _to_give(work, number)
    if receipt_id not in {row.id for row in receipts.of_case(work, case).rows}:
        raise NotThere
    return receipt_id


@router.post("")
def want(page: ForOfficers, number: str) -> Response:
    """Another wish takes the place of the last one: ours."""
    sheet = page.typed(WantReceipt)

    def act(form: WantReceipt) -> Response:
        with page.work() as work:
            acts.want(work, _to_give(work, number).id, form.wanted())
        return page.go(f"/cases/{number}/receipt", done=DONE)

    return page.submit(sheet, act, again=lambda: _receipt(page, number, want=sheet))


@router.post("/{receipt_id:uuid}/sent")
def send(page: ForOfficers, number: str, receipt_id: UUID) -> Response:
    """It leaves as it was shown."""

    def act(_form: SendReceipt) -> Response:
        with page.work() as work:
            acts.send(work, _one(work, number, receipt_id))
        return page.go(f"/cases/{number}/receipt", done=N_("The receipt leaves now."))

    return page.submit(page.typed(SendReceipt), act, again=lambda: _receipt(page, number))


@router.post("/{receipt_id:uuid}/handed")
def hand_over(page: ForOfficers, number: str, receipt_id: UUID) -> Response:
    """That it was handed over, on its true day."""
    sheet = page.typed(HandOverReceipt)

    def act(form: HandOverReceipt) -> Response:
        with page.work() as work:
            acts.hand_over(work, _one(work, number, receipt_id), form.on)
        return page.go(f"/cases/{number}/receipt", done=DONE)

    return page.submit(sheet, act, again=lambda: _receipt(page, number, hand=sheet))
