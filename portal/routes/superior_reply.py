"""Behind the link in a notice to a superior: what the mail says, and their reply: 14(3.2)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from casework.case import superior_door
from core.i18n import N_
from identity.access import NotThere
from models import bearer
from models.session import Work
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.superior_forms import NOT_YET
from portal.web import Page, bare_page
from portal.words import SUPERIOR_OUTCOMES
from rules.phases import FileSealed
from rules.superior import SuperiorOutcome, WhatTheyDid

router = APIRouter(prefix="/s/{token}")
DONE: Final = N_("Your reply is on record. The case manager reads it; you may close this page.")
NOT_FOR_THEM: Final = N_("The centre is told. You may delete our mails.")


class SuperiorSays(FormModel):
    """What was done, when, and in a sentence."""

    outcome: Annotated[
        SuperiorOutcome,
        Ask(N_("What have you done?"), missing=N_("Choose what you have done.")),
    ]
    on: Annotated[Day, Ask(N_("On which day?"), missing=N_("Write the day on which you did it."))]
    words: Annotated[
        Prose,
        Ask(
            N_("In a sentence"),
            N_("Who goes on, and until when. Please write nothing about the child."),
            missing=N_("Write in a sentence what follows."),
        ),
    ]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        on: date | None = sheet.known("on")
        if on and on > sheet.today:
            yield "on", NOT_YET


@contextmanager
def _behind(page: Page, *, read_only: bool) -> Iterator[Work]:
    """The case that the notice is about is seen for this one act; nothing of it is shown."""
    with bearer.acting_at_the_door(), page.work(read_only=read_only) as work:
        yield work


def page_of_notice(request: Request, token: str) -> Page:
    """A page in the language of the mail, from its first word."""
    page = bare_page(request)
    with _behind(page, read_only=True) as work, suppress(NotThere):
        page.speak(superior_door.asked(work, token).language)
    return page


OfNotice = Annotated[Page, Depends(page_of_notice)]


@router.api_route("", methods=["GET", "HEAD"])
def notice_page(page: OfNotice, token: str) -> Response:
    """What stands in the mail; opening it records nothing."""
    return _show(page, token, Sheet.of(SuperiorSays))


def _show(page: Page, token: str, sheet: Sheet[SuperiorSays]) -> Response:
    with _behind(page, read_only=True) as work:
        found = superior_door.asked(work, token, page.language)
    outcomes = [(each.value, page.say.gettext(words)) for each, words in SUPERIOR_OUTCOMES.items()]
    return page.render(
        "reports/superior_reply.html",
        asked=found,
        place=found.place,
        other=f"/s/{token}/other",
        sheet=sheet,
        outcomes=outcomes,
    )


@router.get("/other")
def other_page(page: OfNotice, token: str) -> Response:
    """What is closed by saying that it is not for its reader; opening it closes nothing."""
    with _behind(page, read_only=True) as work:
        found = superior_door.asked(work, token, page.language)
    return page.render("reports/superior_other.html", place=found.place)


@router.post("/other")
def disown(page: OfNotice, token: str) -> Response:
    with _behind(page, read_only=False) as work:
        superior_door.disown(work, token)
    return page.go(f"/s/{token}", done=NOT_FOR_THEM)


@router.post("")
def reply(page: OfNotice, token: str) -> Response:
    """Once; what follows later is said in an answer to the mail."""
    sheet = page.typed(SuperiorSays)

    def act(form: SuperiorSays) -> Response:
        try:
            with _behind(page, read_only=False) as work:
                superior_door.reply(work, token, WhatTheyDid(form.outcome, form.on), form.words)
        except FileSealed:
            raise NotThere from None
        return page.go(f"/s/{token}", done=DONE)

    return page.submit(sheet, act, again=lambda: _show(page, token, sheet))
