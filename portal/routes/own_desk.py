"""Everything of a member's at one table on one page, behind any link of theirs: decision 0210."""

from typing import Annotated, Literal

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import own_language
from core.i18n import N_, OWN_NAMES
from portal.fields import Ask
from portal.forms import FormModel, Sheet
from portal.members import AtLink, Entry
from queries import member_desk, own_desk

router = APIRouter()


class ChooseLanguage(FormModel):
    """In which language they are written to."""

    language: Annotated[
        Literal["sq", "sr", "en"],
        Ask(N_("Language of our letters"), missing=N_("Choose a language.")),
    ]


@router.get("/l/{token}/desk")
def desk_page(at: AtLink) -> Response:
    """What is asked of them, what they did, what they read, and how they are reached."""
    return _desk(at)


def _desk(at: Entry, sheet: Sheet[ChooseLanguage] | None = None) -> Response:
    with at.inside() as (work, guest):
        desk = own_desk.desk(work, guest)
        return at.render(
            "member/desk.html",
            about=member_desk.about(work, guest),
            desk=desk,
            sits=guest.member.sits,
            sheet=sheet or Sheet.of(ChooseLanguage, language=desk.person.language),
            tongues=list(OWN_NAMES.items()),
        )


@router.post("/l/{token}/desk")
def choose_language(at: AtLink) -> Response:
    """What is sent from now on is in this language; what is on its way too."""
    sheet = at.page.typed(ChooseLanguage)

    def act(form: ChooseLanguage) -> Response:
        with at.inside() as (work, guest):
            own_language.choose(work, guest.member, form.language)
        done = N_("From now on we write to you in this language.")
        return at.page.go(f"{at.home}/desk", done=done)

    return at.page.submit(sheet, act, again=lambda: _desk(at, sheet))
