"""What is told of a code that was said on the telephone: beside Art. 18(1)."""

from models.case import Member
from models.outbox import RecipientKind
from models.people import OneTimeCode
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.codes import CodeSaid


def code_said(work: Work, member: Member, code: OneTimeCode) -> None:
    """To the member, at the address on record: each code once."""
    if not member.professional.email:
        return
    notice = CodeSaid(
        recipient=Recipient(RecipientKind.MEMBER, member.professional_id),
        life_id=member.life_id,
        code_id=code.id,
        code_said_at=code.created_at,
    )
    outbox.queue(work, notice)
    work.wake(member.life_id, "code said on the telephone")
