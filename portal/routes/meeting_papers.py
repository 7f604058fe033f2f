"""The papers of a meeting as PDFs, for who chairs its table, its head and deputy: Art. 8(3), 10."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table.made_papers import PaperOf
from core.i18n import Translator
from documents.paper import PrintedPaper
from identity.access import NotThere
from models.session import Work
from portal import agenda_paper, meeting_pack, meeting_papers, minutes_paper, papers
from portal.web import ForOfficers, Page
from queries.meeting_file import MeetingFile, open_meeting

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")


Made = Callable[[Page, Work, Translator, MeetingFile], PrintedPaper | None]


@router.get("/invitation/{tongue}.pdf")
def invitation(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """To be handed over, with the agenda."""
    return _handed_out(page, meeting_id, tongue, meeting_papers.invitation, "invitation")


@router.get("/agenda/{tongue}.pdf")
def agenda(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """For whoever sits at the table, with the chair's own items in words."""
    return _handed_out(page, meeting_id, tongue, agenda_paper.agenda, "agenda")


@router.get("/sign-in/{tongue}.pdf")
def sign_in(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """To lie on the table."""
    return _handed_out(page, meeting_id, tongue, meeting_papers.sign_in, "sign-in sheet")


@router.get("/minutes/{tongue}.pdf")
def minutes(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """As they are laid for signature; before that, a draft that says so."""
    return _handed_out(page, meeting_id, tongue, minutes_paper.minutes, "minutes")


@router.get("/pack/{tongue}.pdf")
def pack(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """Everything for the room, in one file."""
    say = papers.say_in(tongue)
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        made = meeting_pack.pack(page, work, say, file)
    name = f"meeting-{file.label}-{file.meeting.number}-{say.language}"
    told = {"meeting": file.meeting.id, **made.versions}
    return papers.hand_out(page, file.life, made.paper, "meeting pack printed", name, **told)


def _handed_out(page: Page, meeting_id: UUID, tongue: str, made: Made, what: str) -> Response:
    say = papers.say_in(tongue)
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        paper = made(page, work, say, file)
    if paper is None:
        raise NotThere
    text = file.laid.words.version if file.laid else 0
    name = f"{what.partition(' ')[0]}-{file.label}-{file.meeting.number}-{say.language}"
    told: dict[str, Any] = {"meeting": file.meeting.id, "text": text}
    return papers.hand_out_as(_which(what, file), page, file.life, paper, name, **told)


def _which(what: str, file: MeetingFile) -> PaperOf:
    if what == "minutes":
        return minutes_paper.which(file)
    return PaperOf(what, meeting_id=file.meeting.id)
