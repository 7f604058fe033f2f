"""Whose address is none of theirs: what lies there opens nothing, until somebody has seen to it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from identity import links
from models.case import Member
from models.life import Life
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import LinkEnd, LinkPurpose, MemberLink
from models.session import Work
from notifications import outbox, over
from notifications.notices.base import Recipient
from notifications.notices.links import LinksAnew
from workflow.kinds import kind_of
from workflow.life import is_open


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
        shut = links.returned(work, member.id)
        former = [*shut, *_kept_back(work, member, was_shut_out=bool(shut))]
        work.session.execute(
            update(MemberLink)
            .where(MemberLink.id.in_([each.id for each in former]))
            .values(closed_by=LinkEnd.CONTACT)
        )
        send_anew(work, member, former, mark)


def _kept_back(work: Work, member: Member, *, was_shut_out: bool) -> Sequence[MemberLink]:
    """What a server refused, or has not left while they were shut out: it is closed too."""
    held = outbox.NOT_ARRIVED if was_shut_out else (MessageStatus.FAILED,)
    back = select(Message.link_id).where(
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id == member.professional_id,
        Message.channel == Channel.MAIL,
        Message.status.in_(held),
    )
    query = select(MemberLink).where(MemberLink.member_id == member.id)
    query = query.where(MemberLink.revoked_at.is_(None), MemberLink.id.in_(back))
    found = work.session.scalars(query.order_by(MemberLink.created_at, MemberLink.id)).all()
    for link in found:
        link.revoked_at, link.closed_by = work.clock.now(), LinkEnd.CONTACT
    work.session.flush()
    return found


def forget_returned(work: Work, professional_id: UUID) -> None:
    """What came back and is owed no more is not sent to the new contact."""
    work.session.execute(
        update(Message)
        .where(Message.recipient == RecipientKind.MEMBER, Message.recipient_id == professional_id)
        .where(Message.status.in_(outbox.GAVE_BACK))
        .values(status=MessageStatus.OBSOLETE)
    )


def seats(work: Work, professional_id: UUID) -> Sequence[Member]:
    query = select(Member).where(Member.professional_id == professional_id)
    return work.session.scalars(query.order_by(Member.life_id, Member.id)).all()


def send_anew(work: Work, member: Member, former: Sequence[MemberLink], mark: UUID) -> None:
    """What such a link led to, and is still to be done, leaves with another one; where nothing
    does, the link to all of theirs at that table, so that they come in: decision 0216."""
    leaves = 0
    for old in former:
        corrects = member.conflict and old.purpose == LinkPurpose.DECLARE  # by it: decision 0103
        may = member.left_on is None and (corrects or (member.sits and links.is_open(work, old)))
        if may:
            new = links.issue(work, member.id, old.purpose, old.subject_id)
            leaves += outbox.move(work, old.id, new.id, mark, past=over.past(work.clock.today()))
    life = work.session.get_one(Life, member.life_id)
    if former and not leaves and member.may_read and is_open(life):
        kind = kind_of(life)
        desk = LinksAnew(
            recipient=Recipient(RecipientKind.MEMBER, member.professional_id),
            life_id=life.id,
            link_id=links.issue(work, member.id, LinkPurpose.DECLARE).id,
            corrected=True,
            left_anew=str(mark),
            table=kind.label(life),
            of_case=kind.of_a_child,
        )
        outbox.queue(work, desk)
