"""One's own meetings at a secret address, for one's own program: decision 0181."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from core.i18n import N_
from identity import calendar_feeds
from identity.access import NotThere
from identity.calendar_feeds import ReadTooOften
from notifications import feed
from portal.members import AtLink, Entry
from portal.web import Page, Signed, bare_page

router = APIRouter()
ENDED = N_("The address is ended. It shows nothing any more.")
WAIT = {"Retry-After": "3600"}


@router.api_route("/calendar/{token}.ics", methods=["GET", "HEAD"])
def meetings(request: Request, token: str) -> Response:  # noqa: ARG001 - it came with the request
    """What a calendar reads; the same answer for every address that leads nowhere."""
    try:
        with bare_page(request).work() as work:
            if not calendar_feeds.note_reading(work):
                raise NotThere
            found = feed.meetings(work)
    except ReadTooOften:
        return PlainTextResponse("", 429, headers=WAIT)
    return Response(feed.written(found), media_type="text/calendar; charset=utf-8")


def _address(page: Page, token: str) -> str:
    return f"{page.settings.base_url.rstrip('/')}/calendar/{token}.ics"


def _mine(page: Page) -> UUID:
    assert page.visitor is not None  # every route here asks for an officer
    return page.visitor.account_id


@router.get("/account/calendar")
def officers_page(page: Signed) -> Response:
    return _officers(page)


def _officers(page: Page, token: str = "") -> Response:
    with page.work(read_only=True) as work:
        stands = calendar_feeds.standing(work, account_id=_mine(page))
    address = _address(page, token) if token else ""
    return page.render("account/calendar.html", stands=stands, address=address)


@router.post("/account/calendar")
def make_officers(page: Signed) -> Response:
    """A new address, shown in this one answer; the one before shows nothing any more."""

    def act() -> Response:
        with page.work() as work:
            token = calendar_feeds.make(work, account_id=_mine(page))
        return _officers(page, token)

    return page.act_once(act)


@router.post("/account/calendar/end")
def end_officers(page: Signed) -> Response:
    with page.work() as work:
        calendar_feeds.end(work, account_id=_mine(page))
    return page.go("/account/calendar", done=ENDED)


@router.get("/l/{token}/calendar")
def members_page(at: AtLink) -> Response:
    return _members(at)


def _members(at: Entry, token: str = "") -> Response:
    with at.inside() as (work, guest):
        stands = calendar_feeds.standing(work, professional_id=guest.member.professional_id)
        address = _address(at.page, token) if token else ""
        return at.render("member/calendar.html", stands=stands, address=address)


@router.post("/l/{token}/calendar")
def make_members(at: AtLink) -> Response:
    """Behind the code alone; shown in this one answer."""

    def act() -> Response:
        with at.inside() as (work, guest):
            token = calendar_feeds.make(work, professional_id=guest.member.professional_id)
        return _members(at, token)

    return at.page.act_once(act)


@router.post("/l/{token}/calendar/end")
def end_members(at: AtLink) -> Response:
    with at.inside() as (work, guest):
        calendar_feeds.end(work, professional_id=guest.member.professional_id)
    return at.page.go(f"{at.home}/calendar", done=ENDED)
