"""The centre's own protocol number of a case, in what leaves about it: decision 0183."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from models.asked import kept, several
from models.case import Case, Member
from models.office_number import OfficeNumber, in_force
from models.outbox import CODES
from models.people import MemberLink
from notifications.notices.base import Notice
from notifications.notices.contacts import ContactChangedBySms, ContactCode, MailCameBack
from notifications.notices.last_calls import LastCall
from notifications.notices.reminders import OwedItem

Numbers = Mapping[UUID, str]
"""By the link to what is owed in the case."""
NONE: Final[Numbers] = {}
SAY_TO_CALL: Final = (
    LastCall.template,
    MailCameBack.template,
    ContactChangedBySms.template,
    ContactCode.template,
)
"""Texts that end with "call the centre" or "us": by which number always stands there."""


def of_case(case: Case | None, notice: Notice) -> str:
    """A code is of no case for whoever reads it."""
    return in_force(case.office_numbers) if case and notice.template not in CODES else ""


def of_items(session: Session, items: Iterable[OwedItem]) -> Numbers:
    """A mail of a morning speaks of several cases: each with its own."""
    links = [item.link_id for item in items if item.of_case and item.link_id]
    rows = session.execute(_by_link(), {"links": links}) if links else ()
    return {link: row.number or "" for link, row in rows}


@kept
def _by_link() -> Select[UUID, OfficeNumber]:
    later = aliased(OfficeNumber)
    return (
        select(MemberLink.id, OfficeNumber)
        .join(Member, Member.id == MemberLink.member_id)
        .join(OfficeNumber, OfficeNumber.case_id == Member.life_id)
        .where(
            MemberLink.id == several("links"),
            OfficeNumber.taken_back.is_(False),
            ~exists().where(later.corrects_id == OfficeNumber.id),
        )
    )


def with_room(notice: Notice, office_number: str, numbers: Numbers) -> str:
    """What a text says of it, if it has room: of the one case that it is about."""
    if items := getattr(notice, "items", ()):
        first, *more = items
        office_number = numbers.get(first.link_id, "") if first.link_id and not more else ""
    return f" ({office_number})" if office_number else ""
