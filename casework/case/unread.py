"""What was asked of a member whom no mail reached: Art. 14(3.2), decision 0174."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from casework.record import facts
from casework.table import put_again
from casework.tell.reminders import look_at_reminders
from casework.tell.withdrawal import taken_back
from models.case import Case
from models.plan import ReportRequest
from models.session import Work
from workflow.kinds import Act
from workflow.life import lock


def withdraw_last_chance(work: Work, case_id: UUID, request_id: UUID | None) -> None:
    """It ran while nobody could be reached; once somebody can, another one is given."""
    request = work.session.get_one(ReportRequest, request_id)
    if request.last_chance_on is None or request.notified_at is not None:
        return
    taken_back(work, case_id, [request.id])
    request.last_chance_on = None
    work.record("last chance withdrawn", "14(3.2)", life=lock(work, case_id), request=request.id)


def ask_unread(work: Work, case_id: UUID, request_id: UUID | None) -> None:
    """By another day, since none of it was there by its own."""
    request, case = (
        work.session.get_one(ReportRequest, request_id),
        work.session.get_one(Case, case_id),
    )
    known = facts.of_case(work.session, case_id).reports
    if any(each.id == request.id and each.unread for each in known):
        put_again.put_unread(work, case, request)
        look_at_reminders(work, case.municipality_id)


ACTS: Final[Mapping[str, Act]] = {
    "withdraw_last_chance": withdraw_last_chance,
    "ask_unread": ask_unread,
}
