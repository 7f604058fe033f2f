"""Where a member says that a new contact is theirs, with a code to one that was known before."""

from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from casework.table import contact_change, contact_codes
from core.i18n import N_
from identity import codes
from identity.access import NotThere
from models.outbox import Channel
from models.people import Municipality
from portal.confirming import TROUBLE, said, wrong
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.routes.member import TypedCode
from portal.web import Page, bare_page

router = APIRouter(prefix="/k/{token}")

NOT_SENT = N_(
    "Nothing confirms that the code left; it may still come. Wait a minute, then try again, choose"
    " the other way, or call the centre."
)


def page_of_change(request: Request, token: str) -> Page:
    """A page in the language of whose contact changes, from its first word."""
    page = bare_page(request)
    with page.work(read_only=True) as work, suppress(NotThere):
        page.speak(contact_change.by_token(work, token).professional.language)
    return page


OfChange = Annotated[Page, Depends(page_of_change)]

USED_UP = N_(
    "As many codes as we send on one day were sent to you, and not used. Come back tomorrow, or "
    "call the centre. The last code is still good for its %(minutes)s minutes."
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


def _show(
    page: Page, token: str, sheet: Sheet[Any], trouble: str = "", *, is_wrong: bool = False
) -> Response:
    with page.work(read_only=True) as work:
        change = contact_change.by_token(work, token)
        code = contact_codes.newest_code(work, change.id)
        if is_wrong:
            sheet.refuse("code", page.say.gettext(wrong(code)))
        place = work.session.get_one(Municipality, change.professional.municipality_id)
        return page.render(
            "contacts/confirm.html",
            change=change,
            home=f"/k/{token}",
            channels=contact_codes.channels(work, change),
            sheet=sheet,
            code=code,
            trouble=trouble,
            place=place.name(page.language, page.today),
        )


@router.post("/code")
def send_code(page: OfChange, token: str) -> Response:
    """A code to the telephone or the address that was on record before."""
    sheet = page.typed(Send)

    def again() -> Response:
        return _show(page, token, Sheet.of(TypedCode), sheet.errors.get("channel", ""))

    def no_code(status: int, trouble: str) -> Response:
        page.status = status
        return _show(page, token, Sheet.of(TypedCode), said(page.say, trouble))

    def act(form: Send) -> Response:
        try:
            sent = contact_codes.send_code(token, form.channel)
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
        with page.work(read_only=True) as work:
            waits = contact_codes.waiting(work, token)
        with page.member_sign_in() as work:
            is_right = contact_codes.may_read(work, waits, form.code)
        if not is_right:
            return _no_match(page, token, sheet)
        with page.work(read_only=True) as work:
            change = contact_codes.waiting(work, token).change
            place = work.session.get_one(Municipality, change.professional.municipality_id)
            return page.render(
                "contacts/read.html",
                change=change,
                home=f"/k/{token}",
                code=form.code,
                place=place.name(page.language, page.today),
            )

    return page.submit(sheet, act, lambda: _show(page, token, sheet))


def _no_match(page: Page, token: str, sheet: Sheet[Any]) -> Response:
    page.status = 422
    return _show(page, token, sheet, is_wrong=True)


@router.post("/confirm")
def confirm(page: OfChange, token: str) -> Response:
    """What was shown is right: the new contact is in force."""
    sheet = page.typed(Confirmed)

    def act(form: Confirmed) -> Response:
        with page.work(read_only=True) as work:
            waits = contact_codes.waiting(work, token, form.shown)
        with page.member_sign_in() as work:
            used = contact_codes.use_code(work, waits, form.code)
        if used is None:
            return _no_match(page, token, sheet)
        with page.work() as work:
            contact_codes.confirm_by_code(work, waits, used)
        return page.render("contacts/over.html", confirmed=True)

    return page.submit(sheet, act, lambda: _show(page, token, sheet))


@router.post("/no")
def disown(page: OfChange, token: str) -> Response:
    """It is not right: the contact on record stays, and the centre sees it."""
    with page.work() as work:
        contact_change.disown(work, token)
    return page.render("contacts/over.html", confirmed=False)
