"""The rows of tables, and what is read beside them: of one table or of many, as many statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.record import contact_facts, request_facts
from casework.record.notice_facts import OfMeetings, served
from casework.record.succession import Places, places
from casework.record.table import IN_ORDER, held_of, minutes_of_each, planned_of, seats_of_each
from casework.record.table_counts import Counts, counted
from casework.record.unsigned import Unsigned, under_minutes
from models.asked import LIFE, answers, kept
from models.case import Member
from models.meeting import Meeting, Minutes
from models.plan import Review
from rules.contact_facts import ContactFacts
from rules.facts import RequestFacts
from rules.planning import REVIEW_ITEM


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table, read once for all that is asked of them."""

    members: Sequence[Member]
    meetings: Sequence[Meeting]
    reviewed: Mapping[UUID, date]
    """When the review was settled that a meeting carried, by meeting."""
    places: Places
    """What became of the seats that nobody holds any more."""

    @property
    def held(self) -> list[Meeting]:
        return held_of(self.meetings)

    @property
    def planned(self) -> list[Meeting]:
        return planned_of(self.meetings)

    @property
    def unreviewed(self) -> Meeting | None:
        """The meeting held last that can carry a review, while its findings are not written."""
        found = [m for m in self.held if REVIEW_ITEM in m.agenda and m.id not in self.reviewed]
        return found[-1] if found else None


def rows_of(session: Session, life_id: UUID) -> Rows:
    """Everybody who had a seat, every meeting, and what was reviewed in which: two statements.

    One more where somebody has left.
    """
    return rows_of_each(session, [life_id])[life_id]


def rows_of_each(session: Session, lives: Collection[UUID]) -> dict[UUID, Rows]:
    """The same of each of these tables, in as many statements."""
    meetings, members = answers(session, _meetings, lives), seats_of_each(session, lives)
    found = places(session, [each for life in lives for each in members[life]])
    return {
        life: Rows(
            members[life],
            [meeting for meeting, _ in meetings[life]],
            {meeting.id: on for meeting, on in meetings[life] if on is not None},
            {each.id: found[each.id] for each in members[life] if each.id in found},
        )
        for life in lives
    }


@kept
def _meetings() -> Select[Meeting, date | None]:
    return (
        select(Meeting, Review.settled_on)
        .outerjoin(Review, Review.meeting_id == Meeting.id)
        .where(Meeting.life_id == LIFE)
        .order_by(*IN_ORDER)
    )


@dataclass(frozen=True, slots=True)
class BesideRows:
    """What is read of tables beside their rows."""

    papers: Mapping[UUID, Sequence[Minutes]]
    """By table, of those that have met."""
    unsigned: Mapping[UUID, Unsigned]
    """By paper."""
    counts: Mapping[UUID, Counts]
    served: OfMeetings
    replaced: Collection[UUID]
    contacts: Mapping[UUID, Sequence[ContactFacts]]
    requests: Mapping[UUID, Sequence[RequestFacts]]


def beside(session: Session, every: Mapping[UUID, Rows], *, has_family: bool) -> BesideRows:
    """In as many statements however many tables; none for what no table has."""
    papers = minutes_of_each(session, [life for life, rows in every.items() if rows.held])
    planned = {life: rows.planned for life, rows in every.items()}
    counts = counted(session, every, _all(planned.values()) if has_family else ())
    members = _all(rows.members for rows in every.values())
    invited = [life for life in every if _has_invited(planned[life], counts[life])]
    changing = [life for life in every if counts[life].changes]
    asking = [life for life in every if counts[life].asked]
    return BesideRows(
        papers=papers,
        unsigned=under_minutes(session, _all(papers.values()), members),
        counts=counts,
        served=served(session, [each.id for life in invited for each in planned[life]]),
        replaced=contact_facts.replaced(session, members),
        contacts=contact_facts.waiting(session, changing),
        requests=request_facts.waiting_of_each(session, asking),
    )


T = TypeVar("T")


def _all(of_each: Iterable[Iterable[T]]) -> list[T]:
    return [one for every in of_each for one in every]


def _has_invited(planned: Iterable[Meeting], counts: Counts) -> bool:
    return bool(counts.by_hand) or any(meeting.invited_at for meeting in planned)
