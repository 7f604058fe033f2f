"""One person at a table, as the page of its declarations names them: Art. 4(2), 8(5), 18(2)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select

from casework.record.invited import read
from models.case import Appointment
from models.declaration_seen import DeclarationSeen
from models.meeting import Meeting, Signature
from models.participant import (
    GuestInvitation,
    InvitationTakenBack,
    Participant,
    ParticipantWord,
)
from models.people import Account
from models.session import Work
from rules.composition import Relation
from rules.guests import OF_ONE_MEETING, Origin, as_known, counts
from rules.participants import Part, Word

Days = tuple[date, date | None]


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
    seen_by: str = ""
    """Who saw them sign, or refuse, what came on paper."""
    held: Sequence[Days] = ()
    """Of who managed the case before: from which day until which."""
    chaired: Sequence[date] = ()
    """Of who chairs the table no more, or never did: the days of the meetings they chaired."""
    asked_on: date | None = None
    is_unasked: bool = False
    """The mail that asks was tried, and no server has taken it."""
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


def declarant(
    id: UUID,
    name: str,
    part: Part,
    said: ParticipantWord | None,
    conflict: bool = False,
    *,
    relation: Relation | None = None,
    seen: Mapping[UUID, str] = MappingProxyType({}),
) -> Declarant:
    return Declarant(
        id=id,
        name=name,
        part=part,
        relation=relation,
        word=said.word if said else None,
        said_on=said.said_on if said else None,
        conflict=conflict or (said.in_conflict if said else None),
        reason=(said.reason or "") if said else "",
        signed_by=(said.signed_by or "") if said else "",
        seen_by=seen.get(said.id, "") if said else "",
    )


def seen(work: Work, life_id: UUID) -> Mapping[UUID, str]:
    """Who saw what came on paper, by the seat that signed or refused, and by the word of others."""
    query = (
        select(DeclarationSeen, Signature.member_id)
        .outerjoin(Signature, Signature.id == DeclarationSeen.signature_id)
        .where(DeclarationSeen.life_id == life_id)
        .order_by(DeclarationSeen.said_at)
    )
    rows = work.session.execute(query).all()
    whose = [(member or row.refused_id or row.word_id, row.seen_by) for row, member in rows]
    return {who: by for who, by in whose if who is not None}


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


def former_chairs(
    work: Work,
    life_id: UUID,
    known: Sequence[Participant],
    said: Mapping[UUID, ParticipantWord],
    conflicts: Collection[UUID],
    *,
    but: UUID | None,
) -> Sequence[Declarant]:
    """Everybody but who chairs now, in the order in which they came, each by the name of then.

    `said` is their last word, `conflicts` says who has one, both by participant.
    """
    lines = {each.account_id: each for each in known if each.account_id}
    held, chaired = _held(work, life_id), _chaired(work, life_id)
    ids = [id for id in dict.fromkeys((*held, *chaired, *lines)) if id != but]
    query = select(Account).where(Account.id.in_(ids))
    people = {each.id: each for each in work.session.scalars(query)} if ids else {}
    found = []
    for id in ids:
        line = lines.get(id)
        word = said.get(line.id) if line else None
        name = people[id].name_at(word.recorded_at if word else None)
        in_conflict = line is not None and line.id in conflicts
        who = declarant(id, name, Part.CHAIR, word, in_conflict)
        found.append(replace(who, held=held.get(id, ()), chaired=chaired.get(id, ())))
    return found


def _held(work: Work, life_id: UUID) -> Mapping[UUID, Sequence[Days]]:
    """By officer, from which day until which they managed the case."""
    query = select(Appointment).where(Appointment.case_id == life_id)
    found = defaultdict[UUID, list[Days]](list)
    for row in work.session.scalars(query.order_by(Appointment.recorded_at)):
        found[row.account_id].append((row.appointed_on, row.ended_on))
    return found


def _chaired(work: Work, life_id: UUID) -> Mapping[UUID, Sequence[date]]:
    """By officer, the days of the meetings that they chaired."""
    query = select(Meeting).where(Meeting.life_id == life_id, Meeting.chaired_by_id.is_not(None))
    found = defaultdict[UUID, list[date]](list)
    for row in work.session.scalars(query.order_by(Meeting.held_at)):
        assert row.chaired_by_id is not None  # asked for
        found[row.chaired_by_id].append(row.met_on)
    return found
