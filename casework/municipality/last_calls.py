"""The last call by SMS, once a duty and once a morning and person: DEFAULTS.LAST_CALL.

It counts as no reminder under Art. 14(3.2): those are the mails.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from casework.record.last_calls import LastDay
from casework.record.unreached import unreached
from identity import links
from models.last_call import LastCallRow
from models.life import Life
from models.outbox import Channel, RecipientKind
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.last_calls import LastCall, OfficerLastCall
from notifications.notices.reminders import OwedItem
from rules.reminders import article_of


def call(work: Work, life: Life, due: Sequence[LastDay]) -> None:
    """Queue one text to each person, of all whose last day has come."""
    if not due:
        return
    given = links.ids_of_each(work, [each.way for each in due if each.way])
    theirs: dict[Recipient, list[LastDay]] = defaultdict(list)
    for each in due:
        theirs[each.reader].append(each)
        who = str(each.seat_id or each.account_id)
        article = article_of(each.duty)
        work.record("last call queued", article, life=each.life, duty=each.duty, of=who)
    people = {each.professional_id for each in due if each.professional_id}
    out = unreached(work.session, people)
    notices = [_notice(work, life, reader, days, given) for reader, days in theirs.items()]
    notices = [
        replace(each, unreached=each.recipient.id in out) if isinstance(each, LastCall) else each
        for each in notices
    ]
    texts = outbox.queue_each(work, notices, Channel.SMS)
    work.session.add_all(_row(work, each, texts[each.reader.id]) for each in due)


def _row(work: Work, each: LastDay, text: UUID) -> LastCallRow:
    return LastCallRow(
        life_id=each.life.id,
        duty=each.duty,
        subject_id=each.subject_id,
        member_id=each.seat_id,
        account_id=each.account_id,
        sent_on=work.clock.today(),
        sent_at=work.clock.now(),
        message_id=text,
    )


def _notice(
    work: Work,
    life: Life,
    reader: Recipient,
    days: Sequence[LastDay],
    given: Mapping[links.Wanted, UUID],
) -> LastCall | OfficerLastCall:
    kind = LastCall if reader.kind is RecipientKind.MEMBER else OfficerLastCall
    return kind(
        recipient=reader,
        life_id=life.id,
        morning=work.clock.today(),
        items=tuple(_item(each, given) for each in days),
    )


def _item(each: LastDay, given: Mapping[links.Wanted, UUID]) -> OwedItem:
    link_id = given[each.way] if each.way else None
    return OwedItem(
        each.table, each.last, link_id, each.duty, of_case=each.of_case, subject_id=each.subject_id
    )
