"""Who reads a notice: a member, the head or the deputy, the case's manager."""

from uuid import UUID

from identity.officers import decides_for
from models.case import Case, Member
from models.outbox import RecipientKind
from models.session import Work
from notifications.notices.base import Recipient


class NobodyToTell(LookupError):
    """A centre without head and deputy; the step stalls until there is one."""


def member_of(member: Member) -> Recipient:
    return Recipient(RecipientKind.MEMBER, member.professional_id)


def head_at(work: Work, municipality_id: UUID, *, manager_id: UUID | None = None) -> Recipient:
    """Who decides there today: the deputy while one is in force, else the head: decision 0037.

    Whoever manages the case is never asked to decide on it; raises `NobodyToTell` where nobody is.
    """
    today = work.clock.today()
    decides = decides_for(work.session, municipality_id, today, manager_id=manager_id)
    if decides is None:
        raise NobodyToTell(str(municipality_id))
    return Recipient(RecipientKind.ACCOUNT, decides.id)


def manager_of(work: Work, case: Case) -> Recipient:
    """The case's manager; from a conflict of theirs on the head, who stands in: Art. 10(2)."""
    if case.conflict_on is not None:
        return head_at(work, case.municipality_id, manager_id=case.manager_id)
    if case.manager_id is None:
        raise NobodyToTell(str(case.id))
    return Recipient(RecipientKind.ACCOUNT, case.manager_id)
