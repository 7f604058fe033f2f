"""Members who ask for a meeting, and what the manager does with it: Art. 8(4)."""

from collections.abc import Collection
from uuid import UUID

from casework.table import convening, meeting_requests
from models.meeting import Meeting
from models.session import unit_of_work
from queries import open_duties
from rules.duties import Duty, OpenDuty
from simulation.stage import member_acting
from tests.builders import PLACE, ACase

HEALTH = "valon.mehmeti@komuna-ferizaj.example"
WHY = "Kanarina 4711: fëmija mungon prej një jave."
WHEN = "Sa më parë, pas orës 14:00."


def ask(case: ACase, email: str = HEALTH) -> UUID:
    seat = case.seat(email)
    with member_acting(seat) as work:
        return meeting_requests.ask(work, seat, reason=WHY, wish=WHEN).id


def propose(case: ACase, days: int, answers: Collection[UUID] = ()) -> Meeting:
    with case.manager() as work:
        return convening.propose(
            work, case.case, starts_at=case.at(days), place=PLACE, answers=answers
        )


def refuse(case: ACase, request_id: UUID, reason: str = "Tryeza mblidhet nesër.") -> None:
    with case.manager() as work:
        meeting_requests.refuse(work, request_id, reason=reason)


def owed(case: ACase) -> dict[UUID | None, OpenDuty]:
    """What waits for an answer, by request, as it is written down."""
    with unit_of_work() as work:
        found = [task.duty for task in open_duties.of_life(work, case.case)]
    return {duty.subject_id: duty for duty in found if duty.duty is Duty.ANSWER_REQUEST}


def told(case: ACase, template: str) -> int:
    return len(case.messages(f"initiative/{template}"))
