"""Officers' mails of earlier mornings that no server took: after an outage each gets one mail,
of this morning, and in it what still holds of theirs. Decision 0164."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select, update

from casework.record.reminder_facts import ReminderFacts
from core.clock import day_begins
from models.asked import LIFE, kept
from models.life import Life
from models.outbox import ON_THE_WAY, Message, MessageStatus
from models.session import Work
from models.signature_reminder import SignatureReminder
from notifications.at_hand import readable
from notifications.notices.reminders import OfficerReminder, OwedItem


@dataclass(frozen=True, slots=True)
class Unsent:
    """What was in them."""

    items: Mapping[UUID, Sequence[OwedItem]] = field(default_factory=dict)
    """By reader, what was to be signed, declared, taken or handed on."""
    week_since: date | None = None
    """The morning whose mail had a week in it."""
    were_any: bool = False
    mails: Mapping[UUID, Sequence[UUID]] = field(default_factory=dict)
    """By reader, which they were."""

    def said_by(self, work: Work, mails: Mapping[UUID, UUID]) -> None:
        """What they were to remind of, this morning's does."""
        for reader, former in self.mails.items():
            if now := mails.get(reader):
                work.session.execute(
                    update(SignatureReminder)
                    .where(SignatureReminder.message_id.in_(former))
                    .where(SignatureReminder.taken_at.is_(None))
                    .values(message_id=now)
                    .execution_options(synchronize_session=False)
                )

    def told_anew(self, facts: ReminderFacts) -> ReminderFacts:
        """A week that was to be told on that morning is told on this one."""
        if self.week_since is None:
            return facts
        since = min(facts.morning.since, self.week_since)
        return replace(facts, morning=replace(facts.morning, since=since))

    def beside(self, today: Mapping[UUID, Sequence[OwedItem]]) -> Mapping[UUID, Sequence[OwedItem]]:
        """With what they are reminded of today; what was done since is left out as it leaves."""
        return {
            reader: list({_what(each): each for each in _of(reader, self.items, today)}.values())
            for reader in self.items.keys() | today.keys()
        }


def take_back(work: Work, life: Life) -> Unsent:
    """Before this morning's are written: what was tried and not taken has told nobody. Also one
    that was given up, which nobody is to send beside a newer one, and one that is in hand: if a
    server takes it, it is marked as sent all the same. Of one whose process died nobody knows
    whether a server took it: that stays so, and what it said is told anew."""
    asked = {"life": life.id, "began": day_begins(work.clock.today())}
    mails = work.session.execute(_not_taken(), asked).all()
    items: dict[UUID, list[OwedItem]] = defaultdict(list)
    weeks: list[date] = []
    mine: dict[UUID, list[UUID]] = defaultdict(list)
    for mail, is_unknown in mails:
        notice = readable(mail)
        if not isinstance(notice, OfficerReminder):
            continue  # its own delivery finds out
        mail.status = MessageStatus.UNKNOWN if is_unknown else MessageStatus.OBSOLETE
        mail.lease_until = None
        if notice.items:
            items[mail.recipient_id] += notice.items
        weeks += [notice.morning] if notice.week else []
        mine[mail.recipient_id].append(mail.id)
    work.session.flush()  # what told of it is read anew
    return Unsent(items, min(weeks, default=None), were_any=bool(mails), mails=mine)


@kept
def _not_taken() -> Select[Message, bool]:
    # one that was spared was not in hand; one whose server was found bad begins its tries anew
    tried = or_(Message.tried_since.is_not(None), Message.attempts > 0)
    died = (Message.status == MessageStatus.SENDING) & (
        Message.lease_until < func.clock_timestamp()  # leases are in the database's real time
    )
    return (
        select(Message, died)
        .where(Message.life_id == LIFE, Message.template == OfficerReminder.template)
        .where(Message.status.in_((*ON_THE_WAY, MessageStatus.GIVEN_UP)), tried)
        .where(Message.queued_at < bindparam("began"))
        .order_by(Message.queued_at, Message.id)
    )


def _of(reader: UUID, *said: Mapping[UUID, Sequence[OwedItem]]) -> Sequence[OwedItem]:
    return [item for each in said for item in each.get(reader, ())]


def _what(item: OwedItem) -> tuple[object, ...]:
    return item.table, item.duty, item.subject_id, item.action
