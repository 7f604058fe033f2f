"""The number of a case in the protocol book of the centre's office, which mails carry: 0183."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import office_numbers
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal.fields import Ask, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries.office_numbers import BookedCase, of_case
from rules.protocol import NoProtocolNumber, check_number

router = APIRouter(prefix="/cases/{number}/protocol")

DONE: Final = N_("It is on record.")


class OfficeNumberForm(FormModel):
    """The number, as the book says it."""

    protocol: Annotated[
        Line,
        Ask(
            N_("Protocol number"),
            N_("As it stands in your office's protocol book. It must hold no name."),
            missing=N_("Write the number."),
        ),
    ]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if number := sheet.known("protocol"):
            try:
                check_number(number)
            except NoProtocolNumber as why:
                yield "protocol", why


class CorrectedOfficeNumberForm(OfficeNumberForm):
    """What the book says instead, and why it is corrected; or that it has none."""

    reason: Annotated[Prose, Ask(N_("Why is it corrected?"), missing=N_("Write why."))]
    mistaken: Annotated[bool, Ask(N_("This case has no protocol number"))] = False


@router.get("")
def office_number_page(page: Signed, number: str) -> Response:
    """The number of a case: to be entered, or what stands there."""
    return _book(page, number)


@router.post("")
def enter_office_number(page: Signed, number: str) -> Response:
    sheet = page.typed(OfficeNumberForm)

    def act(form: OfficeNumberForm) -> Response:
        with page.work() as work:
            office_numbers.record(work, _case(work, number).id, form.protocol)
        return page.go(f"/cases/{number}/notices", done=DONE)

    return page.submit(sheet, act, again=lambda: _book(page, number, sheet))


@router.get("/{entry_id:uuid}")
def correct_office_number_page(page: Signed, number: str, entry_id: UUID) -> Response:
    """What was entered, to be written as the book has it; the entry of before stays."""
    return _book(page, number, entry_id=entry_id)


@router.post("/{entry_id:uuid}")
def correct_office_number(page: Signed, number: str, entry_id: UUID) -> Response:
    sheet = page.typed(CorrectedOfficeNumberForm)

    def act(form: CorrectedOfficeNumberForm) -> Response:
        with page.work() as work:
            case, said, none = _case(work, number), form.protocol, form.mistaken
            office_numbers.correct(work, case.id, entry_id, said, form.reason, mistaken=none)
        return page.go(f"/cases/{number}/notices", done=DONE)

    return page.submit(sheet, act, again=lambda: _book(page, number, sheet, entry_id))


def _case(work: Work, number: str) -> Case:
    """For who writes for the case: its manager, and the head or the head's deputy."""
    case = access.case_for(work, number)
    access.only_while(work, case.id, lambda: access.writes_for(work, case))
    return case


def _book(
    page: Page, number: str, sheet: Sheet[Any] | None = None, entry_id: UUID | None = None
) -> Response:
    with page.work() as work:
        case = _case(work, number)
        before_the_form(page, case)
        booked = of_case(work, case)
        corrected = booked if entry_id else None
        if sheet is None and entry_id and (corrected is None or corrected.row.id != entry_id):
            raise NotThere
        return page.render(
            "messages/office_number.html",
            case=case,
            booked=booked,
            corrected=corrected,
            sheet=sheet or _sheet(corrected),
        )


def _sheet(corrected: BookedCase | None) -> Sheet[Any]:
    """Empty, or with what was entered."""
    if corrected is None:
        return Sheet.of(OfficeNumberForm)
    return Sheet.of(CorrectedOfficeNumberForm, protocol=corrected.row.number)
