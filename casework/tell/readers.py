"""Who reads a notice: a member, the head or the deputy, the case's manager; or nobody yet."""

from typing import Final
from uuid import UUID

from identity.officers import chair_of, decides_for
from models.case import Case, Member
from models.life import Life
from models.outbox import RecipientKind
from models.session import Work
from notifications.notices.base import NOBODY, Recipient
from workflow.kinds import case_of

NOBODY_YET: Final = Recipient(RecipientKind.ACCOUNT, NOBODY)


class NobodyToTell(LookupError):
    """A centre without head and deputy; the step stalls until there is one."""


def member_of(member: Member) -> Recipient:
    return Recipient(RecipientKind.MEMBER, member.professional_id)


def head_at(work: Work, life: Life, *, manager_id: UUID | None = None) -> Recipient:
    """Who decides on this life today: the deputy while one is in force, else the head.

    Never who manages the case, or declared a conflict there; raises `NobodyToTell` for nobody.
    """
    today, place = work.clock.today(), life.municipality_id
    decides = decides_for(work.session, place, today, manager_id=manager_id, life_id=life.id)
    if decides is None:
        raise NobodyToTell(str(place))
    return Recipient(RecipientKind.ACCOUNT, decides.id)


def head_for(work: Work, case: Case) -> Recipient:
    """The same for a case, with or without a manager."""
    return head_at(work, case.life, manager_id=case.manager_id)


def head_yet(work: Work, life: Life, *, manager_id: UUID | None = None) -> Recipient:
    """The same for what is on record all the same: where nobody decides it waits (0090)."""
    try:
        return head_at(work, life, manager_id=manager_id)
    except NobodyToTell:
        return NOBODY_YET


def manager_of(work: Work, case: Case) -> Recipient:
    """The case's manager; from a conflict of theirs on the head, who stands in: Art. 10(2)."""
    if case.conflict_on is not None:
        return head_for(work, case)
    if case.manager_id is None:
        raise NobodyToTell(str(case.id))
    return Recipient(RecipientKind.ACCOUNT, case.manager_id)


def manager_yet(work: Work, case: Case) -> Recipient:
    """The same for what is on record all the same: where nobody manages it, it waits (0090)."""
    try:
        return manager_of(work, case)
    except NobodyToTell:
        return NOBODY_YET


def appointed_yet(work: Work, case: Case) -> Recipient:
    """The manager in person; while there is a conflict, nobody: who stands in for them is the head,
    who asks, and it waits for the next."""
    return NOBODY_YET if case.conflict_on is not None else manager_yet(work, case)


def officer_for(work: Work, life: Life) -> Recipient:
    """Who runs the table, else who decides there: for what a person says, which is never refused.

    Where nobody is, the notice waits for who decides next: 10(2), decision 0090.
    """
    case = case_of(work.session, life.id)
    try:
        if case is not None and case.manager_id is not None:
            return manager_of(work, case)
        chair = chair_of(work.session, life, work.clock.today())
        return Recipient(RecipientKind.ACCOUNT, chair.id) if chair else head_at(work, life)
    except NobodyToTell:
        return NOBODY_YET
