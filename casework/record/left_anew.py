"""Whose links left anew lately, since their contact was corrected or found right: decision 0170.

That mail asks for all that is open; a reminder of it beside, or the morning after, is one too many.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import DateTime, Select, bindparam, select
from sqlalchemy.orm import Session

from core.clock import day_begins, local_day
from models.asked import kept, several
from models.contacts import ContactChange, DisownedAddress
from rules.contacts import ChangeEnd, DisownEnd
from rules.defaults import DEFAULTS


def left_anew(session: Session, people: Collection[UUID], today: date) -> Mapping[UUID, date]:
    """Of these the day on which that was last, while they are not reminded for it."""
    if not people:
        return {}
    since = day_begins(today - timedelta(days=DEFAULTS.REMIND_AFTER_ANEW.days))
    of = {"people": list(people), "since": since}
    ended = [
        (change.professional_id, change.ended_at)
        for change in session.scalars(_moved(), of)
        if change.moves_mail
    ]
    ended += [(person, at) for person, at in session.execute(_found_right(), of)]
    found: dict[UUID, date] = {}
    for person, at in ended:
        if at is not None:
            found[person] = max(local_day(at), found.get(person, date.min))
    return found


_SINCE = bindparam("since", type_=DateTime(timezone=True))


@kept
def _moved() -> Select[ContactChange]:
    change = ContactChange
    return select(change).where(
        change.professional_id == several("people"),
        change.ended_as == ChangeEnd.IN_FORCE,
        change.ended_at >= _SINCE,
    )


@kept
def _found_right() -> Select[UUID, datetime | None]:
    said = DisownedAddress
    return select(said.professional_id, said.ended_at).where(
        said.professional_id == several("people"),
        said.ended_as == DisownEnd.RIGHT,
        said.ended_at >= _SINCE,
    )
