"""What is told of the head's supervision; nothing of what it says: Art. 16(1), 16(2).

Where nobody is there to read, it stands on its page all the same, and waits for who comes: an
answer for who decides, a question or a visit for who manages the case (0090); but of a case that
has ended, which carries no mail of its own.
"""

from uuid import UUID

from casework.tell.readers import NOBODY_YET, appointed_yet, head_yet, manager_yet
from casework.tell.reminders import look_next_morning, open_reminders
from models.case import Case
from models.outbox import RecipientKind
from models.people import Account
from models.session import Work
from models.supervision import QuestionTurn, SignedMonth, SupervisionQuestion
from models.visit import MonitoringVisit
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.supervision import (
    MonthSignedOff,
    QuestionAnswered,
    QuestionAsked,
    VisitMade,
)


def asked(work: Work, case: Case, question: SupervisionQuestion, said_id: UUID) -> None:
    """To whoever manages the case: that there is a question, or another one."""
    look_next_morning(work, case.municipality_id)
    reader = appointed_yet(work, case)
    if _is_for_nobody(reader, case):
        return
    notice = QuestionAsked(
        recipient=reader,
        life_id=_carrier(work, case),
        said_id=said_id,
        number=question.number,
        case_number=case.number,
    )
    _queue(work, notice)


def answered(work: Work, case: Case, question: SupervisionQuestion, turn: QuestionTurn) -> None:
    """To whoever decides for the head now."""
    look_next_morning(work, case.municipality_id)
    reader = head_yet(work, case.life, manager_id=case.manager_id)
    if _is_for_nobody(reader, case):
        return
    notice = QuestionAnswered(
        recipient=reader,
        life_id=_carrier(work, case),
        said_id=turn.id,
        number=question.number,
        case_number=case.number,
    )
    _queue(work, notice)


def signed(work: Work, manager: Account, row: SignedMonth, said_id: UUID) -> None:
    """To the officer whose month it is: signed off, or another remark beside it."""
    assert manager.municipality_id is not None  # an officer of a centre
    notice = MonthSignedOff(
        recipient=Recipient(RecipientKind.ACCOUNT, manager.id),
        life_id=open_reminders(work, manager.municipality_id),
        said_id=said_id,
        month=row.month,
    )
    _queue(work, notice)


def visited(work: Work, case: Case, visit: MonitoringVisit) -> None:
    """To whoever manages the case: that findings of a visit are on record."""
    look_next_morning(work, case.municipality_id)
    reader = manager_yet(work, case)
    if _is_for_nobody(reader, case):
        return
    notice = VisitMade(
        recipient=reader,
        life_id=_carrier(work, case),
        visit_id=visit.id,
        visited_on=visit.visited_on,
        case_number=case.number,
    )
    _queue(work, notice)


def _is_for_nobody(reader: Recipient, case: Case) -> bool:
    """Nobody comes any more to a case that has ended."""
    return reader == NOBODY_YET and case.life.ended_at is not None


def _carrier(work: Work, case: Case) -> UUID:
    """A life that delivers: a case that has ended does not wake any more."""
    return case.id if case.life.ended_at is None else open_reminders(work, case.municipality_id)


def _queue(
    work: Work, notice: QuestionAsked | QuestionAnswered | MonthSignedOff | VisitMade
) -> None:
    assert notice.life_id is not None
    outbox.queue(work, notice)
    work.wake(notice.life_id, "supervision")
