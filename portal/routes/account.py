"""One's own sign-in: password, second step, recovery codes, and where one is signed in."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from core.clock import Clock
from core.i18n import N_
from identity import credentials, own_sign_in, passkeys, passwords, staff
from identity.enrolment import WrongPassword
from identity.passkeys import NewPasskey, NoPasskey
from identity.staff import Visitor
from identity.tries import TooManyTries
from models.people import Account, SignInMeans
from portal.entering import RealTime, door_of, question, with_script
from portal.factor_forms import (
    NOT_MADE,
    WRONG_FACTOR,
    ChangePassword,
    Confirm,
    NameOfPasskey,
    Sure,
    picture_of,
)
from portal.forms import FormModel, Sheet
from portal.fresh import FreshSigned
from portal.too_many import too_many
from portal.web import Page, Signed

router = APIRouter(prefix="/account")

MEANS: Final = {
    SignInMeans.PASSKEY: N_("with a passkey"),
    SignInMeans.AUTHENTICATOR: N_("with a code of the app"),
    SignInMeans.RECOVERY: N_("with a recovery code"),
    SignInMeans.ENROLMENT: N_("when it was set up"),
}
NOT_YOURS: Final = N_("This is not your password. Nothing was changed.")


class OwnPress(FormModel):
    """A press, nothing typed."""


@router.get("")
def account_page(page: Signed, clock: RealTime) -> Response:
    return _show(page, clock)


def _me(page: Page) -> Visitor:
    assert page.visitor is not None  # every route here asks for an officer
    return page.visitor


def _show(
    page: Page,
    clock: Clock,
    changing: Sheet[Any] | None = None,
    named: Sheet[Any] | None = None,
    sure: Sheet[Any] | None = None,
) -> Response:
    me = _me(page)
    with page.sign_in_work(read_only=True) as work:
        account = work.session.get_one(Account, me.account_id)
        asked = question(page, clock)
        return with_script(
            page.render(
                "account/account.html",
                state=own_sign_in.state(work, clock, door_of(page), me.account_id),
                shortest=passwords.SHORTEST,
                changing=changing or Sheet(ChangePassword),
                named=named or Sheet(NameOfPasskey),
                sure=sure or Sheet(Sure),
                options=passkeys.options_to_make(work, door_of(page), account, asked),
                means=MEANS,
                here=me.session_id,
            )
        )


@router.post("/password")
def change_password(page: FreshSigned, clock: RealTime) -> Response:
    sheet, me = page.typed(ChangePassword), _me(page)

    def again() -> Response:
        return _show(page, clock, changing=sheet)

    def refused(field: str, words: str) -> Response:
        sheet.refuse(field, page.say.gettext(words, number=passwords.SHORTEST))
        page.status = 422
        return again()

    def act(form: ChangePassword) -> Response:
        with page.sign_in_work(read_only=True) as work:
            account = work.session.get_one(Account, me.account_id)
        bad = passwords.trouble(form.new_password, (account.name or "", account.email or ""))
        if bad:
            return refused("new_password", bad)
        try:
            own_sign_in.change_password(
                clock, me.actor, form.password, form.new_password, session_id=me.session_id
            )
        except WrongPassword:
            return refused("password", NOT_YOURS)
        except TooManyTries as error:
            sheet.refuse("password", too_many(page, error))
            return again()
        return page.go("/account", done=N_("Your password is changed; your other sessions ended."))

    return page.submit(sheet, act, again)


@router.post("/authenticator")
def begin_authenticator(page: FreshSigned, clock: RealTime) -> Response:
    """A new secret; the app of before holds until a code of the new one comes back."""
    me = _me(page)

    def act() -> Response:
        with page.sign_in_work() as work:
            own_sign_in.propose_authenticator(work, clock, me.account_id)
        return page.go("/account/authenticator")

    return page.act_once(act)


@router.get("/authenticator")
def authenticator_page(page: Signed, clock: RealTime) -> Response:
    """To whoever asked for it, a moment ago; the account's other sessions begin with a factor."""
    visitor = page.visitor
    if visitor is None or not visitor.is_fresh(clock.now()):
        return page.go("/account")
    return _authenticator(page, Sheet(Confirm))


def _authenticator(page: Page, sheet: Sheet[Confirm]) -> Response:
    me = _me(page)
    with page.sign_in_work(read_only=True) as work:
        secret = credentials.proposed_secret(work, me.account_id)
        if secret is None:
            return page.go("/account")
        account = work.session.get_one(Account, me.account_id)
        return page.render(
            "account/authenticator.html",
            sheet=sheet,
            secret=secret,
            picture=picture_of(account, secret),
        )


@router.post("/authenticator/confirm")
def confirm_authenticator(page: FreshSigned, clock: RealTime) -> Response:
    sheet, me = page.typed(Confirm), _me(page)

    def again() -> Response:
        return _authenticator(page, sheet)

    def act(form: Confirm) -> Response:
        with page.sign_in_work() as work:
            is_right = own_sign_in.confirm_authenticator(work, clock, me.account_id, form.code)
        if not is_right:
            sheet.refuse("code", page.say.gettext(WRONG_FACTOR))
            page.status = 422
            return again()
        return page.go("/account", done=N_("The app is set up; the one before opens nothing."))

    return page.submit(sheet, act, again)


@router.post("/passkeys")
def add_passkey(page: FreshSigned, clock: RealTime) -> Response:
    sheet, me = page.typed(NameOfPasskey), _me(page)

    def again() -> Response:
        return _show(page, clock, named=sheet)

    def act(form: NameOfPasskey) -> Response:
        new = NewPasskey(form.answer, form.name)
        try:
            with page.sign_in_work() as work:
                own_sign_in.add_passkey(work, clock, me.account_id, door_of(page), new)
        except NoPasskey:
            sheet.refuse("name", page.say.gettext(NOT_MADE))
            page.status = 422
            return again()
        return page.go("/account", done=N_("The passkey is set up."))

    return page.submit(sheet, act, again)


@router.post("/passkeys/{passkey_id:uuid}/remove")
def remove_passkey(page: FreshSigned, clock: RealTime, passkey_id: UUID) -> Response:
    me = _me(page)

    def act(_: OwnPress) -> Response:
        with page.sign_in_work() as work:
            own_sign_in.remove_passkey(work, me.account_id, passkey_id)
        return page.go("/account", done=N_("The passkey is removed; it opens nothing any more."))

    return page.submit(page.typed(OwnPress), act, again=lambda: _show(page, clock))


@router.post("/recovery")
def make_recovery_codes(page: FreshSigned, clock: RealTime) -> Response:
    sheet, me = page.typed(Sure), _me(page)

    def act(_: Sure) -> Response:
        with page.sign_in_work() as work:
            codes = own_sign_in.new_recovery_codes(work, clock, me.account_id)
        return page.render("session/recovery.html", codes=codes, first=False)

    return page.submit(sheet, act, again=lambda: _show(page, clock, sure=sheet))


@router.post("/sessions/{session_id:uuid}/end")
def end_session(page: FreshSigned, clock: RealTime, session_id: UUID) -> Response:
    me = _me(page)

    def act() -> Response:
        with page.sign_in_work() as work:
            staff.end_sessions(work, clock, me.account_id, only=session_id)
        return page.go("/account", done=N_("The session has ended."))

    return page.act_once(act)


@router.post("/sessions/end")
def end_other_sessions(page: FreshSigned, clock: RealTime) -> Response:
    me = _me(page)

    def act() -> Response:
        with page.sign_in_work() as work:
            staff.end_sessions(work, clock, me.account_id, besides=me.session_id)
        return page.go("/account", done=N_("Your other sessions have ended."))

    return page.act_once(act)
