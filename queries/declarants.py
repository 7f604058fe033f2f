"""One person at a table, as the page of its declarations names them: Art. 8(5), 18(2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.record.invited import read
from models.participant import GuestInvitation, InvitationTakenBack, Participant
from models.session import Work
from rules.composition import Relation
from rules.guests import OF_ONE_MEETING, Origin, as_known, counts
from rules.participants import Part, Word


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """That a guest was invited to a meeting, as it is on record."""

    id: UUID
    meets_on: date
    on: date
    recorded_at: datetime
    witness: str
    paper: str
    origin: Origin
    to: UUID
    counts: bool
    """It let them in: in time, and typed before the meeting or proven."""
    taken_back: InvitationTakenBack | None
    """That they were told not to come, and why."""


@dataclass(frozen=True, slots=True)
class Declarant:
    """One person at the table, and the last they said."""

    id: UUID
    name: str
    """Empty for the family."""
    comes_from: str = ""
    comes_for: str = ""
    """How a guest's institution is tied to the case, or why somebody sat there: Art. 8(5)."""
    independent: bool = False
    """They work on their own, for no institution."""
    meets_on: date | None = None
    """In which they sat unasked."""
    invitations: Sequence[InvitedTo] = ()
    """To which meetings they are invited."""
    part: Part | None = None
    """None for a member with a seat."""
    relation: Relation | None = None
    word: Word | None = None
    said_on: date | None = None
    conflict: bool | None = None
    reason: str = ""
    signed_by: str = ""
    asked_on: date | None = None
    reminded_on: date | None = None

    @property
    def is_guest(self) -> bool:
        """They come by invitation, or may be invited from now on."""
        return self.part in OF_ONE_MEETING

    @property
    def stands_for(self) -> Sequence[InvitedTo]:
        """The invitations that were not taken back, one for each meeting."""
        one = {each.to: each for each in self.invitations if each.taken_back is None}
        return list(one.values())

    @property
    def is_open(self) -> bool:
        """Something may still be put on record of them."""
        return self.word is not Word.SIGNED and self.part is not Part.CHAIR


def invitations_of(
    work: Work, known: Sequence[Participant], days: Mapping[UUID, date]
) -> Mapping[UUID, Sequence[InvitedTo]]:
    """By guest, to the meetings of these days; no statement where nobody is a guest."""
    found: dict[UUID, list[InvitedTo]] = defaultdict(list)
    guests = [each.id for each in known if each.part in OF_ONE_MEETING]
    if not guests:
        return found
    query = select(GuestInvitation).where(GuestInvitation.participant_id.in_(guests))
    for row in work.session.scalars(query.order_by(GuestInvitation.recorded_at)):
        if row.meeting_id in days:
            day, to = days[row.meeting_id], row.meeting_id
            said = (row.invited_on, row.recorded_at, row.witness or "", row.paper or "")
            origin = Origin(row.comes_from or "", row.reason or "", row.independent)
            lets_in = counts(read(row, day), day)
            one = InvitedTo(row.id, day, *said, origin, to, lets_in, row.taken_back)
            found[row.participant_id].append(one)
    return found


def as_they_come(
    each: Declarant, who: Participant, to: Sequence[InvitedTo], days: Mapping[UUID, date]
) -> Declarant:
    """From where they come by the last word; a guest, once it shows that they were invited to the
    meeting in which they are said to have sat unasked: Art. 8(5), 10(6)."""
    first = Origin(who.comes_from or "", who.reason or "", who.independent)
    whence = as_known([first, *(one.origin for one in to)])
    invited = any(one.counts and one.to == who.meeting_id for one in to)
    unasked = who.part is Part.UNASKED and not invited
    return replace(
        each,
        part=Part.GUEST if who.part is Part.UNASKED and invited else who.part,
        comes_from=whence.comes_from,
        comes_for=whence.reason,
        independent=whence.independent,
        meets_on=days.get(who.meeting_id) if unasked and who.meeting_id else None,
        invitations=to,
    )
