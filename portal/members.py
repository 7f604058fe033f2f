"""Pages of members, who have no account: a link, a code, and twenty minutes: Art. 18(1), 18(2)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from http import HTTPMethod
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends
from sqlalchemy.exc import NoResultFound
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.ids import digest
from identity import guests
from identity.access import NotThere
from identity.guests import Door
from identity.member_links import Guest
from models import bearer
from models.people import LinkPurpose
from models.session import Work
from portal import security
from portal.forms import Sheet
from portal.kept_typing import KeptTyping, worth_keeping
from portal.web import Page, bare_page, page_of
from queries import member_desk
from rules.phases import FileSealed, SealedForMembers

MAILED: Final = re.compile(r"/l/([\w-]{20,200})/", re.ASCII)


@dataclass
class Entry:
    """One visit by a mailed link: what the address says, and the session behind it."""

    page: Page
    token: str
    person: UUID | None = None
    """Whose link it is, while it leads anywhere."""
    door: Door | None = None
    fresh: str = ""
    """The session that this request has begun."""
    over: bool = False
    """Their act took their seat: nothing stays open in this browser."""
    reads: bool = False
    """A code has let them in, and they have declared: their desk is open to them."""

    @property
    def home(self) -> str:
        return f"/l/{self.token}"

    @property
    def cookie(self) -> str:
        """One for each person: colleagues at one computer do not put each other out."""
        return f"member-{digest(str(self.person)).hex()[:8]}"

    @property
    def session(self) -> str:
        name = security.cookie(self.page.settings, self.cookie)
        return self.fresh or self.page.request.cookies.get(name, "")

    def begin(self, session: str) -> None:
        """A code was right: what this request goes on to do is done in the session."""
        self.fresh = session
        bearer.bear_seat(session)

    def let_in(self, session: str) -> Response:
        """On to the duty, with the session in a cookie of this browser."""
        self.begin(session)
        return self.carry(self.page.go(f"{self.home}/go"))

    def carry(self, response: Response) -> Response:
        """An answer with the session that has begun, or without the one that is over."""
        if self.over:
            with self.page.work() as work:
                guests.leave(work, self.session)
            security.delete_cookie(response, self.page.settings, self.cookie)
        elif self.fresh:
            security.set_cookie(response, self.page.settings, self.cookie, self.fresh)
        return response

    @contextmanager
    def outside(self, *, read_only: bool = True, acts: bool = False) -> Iterator[Work]:
        """Before the code: the link must lead somewhere, and nothing is said of where."""
        door = bearer.acting_at_the_door() if acts else nullcontext()
        try:
            with door, self.page.work(read_only=read_only) as work:
                self.door = guests.door(work, self.token)
                yield work
        except NoResultFound:  # somebody closes it this very moment: behind it all rows are gone
            if self._leads_somewhere():
                raise
            raise NotThere from None

    def _leads_somewhere(self) -> bool:
        try:
            with self.page.work(read_only=True) as work:
                guests.door(work, self.token)
        except (NotThere, NoResultFound):
            return False
        return True

    @contextmanager
    def inside(
        self, *purposes: LinkPurpose, undeclared: bool = False
    ) -> Iterator[tuple[Work, Guest]]:
        """After the code; papers and duties only once both declarations are made: Art. 18(2)."""
        with self.page.work() as work:
            guest = guests.guest(work, self.token, self.session)
            if guest is None:
                self.door = guests.door(work, self.token)
                raise CodeNeeded(self)
            self.door = guests.door_of(work, guest)
            if purposes and guest.link.purpose not in purposes:
                raise NotThere
            if not undeclared:
                self.reads = member_desk.about(work, guest).may_read
                if not self.reads:
                    raise DeclarationsFirst(self)
            try:
                yield work, guest
            except FileSealed as sealed:  # what an officer would do beside it is not theirs to do
                raise SealedForMembers(number=sealed.facts["number"]) from None

    @contextmanager
    def declaring(self) -> Iterator[tuple[Work, Guest]]:
        """Whoever has not declared reads the text, and asks for its code, before any other: it says
        nothing of a child, and one code confirms it and lets in: decision 0155."""
        with self.page.work() as work:
            guest = guests.guest(work, self.token, self.session) or guests.undeclared(
                work, self.token
            )
            if guest is None:
                self.door = guests.door(work, self.token)
                raise CodeNeeded(self)
            self.door = guests.door_of(work, guest)
            yield work, guest

    def is_inside(self) -> bool:
        """Whether a code has let this person in with this browser."""
        if not self.session:
            return False
        with self.page.work(read_only=True) as work:
            return guests.guest(work, self.token, self.session) is not None

    def render(self, template: str, **values: object) -> Response:
        return self.page.render(template, at=self, door=self.door, **values)


class CodeNeeded(Exception):
    """A page behind the code was asked for without a living session."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class DeclarationsFirst(Exception):
    """No paper and no duty before the declarations: Art. 10(2), 18(2)."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


def on_code_needed(request: Request, error: Exception) -> Response:
    """To the neutral page; what was typed into an ended session is taken along."""
    assert isinstance(error, CodeNeeded)
    entry = error.entry
    if request.method != HTTPMethod.POST:
        return RedirectResponse(entry.home, 303)
    entry.page.status = 401
    return entry.render(
        "member/kept.html",
        typed=worth_keeping(request.state.typed),
        to=entry.page.path,
        sheet=Sheet(KeptTyping),
        code=None,
        trouble="",
        asked=False,
        opened=False,
    )


def on_declarations_first(_request: Request, error: Exception) -> Response:
    assert isinstance(error, DeclarationsFirst)
    return RedirectResponse(f"{error.entry.home}/declare", 303)


def entry_of(request: Request, token: str) -> Entry:
    """A visit, in the member's language from its first word."""
    page = bare_page(request)
    with page.work(read_only=True) as work:
        reader = guests.reader(work, token)
        page.speak(reader.language if reader else "")
    return Entry(page, token, reader.id if reader else None)


def is_let_in(request: Request) -> bool:
    """An officer who is signed in; at a mailed link, whom a code has let in by it."""
    mailed = MAILED.match(request.url.path)
    if mailed is None:
        return page_of(request).visitor is not None
    try:
        return entry_of(request, mailed[1]).is_inside()
    except (NotThere, NoResultFound):
        return False


AtLink = Annotated[Entry, Depends(entry_of)]
