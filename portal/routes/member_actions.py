"""A member says what became of their action whose day has passed: Art. 14(2), 14(3.3)."""

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import action_words
from core.i18n import N_
from models.people import LinkPurpose
from portal.action_words import SaysOfAction
from portal.forms import Sheet
from portal.members import AtLink, Entry
from portal.words import STATUSES
from queries import member_desk, member_papers
from queries.late_actions import question_of_guest

router = APIRouter()


@router.get("/l/{token}/action")
def action_page(at: AtLink) -> Response:
    """What was asked and said, and the form for as long as the action is late."""
    return _page(at, Sheet(SaysOfAction))


def _page(at: Entry, sheet: Sheet[SaysOfAction]) -> Response:
    with at.inside(LinkPurpose.REPORT) as (work, guest):
        return at.render(
            "member/action.html",
            sheet=sheet,
            desk=question_of_guest(work, guest),
            about=member_desk.about(work, guest),
            papers=member_papers.papers(work, guest),
            statuses=STATUSES,
            choices=[(code, at.page.say.gettext(words)) for code, words in STATUSES.items()],
        )


@router.post("/l/{token}/action")
def answer(at: AtLink) -> Response:
    """The first word answers what was asked; a further one is added to it."""
    sheet = at.page.typed(SaysOfAction)

    def act(form: SaysOfAction) -> Response:
        with at.inside(LinkPurpose.REPORT) as (work, guest):
            desk = question_of_guest(work, guest)
            found = action_words.answer(work, desk.request.id, form.word, words=form.words)
            member_papers.note_opened(work, guest, "receipt", found.id)
        return at.page.go(f"{at.home}/action", done=N_("Your answer is on record."))

    return at.page.submit(sheet, act, again=lambda: _page(at, sheet))
