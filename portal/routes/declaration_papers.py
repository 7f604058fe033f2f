"""The declarations of a table as PDFs, to be signed and as given: Art. 10(2), 18(2)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from identity.access import NotThere
from models.people import Municipality
from portal import declaration_papers, papers
from portal.web import ForOfficers
from queries import declared_texts
from queries.declarations import of_table

router = APIRouter(prefix="/declarations/{life_id:uuid}")


@router.get("/blank/{tongue}.pdf")
def to_sign(page: ForOfficers, life_id: UUID, tongue: str) -> Response:
    """For whoever is to sign at this table; the name is written there by hand."""
    say = papers.say_in(tongue)
    with page.work() as work:
        found = of_table(work, life_id)
        place = work.session.get_one(Municipality, found.life.municipality_id)
        paper = declaration_papers.blank(page, say, place, found)
    name = f"declaration-{found.label}-{say.language}"
    return papers.hand_out(page, found.life, paper, "declaration form printed", name)


@router.get("/{subject_id:uuid}/{tongue}.pdf")
def as_given(page: ForOfficers, life_id: UUID, subject_id: UUID, tongue: str) -> Response:
    """What one person declared here: whoever sees that they did reads it."""
    say = papers.say_in(tongue)
    with page.work() as work:
        found = of_table(work, life_id)
        who = next((each for each in found.with_a_text if each.id == subject_id), None)
        laid = declared_texts.papers_of(work, life_id).get(subject_id)
        if who is None or laid is None:
            raise NotThere
        place = work.session.get_one(Municipality, found.life.municipality_id)
        texts = declared_texts.given(work, laid)
        paper = declaration_papers.as_given(page, say, place, found, who=who, texts=texts)
    name = f"declared-{found.label}-{say.language}"
    told = {"who": subject_id, "texts": len(texts)}
    return papers.hand_out(page, found.life, paper, "declaration printed", name, **told)
