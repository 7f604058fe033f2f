"""The rows that prove notice: what a case sent, what was handed over, which links were used."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from casework.record.disowned import DISOWNED, IS_HELD
from casework.record.not_arrived import limit_of
from core.clock import day_begins
from models.case import Case, Member
from models.contacts import DisownedAddress
from models.life import ActorKind, AuditEntry, Life, LifeKind
from models.outbox import CODES, Message, RecipientKind
from models.people import LinkPurpose, MemberLink
from models.service import HandService
from models.session import Work
from models.superior import SuperiorLink, SuperiorReply
from models.told_notice import ToldNotice
from notifications.notices.last_calls import OF_A_MORNING
from notifications.notices.members import IN_THE_MORNING

OPENED: Final = ("link opened by code", "link opened", "word confirmed by code")
"""Acts of the trail by which somebody used a link themselves; a wrong code is none."""


def of_its_own(case: Case) -> Sequence[ColumnElement[bool]]:
    """What the case itself sent, without codes, and without the receipt for whoever referred."""
    return (
        Message.life_id == case.id,
        Message.recipient != RecipientKind.REFERRER,
        Message.template.not_in(CODES),
        Message.reply.is_distinct_from(IN_THE_MORNING),
    )


def by_link(case: Case) -> Sequence[ColumnElement[bool]]:
    """The entries of the trail by which somebody at the table used a link of theirs."""
    return (
        AuditEntry.life_id == case.id,
        AuditEntry.act.in_(OPENED),
        AuditEntry.actor_kind == ActorKind.MEMBER,
    )


def messages_of(
    work: Work, case: Case, members: Sequence[Member]
) -> Sequence[tuple[Message, date | None, bool, bool]]:
    """What the case sent, and the reminders of a morning in which it stands; until when it was to
    leave, whether its reader said that it is not for them, and whether it waits in vain."""
    own = and_(*of_its_own(case))
    mornings = select(Life.id).where(
        Life.kind == LifeKind.REMINDERS, Life.municipality_id == case.municipality_id
    )
    reminded = and_(
        Message.life_id.in_(mornings),
        Message.queued_at >= day_begins(case.referred_on),
        Message.template.in_(OF_A_MORNING),
        Message.recipient_id.in_({member.professional_id for member in members}),
        Message.context["items"].contains([{"table": case.number}]),
    )
    query = select(Message, limit_of(), DISOWNED, IS_HELD).where(or_(own, reminded))
    found = work.session.execute(query.order_by(Message.queued_at, Message.id))
    return [(row, limit, disowned, held) for row, limit, disowned, held in found]


def invitations(work: Work, case: Case) -> Mapping[UUID, tuple[UUID, UUID]]:
    """The links that lead to a meeting's papers: whose, and which meeting's."""
    query = (
        select(MemberLink.id, MemberLink.member_id, MemberLink.subject_id)
        .join(Member, Member.id == MemberLink.member_id)
        .where(Member.life_id == case.id, MemberLink.purpose == LinkPurpose.READ)
    )
    found = work.session.execute(query)
    return {id: (member, meeting) for id, member, meeting in found if meeting is not None}


def handed(work: Work, meeting_ids: Collection[UUID]) -> Sequence[HandService]:
    query = select(HandService).where(HandService.meeting_id.in_(meeting_ids))
    return work.session.scalars(query.order_by(HandService.recorded_at, HandService.id)).all()


def told(work: Work, case: Case) -> Sequence[ToldNotice]:
    """What was said of its notices on the telephone, or handed over, as it was entered."""
    query = select(ToldNotice).where(ToldNotice.case_id == case.id)
    return work.session.scalars(query.order_by(ToldNotice.recorded_at, ToldNotice.id)).all()


def opened(work: Work, case: Case) -> Sequence[tuple[UUID | None, str, datetime]]:
    """By which seat and link somebody came in themselves, and when."""
    query = (
        select(AuditEntry.actor_id, AuditEntry.detail["link"].astext, AuditEntry.at)
        .where(*by_link(case))
        .order_by(AuditEntry.number)
    )
    return [(seat, link, at) for seat, link, at in work.session.execute(query)]


def replied_by_link(work: Work, case: Case) -> Mapping[str, datetime]:
    """Where a superior replied behind a link, and when, by the link: no mail scanner does that."""
    query = (
        select(SuperiorReply.id, SuperiorReply.recorded_at)
        .join(SuperiorLink, SuperiorLink.id == SuperiorReply.id)
        .where(SuperiorLink.case_id == case.id)
    )
    return {str(link): at for link, at in work.session.execute(query)}


def not_for_them(work: Work, members: Sequence[Member]) -> Mapping[UUID, Sequence[DisownedAddress]]:
    people = [each.professional_id for each in members]
    query = select(DisownedAddress).where(DisownedAddress.professional_id.in_(people))
    found: dict[UUID, list[DisownedAddress]] = defaultdict(list)
    for said in work.session.scalars(query.order_by(DisownedAddress.said_at)):
        found[said.professional_id].append(said)
    return found
