"""A member's own app for codes: begun and ended by an officer, set up on the member's device: 0168.

The officer's screen shows a one-time link as a square; the secret is made where that is opened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import codes_by_phone, contacts
from core.i18n import N_
from identity import access, app_codes, member_apps
from identity.access import NotThere
from models.identity_check import MemberAuthenticator
from models.life import ActorKind
from models.session import Actor, SignInWork
from portal.check_words import APP_ENDS, CHOICES
from portal.factor_forms import WRONG_FACTOR, Confirm, square
from portal.forms import FormModel, Sheet
from portal.members import AtLink
from portal.recognising import EndApp, Recognise
from portal.unsealed import before_the_form
from portal.web import Open, Page, Signed
from rules.identity_checks import IN_PERSON
from rules.roles import Role
from workflow.kinds import case_of

router = APIRouter()
ENDED: Final = N_("The app is ended. It makes no codes any more.")
OWN_ENDED: Final = N_("Your app is ended. Codes come by SMS again, or the centre reads one out.")
OWN_DEVICE: Final = N_(
    "Somebody of the centre is signed in here. Open the link on the member's own device."
)


@router.get("/codes/{life_id:uuid}/{member_id:uuid}/app")
def app_page(page: Signed, life_id: UUID, member_id: UUID) -> Response:
    """What is set up, and what to see to before it is."""
    return _show(page, life_id, member_id)


def _show(
    page: Page,
    life_id: UUID,
    member_id: UUID,
    *,
    sheet: Sheet[Recognise] | None = None,
    ending: Sheet[EndApp] | None = None,
    token: str = "",
) -> Response:
    with page.work() as work:
        access.life_for(work, life_id, role=Role.MANAGER)
        before_the_form(page, case_of(work.session, life_id))
        member = contacts.member_of(work, life_id, member_id)
        apps = member_apps.of_person(work, member.professional_id)
        person, now = member.professional, work.clock.now()
        link = f"{page.settings.base_url.rstrip('/')}/a/{token}?lang={person.language}"
        return page.render(
            "contacts/app.html",
            who=person,
            here=f"/codes/{life_id}/{member_id}",
            sheet=sheet or Sheet(Recognise),
            ending=ending or Sheet(EndApp),
            choices={each: words for each, words in CHOICES.items() if each in IN_PERSON},
            in_force=next((each for each in apps if each.is_in_force), None),
            waits=next((each for each in apps if each.waits(now)), None),
            former=[each for each in apps if each.ended_at is not None],
            ends=APP_ENDS,
            link=link if token else "",
            picture=square(link) if token else "",
        )


@router.post("/codes/{life_id:uuid}/{member_id:uuid}/app")
def begin(page: Signed, life_id: UUID, member_id: UUID) -> Response:
    """The link is shown in this one answer."""
    sheet = page.typed(Recognise)

    def act(form: Recognise) -> Response:
        with page.work() as work:
            access.life_for(work, life_id, role=Role.MANAGER)
            token = codes_by_phone.begin_app(work, life_id, member_id, form.said)
        return _show(page, life_id, member_id, token=token)

    return page.submit(sheet, act, again=lambda: _show(page, life_id, member_id, sheet=sheet))


@router.post("/codes/{life_id:uuid}/{member_id:uuid}/app/end")
def end(page: Signed, life_id: UUID, member_id: UUID) -> Response:
    ending = page.typed(EndApp)

    def act(form: EndApp) -> Response:
        with page.work() as work:
            access.life_for(work, life_id, role=Role.MANAGER)
            codes_by_phone.end_app(work, life_id, member_id, form.reason)
        return page.go(f"/codes/{life_id}/{member_id}/app", done=ENDED)

    return page.submit(ending, act, again=lambda: _show(page, life_id, member_id, ending=ending))


class OpenApp(FormModel):
    """That the secret is to be shown."""


@contextmanager
def _offered(
    page: Page, token: str, *, held: bool = True
) -> Iterator[tuple[SignInWork, MemberAuthenticator]]:
    """Behind the one-time link, under the role of sign-in; it leads nowhere once it is used."""
    with page.member_sign_in() as work:
        app = app_codes.offered(work, token, held=held)
        if app is None:
            raise NotThere
        work.actor = Actor(ActorKind.MEMBER, app.professional_id)
        yield work, app


@router.api_route("/a/{token}", methods=["GET", "HEAD"])
def offer(page: Open, token: str) -> Response:
    """Says that an app can be set up here; opening it shows nothing, and does nothing."""
    if page.visitor is not None:
        return _officers_browser(page)
    with _offered(page, token, held=False) as (_, app):
        shown = app.shown_at is not None
    return page.render("member/app_offer.html", token=token, shown=shown, sheet=Sheet(Confirm))


def _officers_browser(page: Page) -> Response:
    page.status = 409
    return page.render("member/app_not_here.html", words=page.say.gettext(OWN_DEVICE))


@router.post("/a/{token}")
def show_secret(page: Open, token: str) -> Response:
    """The secret, made now and shown in this one answer."""
    if page.visitor is not None:
        return _officers_browser(page)

    def act(_: OpenApp) -> Response:
        with _offered(page, token) as (work, app):
            secret = app_codes.show(work, app)
            if secret is not None:
                work.record("app shown", "18(1)", app=app.id)
        if secret is None:
            return offer(page, token)
        uri = app_codes.uri_of(secret, urlsplit(page.settings.base_url).hostname or "")
        return page.render(
            "member/app_secret.html",
            token=token,
            sheet=Sheet(Confirm),
            secret=secret,
            uri=uri,
            picture=square(uri),
        )

    return page.submit(page.typed(OpenApp), act, again=lambda: offer(page, token))


@router.post("/a/{token}/confirm")
def confirm(page: Open, token: str) -> Response:
    """Its first code: in force from then on. The fifth wrong one ends it."""
    sheet = page.typed(Confirm)
    if page.visitor is not None:
        return _officers_browser(page)

    def again() -> Response:
        return page.render("member/app_offer.html", token=token, shown=True, sheet=sheet)

    def act(form: Confirm) -> Response:
        with _offered(page, token) as (work, app):
            right = app_codes.confirm(work, page.real_time, app, form.code)
            over = app.ended_at is not None
            work.record("app set up" if right else "wrong code", "18(1)", app=app.id)
        if right:
            return page.render("member/app_done.html")
        page.status = 422
        if over:
            return page.render("member/app_over.html")
        sheet.refuse("code", page.say.gettext(WRONG_FACTOR))
        return again()

    return page.submit(sheet, act, again)


class OwnAppEnds(FormModel):
    """That a member wants it no more."""


@router.get("/l/{token}/app")
def own_app_page(at: AtLink) -> Response:
    """What a member sees of their own app, and how it ends."""
    with at.inside(undeclared=True):
        return at.render("member/own_app.html")


@router.post("/l/{token}/app")
def end_own(at: AtLink) -> Response:
    def act(_: OwnAppEnds) -> Response:
        with at.inside(undeclared=True) as (work, guest):
            codes_by_phone.end_own_app(work, guest.member)
        return at.page.go(f"{at.home}/go", done=OWN_ENDED)

    return at.page.submit(at.page.typed(OwnAppEnds), act, again=lambda: own_app_page(at))
