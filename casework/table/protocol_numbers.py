"""The office's own number of a notice that left, entered and corrected: decision 0183."""

from uuid import UUID

from sqlalchemy import select

from casework.record.outgoing import has_left
from casework.record.table import open_case
from core.clock import local_day
from identity.access import NotThere, officer_of
from models.case import Case
from models.outbox import Message
from models.protocol_number import ProtocolNumber
from models.session import Work
from rules.protocol import Booked, check_booked, check_first, check_left


def record(work: Work, case_id: UUID, message_id: UUID, said: Booked) -> ProtocolNumber:
    """The number under which this notice stands in the protocol book."""
    case = open_case(work, case_id)
    message = notice_of(work, case, message_id)
    known = select(ProtocolNumber.id).where(ProtocolNumber.message_id == message.id)
    check_first(booked=work.session.scalar(known.limit(1)) is not None)
    return _write(work, case, message, said)


def correct(
    work: Work, case_id: UUID, entry_id: UUID, said: Booked, reason: str, *, mistaken: bool = False
) -> ProtocolNumber:
    """What is said now takes the place of that entry, which stays to be read; `mistaken`: this
    notice has no number."""
    case = open_case(work, case_id)
    former = work.session.get(ProtocolNumber, entry_id)
    if former is None or former.case_id != case.id:
        raise NotThere
    later = select(ProtocolNumber.id).where(ProtocolNumber.corrects_id == former.id)
    check_first(booked=work.session.scalar(later) is not None)
    message = notice_of(work, case, former.message_id)
    return _write(
        work,
        case,
        message,
        said,
        corrects_id=former.id,
        reason=reason.strip(),
        taken_back=mistaken,
    )


def notice_of(work: Work, case: Case, message_id: UUID) -> Message:
    """A notice of this case by mail, which left; raises `NotThere` for that of another."""
    message = work.session.get(Message, message_id)
    if message is None or message.life_id != case.id:
        raise NotThere
    check_left(outgoing=has_left(message))
    return message


def _write(
    work: Work, case: Case, message: Message, said: Booked, **corrects: UUID | str | bool
) -> ProtocolNumber:
    said = check_booked(said, local_day(message.queued_at), work.clock.today())
    row = ProtocolNumber(
        case_id=case.id,
        message_id=message.id,
        number=said.number,
        booked_on=said.on,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
        **corrects,
    )
    work.session.add(row)
    act = "protocol number entered" + (": corrected" if corrects else "")
    work.record(act, None, life=case.life, message=message.id)
    return row
