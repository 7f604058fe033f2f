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
from identity.guests import AtTheDoor
from identity.member_links import Guest
from models.confirmation import Confirmation
from models.people import LinkPurpose
from models.session import Work
from portal.fields import Ask, Line
from portal.forms import FormModel, Sheet
from portal.members import Entry
from rules.sign_in_limits import LIMITS

NO_MATCH: Final = N_("This is not the code. Look again, or ask for a new one.")
CLOSED: Final = N_(
    "No code opens this any more: the last one is too old, was used, or was typed wrongly five"
    " times. Ask for a new one."
)
USED_UP: Final = N_(
    "As many codes as we send on one day were sent to you, and not used. The officer who convenes"
    " your table was told, and can say one to you on the telephone. The last code is still good for"
    " its %(minutes)s minutes."
)
TROUBLE: Final = {
    codes.NoTelephone: (409, N_("We have no telephone number for you. Choose another way below.")),
    codes.NumberDisputed: (
        409,
        N_(
            "You told us that this number is not yours, so no code is sent to it. The centre can"
            " say one to you on the telephone."
        ),
    ),
    codes.TooManyCodes: (429, USED_UP),
}
NOT_SENT: Final = (503, N_("The SMS did not leave. Try again, or choose another way below."))
MISSING: Final = N_("Write the code from the SMS.")


def said(say: Translator, trouble: str) -> str:
    """Why no code came, with how long the last one is good."""
    return say.gettext(trouble, minutes=LIMITS.MEMBER_CODE.minutes)


def wrong(waits: Code | None) -> str:
    """What is said of a code that was not right, with the one that could still be."""
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

    def _is_right(self, form: F, seat: AtTheDoor) -> bool:
        if not form.code:
            return False
        with self.at.page.member_sign_in() as work:
            right = member_door.take_word(work, seat, form.confirmation, form.code)
            if right and not self.at.session:
                self.at.begin(guests.begin(work, seat.member.professional_id))
            return right

    def _confirm(self, form: F) -> Response:
        """Two transactions: a wrong code costs its try whatever the act would say, and the act is
        that of a session, also where this code has only begun it."""
        with self._before() as (work, guest):
            seat = guests.seat_of(work, guest)
        if not self._is_right(form, seat):
            self.at.page.status = 422
            waits = self._waiting(form.confirmation)
            trouble = wrong(waits.code) if form.code else MISSING
            self.sheet.refuse("code", self.at.page.say.gettext(trouble))
            return self.show(waits)
        with self._inside() as (work, guest):
            word = self.word(work, guest, form)
            used = confirmations.use(work, guest.member.id, form.confirmation, word)
            return self.act(work, guest, form, used)


class _Rehearsed(Exception):
    """Nothing of it is written."""
