"""What is only counted of a table, all of it in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.record import contact_facts, participant_facts, request_facts
from casework.record.participant_facts import Taking
from models.case import FamilyPerson
from models.meeting import FamilyNotice, Meeting
from models.service import HandService
from rules.composition import TOLD_OF_MEETINGS


@dataclass(frozen=True, slots=True)
class Counts:
    bad_contacts: int
    asked: int
    """How many meetings were ever asked for."""
    by_hand: int
    """How often something was served by hand."""
    untold: Mapping[UUID, int]
    """By planned meeting, of how many of the family it is not said how they were told."""
    taking: Taking
    """Who takes part without a seat."""


def counted(session: Session, life_id: UUID, planned: Sequence[Meeting]) -> Counts:
    by_hand = select(func.count()).where(
        HandService.meeting_id == Meeting.id, Meeting.life_id == life_id
    )
    counts = (contact_facts.bad(life_id), request_facts.how_many(life_id), by_hand)
    untold = (
        select(func.count()).where(
            FamilyPerson.case_id == life_id,
            FamilyPerson.relation.in_(TOLD_OF_MEETINGS),
            FamilyPerson.died.is_(False),
            FamilyPerson.id.not_in(
                select(FamilyNotice.person_id).where(FamilyNotice.meeting_id == meeting.id)
            ),
        )
        for meeting in planned
    )
    query = select(
        *(each.scalar_subquery() for each in (*counts, *untold)),
        *participant_facts.columns(life_id),
    )
    bad, asked, services, *found = session.execute(query).one()
    family, taking = found[: len(planned)], found[len(planned) :]
    of_meetings = zip((meeting.id for meeting in planned), family, strict=True)
    return Counts(bad, asked, services, dict(of_meetings), participant_facts.read(*taking))
