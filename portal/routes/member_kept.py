"""A session that ended while a member wrote: a new code opens it on the page that keeps the text.

Nothing of what was typed is written down on the way, and nothing is done with it: once the pages
are open again it is sent by a press: decision 0210.
"""

from fastapi import APIRouter
from starlette.responses import Response

from identity import guests
from portal.confirming import MISSING, refused, said
from portal.forms import Sheet
from portal.kept_typing import KeptTyping, kept_of, page_under
from portal.members import AtLink, Entry
from portal.routes.member import enter_by, why_not_sent

router = APIRouter()


@router.post("/l/{token}/kept")
def keep(at: AtLink) -> Response:
    """Ask for a code, or take it; every answer holds what was typed."""
    sheet = at.page.typed(KeptTyping)
    page_under(at.home, sheet.value("to"))
    if at.is_inside():
        return _open(at, sheet)
    return _take(at, sheet) if sheet.value("step") == "open" else _ask(at, sheet)


def _ask(at: Entry, sheet: Sheet[KeptTyping]) -> Response:
    found = why_not_sent(at)
    if found is None:
        return _page(at, sheet)
    at.page.status, trouble, _ = found
    return _page(at, sheet, said(at.page.say, trouble))


def _take(at: Entry, sheet: Sheet[KeptTyping]) -> Response:
    if not (code := sheet.value("code").strip()):
        at.page.status = 422
        sheet.refuse("code", at.page.say.gettext(MISSING))
        return _page(at, sheet)
    session, taken = enter_by(at, code)
    if session is not None:
        at.begin(session)
        return _open(at, sheet)
    with at.outside() as work:
        assert at.door is not None
        waits = guests.newest_code(work, at.door.professional_id)
    sheet.refuse("code", refused(at.page, at.door, taken, waits))
    return _page(at, sheet)


def _page(at: Entry, sheet: Sheet[KeptTyping], trouble: str = "") -> Response:
    with at.outside() as work:
        assert at.door is not None
        code = guests.newest_code(work, at.door.professional_id)
        return _kept(at, sheet, code=code, trouble=trouble)


def _open(at: Entry, sheet: Sheet[KeptTyping]) -> Response:
    with at.inside(undeclared=True):
        return at.carry(_kept(at, sheet, opened=True))


def _kept(
    at: Entry,
    sheet: Sheet[KeptTyping],
    *,
    code: object = None,
    trouble: str = "",
    opened: bool = False,
) -> Response:
    return at.render(
        "member/kept.html",
        typed=kept_of(sheet.typed),
        to=sheet.value("to"),
        sheet=sheet,
        code=code,
        trouble=trouble,
        asked=True,
        opened=opened,
    )
