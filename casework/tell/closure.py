"""What is told of a closure: Art. 17."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import update

from casework.tell.readers import head_for, manager_of, member_of
from casework.tell.reminders import look_next_morning
from casework.tell.withdrawal import NOT_LEFT
from core.clock import local_day
from models.case import Case, Member
from models.closure import AgeAnnouncement, Closure
from models.outbox import Message, MessageStatus
from models.people import MemberLink
from models.session import Work
from notifications import outbox
from notifications.notices.closure import (
    CaseClosed,
    ClosureAhead,
    ClosureDecided,
    ClosureToApprove,
    ClosureToSign,
)
from rules.defaults import DEFAULTS
from workflow.kinds import label_of


def closing_ahead(work: Work, case: Case, said: AgeAnnouncement) -> None:
    """That there is something to read on the case: neither what nor when."""
    outbox.queue(
        work,
        ClosureAhead(
            recipient=manager_of(work, case),
            life_id=case.id,
            announcement_id=said.id,
            case_number=case.number,
        ),
    )


def approval_wanted(work: Work, case: Case, closure: Closure) -> None:
    proposed_on = local_day(closure.proposed_at)
    outbox.queue(
        work,
        ClosureToApprove(
            recipient=head_for(work, case),
            life_id=case.id,
            closure_id=closure.id,
            case_number=case.number,
            proposed_on=proposed_on,
            due_on=proposed_on + timedelta(days=DEFAULTS.APPROVE_CLOSURE.days),
        ),
    )


def closure_decided(work: Work, case: Case, closure: Closure) -> None:
    manager = manager_of(work, case)
    outbox.queue(
        work,
        ClosureDecided(
            recipient=manager,
            life_id=case.id,
            closure_id=closure.id,
            case_number=case.number,
            decided_on=work.clock.today(),
            approved=closure.approved_at is not None,
            own=manager.id == closure.proposed_by_id,
        ),
    )


def not_wanted(work: Work, closure: Closure) -> None:
    """What has not left of a closure that fell stays here."""
    query = update(Message).where(
        Message.life_id == closure.case_id,
        Message.status.in_(NOT_LEFT),
        Message.context["closure_id"].astext == str(closure.id),
    )
    work.session.execute(query.values(status=MessageStatus.OBSOLETE, lease_until=None))


def case_closed(work: Work, case: Case, closure_id: UUID, members: Iterable[Member]) -> None:
    """Once to each person: that the case is closed, and that their links have ended; to the
    officers in the mail of the next morning."""
    look_next_morning(work, case.municipality_id)
    outbox.queue_all(
        work,
        [
            CaseClosed(
                recipient=member_of(each),
                life_id=case.id,
                closure_id=closure_id,
                case_number=case.number,
            )
            for each in members
        ],
    )


def closing_form(
    work: Work,
    closure: Closure,
    member: Member,
    link: MemberLink,
    *,
    taken_back_on: date | None = None,
) -> None:
    outbox.queue(
        work,
        ClosureToSign(
            recipient=member_of(member),
            life_id=closure.case_id,
            link_id=link.id,
            closure_id=closure.id,
            case_number=label_of(work.session, closure.case_id),
            due_on=work.clock.today() + timedelta(days=DEFAULTS.SIGN_CLOSURE.days),
            taken_back_on=taken_back_on,
        ),
    )
