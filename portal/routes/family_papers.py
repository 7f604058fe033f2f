"""What the family is given as PDFs: letter on a meeting, sheet for an opinion: 8(10), 17(2)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.known import person_of
from identity import access
from identity.access import NotThere
from models.people import Municipality
from portal import family_papers, papers
from portal.web import ForOfficers
from queries.meeting_file import open_meeting

router = APIRouter()


@router.get("/meetings/{meeting_id:uuid}/family/{person_id:uuid}/{tongue}.pdf")
def letter(page: ForOfficers, meeting_id: UUID, person_id: UUID, tongue: str) -> Response:
    """That the meeting is held, to one of the family; nobody writes to who has died."""
    say = papers.say_in(tongue)
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        found = (kin.person for kin in file.family if kin.person.id == person_id)
        person = next(found, None)
        if person is None or person.died or file.meeting.cancelled_at:
            raise NotThere
        place = work.session.get_one(Municipality, file.life.municipality_id)
        paper = family_papers.letter(page, say, place, file, person)
    name = f"family-{file.label}-{file.meeting.number}-{say.language}"
    told = {"meeting": meeting_id, "person": person_id}
    return papers.hand_out(page, file.life, paper, "letter to family printed", name, **told)


@router.get("/cases/{number}/closure/opinions/{person_id:uuid}/{tongue}.pdf")
def opinion(page: ForOfficers, number: str, person_id: UUID, tongue: str) -> Response:
    """The sheet for what one of the family thinks of closing the case."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        person = person_of(work.session, case.id, person_id)
        if person.died:
            raise NotThere(number)
        paper = family_papers.opinion(page, say, case, person)
    name = f"opinion-{case.number}-{say.language}"
    return papers.hand_out(page, case, paper, "opinion sheet printed", name, person=person_id)
