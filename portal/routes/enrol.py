"""Behind a link to enrol: a password of one's own, then a second factor; nobody else chooses.

The page says nothing of whom it is for, and opening it records nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from core.clock import Clock
from core.i18n import N_
from identity import credentials, enrolment, passkeys, passwords
from identity.access import NotThere
from identity.enrolment import Typed
from identity.passkeys import NewPasskey, NoPasskey
from identity.tries import TooManyTries
from models.credentials import Enrolment, EnrolmentPurpose
from models.people import Account
from portal import security
from portal.entering import (
    RealTime,
    caller_of,
    carry_in,
    door_of,
    note_step,
    question,
    step_of,
    with_script,
)
from portal.factor_forms import (
    NOT_MADE,
    WRONG_FACTOR,
    Confirm,
    NameOfPasskey,
    Secret,
    picture_of,
)
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.too_many import too_many
from portal.web import Open, Page

router = APIRouter(prefix="/enrol/{enrolment_id:uuid}/{token}")

WRONG_CODE: Final = N_(
    "This is not the code that goes with the link. Ask whoever told you; after five it closes."
)
WRONG_PASSWORD: Final = N_("This is not your password. Write the one you have now.")
CHOSEN: Final = N_("Your new password holds from now on. Sign in with it.")


class Begin(FormModel):
    """The code that was told, and a password."""

    code: Annotated[
        Line, Ask(N_("Code that you were told"), N_("Six digits"), N_("Write the code."))
    ]
    password: Annotated[
        Secret,
        Ask(N_("New password"), missing=N_("Write a password.")),
    ]


class BeginWithoutCode(Begin):
    """A link that the command line printed needs no code."""

    code: Line = ""


@contextmanager
def _door(page: Page, clock: Clock, enrolment_id: UUID, token: str) -> Iterator[Enrolment]:
    """In the language of whom the link was mailed to."""
    with page.sign_in_work(read_only=True) as work:
        row = enrolment.find(work, clock, enrolment_id, token)
        if row is None:
            raise NotThere
        page.speak(work.session.get_one(Account, row.account_id).language or "")
    yield row


@router.get("")
def enrol_page(page: Open, clock: RealTime, enrolment_id: UUID, token: str) -> Response:
    with _door(page, clock, enrolment_id, token) as row:
        return _first(page, row, Sheet(_model(row)))


def _model(row: Enrolment) -> type[Begin]:
    return Begin if row.code_digest else BeginWithoutCode


def _first(page: Page, row: Enrolment, sheet: Sheet[Any]) -> Response:
    return page.render(
        "session/enrol.html",
        row=row,
        sheet=sheet,
        is_present=row.purpose is EnrolmentPurpose.FACTOR,
        shortest=passwords.SHORTEST,
        purpose=str(row.purpose),
    )


@router.post("")
def enrol(page: Open, clock: RealTime, enrolment_id: UUID, token: str) -> Response:
    """Code and password; the second factor comes on the next page, unless it is the password only
    that is new."""
    with _door(page, clock, enrolment_id, token) as row, page.sign_in_work(read_only=True) as work:
        account = work.session.get_one(Account, row.account_id)
    sheet: Sheet[Any] = page.typed(_model(row))

    def again() -> Response:
        return _first(page, row, sheet)

    def refused(field: str, words: str) -> Response:
        sheet.refuse(field, page.say.gettext(words, number=passwords.SHORTEST))
        page.status = 422
        return again()

    def act(form: Begin) -> Response:
        bad = passwords.trouble(form.password, (account.name or "", account.email or ""))
        if bad and row.purpose is not EnrolmentPurpose.FACTOR:
            return refused("password", bad)
        try:
            enrolment.take_password(clock, row, Typed(form.code, form.password))
        except enrolment.WrongCode:
            return refused("code", WRONG_CODE)
        except enrolment.WrongPassword:
            return refused("password", WRONG_PASSWORD)
        except TooManyTries as error:
            sheet.refuse("password", too_many(page, error))
            return again()
        if row.purpose is EnrolmentPurpose.PASSWORD:
            return page.go("/sign-in", done=CHOSEN)
        response = page.go(f"{row.path}/factor")
        note_step(page, response, "enrol", row.id, clock)
        return response

    return page.submit(sheet, act, again)


@contextmanager
def _inside(page: Page, clock: Clock, enrolment_id: UUID, token: str) -> Iterator[Enrolment]:
    """Behind the first half, done in this browser; else the page is not there."""
    with _door(page, clock, enrolment_id, token) as row:
        if step_of(page, "enrol", clock) != row.id:
            raise NotThere
        yield row


@router.get("/factor")
def factor_page(page: Open, clock: RealTime, enrolment_id: UUID, token: str) -> Response:
    with _inside(page, clock, enrolment_id, token) as row:
        return _second(page, clock, row, Sheet(Confirm))


def _second(
    page: Page,
    clock: Clock,
    row: Enrolment,
    sheet: Sheet[Confirm],
    named: Sheet[NameOfPasskey] | None = None,
) -> Response:
    with page.sign_in_work(read_only=True) as work:
        account = work.session.get_one(Account, row.account_id)
        secret = credentials.proposed_secret(work, row.account_id)
        if secret is None:
            raise NotThere
        options = passkeys.options_to_make(work, door_of(page), account, question(page, clock))
    return with_script(
        page.render(
            "session/enrol_factor.html",
            row=row,
            sheet=sheet,
            named=named or Sheet(NameOfPasskey),
            secret=secret,
            picture=picture_of(account, secret),
            options=options,
        )
    )


@router.post("/factor")
def confirm(page: Open, clock: RealTime, enrolment_id: UUID, token: str) -> Response:
    """The authenticator's first code: from then on it is asked for."""
    with _inside(page, clock, enrolment_id, token) as row:
        sheet = page.typed(Confirm)

    def again() -> Response:
        return _second(page, clock, row, sheet)

    def act(form: Confirm) -> Response:
        done = enrolment.confirm_authenticator(clock, row, form.code, caller_of(page))
        if done is None:
            sheet.refuse("code", page.say.gettext(WRONG_FACTOR))
            page.status = 422
            return again()
        return _let_in(page, row, *done)

    return page.submit(sheet, act, again)


@router.post("/factor/passkey")
def confirm_passkey(page: Open, clock: RealTime, enrolment_id: UUID, token: str) -> Response:
    """A passkey in place of the authenticator."""
    with _inside(page, clock, enrolment_id, token) as row:
        sheet = page.typed(NameOfPasskey)

    def again() -> Response:
        return _second(page, clock, row, Sheet(Confirm), sheet)

    def act(form: NameOfPasskey) -> Response:
        new = NewPasskey(form.answer, form.name)
        try:
            done = enrolment.make_passkey(clock, row, door_of(page), new, caller_of(page))
        except NoPasskey:
            sheet.refuse("name", page.say.gettext(NOT_MADE))
            page.status = 422
            return again()
        return _let_in(page, row, *done)

    return page.submit(sheet, act, again)


def _let_in(page: Page, row: Enrolment, token: str, codes: Sequence[str]) -> Response:
    page.visit = security.new_visit()
    response = page.render("session/recovery.html", codes=codes, first=True)
    return carry_in(page, response, row.account_id, token)
