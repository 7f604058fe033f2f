"""Who comes without a seat: let in before a meeting, or recorded as they were: Art. 8(5), 10(6)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from casework.record import invited
from casework.record.also_there import others_at
from casework.record.beginning import told_on
from casework.record.table import held_of, meetings, open_table, planned_meeting
from casework.table import one_line
from casework.table.chairing import Chaired, officer_there
from casework.table.one_line import Unasked
from casework.table.participants import declared_by, of_life, stamp
from identity.access import NotThere
from models.life import Life
from models.meeting import Meeting
from models.participant import GuestInvitation, Participant, ParticipantPresence
from models.session import Work
from rules.guests import (
    NOT_SAID,
    OF_ONE_MEETING,
    Evidence,
    KnownGuest,
    LetIn,
    Origin,
    as_known,
    check_adds,
    check_invited_since,
    check_let_in,
    counts,
    was_let_in,
)
from rules.meetings import Beside, Record, sat_in, wrongs
from rules.participants import BROUGHT, Part, check_for_others, check_named
from workflow import breaches
from workflow.life import after_act

UNDER: Final = {Part.ASSISTANT: "4(1)", Part.GUEST: "8(5)", Part.UNASKED: "10(6)"}


@dataclass(frozen=True, slots=True)
class Invitation:
    """That a guest was invited, as it is said: the day, who saw it, or which paper shows it."""

    on: date | None = None
    """Today where none is said."""
    witness: str = ""
    paper: str = ""
    origin: Origin = NOT_SAID
    """What is learned with it of somebody of whom it was not known."""


def bring(
    work: Work,
    life_id: UUID,
    part: Part,
    *,
    name: str,
    comes_from: str = "",
    reason: str = "",
    independent: bool = False,
    meeting_id: UUID | None = None,
    invitation: Invitation | None = None,
) -> Participant:
    """Put on record who comes without a seat: Art. 4(1), 4(4), 8(5), 10(6), 18(2).

    A guest comes to one meeting, the nearest where none is named. Of a meeting that was held they
    are put on record as having been there; whether they had been invited is judged.
    """
    check_for_others(part)
    if part not in BROUGHT:
        raise NotThere
    life = open_table(work, life_id)
    meeting = _meeting(work, life_id, meeting_id) if part in OF_ONE_MEETING else None
    held_on = meeting.met_on if meeting and meeting.held_at else None
    let_in = LetIn(part, comes_from, reason, independent, was_there=held_on is not None)
    check_let_in(let_in)
    who, said = Unasked(name, comes_from, reason, independent), invitation or Invitation()
    mine = KnownGuest(name, comes_from, independent)
    known = one_line.known_as(work, life_id, part, mine, meeting)  # 0070
    if known and part is not Part.GUEST:
        return known
    if known and meeting and (not held_on or known.id in one_line.there(work, meeting)):
        invite_again(work, life_id, known.id, meeting.id, said)
        return known
    found = known or _write(work, life, part, meeting, who)
    if meeting and part is Part.GUEST:
        _invite(work, life, found, meeting, said)
    if meeting and held_on:
        were_there(work, meeting, [found.id])
        came = invited.whom(work, meeting, held_on)
        # nobody signed before they were on record
        there = _beside(found, declared=False, came=came)
        record = Record(meeting.id, held_on, agreed=True, invited=True, beside=(there,))
        breaches.note(work, life, wrongs(record))
    after_act(work, life_id, "participant recorded")
    return found


def invite_again(
    work: Work, life_id: UUID, participant_id: UUID, meeting_id: UUID | None, said: Invitation
) -> None:
    """Whoever is on record is invited to another meeting, or an invitation is proven: Art. 8(5).

    They declare once. Proven afterwards, the breach of a meeting is struck through; so also of
    whoever sat in unknown, once it is said from where they come and why.
    """
    life = open_table(work, life_id)
    found = work.session.get(Participant, participant_id)
    if found is None or found.life_id != life_id or found.part not in OF_ONE_MEETING:
        raise NotThere
    whence = as_known([*invited.origins(work, [found])[found.id], said.origin])
    check_let_in(LetIn(Part.GUEST, whence.comes_from, whence.reason, whence.independent))
    meeting = _meeting(work, life_id, meeting_id)
    row = _invite(work, life, found, meeting, said)
    if meeting.held_at and counts(invited.read(row, meeting.met_on), meeting.met_on):
        breaches.judged(work, life, sat_in(meeting.id, meeting.met_on, found.id), row.invited_on)
        _judge_later(work, life, meeting, found.id)
    after_act(work, life_id, "guest invited")


def _judge_later(work: Work, life: Life, meeting: Meeting, who: UUID) -> None:
    """To the review after it they came as they might: 8(6); and so to each review after that."""
    held = held_of(meetings(work.session, life.id))
    for each in held[held.index(meeting) + 1 :]:
        work.session.flush()
        if who in invited.whom(work, each, each.met_on).before:
            breaches.corrected(work, life, sat_in(each.id, each.met_on, who), stands=False)


def _invite(
    work: Work, life: Life, who: Participant, meeting: Meeting, said: Invitation
) -> GuestInvitation:
    on = told_on(work, life, said.on)
    rows = invited.rows_of(work, who.id, meeting.id)
    check_invited_since(on, [each.taken_back.told_on for each in rows if each.taken_back])
    witness, paper = said.witness.strip(), said.paper.strip()
    check_adds(Evidence(on, witness, paper), invited.known(work, who.id, meeting.id))
    row = GuestInvitation(
        participant_id=who.id,
        meeting_id=meeting.id,
        invited_on=on,
        after_record=meeting.held_at is not None,
    )
    work.session.add(row)
    row.witness, row.paper = witness or None, paper or None
    whence, row.independent = said.origin, said.origin.independent
    row.comes_from, row.reason = whence.comes_from.strip() or None, whence.reason.strip() or None
    stamp(work, row)
    work.session.flush()
    detail = {"participant": who.id, "meeting": meeting.number, "on": on}
    work.record("guest invited", "8(5)", life=life, **detail)
    return row


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
    found.reason, found.independent = who.reason.strip() or None, who.independent
    stamp(work, found)
    work.session.flush()
    under = "4(4)" if who.independent else UNDER.get(part, "18(2)")
    work.record("participant recorded", under, life=life, participant=found.id, part=part)
    return found


def unasked_at(
    work: Work, life: Life, meeting: Meeting, who: Iterable[Unasked], beside: Collection[UUID]
) -> list[UUID]:
    """Put on record who sat there unasked, with a meeting that is put on record: Art. 10(6).

    Typed twice, or named `beside` already, one person is one line all the same (0070).
    """
    others = one_line.others(work, life.id, who, beside)
    return [_write(work, life, Part.UNASKED, meeting, each).id for each in others]


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
    there = invited.whom(work, meeting, held_on) if came else invited.NOBODY
    others = (_beside(known[id], declared=id in declared, came=there) for id in came)
    return (*chaired, *others)


def _beside(who: Participant, *, declared: bool, came: invited.LetInTo) -> Beside:
    before = who.id in came.before
    let_in = was_let_in(who.part, invited=who.id in came.invited, came_before=before)
    return Beside(who.id, declared, let_in)


def were_there(work: Work, meeting: Meeting, came: Iterable[UUID]) -> None:
    """Who without a seat was at a meeting that is put on record."""
    for participant_id in came:
        work.session.add(ParticipantPresence(meeting_id=meeting.id, participant_id=participant_id))


def at(work: Work, meeting: Meeting) -> Sequence[Participant]:
    """Who without a seat was at a meeting; before it, who may come to it."""
    if meeting.held_at is None and meeting.misplaced_at is None:
        known = [each for each in of_life(work, meeting.life_id) if each.part in BROUGHT]
        if not any(each.part in OF_ONE_MEETING for each in known):
            return known
        come = invited.whom(work, meeting, meeting.day)
        mine = come.invited | come.before
        return [each for each in known if each.part not in OF_ONE_MEETING or each.id in mine]
    return others_at(work, meeting)
