"""When somebody was last reminded of what they owe, by mail or by a last call: decision 0172."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, union_all

from models.last_call import LastCallRow
from models.session import Work
from models.signature_reminder import SignatureReminder

Told = type[SignatureReminder] | type[LastCallRow]


def last_reminded(
    work: Work, which: Callable[[Told], Sequence[ColumnElement[bool]]]
) -> Mapping[UUID, date]:
    """By seat or account, of what `which` chooses."""
    rows = union_all(*(_last(each, which(each)) for each in (SignatureReminder, LastCallRow)))
    found: dict[UUID, date] = {}
    for who, on in work.session.execute(rows):
        found[who] = max(on, found.get(who, on))
    return found


def _last(kind: Told, which: Sequence[ColumnElement[bool]]) -> Select[UUID, date]:
    who = func.coalesce(kind.member_id, kind.account_id)
    return select(who, func.max(kind.sent_on)).where(*which).group_by(who)


def called(work: Work, life_id: UUID, requests: Collection[UUID]) -> Mapping[UUID, date]:
    """Of what was asked by a request of its own: the day of the last call."""
    if not requests:
        return {}
    subject = LastCallRow.subject_id
    query = select(subject, func.max(LastCallRow.sent_on)).group_by(subject)
    query = query.where(LastCallRow.life_id == life_id, subject.in_(requests))
    return {row[0]: row[1] for row in work.session.execute(query)}
