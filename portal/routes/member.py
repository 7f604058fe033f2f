"""The mailed link: a neutral page, a code by SMS, and four ways out before anything is asked."""

from typing import Annotated, Final

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import disputed_numbers, member_door
from casework.table.member_door import OBSTACLES, PERSON
from core.i18n import N_
from identity import codes, guests, links_anew
from identity.access import NotThere
from identity.typed_codes import TakenCode
from models.people import LinkPurpose
from portal import security
from portal.confirming import MISSING, NOT_SENT, TROUBLE, refused, said
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.members import AtLink, Entry
from queries import calls
from rules.calls import CallFor
from rules.contacts import NotDisputed, ToldAlready

router = APIRouter()

TOLD: Final = N_("The centre was told and will call you. You may close this page.")
NOBODY_YET: Final = N_(
    "It is on record. Nobody may decide for the centre at the moment; whoever does next is told."
)

ASKED_ANEW: Final = N_(
    "If something is open to you, a mail with the link leaves in the next minutes, to the address"
    " that the centre has: three a day at most, which is our choice. If none comes, call the"
    " centre."
)
CLOSED: Final = N_(
    "The centre was told. No link that it sent to this address opens anything any more; you may"
    " close this page."
)
LOCKED: Final = N_("Your pages are locked, on every device. A new code opens them again.")
OWN_NUMBER: Final = N_("It is on record that the number is yours. Codes are sent to it again.")


class TypedCode(FormModel):
    """The six digits, sent, read out or of an app; spaces do not count."""

    code: Annotated[
        Line,
        Ask(N_("Code"), hint=N_("Six digits"), missing=MISSING),
    ]


@router.api_route("/l/{token}", methods=["GET", "HEAD"])
def door(at: AtLink) -> Response:
    """Says that it opens with a code and nothing else; opening it records nothing."""
    if at.is_inside():
        return at.page.go(f"{at.home}/go")
    with at.outside() as work:
        declares = guests.undeclared(work, at.token) is not None
        return at.render("member/door.html", trouble="", declares=declares)


@router.post("/l/{token}/code")
def send_code(at: AtLink) -> Response:
    """Send a code to the number we know, so many a day: DEFAULTS.CODES_A_DAY."""
    found = why_not_sent(at)
    if found is None:
        return at.page.go(f"{at.home}/code")
    status, trouble, used_up = found
    return _no_code(at, status, trouble, used_up=used_up)


def why_not_sent(at: Entry) -> tuple[int, str, bool] | None:
    """Send a code; None where it left, else the status, the words, and whether the day's are used
    up."""
    with at.outside():
        pass
    assert at.door is not None
    try:
        sent = member_door.send_code(at.door.link_id)
    except codes.LinkClosed:
        raise NotThere from None
    except codes.NoCode as why:
        return *TROUBLE[type(why)], isinstance(why, codes.TooManyCodes)
    return None if sent else (*NOT_SENT, False)


def _no_code(at: Entry, status: int, trouble: str, *, used_up: bool = False) -> Response:
    at.page.status = status
    words = said(at.page.say, trouble)
    return at.render("member/door.html", trouble=words, used_up=used_up, declares=False)


@router.get("/l/{token}/code")
def code_page(at: AtLink) -> Response:
    return _code(at, Sheet(TypedCode))


def _code(at: Entry, sheet: Sheet[TypedCode], taken: TakenCode | None = None) -> Response:
    with at.outside() as work:
        assert at.door is not None
        code = guests.newest_code(work, at.door.professional_id)
        if taken is not None:
            sheet.refuse("code", refused(at.page, at.door, taken, code))
        return at.render("member/code.html", sheet=sheet, code=code)


@router.post("/l/{token}/open")
def open_link(at: AtLink) -> Response:
    """Use up the code; a session begins that is good for their links and twenty minutes."""
    sheet = at.page.typed(TypedCode)

    def act(form: TypedCode) -> Response:
        session, taken = enter_by(at, form.code)
        if session is None:
            return _code(at, sheet, taken)
        return at.let_in(session)

    return at.page.submit(sheet, act, again=lambda: _code(at, sheet))


def enter_by(at: Entry, code: str) -> tuple[str | None, TakenCode]:
    """The session that a right code begins."""
    with at.outside() as work:
        seat = guests.at_the_door(work, at.token)
    with at.page.member_sign_in() as work:
        return guests.enter(work, seat, code, at.page.real_time)


@router.get("/l/{token}/go")
def onward(at: AtLink) -> Response:
    """On to the duty; to the declarations first where they are missing, also before any code:
    Art. 18(2). The first link that anybody is sent leads to all the others from then on, and so
    does one of which the duty is done: 0210, 0216."""
    if not at.is_inside():
        with at.declaring():
            return at.page.go(f"{at.home}/declare")
    with at.inside() as (work, guest):
        guests.note_use(work, guest)
        is_done = guest.link.purpose == LinkPurpose.DECLARE or guest.link.revoked_at is not None
        declared = guest.member.declared_at is not None and guest.member.sits
        leads_to = "desk" if is_done and declared else guest.link.purpose
        return at.page.go(f"{at.home}/{leads_to}")


@router.get("/l/{token}/other/{obstacle}")
def other_way_page(at: AtLink, obstacle: str) -> Response:
    """One of the four ways out: what it means, and the button that tells the case manager."""
    if obstacle not in OBSTACLES:
        raise NotThere
    return _other(at, obstacle)


def _other(at: AtLink, obstacle: str) -> Response:
    with at.outside() as work:
        promised = calls.of_link(work, at.token) if obstacle in set(CallFor) else None
        return at.render("member/other.html", obstacle=obstacle, promised=promised)


@router.post("/l/{token}/other/{obstacle}")
def other_way(at: AtLink, obstacle: str) -> Response:
    """Tell the case manager; needs no code, because the number may be what is wrong."""
    try:
        with at.outside(read_only=False, acts=True) as work:
            is_told = member_door.report_obstacle(work, at.token, obstacle)
    except ToldAlready as refusal:
        at.page.status, at.page.refusal = 409, refusal
        return _other(at, obstacle)
    told = CLOSED if obstacle == PERSON else TOLD
    where = f"{at.home}/other/{obstacle}" if obstacle in set(CallFor) else at.home
    return at.page.go(where, done=told if is_told else NOBODY_YET)


@router.post("/l/{token}/own-number")
def own_number(at: AtLink) -> Response:
    """The number is theirs after all: codes go to it again. A code by another way has let them in:
    whoever has that telephone, and a mail that was forwarded, would else have both: 18(1)."""
    with at.inside(undeclared=True):
        pass
    try:
        with at.outside(read_only=False, acts=True) as work:
            disputed_numbers.take_back(work, at.token)
    except NotDisputed as refusal:
        at.page.status, at.page.refusal = 409, refusal
        with at.outside() as work:
            declares = guests.undeclared(work, at.token) is not None
            return at.render("member/door.html", trouble="", declares=declares)
    return at.page.go(at.home, done=OWN_NUMBER)


@router.post("/l/{token}/anew")
def ask_anew(at: AtLink) -> Response:
    """A link that opens nothing, whatever the reason; the answer is the same for each of them."""
    with at.page.work() as work:
        links_anew.ask(work)
    return at.page.go(at.home, done=ASKED_ANEW)


@router.post("/l/{token}/leave")
def leave(at: AtLink) -> Response:
    """End their sessions, on every device: the telephone may be lost, the computer another's."""
    with at.page.work() as work:
        guests.leave_everywhere(work, at.session)
    response = at.page.go(at.home, done=LOCKED)
    security.delete_cookie(response, at.page.settings, at.cookie)
    return response
