"""One mail of a morning for who sits at tables of several centres: decision 0175.

Each centre's row stays its own: it is queued, leaves and is judged by itself. Of those that wait
for one person, whatever was tried of them, one mail is made as they leave, and the server's answer
to it is each row's answer. From the moment they are in hand each says which others leave with it,
and under whose Message-ID, so that whoever finds one after a kill sends the same again.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.life import Life, LifeKind, says_by
from models.outbox import (
    EARLIER,
    IN_DOUBT,
    ON_THE_WAY,
    Channel,
    Message,
    MessageStatus,
    RecipientKind,
)
from models.people import Professional
from models.session import Work
from notifications import letters, office_numbers, posting, readers
from notifications.at_hand import AtHand, at_hand
from notifications.notices.reminders import OwedItem, OwedReminder, OwedThere
from notifications.posting import Content, NotYet
from notifications.same_person import elsewhere

WAITS: Final = timedelta(minutes=15)
"""How long a reminder waits at most for the rounds of the reader's other centres."""
A_MOMENT: Final = timedelta(minutes=1)
BESIDE: Final = frozenset({"left_as", "beside"})
"""What a row that leaves with others has in its context beside its notice."""

_jitter = random.Random()  # noqa: S311 - keeps two deliveries apart, protects nothing

Owed = tuple[OwedReminder, Mapping[UUID, str]]
"""What is owed still, and where its links lead."""


def prepare(
    work: Work, message: Message, known: AtHand
) -> tuple[Content | None, Sequence[Message]]:
    """As `posting.prepare`, and which other rows leave in the same mail.

    Raises `posting.NoAddress`, `posting.NotYet`.
    """
    if message.template != OwedReminder.template or message.channel != Channel.MAIL:
        return posting.prepare(work, message, known), ()
    if message.status == MessageStatus.SENDING:  # whoever had it may have sent it
        message.doubt()
    alone_again(message)
    own = posting.owed(work, message, known)
    if own is None:
        return None, ()
    parts = {message: own}
    for other in _others(work, message):
        if (part := _owed_there(work, other)) is not None:
            parts[other] = part
    return _written(work, message, parts, known), [each for each in parts if each is not message]


def alone_again(message: Message) -> None:
    """Where somebody has it sent once more, it or what it says: that is a mail of its own."""
    if _is_sent_anew(message) and "beside" in message.context:
        _part(message)


def _is_sent_anew(message: Message) -> bool:
    return bool(message.status == MessageStatus.QUEUED and message.attempts and not message.reply)


def _part(message: Message) -> None:
    message.context = {name: said for name, said in message.context.items() if name not in BESIDE}


def _others(work: Work, message: Message) -> Sequence[Message]:
    """What else waits for the same person, of whichever centre and morning: after an outage they
    get one mail, and not what was tried beside what is new. Of what may have arrived those leave
    again that were in that mail, and no others."""
    if IN_DOUBT in message.context:
        theirs = [UUID(each) for each in message.context.get("beside", ())]
        found = held(work, message, Message.id.in_(theirs), Message.status.in_(ON_THE_WAY))
        return [each for each in found if each.left_as == message.left_as]
    if _is_sent_anew(message) or EARLIER in message.context:
        return ()
    people = elsewhere(work.session, message.recipient_id)
    is_first = message.reply is None and message.context.get("number", 1) == 1
    if is_first and not people:  # what waits of an earlier morning in that centre it says itself
        return ()
    found = held(
        work,
        message,
        Message.template == message.template,
        Message.channel == Channel.MAIL,
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id.in_([message.recipient_id, *(each.id for each in people)]),
        Message.status == MessageStatus.QUEUED,
        or_(Message.attempts == 0, Message.reply.is_not(None)),
        *(~Message.context.has_key(each) for each in (IN_DOUBT, EARLIER)),
    )
    _wait_for_rounds(work, message, people, found)
    for each in (message, *found):
        if "beside" in each.context:
            _part(each)
    return found


def held(work: Work, message: Message, *which: ColumnElement[bool]) -> Sequence[Message]:
    """All of these, locked. Where another delivery has one of them in its hands this very moment,
    neither goes on: each would send its own."""
    query = select(Message).where(Message.id != message.id, *which)
    there = set(work.session.scalars(query.with_only_columns(Message.id)))
    if not there:
        return ()
    locked = query.with_for_update(skip_locked=True, of=Message).order_by(Message.id)
    found = work.session.scalars(locked.execution_options(populate_existing=True)).all()
    if there - {each.id for each in found} and _may_wait(message, work.clock.now()):
        raise NotYet(work.clock.now() + timedelta(seconds=1 + 2 * _jitter.random()))
    return found


def _wait_for_rounds(
    work: Work, message: Message, people: Sequence[Professional], found: Sequence[Message]
) -> None:
    """The round of another of their centres is due, and may have something for them."""
    morning = message.context["morning"]
    there = {each.recipient_id for each in found if each.context["morning"] >= morning}
    places = {each.municipality_id for each in people if each.id not in there}
    now = work.clock.now()
    if places and _may_wait(message, now) and _is_round_due(work.session, places, now):
        raise NotYet(now + A_MOMENT)


def _is_round_due(session: Session, places: set[UUID], now: datetime) -> bool:
    query = select(Life.id).where(
        Life.kind == LifeKind.REMINDERS,
        Life.municipality_id.in_(places),
        Life.ended_at.is_(None),
        Life.stalled_at.is_(None),
        says_by(now),
    )
    return session.scalar(query.limit(1)) is not None


def _may_wait(message: Message, now: datetime) -> bool:
    return now < message.queued_at + WAITS


def _owed_there(work: Work, other: Message) -> Owed | None:
    """Nothing where it does not leave in this mail: its own delivery finds out why."""
    try:
        return posting.owed(work, other, at_hand(work, [other]), at_any_hour=True)
    except (DBAPIError, OSError):  # the database's trouble, or the disk's
        raise
    except Exception:
        return None


def _written(
    work: Work, message: Message, parts: Mapping[Message, Owed], known: AtHand
) -> Content | None:
    if len(parts) == 1:
        return posting.written(work, message, *parts[message], known)
    know_each_other(list(parts))
    today = work.clock.today()
    read = {
        each: readers.addressee_of(work.session, notice, today)
        for each, (notice, _) in parts.items()
    }
    order = sorted(parts, key=lambda each: (read[each].place, each.key))
    first, links = order[0], {link: url for _, urls in parts.values() for link, url in urls.items()}
    there: dict[str, list[OwedItem]] = defaultdict(list)
    for each in order:
        there[read[each].place] += parts[each][0].items
    told = replace(
        parts[first][0],
        items=tuple(item for items in there.values() for item in items),
        by_centre=tuple(OwedThere(place, tuple(items)) for place, items in there.items()),
    )
    numbers = office_numbers.of_items(work.session, told.items)
    reader = replace(
        read[first], by_sms=message.recipient_id not in known.not_by_sms, numbers=numbers
    )
    if len(there) == 1:
        told = replace(told, by_centre=())
    else:  # no centre speaks for another
        reader = replace(reader, place="")
    return posting.by_mail(work, message, reader, letters.compose(told.as_of(today), reader, links))


def know_each_other(messages: Sequence[Message]) -> None:
    if all("beside" in each.context for each in messages):
        return  # since an earlier try
    first = min(messages, key=lambda each: each.key)
    for each in messages:
        others = [str(other.id) for other in messages if other is not each]
        each.context = {**each.context, "left_as": first.left_as, "beside": others}
