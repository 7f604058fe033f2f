"""A member asks for a meeting from the page behind any link of theirs: Art. 8(4)."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import meeting_requests as acts
from core.i18n import N_
from models.people import LinkPurpose
from portal.fields import Ask, Prose
from portal.forms import FormModel, Sheet
from portal.members import AtLink, Entry
from queries import meeting_requests
from rules.defaults import DEFAULTS

router = APIRouter()


class AskForMeeting(FormModel):
    """Why the table should meet, and when: Art. 8(4)."""

    reason: Annotated[
        Prose,
        Ask(
            N_("Why should the table meet?"),
            hint=N_("The case manager and the head read it."),
            missing=N_("Write in a sentence or two why the table should meet."),
        ),
    ]
    wish: Annotated[
        Prose,
        Ask(
            N_("When would be a good time?"),
            hint=N_("A day, a week, or until when at the latest."),
            open=True,
        ),
    ] = ""


@router.get("/l/{token}/asked")
def asked_page(at: AtLink) -> Response:
    """The form, and what became of what was asked before."""
    return _asked(at, Sheet(AskForMeeting))


def _asked(at: Entry, sheet: Sheet[AskForMeeting]) -> Response:
    with at.inside() as (work, guest):
        desk = meeting_requests.of_guest(work, guest)
        return at.render(
            "member/asked.html",
            sheet=sheet,
            desk=desk,
            limit=DEFAULTS.ANSWER_REQUEST.days,
            leads_here=guest.link.purpose == LinkPurpose.ASKED,
        )


@router.post("/l/{token}/asked")
def ask(at: AtLink) -> Response:
    """Put the request before the case manager, who answers it."""
    sheet = at.page.typed(AskForMeeting)

    def act(form: AskForMeeting) -> Response:
        with at.inside() as (work, guest):
            acts.ask(work, guest.member.id, reason=form.reason, wish=form.wish)
        done = N_(
            "Your request is on record; whoever answers for the case is told. "
            "The answer comes by mail and stands on this page."
        )
        return at.page.go(f"{at.home}/asked", done=done)

    return at.page.submit(sheet, act, again=lambda: _asked(at, sheet))
