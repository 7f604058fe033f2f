"""Where a member says that a new contact is theirs, with a code to one that was known before."""

from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from casework.table import contact_change
from core.i18n import N_
from identity import codes
from identity.access import NotThere
from models.outbox import Channel
from models.people import Municipality
from portal.confirming import NO_MATCH, TROUBLE
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.routes.member import TypedCode
from portal.web import Page, bare_page

router = APIRouter(prefix="/k/{token}")

NOT_SENT = N_("The code did not leave. Try again, choose the other way, or call the centre.")


def page_of_change(request: Request, token: str) -> Page:
    """A page in the language of whose contact changes, from its first word."""
    page = bare_page(request)
    with page.work(read_only=True) as work, suppress(NotThere):
        page.speak(contact_change.by_token(work, token).professional.language)
    return page


OfChange = Annotated[Page, Depends(page_of_change)]

USED_UP = N_(
    "As many codes as we send on one day were sent to you, and not used. Come back tomorrow, or "
    "call the centre. The last code is still good for its ten minutes."
)
HOW = N_("Choose how the code comes.")


class Confirmed(TypedCode):
    """The code again, and the digest of what the page showed."""

    shown: Annotated[Line, Ask(N_("What was shown"))] = ""


class Send(FormModel):
    """By which contact on record the code comes."""

    channel: Annotated[Channel, Ask(N_("How the code comes"), missing=HOW)]


@router.api_route("", methods=["GET", "HEAD"])
def new_contact_page(page: OfChange, token: str) -> Response:
    """What is to change; opening it records nothing."""
    return _show(page, token, Sheet.of(TypedCode))


def _show(page: Page, token: str, sheet: Sheet[Any], trouble: str = "") -> Response:
    with page.work(read_only=True) as work:
        change = contact_change.by_token(work, token)
        place = work.session.get_one(Municipality, change.professional.municipality_id)
        return page.render(
            "contacts/confirm.html",
            change=change,
            home=f"/k/{token}",
            channels=contact_change.channels(change),
            sheet=sheet,
            code=contact_change.newest_code(work, change.id),
            trouble=trouble,
            place=place.name(page.language),
        )


@router.post("/code")
def send_code(page: OfChange, token: str) -> Response:
    """A code to the telephone or the address that was on record before."""
    sheet = page.typed(Send)

    def again() -> Response:
        return _show(page, token, Sheet.of(TypedCode), sheet.errors.get("channel", ""))

    def no_code(status: int, trouble: str) -> Response:
        page.status = status
        return _show(page, token, Sheet.of(TypedCode), page.say.gettext(trouble))

    def act(form: Send) -> Response:
        try:
            sent = contact_change.send_code(token, form.channel)
        except codes.LinkClosed:
            raise NotThere from None
        except codes.TooManyCodes:
            return no_code(429, USED_UP)
        except codes.NoCode as why:
            return no_code(*TROUBLE[type(why)])
        return page.go(f"/k/{token}") if sent else no_code(503, NOT_SENT)

    return page.submit(sheet, act, again)


@router.post("/read")
def read(page: OfChange, token: str) -> Response:
    """The code is right: the whole new contact, who asked and why, before the last word."""
    sheet = page.typed(TypedCode)

    def act(form: TypedCode) -> Response:
        with page.work() as work:
            change = contact_change.read_by_code(work, token, form.code)
            if change is not None:
                place = work.session.get_one(Municipality, change.professional.municipality_id)
                return page.render(
                    "contacts/read.html",
                    change=change,
                    home=f"/k/{token}",
                    code=form.code,
                    place=place.name(page.language),
                )
        return _no_match(page, token, sheet)

    return page.submit(sheet, act, lambda: _show(page, token, sheet))


def _no_match(page: Page, token: str, sheet: Sheet[Any]) -> Response:
    sheet.refuse("code", page.say.gettext(NO_MATCH))
    page.status = 422
    return _show(page, token, sheet)


@router.post("/confirm")
def confirm(page: OfChange, token: str) -> Response:
    """What was shown is right: the new contact is in force."""
    sheet = page.typed(Confirmed)

    def act(form: Confirmed) -> Response:
        with page.work() as work:
            confirmed = contact_change.confirm_by_code(work, token, form.code, shown=form.shown)
        if not confirmed:
            return _no_match(page, token, sheet)
        return page.render("contacts/over.html", confirmed=True)

    return page.submit(sheet, act, lambda: _show(page, token, sheet))


@router.post("/no")
def disown(page: OfChange, token: str) -> Response:
    """It is not right: the contact on record stays, and the centre sees it."""
    with page.work() as work:
        contact_change.disown(work, token)
    return page.render("contacts/over.html", confirmed=False)
