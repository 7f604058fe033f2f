"""What is not told any more once a child has died, and told again where that was a mistake."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import or_, update

from casework.tell.withdrawal import HELD_BACK, take_back
from models.case import Case
from models.outbox import Message, MessageStatus
from models.session import Work

ROUTINE: Final[Sequence[str]] = ("reports/", "attendance/", "plan/", "review/")
"""Templates that ask for or send what serves the living; the digest of reminders leaves a case
out by itself, because other children's reports stand in it."""


def hold_back(work: Work, case: Case) -> None:
    """Take back what has not left of it: Art. 17(3.5)."""
    routine = or_(*(Message.template.startswith(each) for each in ROUTINE))
    take_back(work, Message.life_id == case.id, routine, reply=HELD_BACK)


def let_go(work: Work, case: Case) -> None:
    """The death was entered by mistake: what was held back for it leaves after all."""
    query = update(Message).where(
        Message.life_id == case.id,
        Message.status == MessageStatus.OBSOLETE,
        Message.reply == HELD_BACK,
    )
    again = {"status": MessageStatus.QUEUED, "not_before": work.clock.now(), "reply": None}
    work.session.execute(query.values(again))
