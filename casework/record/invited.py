"""Which guests may come to a meeting: by invitation, or with the table before it: 8(5), 8(6)."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.table import last_held
from core.clock import local_day
from models.breach import BreachRow
from models.meeting import Meeting
from models.participant import GuestInvitation, Participant, ParticipantPresence
from models.session import Work
from rules.breaches import Wrong
from rules.guests import OF_ONE_MEETING, Evidence, Invited, Origin, counts
from rules.planning import REVIEW_ITEM


@dataclass(frozen=True, slots=True)
class LetInTo:
    """Who may come to one meeting."""

    invited: Set[UUID]
    before: Set[UUID]
    """Of a review: who was at the meeting before it as they might."""


NOBODY: Final = LetInTo(frozenset(), frozenset())


def whom(work: Work, meeting: Meeting, day: date) -> LetInTo:
    """Judged by that day: of the meeting, or on which it was held."""
    query = select(GuestInvitation).where(GuestInvitation.meeting_id == meeting.id)
    rows = work.session.scalars(query).all()
    invited = {row.participant_id for row in rows if counts(read(row, day), day)}
    return LetInTo(invited, _were_before(work, meeting, day))


def known(work: Work, participant_id: UUID, meeting_id: UUID) -> list[Evidence]:
    """Every invitation of this guest to this meeting that is on record and was not taken back."""
    return [
        Evidence(each.invited_on, each.witness or "", each.paper or "")
        for each in rows_of(work, participant_id, meeting_id)
        if each.taken_back is None
    ]


def rows_of(work: Work, participant_id: UUID, meeting_id: UUID) -> Sequence[GuestInvitation]:
    """Every invitation of this guest to this meeting, taken back or not."""
    query = select(GuestInvitation).where(
        GuestInvitation.participant_id == participant_id,
        GuestInvitation.meeting_id == meeting_id,
    )
    return work.session.scalars(query).all()


def read(row: GuestInvitation, met_on: date) -> Invited:
    """As it stands to a meeting of that day."""
    too_late = row.after_record or local_day(row.recorded_at) > met_on
    proven = GuestInvitation.witness.is_there(row) or GuestInvitation.paper.is_there(row)
    return Invited(row.invited_on, too_late, proven, row.taken_back is not None)


def _were_before(work: Work, meeting: Meeting, day: date) -> set[UUID]:
    """Who sat in the meeting before a review, and not unasked: the same come again: Art. 8(6)."""
    if REVIEW_ITEM not in meeting.agenda:
        return set()
    before = last_held(work.session, meeting.life_id, by=day, but=meeting.id)
    if before is None:
        return set()
    there = select(ParticipantPresence.participant_id).where(
        ParticipantPresence.meeting_id == before.id, ParticipantPresence.present
    )
    return set(work.session.scalars(there)) - unasked_at(work, before)


def origins(work: Work, known: Sequence[Participant]) -> Mapping[UUID, Sequence[Origin]]:
    """What was said of where each comes from, the oldest first: with their line, and later."""
    found = {
        each.id: [Origin(each.comes_from or "", each.reason or "", each.independent)]
        for each in known
    }
    ids = [each.id for each in known if each.part in OF_ONE_MEETING]
    if ids:
        query = select(GuestInvitation).where(GuestInvitation.participant_id.in_(ids))
        for row in work.session.scalars(query.order_by(GuestInvitation.recorded_at)):
            said = Origin(row.comes_from or "", row.reason or "", row.independent)
            found[row.participant_id].append(said)
    return found


def unasked_at(work: Work, meeting: Meeting) -> set[UUID | None]:
    """Who sat in a meeting that was closed to them, and that stands: Art. 10(6)."""
    query = select(BreachRow.subject_id).where(
        BreachRow.meeting_id == meeting.id,
        BreachRow.duty == Wrong.SAT_IN_UNASKED,
        BreachRow.struck_on.is_(None),
    )
    return set(work.session.scalars(query))
