"""Whoever comes without a seat is one line, however often they are typed: decision 0070."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casework.record import invited
from casework.table.participants import of_life
from models.meeting import Meeting
from models.participant import Participant, ParticipantPresence
from models.session import Work
from rules.guests import OF_ONE_MEETING, KnownGuest, as_known
from rules.participants import Part


@dataclass(frozen=True, slots=True)
class Unasked:
    """Somebody who sat in a meeting that is closed to them, as far as it is known who."""

    name: str
    comes_from: str = ""
    reason: str = ""
    independent: bool = False

    @property
    def identity(self) -> KnownGuest:
        return KnownGuest(self.name, self.comes_from, self.independent)


def known_as(
    work: Work, life_id: UUID, part: Part, said: KnownGuest, meeting: Meeting | None
) -> Participant | None:
    """Who has a line by this name and from there; who sat in unasked, in this meeting: 8(5), 10(6).

    Of those without a name nobody knows whether they are the same. Asked under the table's lock.
    """
    if not said.name.strip():
        return None
    alike = OF_ONE_MEETING if part in OF_ONE_MEETING else {part}
    lines = [each for each in of_life(work, life_id) if each.part in alike]
    if part is Part.UNASKED:
        here = there(work, meeting) if meeting else ()
        lines = [each for each in lines if each.id in here]
    whence = invited.origins(work, lines)
    for each in lines:
        origin = as_known(whence[each.id])
        if said.is_same(KnownGuest(each.name or "", origin.comes_from, origin.independent)):
            return each
    return None


def others(
    work: Work, life_id: UUID, who: Iterable[Unasked], beside: Collection[UUID]
) -> Sequence[Unasked]:
    """Of those typed with one record each person once, and nobody who is named `beside` it."""
    lines = [each for each in of_life(work, life_id) if each.id in beside] if beside else []
    whence = {id: as_known(said) for id, said in invited.origins(work, lines).items()}
    known = [
        KnownGuest(each.name or "", whence[each.id].comes_from, whence[each.id].independent)
        for each in lines
    ]
    found: list[Unasked] = []
    for each in who:
        if not each.name.strip() or not any(map(each.identity.is_same, known)):
            found.append(each)
            known.append(each.identity)
    return found


def there(work: Work, meeting: Meeting) -> set[UUID]:
    query = select(ParticipantPresence.participant_id)
    return set(work.session.scalars(query.where(ParticipantPresence.meeting_id == meeting.id)))
