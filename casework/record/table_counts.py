"""What is only counted of a table, all of it in one statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, cast, func, select
from sqlalchemy.orm import Session

from casework.record import (
    broken_contacts,
    call_facts,
    contact_facts,
    participant_facts,
    request_facts,
)
from casework.record.participant_facts import Taking
from core.clock import ZONE
from models.asked import LIFE, answers, kept, several
from models.case import FamilyPerson
from models.fact import FactRow
from models.meeting import FamilyNotice, Meeting
from models.service import HandService
from rules.call_facts import CallFacts
from rules.composition import TOLD_OF_MEETINGS


@dataclass(frozen=True, slots=True)
class Counts:
    bad_contacts: int
    bad_since: date | None
    """The first day of theirs."""
    asked: int
    """How many meetings were ever asked for."""
    changes: int
    """How many changes of contacts wait for a word."""
    by_hand: int
    """How often something was served by hand."""
    untold: Mapping[UUID, int]
    """By planned meeting, of how many of the family it is not said how they were told."""
    taking: Taking
    """Who takes part without a seat."""
    calls: Sequence[CallFacts]
    """Which calls are promised to members."""


def counted(
    session: Session, lives: Collection[UUID], planned: Sequence[Meeting]
) -> Mapping[UUID, Counts]:
    """By table; `planned` are the meetings to come of all of them."""
    found = answers(session, _counts, lives, planned=[meeting.id for meeting in planned])
    broken = {life: broken_contacts.read_bad(row[0]) for life, (row,) in found.items()}
    people = {each.who for every in broken.values() for each in every}
    changes = contact_facts.changes_of(session, people)
    return {
        life: _read(contact_facts.to_correct(broken[life], changes), *row[1:])
        for life, (row,) in found.items()
    }


def _read(bad: tuple[int, date | None], asked: int, *others: Any) -> Counts:
    changes, services, untold, calls, *taking = others
    of_meetings = {UUID(meeting): count for meeting, count in (untold or {}).items()}
    taking_part = participant_facts.read(*taking)
    promised = call_facts.read(calls)
    return Counts(*bad, asked, changes, services, of_meetings, taking_part, promised)


@kept
def _counts() -> Select[Any]:
    by_hand = select(func.count()).where(
        HandService.meeting_id == Meeting.id, Meeting.life_id == LIFE
    )
    asked, changes = request_facts.how_many(), contact_facts.how_many()
    counts = (broken_contacts.bad(), asked, changes, by_hand, _untold(), call_facts.open_ones())
    return select(*(each.scalar_subquery() for each in counts), *participant_facts.columns())


def _untold() -> Select[Any]:
    """`{meeting: count}` of those planned for which somebody is untold who was known by its day."""
    said = select(FamilyNotice.id).where(
        FamilyNotice.meeting_id == Meeting.id, FamilyNotice.person_id == FamilyPerson.id
    )
    day = cast(func.timezone(ZONE.key, Meeting.starts_at), Date)
    known = select(func.min(FactRow.known_on) <= day).where(FactRow.person_id == FamilyPerson.id)
    by_meeting = (
        select(Meeting.id, func.count().label("count"))
        .join(FamilyPerson, FamilyPerson.case_id == Meeting.life_id)
        .where(
            Meeting.life_id == LIFE,
            Meeting.id == several("planned"),
            FamilyPerson.relation.in_(TOLD_OF_MEETINGS),
            FamilyPerson.died.is_(False),
            ~said.exists(),
            known.scalar_subquery().is_not(False),
        )
        .group_by(Meeting.id)
        .subquery()
    )
    return select(func.jsonb_object_agg(by_meeting.c.id, by_meeting.c.count))
