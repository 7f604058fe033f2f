"""Accounts, for administrators: invite an officer, begin a reset, disable; no case, no password."""

from typing import Annotated, Any, ClassVar, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from casework.municipality import offices
from core.clock import Clock
from core.i18n import N_, OWN_NAMES
from identity import account_changes, accounts
from identity.access import NotThere, administrator_of
from identity.account_changes import OfficerKnown
from identity.accounts import NewOfficer
from identity.enrolment import Begun
from models.credentials import EnrolmentPurpose
from portal.entering import RealTime
from portal.fields import Ask, Line, Mail
from portal.forms import FormModel, Sheet
from portal.fresh import FreshAdmin
from portal.web import ForAdmin, Page
from portal.words import ROLES
from queries import accounts as accounts_list
from queries.accounts import AccountState, LinkMail, centres, officer
from queries.paging import asked_page
from queries.urgency import RowState
from rules.roles import Role

router = APIRouter(prefix="/accounts")

DONE: Final = N_("It is done, and on record.")

STATES: Final = {
    AccountState.IN_USE: (RowState.LATER, N_("in use")),
    AccountState.INVITED: (RowState.SOON, N_("invited")),
    AccountState.LAPSED: (RowState.TODAY, N_("nobody came in time: invite anew")),
    AccountState.DISABLED: (RowState.LATER, N_("disabled")),
}
DOORS: Final = {
    EnrolmentPurpose.INVITATION: N_("may set up everything until %(day)s"),
    EnrolmentPurpose.PASSWORD: N_("may choose a password until %(day)s"),
    EnrolmentPurpose.FACTOR: N_("may set up a second step until %(day)s"),
}
MAILS: Final = {
    LinkMail.WAITS: (RowState.SOON, N_("the mail with the link is tried again by itself")),
    LinkMail.RESTS: (RowState.TODAY, N_("the mail with the link did not arrive")),
}


class Invite(FormModel):
    """Who is to have an account."""

    name: Annotated[Line, Ask(N_("Name"), missing=N_("Write the name."))]
    email: Annotated[Mail, Ask(N_("Mail address"), missing=N_("Write the mail address."))]
    role: Annotated[Role, Ask(N_("Role"), missing=N_("Choose the role."))]
    centre: Annotated[
        UUID | None, Ask(N_("Centre"), N_("Empty for an administrator"), open=True)
    ] = None
    language: Annotated[
        Literal["sq", "sr", "en"], Ask(N_("Language"), missing=N_("Choose the language."))
    ]


class Reset(FormModel):
    """What its owner is to set anew."""

    what: Annotated[EnrolmentPurpose, Ask(N_("What is lost?"), missing=N_("Choose what is lost."))]


class AccountFilters(FormModel):
    """What stands in the address of a list that was searched."""

    find: str = ""
    centre: str = ""
    page: str = ""


class KnownAs(FormModel):
    """By what an officer is known."""

    called: ClassVar[str] = "known"
    name: Annotated[Line, Ask(N_("Name"), missing=N_("Write the name."))]
    email: Annotated[Mail, Ask(N_("Mail address"), missing=N_("Write the mail address."))]


class OfficeForm(FormModel):
    """Whether an officer is the head of their centre."""

    role: Annotated[Literal["manager", "head"], Ask(N_("Role"), missing=N_("Choose the role."))]


class AccountChange(FormModel):
    """What becomes of the account."""

    to: Annotated[
        Literal["disabled", "open", "signed_out"],
        Ask(N_("The account"), missing=N_("Choose what becomes of it.")),
    ]


@router.get("")
def accounts_page(
    page: ForAdmin, clock: RealTime, sought: Annotated[AccountFilters, Query()]
) -> Response:
    return _show(page, clock, Sheet.of(Invite, language="sq"), sought)


def _show(
    page: Page, clock: Clock, sheet: Sheet[Any], sought: AccountFilters | None = None
) -> Response:
    asked = sought or AccountFilters()
    with page.work(read_only=True) as work:
        who = accounts_list.SoughtOfficers(asked.find, asked.centre)
        places = centres(work)
        return page.render(
            "accounts/accounts.html",
            sheet=sheet,
            asked=asked,
            found=accounts_list.listed(work, clock, who, asked_page(asked.page)),
            states=STATES,
            doors=DOORS,
            mails=MAILS,
            roles=ROLES,
            slugs=[(each.slug, each.name(page.language, page.today)) for each in places],
            centres=[(each.id, each.name(page.language, page.today)) for each in places],
            languages_of=list(OWN_NAMES.items()),
        )


@router.post("")
def invite(page: FreshAdmin, clock: RealTime) -> Response:
    """The link goes by mail; the code that goes with it is shown once, to be told."""
    sheet = page.typed(Invite)

    def act(form: Invite) -> Response:
        one = NewOfficer(form.role, form.name, form.email, form.language, form.centre)
        with page.work() as work:
            by = administrator_of(work).id
            begun = accounts.invite(work, one, clock, by=by)
        return _tell(page, begun, form.name)

    return page.submit(sheet, act, again=lambda: _show(page, clock, sheet))


def _tell(page: Page, begun: Begun, name: str) -> Response:
    return page.render("accounts/told.html", name=name, code=begun.code)


@router.get("/{account_id:uuid}")
def one_account_page(page: ForAdmin, clock: RealTime, account_id: UUID) -> Response:
    return _one(page, clock, account_id)


def _one(
    page: Page,
    clock: Clock,
    account_id: UUID,
    *,
    known: Sheet[Any] | None = None,
    office: Sheet[Any] | None = None,
    sheet: Sheet[Any] | None = None,
    change: Sheet[Any] | None = None,
) -> Response:
    """Each form as it stands, or as it was typed."""
    with page.work(read_only=True) as work:
        line = officer(work, clock, account_id)
    if line is None:
        raise NotThere
    return page.render(
        "accounts/one.html",
        line=line,
        known=known or Sheet.of(KnownAs, name=line.name, email=line.email),
        office=office or Sheet.of(OfficeForm, role=line.role),
        sheet=sheet or Sheet(Reset),
        change=change or Sheet(AccountChange),
        states=STATES,
        doors=DOORS,
        mails=MAILS,
        roles=ROLES,
        state_words=AccountState,
    )


@router.post("/{account_id:uuid}/known")
def change_known(page: FreshAdmin, clock: RealTime, account_id: UUID) -> Response:
    """Name and mail address; the address of before is told of a new one."""
    sheet = page.typed(KnownAs)

    def act(form: KnownAs) -> Response:
        with page.work() as work:
            by, to = administrator_of(work).id, OfficerKnown(form.name, form.email)
            account_changes.change_known(work, account_id, to, clock, by=by)
        return page.go(f"/accounts/{account_id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _one(page, clock, account_id, known=sheet))


@router.post("/{account_id:uuid}/role")
def change_role(page: FreshAdmin, clock: RealTime, account_id: UUID) -> Response:
    """Head or case manager of the same centre; they sign in again."""
    sheet = page.typed(OfficeForm)

    def act(form: OfficeForm) -> Response:
        with page.work() as work:
            by = administrator_of(work).id
            offices.change_role(work, account_id, Role(form.role), clock, by=by)
        return page.go(f"/accounts/{account_id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _one(page, clock, account_id, office=sheet))


@router.post("/{account_id:uuid}/reset")
def reset(page: FreshAdmin, clock: RealTime, account_id: UUID) -> Response:
    """Its owner does the rest behind the link; until then what they have holds."""
    sheet = page.typed(Reset)

    def again() -> Response:
        return _one(page, clock, account_id, sheet=sheet)

    def act(form: Reset) -> Response:
        with page.work() as work:
            by = administrator_of(work).id
            begun = accounts.reset(work, account_id, form.what, clock, by=by)
            line = officer(work, clock, account_id)
        return _tell(page, begun, line.name if line else "")

    return page.submit(sheet, act, again)


@router.post("/{account_id:uuid}/change")
def change(page: FreshAdmin, clock: RealTime, account_id: UUID) -> Response:
    """Disabled, opened again, or signed out everywhere; at once."""
    sheet = page.typed(AccountChange)

    def again() -> Response:
        return _one(page, clock, account_id, change=sheet)

    def act(form: AccountChange) -> Response:
        with page.work() as work:
            by = administrator_of(work).id
            if form.to == "disabled":
                offices.disable(work, account_id, by=by)
            elif form.to == "open":
                offices.enable(work, account_id)
            else:
                accounts.sign_out_everywhere(work, account_id, clock)
        return page.go(f"/accounts/{account_id}", done=DONE)

    return page.submit(sheet, act, again)
