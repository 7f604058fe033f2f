"""When somebody was asked for their signature, and reminded of it: Art. 10(1), 17(5)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from core.clock import local_day
from models.case import Appointment
from models.closure import Closure
from models.meeting import Minutes
from models.people import Account, LinkPurpose
from models.session import Work
from queries.held_up import held_up
from queries.reminded import last_reminded
from queries.signature_corrections import EndedWord


def asked_of(
    work: Work, paper: Minutes | Closure, waited_for: Collection[UUID]
) -> tuple[date | None, frozenset[UUID]]:
    """When members were asked, and by seat whom no mail that asks has reached a server for."""
    asked = paper.signatures_asked_at
    if asked is None:
        return None, frozenset()
    purpose = LinkPurpose.SIGN if isinstance(paper, Minutes) else LinkPurpose.CLOSE
    return local_day(asked), held_up(work, waited_for, purpose, paper.id)


def reminded_on(work: Work, paper: Minutes | Closure) -> Mapping[UUID, date]:
    """By seat or account: when they were last reminded of the text as it is open now."""
    asked = paper.signatures_asked_at
    if asked is None:
        return {}
    return last_reminded(work, lambda sent: (sent.subject_id == paper.id, sent.sent_at >= asked))


def asked_again(gone: Sequence[EndedWord], digest: bytes | None) -> Mapping[UUID, date]:
    """By seat: when what stood under this version was corrected, and they were asked anew."""
    here = (each for each in gone if each.signature.digest == digest)
    return {
        each.signature.member_id: local_day(each.by.corrected_at)
        for each in here
        if each.signature.member_id
    }


def appointed_after(work: Work, closure: Closure, officer: Account) -> date | None:
    """The day of the appointment of who manages the case, where it came to be on record after the
    members were asked; until then nobody could ask that officer."""
    if closure.signatures_asked_at is None:
        return None
    query = select(Appointment.appointed_on).where(
        Appointment.case_id == closure.case_id,
        Appointment.account_id == officer.id,
        Appointment.ended_on.is_(None),
        Appointment.recorded_at > closure.signatures_asked_at,
    )
    return work.session.scalar(query)
