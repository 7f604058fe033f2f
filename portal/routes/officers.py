"""The case managers of a centre, invited by its head; other accounts are an administrator's."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException
from starlette.responses import Response

from core.clock import Clock
from core.i18n import N_, OWN_NAMES
from identity import accounts
from identity.enrolment import Begun
from portal.entering import RealTime
from portal.fields import Ask, Line, Mail
from portal.forms import FormModel, Sheet
from portal.fresh import fresh
from portal.routes.accounts import DOORS, MAILS, STATES
from portal.web import Page, staff_page
from portal.words import ROLES
from queries import accounts as lists
from queries.accounts import AccountState
from rules.roles import Role

router = APIRouter(prefix="/officers")


def own_head(page: Annotated[Page, Depends(staff_page)]) -> Page:
    """The head's alone: a deputy opens no account."""
    if page.role != Role.HEAD:
        raise HTTPException(403)
    return page


ForOwnHead = Annotated[Page, Depends(own_head)]
FreshOwnHead = Annotated[Page, Depends(fresh(own_head))]


class InviteColleague(FormModel):
    """Who is to manage cases of the centre."""

    name: Annotated[Line, Ask(N_("Name"), missing=N_("Write the name."))]
    email: Annotated[Mail, Ask(N_("Mail address"), missing=N_("Write the mail address."))]
    language: Annotated[
        Literal["sq", "sr", "en"], Ask(N_("Language"), missing=N_("Choose the language."))
    ]


class ComeAnew(FormModel):
    """One press, nothing typed."""


@router.get("")
def officers_page(page: ForOwnHead, clock: RealTime) -> Response:
    return _show(page, clock, Sheet.of(InviteColleague, language="sq"))


def _show(page: Page, clock: Clock, sheet: Sheet[Any]) -> Response:
    with page.work(read_only=True) as work:
        return page.render(
            "people/officers.html",
            sheet=sheet,
            lines=lists.of_own_centre(work, clock),
            states=STATES,
            doors=DOORS,
            mails=MAILS,
            roles=ROLES,
            state_words=AccountState,
            manager=Role.MANAGER,
            languages_of=list(OWN_NAMES.items()),
        )


@router.post("")
def invite(page: FreshOwnHead, clock: RealTime) -> Response:
    """The link goes by mail; the code that goes with it is shown once, to be told."""
    sheet = page.typed(InviteColleague)

    def act(form: InviteColleague) -> Response:
        with page.work() as work:
            begun = accounts.invite_colleague(work, form.name, form.email, form.language, clock)
        return _tell(page, begun, form.name)

    return page.submit(sheet, act, again=lambda: _show(page, clock, sheet))


@router.post("/{account_id:uuid}/again")
def invite_again(page: FreshOwnHead, clock: RealTime, account_id: UUID) -> Response:
    """Of whoever did not come in time: another link, another code."""
    sheet = page.typed(ComeAnew)

    def act(_: ComeAnew) -> Response:
        with page.work() as work:
            begun, name = accounts.invite_again(work, account_id, clock)
        return _tell(page, begun, name)

    return page.submit(sheet, act, again=lambda: _show(page, clock, Sheet(InviteColleague)))


def _tell(page: Page, begun: Begun, name: str) -> Response:
    return page.render("accounts/told.html", name=name, code=begun.code)
