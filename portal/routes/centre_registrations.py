"""Address and number under which a centre is registered, on its letterhead: decision 0190."""

from typing import Annotated, Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import centre_contacts
from casework.municipality import centre_registrations as acts
from casework.municipality.centre_registrations import RegisteredSince
from core.i18n import N_
from models.centre_registration import Registration, registered
from portal.fields import Ask, Day, Line
from portal.forms import FormModel, Sheet
from portal.web import ForAdmin, ForOfficers, Page

HOME: Final = "/centre-registration"
router = APIRouter(prefix=HOME)


class CentreRegistrationForm(FormModel):
    """What stands in the letterhead beside the name, and from which day on."""

    address: Annotated[
        Line, Ask(N_("Address of the centre"), N_("Street, postal code and place."), open=True)
    ] = ""
    registered: Annotated[
        Line,
        Ask(
            N_("Number under which the centre is registered"),
            N_("As its papers say it; empty where it has none."),
            open=True,
        ),
    ] = ""
    since: Annotated[
        Day, Ask(N_("From which day on?"), missing=N_("Write from which day on it holds."))
    ]


@router.get("")
def own_page(page: ForOfficers) -> Response:
    """The head's own centre."""
    return _show(page, "")


@router.get("/{slug}")
def centre_page(page: ForAdmin, slug: str) -> Response:
    return _show(page, slug)


def _show(page: Page, slug: str, sheet: Sheet[Any] | None = None) -> Response:
    with page.work(read_only=True) as work:
        place = centre_contacts.centre_of(work, slug)
        now = registered(place, page.today)
        stands = Sheet.of(CentreRegistrationForm, address=now.address, registered=now.number)
        return page.render(
            "centres/registration.html",
            place=place,
            at=f"{HOME}/{slug}" if slug else HOME,
            rows=acts.history(work, place.id),
            sheet=sheet or stands,
        )


@router.post("")
def enter_own(page: ForOfficers) -> Response:
    return _enter(page, "")


@router.post("/{slug}")
def enter(page: ForAdmin, slug: str) -> Response:
    return _enter(page, slug)


def _enter(page: Page, slug: str) -> Response:
    sheet = page.typed(CentreRegistrationForm)

    def act(form: CentreRegistrationForm) -> Response:
        said = RegisteredSince(Registration(form.address, form.registered), form.since)
        with page.work() as work:
            changed = acts.enter(work, slug, said)
        done = (
            N_("It stands in the letterhead from that day on.") if changed else N_("It stands so.")
        )
        return page.go(f"{HOME}/{slug}" if slug else HOME, done=done)

    return page.submit(sheet, act, again=lambda: _show(page, slug, sheet))
