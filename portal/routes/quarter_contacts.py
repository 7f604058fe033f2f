"""Where a member of the municipal roundtable is reached: as in `portal/routes/contacts.py`."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import contacts, disowned_addresses, disputed_numbers
from core.i18n import N_
from portal.forms import Sheet
from portal.routes.contacts import (
    DONE,
    RIGHT,
    RIGHT_ADDRESS,
    ContactChangeForm,
    ContactPage,
    FoundRight,
    show,
)
from portal.web import Page, Signed
from queries.quarter_file import QuarterFile, open_quarter

router = APIRouter(prefix="/roundtable/{quarter}/members/{member_id:uuid}/contact")


@router.get("")
def contact_page(page: Signed, quarter: str, member_id: UUID) -> Response:
    return _contact(page, quarter, member_id)


def _contact(
    page: Page,
    quarter: str,
    member_id: UUID,
    *,
    sheet: Sheet[ContactChangeForm] | None = None,
    number: Sheet[FoundRight] | None = None,
    address: Sheet[FoundRight] | None = None,
) -> Response:
    with page.work() as work:
        file = open_quarter(work, quarter)
        member = contacts.member_of(work, file.life.id, member_id)
        of = _of(page, file, member_id)
        return show(page, work, member, of, sheet=sheet, number=number, address=address)


def _of(page: Page, file: QuarterFile, member_id: UUID) -> ContactPage:
    quarter = str(file.quarter)
    say = page.say.gettext
    trail = [
        ("/roundtable", say(N_("Municipal roundtable"))),
        (f"/roundtable/{quarter}", quarter),
        (None, say(N_("Contact"))),
    ]
    home = f"/roundtable/{quarter}/members/{member_id}/contact"
    return ContactPage(trail, home, runs=file.is_run_by_reader)


@router.post("")
def correct_contact(page: Signed, quarter: str, member_id: UUID) -> Response:
    """Ask for another contact; the same one sends again what came back."""
    sheet = page.typed(ContactChangeForm)

    def act(form: ContactChangeForm) -> Response:
        with page.work() as work:
            life = open_quarter(work, quarter).life
            asked = contacts.change(work, life.id, member_id, form.contact(), form.reason)
        return page.go(f"/roundtable/{quarter}", done=DONE[asked])

    return page.submit(sheet, act, again=lambda: _contact(page, quarter, member_id, sheet=sheet))


@router.post("/number")
def right_number(page: Signed, quarter: str, member_id: UUID) -> Response:
    """The number of which they said that it is not theirs is right after all."""
    sheet = page.typed(FoundRight)

    def act(form: FoundRight) -> Response:
        with page.work() as work:
            life = open_quarter(work, quarter).life
            disputed_numbers.confirm_right(work, life.id, member_id, form.basis)
        return page.go(f"/roundtable/{quarter}", done=RIGHT)

    return page.submit(sheet, act, again=lambda: _contact(page, quarter, member_id, number=sheet))


@router.post("/address")
def right_address(page: Signed, quarter: str, member_id: UUID) -> Response:
    """The address of which it was said that it is not theirs is right after all."""
    sheet = page.typed(FoundRight)

    def act(form: FoundRight) -> Response:
        with page.work() as work:
            life = open_quarter(work, quarter).life
            disowned_addresses.confirm_right(work, life.id, member_id, form.basis)
        return page.go(f"/roundtable/{quarter}", done=RIGHT_ADDRESS)

    return page.submit(sheet, act, again=lambda: _contact(page, quarter, member_id, address=sheet))
