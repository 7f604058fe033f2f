"""Who reads a notice: a member, the head in office, the case's manager."""

from uuid import UUID

from identity.officers import head_of
from models.case import Case, Member
from models.outbox import RecipientKind
from models.session import Work
from notifications.notices.base import Recipient


class NobodyToTell(LookupError):
    """A centre without a head in office; the step stalls until there is one."""


def member_of(member: Member) -> Recipient:
    return Recipient(RecipientKind.MEMBER, member.professional_id)


def head_at(work: Work, municipality_id: UUID) -> Recipient:
    head = head_of(work.session, municipality_id)
    if head is None:
        raise NobodyToTell(str(municipality_id))
    return Recipient(RecipientKind.ACCOUNT, head.id)


def manager_of(case: Case) -> Recipient:
    if case.manager_id is None:
        raise NobodyToTell(str(case.id))
    return Recipient(RecipientKind.ACCOUNT, case.manager_id)
