"""The papers of a meeting as PDFs, for who chairs its table, its head and deputy: Art. 8(3), 10."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from identity.access import NotThere
from portal import meeting_papers, minutes_paper, papers
from portal.web import ForOfficers
from queries.meeting_file import open_meeting

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")


@router.get("/invitation/{tongue}.pdf")
def invitation(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """To be handed over, with the agenda."""
    say = papers.say_in(tongue)
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        paper = meeting_papers.invitation(page, work, say, file)
    name = f"invitation-{file.label}-{file.meeting.number}-{say.language}"
    told = {"meeting": file.meeting.id}
    return papers.hand_out(page, file.life, paper, "invitation printed", name, **told)


@router.get("/sign-in/{tongue}.pdf")
def sign_in(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """To lie on the table."""
    say = papers.say_in(tongue)
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        paper = meeting_papers.sign_in(page, work, say, file)
    name = f"sign-in-{file.label}-{file.meeting.number}-{say.language}"
    told = {"meeting": file.meeting.id}
    return papers.hand_out(page, file.life, paper, "sign-in sheet printed", name, **told)


@router.get("/minutes/{tongue}.pdf")
def minutes(page: ForOfficers, meeting_id: UUID, tongue: str) -> Response:
    """As they are laid for signature; before that, a draft that says so."""
    say = papers.say_in(tongue)
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        paper = minutes_paper.minutes(page, work, say, file)
    if paper is None:
        raise NotThere
    name = f"minutes-{file.label}-{file.meeting.number}-{say.language}"
    told = {"meeting": file.meeting.id, "text": file.laid.words.version if file.laid else 0}
    return papers.hand_out(page, file.life, paper, "minutes printed", name, **told)
