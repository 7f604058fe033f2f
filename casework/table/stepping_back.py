"""Who declared a conflict opens nothing of the case and is not written to: Art. 10(2), 4(2)."""

from uuid import UUID

from casework.table import chairing
from casework.tell import participants as tell
from casework.tell.handover import hand_on
from identity.officers import decides_for
from models.case import Case
from models.participant import ParticipantWord
from models.session import Work
from notifications.notices.base import NOBODY
from rules.handover import goes_to_who_decides


def step_back(work: Work, case: Case, officer_id: UUID, said: ParticipantWord) -> None:
    """Who declared opens nothing of the case any more; the head stands in for the manager, and
    names somebody else in a substitute's place: Art. 10(2), 4(2)."""
    today, place = work.clock.today(), case.municipality_id
    decides = decides_for(work.session, place, today, manager_id=case.manager_id, life_id=case.id)
    reader_id = decides.id if decides else None
    if case.manager_id != officer_id:
        tell.substitute_in_conflict(work, case, officer_id, said.id)
        hand_on(work, case.id, officer_id, reader_id, goes=goes_to_who_decides)
        return
    case.conflict_on = said.said_on
    tell.manager_in_conflict(work, case, said.id)
    chairing.hand_over(work, case, officer_id, reader_id or NOBODY)
