"""Letters with services after eighteen, as the rules ask of them: Art. 17(4)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.services_letter import ServicesLetter
from rules.after_eighteen import LetterFacts


def letters(session: Session, case_id: UUID) -> Sequence[ServicesLetter]:
    """Every letter of a case with what was said of it, in the order of entry."""
    query = select(ServicesLetter).where(ServicesLetter.case_id == case_id)
    query = query.options(selectinload(ServicesLetter.said)).order_by(ServicesLetter.number)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def letter_facts(row: ServicesLetter) -> LetterFacts:
    said = [(each.said_on, each.came) for each in row.said]
    return LetterFacts(row.id, row.left_on, row.corrects_id, said)


def facts_of_letters(session: Session, case_id: UUID) -> list[LetterFacts]:
    return [letter_facts(row) for row in letters(session, case_id)]
