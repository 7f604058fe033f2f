"""A member's word under a text: shown once more, and confirmed by a code of its own: 0155."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Annotated, Final, Generic, Literal, TypeVar
from uuid import UUID

from starlette.responses import Response

from casework.table import member_door
from core.i18n import N_, Translator
from identity import codes, confirmations, guests
from identity.codes import Code
from identity.confirmations import ConfirmedWord
from identity.guests import AtTheDoor, Door
from identity.member_links import Guest
from identity.typed_codes import WRONG, TakenCode
from models.confirmation import Confirmation
from models.people import LinkPurpose
from models.session import Work
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.members import Entry
from portal.too_many import too_many
from portal.web import Page
from rules.sign_in_limits import LIMITS

NO_MATCH: Final = N_("This is not the code. Look again, or ask for a new one.")
CLOSED: Final = N_(
    "No code opens this any more: the last one is too old, was used, or was typed wrongly five"
    " times. Ask for a new one."
)
NOT_OF_APP: Final = N_(
    "This is not a code of your app, or it was taken already. Wait until it shows the next one."
)
USED_UP: Final = N_(
    "As many codes as we send on one day were sent to you, and not used. The officer who convenes"
    " your table was told, and can say one to you on the telephone. The last code is still good for"
    " its %(minutes)s minutes."
)
TROUBLE: Final = {
    codes.NoTelephone: (
        409,
        N_(
            "We have no mobile number for you, so no code was sent. The case manager recognises you"
            " and reads one out: let the centre call you."
        ),
    ),
    codes.OwnApp: (409, N_("No SMS is sent to you: your codes come from your app.")),
    codes.NumberDisputed: (
        409,
        N_(
            "You told us that this number is not yours, so no code is sent to it. The centre can"
            " say one to you on the telephone."
        ),
    ),
    codes.TooManyCodes: (429, USED_UP),
}
NOT_SENT: Final = (
    503,
    N_(
        "Nothing confirms that the SMS left; it may still come. Wait a minute, then try again, or"
        " choose another way below."
    ),
)
"""A gateway that answers with an error, or not at all, may have sent it."""
MISSING: Final = N_("Write the six digits of the code.")


def said(say: Translator, trouble: str) -> str:
    """Why no code came, with how long the last one is good."""
    return say.gettext(trouble, minutes=LIMITS.MEMBER_CODE.minutes)


def refused(page: Page, door: Door | None, taken: TakenCode, waits: Code | None) -> str:
    """What is said of a code that was not right, with the one that could still be."""
    page.status = 422
    if taken.too_many is not None:
        return too_many(page, taken.too_many)
    if door is not None and door.app_since:
        return page.say.gettext(NOT_OF_APP)
    return page.say.gettext(wrong(waits))


def wrong(waits: Code | None) -> str:
    """The same of a code that only leaves by SMS or mail."""
    return NO_MATCH if waits else CLOSED


class ByCode(FormModel):
    """A form whose word is confirmed by a code for exactly what was shown."""

    confirmation: UUID | None = None
    code: Annotated[Line, Ask(N_("Code"), hint=N_("Six digits"), open=True)] = ""
    step: Literal["ask", "again", "change", "confirm"] = "ask"


F = TypeVar("F", bound=ByCode)


@dataclass(frozen=True, slots=True)
class AwaitsCode:
    """What the page says of the code that a word waits for."""

    id: UUID | None
    code: Code | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Saying(Generic[F]):
    """One act by which a member puts their word under a text."""

    at: Entry
    sheet: Sheet[F]
    show: Callable[[AwaitsCode | None], Response]
    """The page: its form, or what was said with the code that it waits for."""
    word: Callable[[Work, Guest, F], ConfirmedWord]
    act: Callable[[Work, Guest, F, Confirmation | None], Response]
    purposes: tuple[LinkPurpose, ...] = ()
    declares: bool = False
    """Before any paper is open; the code lets in as well, where nobody is in yet."""

    def answer(self) -> Response:
        """Ask for the code, or take it; what was typed is kept on every way."""
        page = self.at.page
        if self.sheet.value("step") == "change":
            return self.show(None)
        response = page.submit(self.sheet, self._act, again=lambda: self.show(None))
        return self.at.carry(response)

    def _act(self, form: F) -> Response:
        return self._confirm(form) if form.step == "confirm" else self._ask(form)

    def _inside(self) -> AbstractContextManager[tuple[Work, Guest]]:
        return self.at.inside(*self.purposes, undeclared=self.declares)

    def _before(self) -> AbstractContextManager[tuple[Work, Guest]]:
        return self.at.declaring() if self.declares else self._inside()

    def _ask(self, form: F) -> Response:
        if self.at.is_inside():
            self._rehearse(form)
        with self._before() as (work, guest):
            word = self.word(work, guest, form)
            asked = member_door.ask_word(work, guest, word, anew=form.step == "again")
        sent = member_door.send_word(asked)
        trouble = TROUBLE[asked.trouble] if asked.trouble else None if sent else NOT_SENT
        if trouble:
            self.at.page.status = trouble[0]
        return self._wait(asked.id, said(self.at.page.say, trouble[1]) if trouble else "")

    def _rehearse(self, form: F) -> None:
        """What the law or the record refuses is said before anybody waits for an SMS: the act is
        done, and taken back."""
        try:
            with self._inside() as (work, guest):
                self.act(work, guest, form, None)
                raise _Rehearsed
        except _Rehearsed:
            self.at.over = False

    def _wait(self, confirmation_id: UUID | None, trouble: str = "") -> Response:
        return self.show(replace(self._waiting(confirmation_id), trouble=trouble))

    def _waiting(self, confirmation_id: UUID | None) -> AwaitsCode:
        with self.at.page.work(read_only=True) as work:
            of = codes.confirms(confirmation_id) if confirmation_id else None
            return AwaitsCode(confirmation_id, codes.newest(work, of) if of is not None else None)

    def _taken(self, form: F, seat: AtTheDoor) -> TakenCode:
        if not form.code:
            return WRONG
        with self.at.page.member_sign_in() as work:
            taken = member_door.take_word(
                work, seat, form.confirmation, form.code, self.at.page.real_time
            )
            if taken.right and not self.at.session:
                person = seat.member.professional_id
                self.at.begin(guests.begin(work, person, taken.check_id))
            return taken

    def _confirm(self, form: F) -> Response:
        """Two transactions: a wrong code costs its try whatever the act would say, and the act is
        that of a session, also where this code has only begun it."""
        with self._before() as (work, guest):
            seat = guests.seat_of(work, guest)
        taken = self._taken(form, seat)
        if not taken.right:
            waits = self._waiting(form.confirmation)
            trouble = refused(self.at.page, self.at.door, taken, waits.code)
            missing = self.at.page.say.gettext(MISSING)
            self.sheet.refuse("code", trouble if form.code else missing)
            return self.show(waits)
        with self._inside() as (work, guest):
            word = self.word(work, guest, form)
            used = confirmations.use(work, guest.member.id, form.confirmation, word)
            return self.act(work, guest, form, used)


class _Rehearsed(Exception):
    """Nothing of it is written."""
