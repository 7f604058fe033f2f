"""The cases of a colleague who leaves, or is away, go to others, each by itself: 4(2), 0163."""

from datetime import date
from uuid import UUID

from casework.case import referral
from casework.record.table import open_case
from identity import access
from models.session import Work
from rules.handover import check_handed_over
from rules.roles import Role


def hand_over(work: Work, number: str, former: UUID, to: UUID, *, on: date, reason: str) -> None:
    """One case of theirs goes to another officer; refused where that one may not have it."""
    case = open_case(work, access.case_for(work, number, role=Role.HEAD).id)
    check_handed_over(is_theirs=case.manager_id == former, reason=reason)
    by = access.officer_of(work).id
    referral.appoint(work, case.id, to, by=by, on=on, reason=reason)


def give_back(
    work: Work, number: str, to: UUID, *, on: date, reason: str, shown: str | None = None
) -> None:
    """Who was away has it again; from whoever manages it now, by the appointment `shown`."""
    case = access.case_for(work, number, role=Role.HEAD)
    check_handed_over(is_theirs=case.manager_id is not None, reason=reason)
    by = access.officer_of(work).id
    referral.appoint(work, case.id, to, by=by, on=on, reason=reason, shown=shown)
