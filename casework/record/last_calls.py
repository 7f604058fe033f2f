"""Whose last day comes on which morning, and who has a telephone for it: DEFAULTS.LAST_CALL."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from casework.record.happenings import SINCE
from casework.record.missing_reports import MissingReport, OfCase
from casework.record.owing import Owing
from core.clock import day_begins, local_day
from core.working_days import around
from identity.links import Wanted, way_to_answer
from models.asked import LIFE, kept, several
from models.contacts import DisownedAddress, DisputedNumber
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.outbox import Message, RecipientKind
from models.people import Account, Professional
from notifications.notices.base import Recipient
from notifications.notices.last_calls import LastCall, OfficerLastCall
from rules.duties import OF_DECLARATIONS, Duty
from rules.reminders import last_call_on
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class LastDay:
    """One duty whose last day is known, and the morning on which a text says so."""

    on: date
    last: date
    duty: Duty
    table: str
    of_case: bool
    life: Life | OfCase
    subject_id: UUID
    way: Wanted | None = None
    """The link to where a member does it."""
    seat_id: UUID | None = None
    professional_id: UUID | None = None
    """Whose seat it is."""
    account_id: UUID | None = None

    @property
    def reader(self) -> Recipient:
        if self.professional_id is not None:
            return Recipient(RecipientKind.MEMBER, self.professional_id)
        assert self.account_id is not None  # a seat, or an account
        return Recipient(RecipientKind.ACCOUNT, self.account_id)


def of_reports(found: Iterable[MissingReport]) -> Iterator[LastDay]:
    for each in found:
        if on := last_call_on(each.duty, each.due_on, each.asked_on, around(each.due_on)):
            yield LastDay(
                on=on,
                last=each.due_on,
                duty=each.duty,
                table=each.case.number,
                of_case=True,
                life=each.case,
                subject_id=each.id,
                way=way_to_answer(each),
                seat_id=each.member_id,
                professional_id=each.professional_id,
            )


def of_words(signs: Iterable[Owing]) -> Iterator[LastDay]:
    for each in signs:
        last = each.ends_on or each.due_on
        if last is None:
            continue
        if on := last_call_on(each.duty, last, each.since, around(last)):
            kind = kind_of(each.life)
            yield LastDay(
                on=on,
                last=last,
                duty=each.duty,
                table=kind.label(each.life),
                of_case=kind.of_a_child,
                life=each.life,
                subject_id=each.subject_id,
                way=each.way,
                seat_id=each.seat.id if each.seat else None,
                professional_id=each.seat.professional_id if each.seat else None,
                account_id=each.account_id,
            )


def of_today(
    session: Session, life_id: UUID, found: Collection[LastDay], today: date
) -> Sequence[LastDay]:
    """Those whose morning it is, of who has a telephone and got no text this morning."""
    due = [each for each in found if each.on == today]
    if not due:
        return ()
    since = {"life": life_id, "since": day_begins(today)}
    told = {(kind, id) for kind, id in session.execute(_told(), since)}
    due = [each for each in due if (each.reader.kind, each.reader.id) not in told]
    due = _of_days_that_stand(session, due)
    people = {each.professional_id for each in due if each.professional_id}
    numbers = session.scalars(_undisputed(), {"people": list(people)}) if people else ()
    reached = {person.id for person in numbers if person.phone}
    return [each for each in due if _has_telephone(session, each, reached)]


def _of_days_that_stand(session: Session, due: Sequence[LastDay]) -> list[LastDay]:
    """Nobody is called before a day to which nobody has agreed: it is no last day of theirs."""
    before = {each.life.id for each in due if each.duty in OF_DECLARATIONS}
    rows = session.execute(_put_forward(), {"lives": list(before)}) if before else ()
    open_days = {(life, local_day(starts_at)) for life, starts_at in rows}
    return [
        each
        for each in due
        if each.duty not in OF_DECLARATIONS or (each.life.id, each.last) not in open_days
    ]


@kept
def _put_forward() -> Select[UUID, datetime]:
    query = select(Meeting.life_id, Meeting.starts_at).where(PLANNED, Meeting.agreed_at.is_(None))
    return query.where(Meeting.life_id == several("lives"))


def _has_telephone(session: Session, each: LastDay, reached: Collection[UUID]) -> bool:
    """One on record, of which nobody said that it is not theirs."""
    if each.professional_id is not None:
        return each.professional_id in reached
    account = session.get(Account, each.account_id)
    return account is not None and bool(account.phone)


@kept
def _told() -> Select[RecipientKind, UUID]:
    query = select(Message.recipient, Message.recipient_id).where(Message.life_id == LIFE)
    texts = Message.template.in_([LastCall.template, OfficerLastCall.template])
    return query.where(texts, Message.queued_at >= SINCE)


@kept
def _undisputed() -> Select[Professional]:
    """But those whose number is none of theirs, or who are not there any more, as somebody has
    said."""
    said = (
        exists().where(each.professional_id == Professional.id, each.ended_at.is_(None))
        for each in (DisputedNumber, DisownedAddress)
    )
    return select(Professional).where(Professional.id == several("people"), ~or_(*said))
