"""What of a contact leads nowhere, and how that is known: of the duty and the pages alike: 0170."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from models.asked import LIFE
from models.case import Member
from models.contacts import DisownedAddress, DisputedNumber
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import LinkEnd, MemberLink
from models.plan import ReportRequest
from models.superior import AbsenceNotice, SuperiorLink
from notifications.notices.contacts import ContactChanged, ContactChangedBySms, ContactToConfirm
from notifications.superiors import NOT_THEIRS


class What(StrEnum):
    """What of a contact leads nowhere."""

    MAIL = "mail"
    PHONE = "phone"
    SUPERIOR_MAIL = "superior_mail"
    SUPERIOR_PHONE = "superior_phone"
    OFFICER = "officer"
    """An officer's own, which is their account's."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A contact that leads nowhere, and since when that is known."""

    who: UUID
    what: What
    at: datetime


class Why(StrEnum):
    """How that is known."""

    REFUSED = "refused"
    """A mail or a text was refused, or came back."""
    NOT_THEIRS = "not_theirs"
    """Its reader says so, behind a link."""
    CLOSED = "closed"
    """Their links are closed, whatever became of the mail that came back."""


def sources(life: ColumnElement[UUID]) -> Sequence[Select[Any]]:
    """What leads nowhere at one table, `who, what, at, why` of each, mostly none: whose mail came
    back, of this table or of another of theirs, who says that number or address is not theirs, and
    whose links are closed. The duty and the pages read this and nothing else."""
    of_life = Message.life_id == life, Message.recipient != RecipientKind.REFERRER
    own = _came_back().where(*of_life)
    others = (
        _came_back()
        .join(Member, Member.professional_id == Message.recipient_id)
        .where(
            Member.life_id == life,
            Member.left_on.is_(None),
            Message.life_id.is_distinct_from(life),
            Message.recipient == RecipientKind.MEMBER,
            Message.channel == Channel.MAIL,
            Message.accepted_at.is_not(None),
        )
    )
    return own, others, *_said(life), _superior_said(life), _shut_out(life)


def refused() -> ColumnElement[bool]:
    """A mail or a text that a server refused or gave back for its address; not what was about a
    former address, or about one that is none of theirs yet."""
    to_the_new = and_(
        Message.template == ContactToConfirm.template, Message.context["to"].astext == "new"
    )
    former = ContactChanged.template, ContactChangedBySms.template
    stands = Message.template.not_in(former), ~to_the_new
    return and_(Message.status == MessageStatus.FAILED, *stands)


def _came_back() -> Select[Any]:
    kind, channel = Message.recipient, Message.channel
    return select(
        Message.recipient_id.label("who"),
        case(
            (kind == RecipientKind.ACCOUNT, What.OFFICER.value),
            ((kind == RecipientKind.MEMBER) & (channel == Channel.MAIL), What.MAIL.value),
            (kind == RecipientKind.MEMBER, What.PHONE.value),
            (channel == Channel.MAIL, What.SUPERIOR_MAIL.value),
            else_=What.SUPERIOR_PHONE.value,
        ).label("what"),
        func.coalesce(Message.answered_at, Message.queued_at).label("at"),
        case((Message.reply == NOT_THEIRS, Why.NOT_THEIRS.value), else_=Why.REFUSED.value).label(
            "why"
        ),
    ).where(refused())


def _said(life: ColumnElement[UUID]) -> Sequence[Select[Any]]:
    found: list[Select[Any]] = []
    for each, what in ((DisputedNumber, What.PHONE), (DisownedAddress, What.MAIL)):
        why = literal(Why.NOT_THEIRS.value)
        query: Any = select(each.professional_id, literal(what.value), each.said_at, why)
        query = query.join(Member, Member.professional_id == each.professional_id)
        stands = Member.life_id == life, each.ended_at.is_(None), Member.left_on.is_(None)
        found.append(query.where(*stands))
    return found


def _superior_said(life: ColumnElement[UUID]) -> Select[Any]:
    """Behind the link of a notice, after a reply to it; before one the notice itself came back."""
    what, why = literal(What.SUPERIOR_MAIL.value), literal(Why.NOT_THEIRS.value)
    query: Any = select(Member.professional_id, what, SuperiorLink.disowned_at, why)
    query = query.select_from(SuperiorLink)
    query = query.outerjoin(ReportRequest, ReportRequest.id == SuperiorLink.request_id)
    query = query.outerjoin(AbsenceNotice, AbsenceNotice.id == SuperiorLink.absence_id)
    of_notice = func.coalesce(ReportRequest.member_id, AbsenceNotice.member_id)
    query = query.join(Member, Member.id == of_notice)
    stands = SuperiorLink.disowned_at.is_not(None), SuperiorLink.disown_ended_at.is_(None)
    found: Select[Any] = query.where(SuperiorLink.case_id == life, *stands)
    return found


def _shut_out(life: ColumnElement[UUID]) -> Select[Any]:
    closed_at = func.coalesce(MemberLink.revoked_at, MemberLink.created_at)
    what, why = literal(What.MAIL.value), literal(Why.CLOSED.value)
    query: Any = select(Member.professional_id, what, closed_at, why)
    query = query.join(Member, Member.id == MemberLink.member_id)
    closed = MemberLink.closed_by == LinkEnd.RETURNED
    query = query.where(Member.life_id == life, Member.left_on.is_(None), closed)
    found: Select[Any] = query
    return found


def bad() -> Select[Sequence[Any]]:
    """`[who, what, at]` of each, for the duty."""
    first, *others = sources(LIFE)
    found = first.union(*others).subquery("bad_contact")
    each = func.jsonb_build_array(found.c.who, found.c.what, found.c.at)
    return select(func.jsonb_agg(each))


def superior_leads_nowhere(session: Session, member: Member) -> bool:
    """Whether nothing sent to the superior of who sits there would reach them."""
    first, *others = sources(literal(member.life_id))
    found = first.union(*others).subquery()
    is_theirs = found.c.who == member.professional_id, found.c.what == What.SUPERIOR_MAIL.value
    return session.scalar(select(found.c.who).where(*is_theirs).limit(1)) is not None


def read_bad(found: Sequence[Sequence[str]] | None) -> Sequence[Broken]:
    """The same, as `bad` gives them of one table."""
    return [
        Broken(UUID(who), What(what), datetime.fromisoformat(at)) for who, what, at in found or ()
    ]
