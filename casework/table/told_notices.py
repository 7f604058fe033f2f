"""A notice that its reader was also told on the telephone, or handed: put on record with its true
moment, corrected by another entry: Art. 8(3), decision 0172."""

from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_case
from core.clock import local_day
from identity.access import NotThere, officer_of
from models.case import Case, Member
from models.life import Life, LifeKind
from models.outbox import CODES, Message, RecipientKind
from models.session import Work
from models.told_notice import ToldNotice
from notifications.notices.convening import MeetingInvitation
from notifications.notices.reminders import OwedReminder
from rules.told_notices import ToldNow, check_of_a_member, check_stands, check_told_notice


def record(work: Work, case_id: UUID, message_id: UUID, said: ToldNow) -> ToldNotice:
    """That the reader of this notice was told it, or handed it."""
    case = open_case(work, case_id)
    return _write(work, case, notice_of(work, case, message_id), said)


def correct(
    work: Work, case_id: UUID, entry_id: UUID, said: ToldNow, reason: str, *, mistaken: bool = False
) -> ToldNotice:
    """What is said now takes the place of that entry, which stays to be read; `mistaken`: nothing
    of the kind had happened, and nothing takes its place."""
    case = open_case(work, case_id)
    former = work.session.get(ToldNotice, entry_id)
    if former is None or former.case_id != case.id:
        raise NotThere
    later = select(ToldNotice.id).where(ToldNotice.corrects_id == former.id)
    is_corrected = work.session.scalar(later) is not None
    check_stands(corrected=is_corrected, taken_back=former.taken_back)
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
    """A notice of this case to a member of its table; raises `NotThere` for any other's."""
    message = work.session.get(Message, message_id)
    if message is None or not _is_of(work, case, message) or message.template in CODES:
        raise NotThere
    check_of_a_member(is_members=message.recipient is RecipientKind.MEMBER)
    return message


def invites(message: Message) -> bool:
    return message.template == MeetingInvitation.template


def _is_of(work: Work, case: Case, message: Message) -> bool:
    """Its own, or the reminder of a morning in which it stands."""
    if message.life_id == case.id:
        return True
    if message.template != OwedReminder.template or message.life_id is None:
        return False
    life = work.session.get(Life, message.life_id)
    if life is None or life.kind != LifeKind.REMINDERS:
        return False
    sits = select(Member.id).where(
        Member.life_id == case.id, Member.professional_id == message.recipient_id
    )
    is_named = any(each["table"] == case.number for each in message.context["items"])
    return is_named and work.session.scalar(sits.limit(1)) is not None


def _write(
    work: Work, case: Case, message: Message, said: ToldNow, **corrects: UUID | str | bool
) -> ToldNotice:
    on = local_day(said.at)
    written, now = message.queued_at, work.clock.now()
    check_told_notice(said, on, written, now, case.referred_on, invites=invites(message))
    row = ToldNotice(
        case_id=case.id,
        message_id=message.id,
        means=said.means,
        told_at=said.at,
        to_whom=said.to_whom.strip(),
        shown_by=said.shown_by.strip() or None,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
        **corrects,
    )
    work.session.add(row)
    act = "told beside the message" + (": corrected" if corrects else "")
    work.record(act, "8(3)", life=case.life, message=message.id, means=said.means)
    return row
