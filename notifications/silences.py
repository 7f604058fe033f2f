"""One mail to a superior of all that is missing of one member at one moment, and one where they
are asked again: 14(3.2), 0180.

Each notice stays a row of its own, as with the mails of a morning (0175): queued, marked, taken
back and replied to by itself. Of those that wait together one mail is made as they leave.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast
from uuid import UUID

from models.outbox import ON_THE_WAY, Channel, Message, MessageStatus
from models.session import Work
from notifications import posting
from notifications.notices.reports import SuperiorAskedAgain, SuperiorNotified
from notifications.posting import Content
from notifications.reply_links import replied_at
from notifications.together import alone_again, held, know_each_other

Told = SuperiorNotified | SuperiorAskedAgain
TOGETHER: Final = frozenset({SuperiorNotified.template, SuperiorAskedAgain.template})


def prepare(work: Work, message: Message) -> tuple[Content | None, Sequence[Message]]:
    """As `posting.prepare`, and which other notices leave in the same mail.

    Raises `posting.NoAddress`, `posting.NotYet`.
    """
    alone_again(message)
    notice = _of(work, message)
    if notice is None:
        return None, ()
    parts = {message: notice}
    for other in _others(work, message):
        if (part := _of(work, other)) is not None:
            parts[other] = part
    first, *rest = sorted(parts, key=lambda each: (each.queued_at, each.key))
    if rest:
        know_each_other(list(parts))
    also = tuple(parts[each].as_also for each in rest)
    told = replace(parts[first], also=also)  # type: ignore[arg-type]  # all are of one template
    urls = {link: url for each in parts.values() for link, url in replied_at(work, each).items()}
    content = posting.written(work, message, told, urls)
    return content, [each for each in parts if each is not message]


def _of(work: Work, message: Message) -> Told | None:
    return cast("Told | None", posting.may_leave(work, message))


def _others(work: Work, message: Message) -> Sequence[Message]:
    """Those that a try before took along; else what waits for the same superior of the same member
    and was not tried yet. Of one that turned out to hold again the mail says so by itself."""
    if beside := message.context.get("beside"):
        theirs = Message.id.in_([UUID(each) for each in beside]), Message.status.in_(ON_THE_WAY)
        return [each for each in held(work, message, *theirs) if each.left_as == message.left_as]
    if message.attempts or message.context.get("came_late_on"):
        return ()
    return held(
        work,
        message,
        Message.life_id == message.life_id,
        Message.template == message.template,
        Message.channel == Channel.MAIL,
        Message.recipient == message.recipient,
        Message.recipient_id == message.recipient_id,
        Message.status == MessageStatus.QUEUED,
        Message.attempts == 0,
        Message.not_before <= work.clock.now(),
        Message.context["came_late_on"].astext.is_(None),
    )
