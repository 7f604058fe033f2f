"""What is told of who chairs a meeting: Art. 4(2), 6(1.4), 10(1), 17(5)."""

from datetime import date, timedelta
from uuid import UUID

from casework.tell.readers import head_yet, manager_of
from casework.tell.withdrawal import absence_taken_back
from models.case import Case
from models.chairing import SubstituteChair
from models.life import Life
from models.meeting import Meeting
from models.outbox import RecipientKind
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.chairing import (
    ChairSigns,
    ChairSignsForm,
    ManagerChairedAfterAll,
    ManagerDidNotChair,
    SubstituteNamed,
)
from rules.defaults import DEFAULTS
from rules.signing import SignedPaper
from workflow.kinds import label_of


def substitute_named(work: Work, case: Case, meeting: Meeting, named: SubstituteChair) -> None:
    """To who chairs, and to the manager in whose place."""
    chairs = Recipient(RecipientKind.ACCOUNT, named.account_id)
    readers = [chairs] if case.manager_id is None else [chairs, manager_of(work, case)]
    for reader in readers:
        outbox.queue(
            work,
            SubstituteNamed(
                recipient=reader,
                life_id=case.id,
                naming_id=named.id,
                meeting_id=meeting.id,
                case_number=case.number,
                starts_at=meeting.starts_at,
                place=meeting.place,
                chairs=reader == chairs,
            ),
        )
    work.wake(case.id, "substitute chair named")


def manager_did_not_chair(work: Work, case: Case, meeting: Meeting, *, correction: int = 0) -> None:
    """To the head, who answers for the centre's appointment; nobody is told of themselves."""
    head = head_yet(work, case.life, manager_id=case.manager_id)
    if head.id == meeting.chaired_by_id:
        return
    outbox.queue(
        work,
        ManagerDidNotChair(
            recipient=head,
            life_id=case.id,
            meeting_id=meeting.id,
            case_number=case.number,
            met_on=meeting.met_on,
            correction=correction,
        ),
    )
    work.wake(case.id, "manager did not chair")


def manager_chaired_after_all(work: Work, case: Case, meeting: Meeting, *, correction: int) -> None:
    """To whoever had the mail that it was somebody else; one that has not left never leaves."""
    told = absence_taken_back(work, case.id, meeting.id)
    outbox.queue_all(
        work,
        (
            ManagerChairedAfterAll(
                recipient=Recipient(RecipientKind.ACCOUNT, reader),
                life_id=case.id,
                meeting_id=meeting.id,
                case_number=case.number,
                met_on=meeting.met_on,
                correction=correction,
            )
            for reader in told
        ),
    )
    if told:
        work.wake(case.id, "manager chaired after all")


def chair_signs(
    work: Work,
    life: Life,
    meeting: Meeting,
    paper: SignedPaper,
    signs: UUID,
    *,
    version: int = 1,
    taken_back_on: date | None = None,
) -> None:
    """To who chaired, where that is not who answers for the table now: a mail of their own."""
    of_minutes = paper is SignedPaper.MINUTES
    limit = DEFAULTS.SIGN if of_minutes else DEFAULTS.SIGN_CLOSURE
    outbox.queue(
        work,
        (ChairSigns if of_minutes else ChairSignsForm)(
            recipient=Recipient(RecipientKind.ACCOUNT, signs),
            life_id=life.id,
            meeting_id=meeting.id,
            paper=paper,
            version=version,
            table=label_of(work.session, life.id),
            met_on=meeting.met_on,
            due_on=work.clock.today() + timedelta(days=limit.days),
            taken_back_on=taken_back_on,
        ),
    )
