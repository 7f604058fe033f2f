"""Whom no mail with a link reaches: it came back, or its reader says that it is not for them.

Nothing leaves to them (`notifications.posting`), so that nobody counts as reminded meanwhile, and
no superior hears of a silence that is none: 14(3.2), 0174.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.asked import kept, several
from models.case import Member
from models.people import LinkEnd, MemberLink


def shut_out(session: Session, people: Collection[UUID]) -> Collection[UUID]:
    """Of these, until their contact is corrected, or an officer has asked and it is right."""
    return set(session.scalars(_shut_out(), {"people": list(people)})) if people else ()


@kept
def _shut_out() -> Select[UUID]:
    theirs = select(Member.professional_id).join(MemberLink, MemberLink.member_id == Member.id)
    of_them = Member.professional_id.in_(several("people"))
    return theirs.where(of_them, MemberLink.closed_by == LinkEnd.RETURNED).distinct()
