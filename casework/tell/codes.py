"""What is told of a code that was read out, and of a member's app for codes: beside Art. 18(1)."""

from uuid import UUID

from casework.tell.readers import NOBODY_YET, head_yet, member_of
from models.case import Member
from models.identity_check import IdentityCheck
from models.life import Life
from models.people import OneTimeCode
from models.session import Work
from notifications import outbox
from notifications.notices.base import Notice
from notifications.notices.codes import AppBegun, AppEnded, CodeSaid, ReadOutToHead


def code_said(work: Work, member: Member, code: OneTimeCode) -> None:
    """To the member, at the address on record: each code once."""
    _tell(
        work,
        member,
        CodeSaid(
            recipient=member_of(member),
            life_id=member.life_id,
            code_id=code.id,
            code_said_at=code.created_at,
        ),
    )


def app_begun(work: Work, member: Member, app_id: UUID) -> None:
    """To the member: whoever was not at the centre hears of it."""
    _tell(
        work,
        member,
        AppBegun(
            recipient=member_of(member),
            life_id=member.life_id,
            app_id=app_id,
            app_begun_at=work.clock.now(),
        ),
    )


def app_ended(work: Work, member: Member, app_id: UUID) -> None:
    """To the member, whoever ended it."""
    _tell(
        work,
        member,
        AppEnded(
            recipient=member_of(member),
            life_id=member.life_id,
            app_id=app_id,
            app_ended_at=work.clock.now(),
        ),
    )


def head_told(work: Work, life: Life, check: IdentityCheck, *, app: bool = False) -> None:
    """To whoever decides for the centre, at once and not in the morning: who read out, for which
    table, and how the member was recognised. Not of what they did themselves."""
    head = head_yet(work, life, manager_id=check.checked_by_id)
    if check.checked_by_id == head.id or (head == NOBODY_YET and _decides(work, life, check)):
        return
    notice = ReadOutToHead(
        recipient=head,
        life_id=life.id,
        check_id=check.id,
        means=check.means,
        checked_at=check.checked_at,
        app=app,
    )
    outbox.queue(work, notice)
    work.wake(life.id, "code read out")


def _decides(work: Work, life: Life, check: IdentityCheck) -> bool:
    """Whoever read it out decides for the centre, and nobody else does."""
    return head_yet(work, life).id == check.checked_by_id


def _tell(work: Work, member: Member, notice: Notice) -> None:
    if not member.professional.email:
        return
    outbox.queue(work, notice)
    work.wake(member.life_id, "code read out")
