"""What one person is asked at several tables at one moment, in one mail: 10(2), 18(2), 0175.

The declarations of several tables, and what leaves anew because their contact was corrected. Each
stays a row of its own, as with the mails of a morning: queued, marked and proved by itself. An
invitation is an entry of a calendar, and a last chance names one day: each is a mail of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_

from models.outbox import ON_THE_WAY, Channel, Message, MessageStatus, RecipientKind
from models.people import MemberLink
from models.session import Work
from notifications import opened, posting, together
from notifications.again import LEFT_ANEW
from notifications.at_hand import AtHand, at_hand
from notifications.notices import NOTICES
from notifications.notices.base import Notice
from notifications.notices.declarations import (
    ConfidentialityRequested,
    DeclarationsRequested,
    ToDeclare,
)
from notifications.notices.entries import OfEntry
from notifications.notices.links import LinksAnew, OpenedLink
from notifications.notices.reports import LastChance
from notifications.posting import Content

DECLARED: Final = frozenset({DeclarationsRequested.template, ConfidentialityRequested.template})
OF_ITS_OWN: Final = tuple(
    name for name, each in NOTICES.items() if issubclass(each, OfEntry | LastChance)
)


def may_leave_with_others(message: Message) -> bool:
    if message.channel != Channel.MAIL or message.recipient is not RecipientKind.MEMBER:
        return False
    is_anew = bool(message.context.get(LEFT_ANEW)) and message.template not in OF_ITS_OWN
    return message.link_id is not None and (is_anew or message.template in DECLARED)


def prepare(
    work: Work, message: Message, known: AtHand
) -> tuple[Content | None, Sequence[Message]]:
    """As `posting.prepare`, and which other rows leave in the same mail.

    Raises `posting.NoAddress`, `posting.NotYet`.
    """
    together.alone_again(message)
    others = _others(work, message)
    if not others:
        return posting.prepare(work, message, known), ()
    known = at_hand(work, [message, *others])
    own = posting.opening(work, message, known)
    if own is None:
        return None, ()
    parts = {message: own}
    for other in others:
        if (part := posting.opening(work, other, known)) is not None:
            parts[other] = part
    order = {each: parts[each] for each in sorted(parts, key=lambda each: each.key)}
    told = _of_several(work, [notice for notice, _ in order.values()])
    if told is None:
        return posting.prepare(work, message, known), ()
    together.know_each_other(list(order))
    urls = {link: url for _, leads in order.values() for link, url in leads.items()}
    content = posting.written(work, message, told, urls, known)
    return content, [each for each in order if each is not message]


def _others(work: Work, message: Message) -> Sequence[Message]:
    """Those that a try before took along; else what waits for the same person, and was not tried
    yet. Of another centre nothing: its list is another, and so is the person in it."""
    if beside := message.context.get("beside"):
        theirs = Message.id.in_([UUID(each) for each in beside]), Message.status.in_(ON_THE_WAY)
        found = together.held(work, message, *theirs)
        return [each for each in found if each.left_as == message.left_as]
    if message.status != MessageStatus.QUEUED or message.reply is not None:
        return ()
    return together.held(
        work,
        message,
        _of_one_kind(message),
        Message.link_id.is_not(None),
        Message.channel == Channel.MAIL,
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id == message.recipient_id,
        Message.status == MessageStatus.QUEUED,
        Message.reply.is_(None),
        Message.not_before <= work.clock.now(),
    )


def _of_one_kind(message: Message) -> ColumnElement[bool]:
    mark = Message.context[LEFT_ANEW].astext
    if not message.context.get(LEFT_ANEW):
        return and_(Message.template.in_(DECLARED), mark.is_(None))
    return and_(Message.template.not_in(OF_ITS_OWN), mark == message.context[LEFT_ANEW])


def _of_several(work: Work, notices: Sequence[Notice]) -> Notice | None:
    """What stands for all of them; None where it says no more than one of them does."""
    if len(notices) == 1:
        return None
    if all(each.template in DECLARED for each in notices):
        return _to_declare(notices)
    articles = {each for notice in notices for each in notice.article.split(", ")}
    return LinksAnew(
        recipient=notices[0].recipient,
        life_id=None,
        opened=tuple(_told(work, each) for each in notices),
        corrected=True,
        articles=", ".join(sorted(articles)),
    )


def _to_declare(notices: Sequence[Notice]) -> Notice | None:
    """From the centre: none of several case managers speaks for another."""
    of_cases = [each for each in notices if isinstance(each, DeclarationsRequested)]
    if not of_cases:
        return None
    also = tuple(ToDeclare(*_table(each), each.link_id) for each in notices if each.link_id)
    return replace(of_cases[0], life_id=None, link_id=None, also=also)


def _told(work: Work, notice: Notice) -> OpenedLink:
    """What the mail that it stands for says of it: table, and until when."""
    link = work.session.get_one(MemberLink, notice.link_id)
    (table, of_case), due_on = _table(notice), getattr(notice, "due_on", None)
    told = opened.told(work.session, link)
    return replace(told, table=table, of_case=of_case, due_on=due_on)


def _table(notice: Notice) -> tuple[str, bool]:
    if isinstance(notice, LinksAnew):
        return notice.table, notice.of_case
    number = getattr(notice, "case_number", None)
    return (number, True) if number else (getattr(notice, "quarter", ""), False)
