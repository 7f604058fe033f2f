"""The office's own number of a notice that left, entered and corrected: decision 0183."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from casework.record.outgoing import act_of, has_left
from casework.record.table import open_case
from core.clock import local_day
from identity.access import NotThere, officer_of
from models.case import Case
from models.outbox import Message
from models.protocol_number import ProtocolNumber
from models.session import Work
from rules.protocol import Booked, check_booked, check_first, check_left


def record(
    work: Work, case_id: UUID, message_id: UUID, said: Booked, *, for_all: bool = False
) -> ProtocolNumber:
    """The number under which this notice stands in the protocol book; `for_all`: it is that of
    the same notice to others too."""
    case = open_case(work, case_id)
    message = notice_of(work, case, message_id)
    booked = {row.message_id for row in _entered(work, case)}
    check_first(booked=message.id in booked)
    row = _write(work, case, message, said)
    for other in beside(work, message) if for_all else ():
        if other.id not in booked and local_day(other.queued_at) <= said.on:
            _write(work, case, other, said)
    return row


def correct(
    work: Work,
    case_id: UUID,
    entry_id: UUID,
    said: Booked,
    reason: str,
    *,
    mistaken: bool = False,
    for_all: bool = False,
) -> ProtocolNumber:
    """What is said now takes the place of that entry, which stays to be read; `mistaken`: this
    notice has no number; `for_all`: so it is of the same notice to others, as far as it has
    that number."""
    case = open_case(work, case_id)
    former = work.session.get(ProtocolNumber, entry_id)
    if former is None or former.case_id != case.id:
        raise NotThere
    rows = _entered(work, case)
    corrected = {row.corrects_id for row in rows}
    check_first(booked=former.id in corrected)
    notices = [notice_of(work, case, former.message_id)]
    stands = {row.message_id: row for row in rows if row.id not in corrected}
    if for_all:
        alike = (each for each in beside(work, notices[0]) if each.id in stands)
        notices += [each for each in alike if stands[each.id].number == former.number]
    first, *_ = [
        _write(
            work,
            case,
            each,
            said,
            corrects_id=stands[each.id].id,
            reason=reason.strip(),
            taken_back=mistaken,
        )
        for each in notices
    ]
    return first


def beside(work: Work, message: Message) -> list[Message]:
    """The same notice to others, as far as it left: one document of the office's."""
    query = select(Message).where(
        Message.life_id == message.life_id, Message.template == message.template
    )
    found = [each for each in work.session.scalars(query) if act_of(each) == act_of(message)]
    return [each for each in found if each.id != message.id and has_left(each)]


def _entered(work: Work, case: Case) -> Sequence[ProtocolNumber]:
    query = select(ProtocolNumber).where(ProtocolNumber.case_id == case.id)
    return work.session.scalars(query).all()


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
