"""One mail of a morning for who sits at tables of several centres: decision 0175.

Each centre's row stays its own: it is queued, leaves and is judged by itself. Of those that are
queued for one person and morning one mail is made as they leave, and the server's answer to it is
each row's answer. From the moment they are in hand each says which others leave with it, and under
whose Message-ID, so that whoever finds one after a kill sends the same again.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.life import Life, LifeKind, says_by
from models.outbox import ON_THE_WAY, Channel, Message, MessageStatus, RecipientKind
from models.people import Professional
from models.session import Work
from notifications import letters, office_numbers, posting, readers
from notifications.addressees import Addressee
from notifications.at_hand import AtHand, at_hand
from notifications.notices.reminders import OwedReminder, OwedThere
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
    anew = message.status == MessageStatus.QUEUED and message.reply is None
    if anew and "beside" in message.context:
        message.context = {
            name: said for name, said in message.context.items() if name not in BESIDE
        }


def _others(work: Work, message: Message) -> Sequence[Message]:
    if beside := message.context.get("beside"):
        theirs = Message.id.in_([UUID(each) for each in beside])
        found = held(work, message, theirs, Message.status.in_(ON_THE_WAY))
        return [each for each in found if each.left_as == message.left_as]
    if message.attempts:
        return ()  # it was tried alone, and is repeated as it was
    people = elsewhere(work.session, message.recipient_id)
    if not people:
        return ()
    found = held(
        work,
        message,
        Message.template == message.template,
        Message.channel == Channel.MAIL,
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id.in_([each.id for each in people]),
        Message.context["morning"].astext == message.context["morning"],
        Message.status == MessageStatus.QUEUED,
        Message.attempts == 0,
    )
    _wait_for_rounds(work, message, people, found)
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
    there = {each.recipient_id for each in found}
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
        return posting.owed(work, other, at_hand(work, [other]))
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
    told = replace(
        parts[first][0],
        items=tuple(item for each in order for item in parts[each][0].items),
        by_centre=tuple(_by_centre(order, parts, read)),
    )
    by_sms = message.recipient_id not in known.not_by_sms
    numbers = office_numbers.of_items(work.session, told.items)
    # No centre speaks for another.
    reader = replace(read[first], place="", by_sms=by_sms, numbers=numbers)
    return posting.by_mail(work, message, reader, letters.compose(told.as_of(today), reader, links))


def know_each_other(messages: Sequence[Message]) -> None:
    if all("beside" in each.context for each in messages):
        return  # since an earlier try
    first = min(messages, key=lambda each: each.key)
    for each in messages:
        others = [str(other.id) for other in messages if other is not each]
        each.context = {**each.context, "left_as": first.left_as, "beside": others}


def _by_centre(
    order: Sequence[Message], parts: Mapping[Message, Owed], read: Mapping[Message, Addressee]
) -> Sequence[OwedThere]:
    return [OwedThere(read[each].place, parts[each][0].items) for each in order]
