"""A page being made: who looks at it, in which language, and how it is answered."""

import base64
import binascii
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPMethod, HTTPStatus
from typing import Annotated, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

from fastapi import Depends, HTTPException, Request
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import HTMLResponse, RedirectResponse, Response

from core.clock import Clock, SystemClock
from core.i18n import Language, Translator, language_or, translator
from core.settings import Settings
from core.spool import NoSpace
from identity import staff
from identity.staff import Visitor
from models.session import SYSTEM, Actor, SignInWork, Work, sign_in_work, unit_of_work
from portal import once, security
from portal.addresses import read_at
from portal.forms import MEANT, FormModel, Gap, Sheet
from portal.not_written import RACES, refusal_of
from portal.render import render
from portal.typed import Typed
from portal.words import NAVIGATION, ROLES
from rules.refusals import NoRoom, ProcedureRefused, SentBefore
from rules.roles import Role

M = TypeVar("M", bound=FormModel)
YEAR = 365 * 24 * 3600


@dataclass
class Page:
    """One request, seen by the routes: what was typed comes in, a page goes out."""

    request: Request
    settings: Settings
    language: Language
    visit: str
    visitor: Visitor | None = None
    today: date = field(default_factory=lambda: SystemClock().today())
    now: datetime | None = None
    """The moment of the page's last unit of work, once it had one."""
    status: int = 200
    refusal: ProcedureRefused | None = None
    form: UUID | None = None
    """The form that is acted on, until its key is written down."""
    said: str = ""
    done_in: Work | None = None
    """The last unit of work of the page."""
    asked_once: str = ""
    """Which questions the page asks of what was typed."""

    @property
    def say(self) -> Translator:
        return translator(self.language)

    @property
    def path(self) -> str:
        return self.request.url.path

    @property
    def navigation(self) -> Sequence[tuple[str, str]]:
        """Where this role goes: addresses with names still to be translated."""
        return NAVIGATION[self.visitor.role] if self.visitor else ()

    @property
    def role(self) -> str:
        return self.visitor.role if self.visitor else ""

    @property
    def is_head(self) -> bool:
        """The head looks, or the head's deputy; what they may do the acts ask again."""
        return self.visitor is not None and (self.role == Role.HEAD or self.visitor.is_deputy)

    def role_at(self, *, chairs: bool) -> str:
        """At the table they chair a deputy is its manager, at any other the head."""
        return Role.HEAD if self.is_head and not chairs else self.role

    @property
    def role_name(self) -> str:
        """The same in words, still to be translated."""
        return ROLES[self.role]

    def is_within(self, href: str) -> bool:
        return self.path == href or (href != "/" and self.path.startswith(f"{href}/"))

    @property
    def csrf(self) -> str:
        return security.token_for(self.visit)

    @property
    def token(self) -> Markup:
        """The hidden fields that every form carries: whose it is, and its key."""
        hidden = [(security.TOKEN_FIELD, self.csrf), (security.ONCE_FIELD, once.new_key())]
        hidden += [(MEANT, self.asked_once)] if self.asked_once else []
        field = Markup('<input type="hidden" name="{}" value="{}">')
        return Markup("").join(field.format(*each) for each in hidden)

    @property
    def done(self) -> str:
        """What the last act did, said once on the page it led to; an English sentence of ours."""
        packed, _, signature = self._cookie("done").partition(".")
        if not hmac.compare_digest(signature.encode(), security.sign(self.visit, packed).encode()):
            return ""
        try:
            return base64.urlsafe_b64decode(packed).decode()
        except (binascii.Error, UnicodeDecodeError):
            return ""

    @property
    def demo_time(self) -> datetime | None:
        """What time the demo has moved on to; None outside a demo, or without a database."""
        if not self.settings.demo:
            return None
        if self.now is None:  # nothing was asked of the database for this page
            with suppress(SQLAlchemyError), self.work(read_only=True):
                pass
        return self.now

    @property
    def printed_at(self) -> datetime:
        """What a printed sheet says it was printed at: in a demo by the demo's clock."""
        return self.now or SystemClock().now()

    @property
    def printed_by(self) -> str:
        """Who has a paper made: none is for nobody."""
        assert self.visitor is not None
        return self.visitor.name

    @property
    def in_emergency(self) -> UUID | None:
        """By which emergency the page is read, where it is not the reader's otherwise."""
        return self.done_in.emergency if self.done_in else None

    @property
    def sign_ins(self) -> Sequence[Mapping[str, str]]:
        """How each role of a demo signs in: role, name, address and password."""
        note = self.settings.sign_ins_file
        found: list[dict[str, str]] = json.loads(note.read_text()) if note.exists() else []
        return found if self.settings.demo else []

    @contextmanager
    def work(self, *, read_only: bool = False) -> Iterator[Work]:
        """A unit of work on behalf of whoever looks at the page."""
        with unit_of_work(self._actor, read_only=read_only) as work:
            self._begin(work, read_only=read_only)
            yield work

    @contextmanager
    def sign_in_work(self, *, read_only: bool = False) -> Iterator[SignInWork]:
        """The same, for what opens their account."""
        with sign_in_work(self._actor, read_only=read_only) as work:
            self._begin(work, read_only=read_only)
            yield work

    @contextmanager
    def member_sign_in(self) -> Iterator[SignInWork]:
        """The same for a code that a member types: of the seat, or the person, whose link this is
        and of no other."""
        with sign_in_work(bare=False) as work:
            self._begin(work, read_only=False)
            yield work

    @property
    def real_time(self) -> Clock:
        """By which an app's codes count, and limits."""
        return real_clock(self.request)

    @property
    def _actor(self) -> Actor:
        return self.visitor.actor if self.visitor else SYSTEM

    def _begin(self, work: Work, *, read_only: bool) -> None:
        work.reads, self.done_in = self.request.method in security.SAFE, work
        self.see_time(work)
        if self.form is not None and not read_only:
            once.take(work, self.form, real_clock(self.request).now())
            self.form = None  # one act may be two units of work

    def see_time(self, work: Work) -> None:
        """The page shows the moment at which its rows were read."""
        self.now, self.today = work.clock.now(), work.clock.today()

    def render(self, template: str, **values: object) -> HTMLResponse:
        done = self.done if self.request.method == HTTPMethod.GET else ""
        html = render(self.language, template, page=self, done=done, **values)
        response = HTMLResponse(html, status_code=self.status)
        if self._cookie("visit") != self.visit:
            security.set_cookie(response, self.settings, "visit", self.visit)
        if done:
            security.delete_cookie(response, self.settings, "done")
        if self.request.query_params.get("lang") == self.language:
            security.set_cookie(response, self.settings, "lang", self.language, max_age=YEAR)
        return response

    def go(self, path: str, done: str = "") -> RedirectResponse:
        """Lead on after an act; `done` is a marked sentence that the next page says once."""
        response = RedirectResponse(path, status_code=303)
        self.said = done
        if done:
            packed = base64.urlsafe_b64encode(done.encode()).decode()
            signed = f"{packed}.{security.sign(self.visit, packed)}"
            security.set_cookie(response, self.settings, "done", signed)
        return response

    def typed(self, model: type[M]) -> Sheet[M]:
        fields: Typed = getattr(self.request.state, "typed", {})
        return Sheet(model, fields, today=self.today)

    def submit(
        self,
        sheet: Sheet[M],
        act: Callable[[M], Response],
        again: Callable[[], Response],
        check: Callable[[], Iterable[Gap]] | None = None,
    ) -> Response:
        """Do the act, or show the form again with what was typed and what is wrong with it.

        `check` names what only the record knows; it is asked together with the fields.
        """
        form = sheet.read(self.say)
        sheet.take(self.say, check() if check else ())
        sheet.ask()
        if form is None or sheet.errors:
            self.status, self.asked_once = 422, sheet.asked_once
            return again()
        try:
            return self.act_once(lambda: act(form))
        except ProcedureRefused as refusal:
            self.refusal = refusal
        except (NoSpace, *RACES) as error:
            self.refusal = refusal_of(error)
        full = isinstance(self.refusal, NoRoom)
        self.status = 422 if sheet.errors else 507 if full else 409
        return again()

    def speak(self, own: str) -> None:
        """The language of whoever the page is mailed to, unless another one was chosen.

        It is set before a route begins: what is read of a form is said in it.
        """
        if not chosen_language(self.request):
            self.language = language_or(own, self.language)

    def act_once(self, act: Callable[[], Response]) -> Response:
        """The act, or the first answer where the same form was acted on already.

        `submit` does so by itself; a button that asks for nothing comes here.
        """
        state = self.request.state
        key, typed = getattr(state, "once", ""), getattr(state, "typed", {})
        form = self.form = once.id_of(self.visit, key, typed)
        answer: once.Answer | None = None
        try:
            response = act()
            if response.status_code == HTTPStatus.SEE_OTHER:
                answer = response.headers["location"], self.said
            return response
        except once.SentAlready:
            assert form is not None  # it has a key
            first = once.answer(form)
            if first is None:
                raise SentBefore from None
            return self.go(*first)
        finally:
            if form is not None and self.form is None:
                once.settle(form, answer)
            self.form = None

    def in_language(self, language: str) -> str:
        """This page's address in another language."""
        return f"{quote(read_at(self.request))}?{self._with('lang', language)}"

    def at(self, name: str, number: int) -> str:
        """This page's address with another page of one of its lists."""
        return f"{quote(self.path)}?{self._with(name, str(number))}#{name}"

    def _with(self, name: str, value: str) -> str:
        asked = self.request.query_params.multi_items()
        return urlencode([*((key, kept) for key, kept in asked if key != name), (name, value)])

    def _cookie(self, name: str) -> str:
        return self.request.cookies.get(security.cookie(self.settings, name), "")


class SignInNeeded(Exception):
    """A page for officers was asked for without a living session."""


def settings_of(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def real_clock(request: Request) -> Clock:
    """Real time, by which sessions and limits count; the demo clock does not move them."""
    clock: Clock = request.app.state.clock
    return clock


def chosen_language(request: Request) -> str | None:
    kept = request.cookies.get(security.cookie(settings_of(request), "lang"))
    return request.query_params.get("lang") or kept


def bare_page(request: Request) -> Page:
    """A page for nobody in particular; asks nothing of the database."""
    settings = settings_of(request)
    chosen = chosen_language(request)
    visit = request.cookies.get(security.cookie(settings, "visit"), "")
    return Page(
        request=request,
        settings=settings,
        language=language_or(chosen, settings.language),
        visit=visit if len(visit) == len(security.new_visit()) else security.new_visit(),
    )


def _who(request: Request, token: str) -> tuple[Visitor | None, datetime, date]:
    """Asked once a request: whoever answers a mistake on the way has it too."""
    found: tuple[Visitor | None, datetime, date] | None = getattr(request.state, "who", None)
    if found is None:
        with unit_of_work(bare=True) as work:
            by_itself = _by_script(request)
            visitor = staff.visitor(work, real_clock(request), token, stays=not by_itself)
            found = visitor, work.clock.now(), work.clock.today()
        request.state.who = found
    return found


def _by_script(request: Request) -> bool:
    """A page looks by itself whether anything has changed: nobody need be in front of it."""
    # No script can say otherwise: the browser sets it (W3C, Fetch Metadata, 2.1).
    is_fetched = request.headers.get("sec-fetch-dest") == "empty"
    return is_fetched and request.method in security.SAFE


def page_of(request: Request) -> Page:
    """A page for whoever is there: signed in or not."""
    page = bare_page(request)
    token = request.cookies.get(security.cookie(page.settings, "staff"), "")
    if token:
        page.visitor, page.now, page.today = _who(request, token)
    if page.visitor and not chosen_language(request):
        page.language = page.visitor.language
    return page


def staff_page(page: Annotated[Page, Depends(page_of)]) -> Page:
    """A page for officers; raises `SignInNeeded`."""
    if page.visitor is None:
        raise SignInNeeded
    return page


def roles(*allowed: str) -> Callable[[Page], Page]:
    """A page for some roles, the head's for the deputy too; the others are told 403.

    The navigation never leads them here.
    """

    def page_for_roles(page: Annotated[Page, Depends(staff_page)]) -> Page:
        if not (page.role in allowed or (page.is_head and Role.HEAD in allowed)):
            raise HTTPException(403)
        return page

    return page_for_roles


Open = Annotated[Page, Depends(page_of)]
"""A page that anybody may see."""
Signed = Annotated[Page, Depends(staff_page)]
"""A page for officers."""
ForHead = Annotated[Page, Depends(roles(Role.HEAD))]
ForOfficers = Annotated[Page, Depends(roles(Role.HEAD, Role.MANAGER))]
ForAdmin = Annotated[Page, Depends(roles(Role.ADMIN))]
