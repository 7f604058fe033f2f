"""Who comes without a seat: let in before a meeting, or recorded as they were: Art. 8(5), 10(6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_table, planned_meeting
from casework.table.chairing import Chaired, officer_there
from casework.table.participants import declared_by, of_life, stamp
from identity.access import NotThere
from models.life import Life
from models.meeting import Meeting
from models.participant import Participant, ParticipantPresence
from models.session import Work
from rules.guests import OF_ONE_MEETING, LetIn, check_let_in, was_let_in
from rules.meetings import Beside, Record, wrongs
from rules.participants import BROUGHT, Part, check_for_others, check_named
from workflow import breaches
from workflow.life import after_act

UNDER: Final = {Part.ASSISTANT: "4(1)", Part.GUEST: "8(5)", Part.UNASKED: "10(6)"}


@dataclass(frozen=True, slots=True)
class Unasked:
    """Somebody who sat in a meeting that is closed to them, as far as it is known who."""

    name: str
    comes_from: str = ""
    reason: str = ""


def bring(
    work: Work,
    life_id: UUID,
    part: Part,
    *,
    name: str,
    comes_from: str = "",
    reason: str = "",
    meeting_id: UUID | None = None,
) -> Participant:
    """Put on record who comes without a seat: Art. 4(1), 8(5), 10(6), 18(2).

    A guest comes to one meeting, the nearest where none is named. Of a meeting that was held they
    are put on record as having been there.
    """
    check_for_others(part)
    if part not in BROUGHT:
        raise NotThere
    life = open_table(work, life_id)
    meeting = _meeting(work, life_id, meeting_id) if part in OF_ONE_MEETING else None
    held_on = meeting.met_on if meeting and meeting.held_at else None
    check_let_in(LetIn(part, comes_from, reason, was_there=held_on is not None))
    found = _write(work, life, part, meeting, Unasked(name, comes_from, reason))
    if meeting and held_on:
        were_there(work, meeting, [found.id])
        there = _beside(found, meeting, declared=False)  # nobody signed before they were on record
        record = Record(meeting.id, held_on, agreed=True, invited=True, beside=(there,))
        breaches.note(work, life, wrongs(record))
    after_act(work, life_id, "participant recorded")
    return found


def _meeting(work: Work, life_id: UUID, meeting_id: UUID | None) -> Meeting:
    if meeting_id is None:
        return planned_meeting(work.session, life_id)
    found = work.session.get(Meeting, meeting_id)
    if found is None or found.life_id != life_id or found.cancelled_at is not None:
        raise NotThere
    return found


def _write(
    work: Work, life: Life, part: Part, meeting: Meeting | None, who: Unasked
) -> Participant:
    """Of the uninvited the function is enough, where nobody knows the name."""
    check_named(who.name or (who.comes_from if part is Part.UNASKED else ""))
    found = Participant(life_id=life.id, part=part, meeting_id=meeting.id if meeting else None)
    work.session.add(found)
    found.name, found.comes_from = who.name.strip(), who.comes_from.strip() or None
    found.reason = who.reason.strip() or None
    stamp(work, found)
    work.session.flush()
    under = UNDER.get(part, "18(2)")
    work.record("participant recorded", under, life=life, participant=found.id, part=part)
    return found


def sat_in(work: Work, life: Life, meeting: Meeting, who: Iterable[Unasked]) -> list[UUID]:
    """Put on record who sat there unasked, with a meeting that is put on record: Art. 10(6)."""
    return [_write(work, life, Part.UNASKED, meeting, each).id for each in who]


def beside(
    work: Work, life: Life, meeting: Meeting, came: Iterable[UUID], held_on: date, *, chair: Chaired
) -> tuple[Beside, ...]:
    """The manager who chaired, and who else without a seat was there: Art. 18(2); or `NotThere`.

    A substitute has no declaration of their own yet.
    """
    declared = declared_by(work, life.id, held_on)
    manager = officer_there(work, life, held_on, chair)
    known = {each.id: each for each in of_life(work, life.id) if each.part in BROUGHT}
    came = list(came)
    if not set(came) <= known.keys():
        raise NotThere
    chaired = [Beside(manager, manager in declared)] if manager else []
    others = (_beside(known[id], meeting, declared=id in declared) for id in came)
    return (*chaired, *others)


def _beside(who: Participant, meeting: Meeting, *, declared: bool) -> Beside:
    let_in = was_let_in(who.part, to_this_meeting=who.meeting_id == meeting.id)
    return Beside(who.id, declared, let_in)


def were_there(work: Work, meeting: Meeting, came: Iterable[UUID]) -> None:
    """Who without a seat was at a meeting that is put on record."""
    for participant_id in came:
        work.session.add(ParticipantPresence(meeting_id=meeting.id, participant_id=participant_id))


def at(work: Work, meeting: Meeting) -> Sequence[Participant]:
    """Who without a seat was at a meeting; before it, who may come to it."""
    if meeting.held_at is None:
        known = [each for each in of_life(work, meeting.life_id) if each.part in BROUGHT]
        return [each for each in known if each.meeting_id in {None, meeting.id}]
    there = select(ParticipantPresence.participant_id).where(
        ParticipantPresence.meeting_id == meeting.id
    )
    query = select(Participant).where(Participant.id.in_(there))
    return work.session.scalars(query.order_by(Participant.recorded_at, Participant.id)).all()
