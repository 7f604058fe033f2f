"""The telephone and mail address of a centre, which stand under its mails: decision 0166."""

from typing import Annotated, Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import centre_contacts as acts
from core.i18n import N_
from models.people import Office
from portal.fields import Ask, Called, Mail
from portal.forms import FormModel, Sheet
from portal.web import ForAdmin, ForOfficers, Page

HOME: Final = "/centre-contact"
router = APIRouter(prefix=HOME)


class CentreContactForm(FormModel):
    """Where people who were written to call and answer."""

    phone: Annotated[
        Called,
        Ask(
            N_("Telephone of the centre"),
            N_("It stands under every mail."),
            missing=N_("Write the number on which the centre is called."),
        ),
    ]
    mail: Annotated[
        Mail,
        Ask(
            N_("Mail address of the centre"),
            N_("It stands under every mail; an answer goes there where no case manager reads it."),
            missing=N_("Write the mail address that the centre reads."),
        ),
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
        place = acts.centre_of(work, slug)
        now = place.office
        stands = Sheet.of(CentreContactForm, phone=now.phone, mail=now.mail)
        return page.render(
            "centres/contact.html",
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
    sheet = page.typed(CentreContactForm)

    def act(form: CentreContactForm) -> Response:
        with page.work() as work:
            changed = acts.enter(work, slug, Office(form.phone, form.mail))
        done = N_("It stands under every mail from now on.") if changed else N_("It stands so.")
        return page.go(f"{HOME}/{slug}" if slug else HOME, done=done)

    return page.submit(sheet, act, again=lambda: _show(page, slug, sheet))
