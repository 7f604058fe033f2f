"""What members declare, before any paper is open to them: Art. 10(2), 18(2)."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import declarations
from casework.table.declarations import (
    CONFIDENTIALITY,
    CONFLICT,
    NO_CONFLICT,
    OF_THE_MUNICIPALITY,
)
from core.i18n import N_
from identity.confirmations import ConfirmedWord, word_of
from identity.member_links import Guest
from models.confirmation import Confirmation
from models.session import Work
from portal.confirming import AwaitsCode, ByCode, Saying
from portal.fields import Ask, Prose
from portal.forms import Gap, Sheet
from portal.members import AtLink, Entry
from portal.routes import member_conflict
from queries import member_desk
from queries.conflicts import of_guest
from rules.confirming import ConfirmedAct
from rules.declarations import ConfidentialityNotSigned

router = APIRouter()
ON_RECORD: Final = N_("Your declarations are on record. The papers are open to you.")
NOT_SIGNED: Final = N_("It is on record that you do not sign. The papers stay closed to you.")
NOT_SIGNED_THERE: Final = N_(
    "It is on record that you do not sign. The pages of the municipal table stay closed to you."
)
ONE_ON_RECORD: Final = N_(
    "Your declaration is on record. Agenda and minutes of the municipal table are open to you."
)


class Declare(ByCode):
    """Both declarations on one page: Art. 10(2), 18(2)."""

    conflict: Annotated[
        Literal["no", "yes"],
        Ask(N_("Conflict of interest"), missing=N_("Say whether you have a conflict of interest.")),
    ]
    confidential: Annotated[bool, Ask(CONFIDENTIALITY[1])] = False
    language: Literal["sq", "sr", "en"]
    """In which language the words were read; they are signed in it."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Nobody but whoever leaves the table goes on without the second one: Art. 18(2)."""
        if sheet.value("conflict") != "yes" and not sheet.value("confidential"):
            yield "confidential", ConfidentialityNotSigned()


@router.get("/l/{token}/declare")
def declare_page(at: AtLink) -> Response:
    """The text of both declarations, also before a code; what was declared, once it was."""
    return _declare(at, Sheet(Declare))


def _declare(
    at: Entry,
    sheet: Sheet[Declare],
    refusal: "Sheet[RefuseToSign] | None" = None,
    waiting: AwaitsCode | None = None,
) -> Response:
    with at.declaring() as (work, guest):
        if guest.member.conflict:
            return member_conflict.recused(at, of_guest(work, guest))
        about = member_desk.about(work, guest)
        day = member_desk.next_meeting_on(work, guest.member.life_id)
        return at.render(
            "member/declare.html",
            sheet=sheet,
            about=about,
            meeting_on=day,
            no_conflict=NO_CONFLICT,
            conflict=CONFLICT,
            confidentiality=CONFIDENTIALITY if about.is_case else OF_THE_MUNICIPALITY,
            refusal=refusal or Sheet(RefuseToSign),
            waiting=waiting,
        )


@router.post("/l/{token}/declare")
def declare(at: AtLink) -> Response:
    """Take both; whoever has a conflict of interest leaves the table at once: Art. 10(2)."""
    sheet = at.page.typed(Declare)

    def word(work: Work, guest: Guest, form: Declare) -> ConfirmedWord:
        return declarations.word(
            work,
            guest.member,
            conflict=form.conflict == "yes",
            confidential=form.confidential,
            language=form.language,
        )

    def act(work: Work, guest: Guest, form: Declare, confirmation: Confirmation | None) -> Response:
        about = member_desk.about(work, guest)
        declarations.declare(
            work,
            guest.member.id,
            conflict=form.conflict == "yes",
            confidential=form.confidential,
            language=form.language,
            confirmation=confirmation,
        )
        if guest.member.conflict:
            at.over = True
            return member_conflict.recused(at, of_guest(work, guest))
        done = ON_RECORD if about.is_case else ONE_ON_RECORD
        return at.page.go(f"{at.home}/go", done=done)

    def show(waiting: AwaitsCode | None) -> Response:
        return _declare(at, sheet, waiting=waiting)

    return Saying(at, sheet, show, word, act, declares=True).answer()


class RefuseToSign(ByCode):
    """A member does not sign, with a reason or without: Art. 18(2)."""

    called: ClassVar[str] = "refuse"
    reason: Annotated[Prose, Ask(N_("Why not?"), N_("You may leave it empty."), open=True)] = ""


@router.post("/l/{token}/declare/refuse")
def refuse_to_sign(at: AtLink) -> Response:
    """That they do not sign is on record, and the case manager is told: Art. 18(2)."""
    sheet = at.page.typed(RefuseToSign)

    def word(_: Work, guest: Guest, form: RefuseToSign) -> ConfirmedWord:
        return word_of(ConfirmedAct.REFUSE, guest.member.id, form.reason)

    def act(work: Work, guest: Guest, form: RefuseToSign, _: Confirmation | None) -> Response:
        declarations.refuse(work, guest.member.id, reason=form.reason)
        about = member_desk.about(work, guest)
        done = NOT_SIGNED if about.is_case else NOT_SIGNED_THERE
        return at.page.go(f"{at.home}/declare", done=done)

    def show(waiting: AwaitsCode | None) -> Response:
        return _declare(at, Sheet(Declare), sheet, waiting)

    return Saying(at, sheet, show, word, act, declares=True).answer()
