"""Whose address is none of theirs: what lies there opens nothing, until somebody has seen to it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from identity import links
from models.case import Member
from models.people import LinkEnd, LinkPurpose, MemberLink
from models.session import Work
from notifications import outbox


def shut_out(work: Work, professional_id: UUID) -> list[UUID]:
    """No link that was mailed to them opens anything, at any table, and nobody stays in. Gives the
    tables; the lives are held."""
    theirs = seats(work, professional_id)
    for member in theirs:
        links.cut(work, member.id, LinkEnd.RETURNED)
    return [member.life_id for member in theirs]


def let_in_again(work: Work, professional_id: UUID, mark: UUID) -> None:
    """The address on record is right after all: what is still open leaves again, with new links."""
    for member in seats(work, professional_id):
        if former := links.returned(work, member.id):
            work.session.execute(
                update(MemberLink)
                .where(MemberLink.id.in_([each.id for each in former]))
                .values(closed_by=LinkEnd.CONTACT)
            )
            send_anew(work, member, former, mark)


def seats(work: Work, professional_id: UUID) -> Sequence[Member]:
    query = select(Member).where(Member.professional_id == professional_id)
    return work.session.scalars(query.order_by(Member.life_id, Member.id)).all()


def send_anew(work: Work, member: Member, former: Sequence[MemberLink], mark: UUID) -> None:
    """What such a link led to, and is still to be done, leaves with another one."""
    for old in former:
        corrects = member.conflict and old.purpose == LinkPurpose.DECLARE  # by it: decision 0103
        may = member.left_on is None and (corrects or (member.sits and links.is_open(work, old)))
        if may:
            new = links.issue(work, member.id, old.purpose, old.subject_id)
            outbox.move(work, old.id, new.id, mark)
