"""When somebody was last reminded of what they owe, by mail or by a last call: decision 0172."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, union_all

from core.clock import local_day
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
    for who, at in work.session.execute(rows):
        if at is not None:
            found[who] = max(local_day(at), found.get(who, local_day(at)))
    return found


def _last(kind: Told, which: Sequence[ColumnElement[bool]]) -> Select[UUID, datetime | None]:
    """Of what a server or gateway took: nobody was reminded by what did not leave."""
    who = func.coalesce(kind.member_id, kind.account_id)
    return select(who, func.max(kind.taken_at)).where(*which).group_by(who)


def called(work: Work, life_id: UUID, requests: Collection[UUID]) -> Mapping[UUID, date]:
    """Of what was asked by a request of its own: the day of the last call."""
    if not requests:
        return {}
    subject = LastCallRow.subject_id
    query = select(subject, func.max(LastCallRow.taken_at)).group_by(subject)
    query = query.where(LastCallRow.life_id == life_id, subject.in_(requests))
    return {about: local_day(at) for about, at in work.session.execute(query) if at is not None}
