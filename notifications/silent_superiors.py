"""Whether a superior is still to be asked again, as the mail that asks leaves: Art. 14(3.2)."""

from typing import Final

from sqlalchemy import Date, Uuid, and_, cast, or_, select
from sqlalchemy.orm import aliased

from models.case import Member
from models.outbox import Message, MessageStatus
from models.plan import ReportRequest
from models.superior import SuperiorReply
from notifications.superiors import said_otherwise

_REPLIED: Final = (
    select(SuperiorReply.id)
    .where(
        SuperiorReply.request_id == ReportRequest.id,
        SuperiorReply.came_on >= cast(Message.context["told_on"].astext, Date),
    )
    .exists()
)
_SUPERIOR_SILENT: Final = (
    select(ReportRequest.id)
    .join(Member, Member.id == ReportRequest.member_id)
    .where(
        ReportRequest.id == cast(Message.context["request_id"].astext, Uuid),
        ReportRequest.withdrawn_at.is_(None),
        ReportRequest.fell_told_on.is_(None),
        or_(
            ReportRequest.received_at.is_(None),
            and_(ReportRequest.action_id.is_not(None), ReportRequest.confirmed_at.is_not(None)),
        ),
        Member.left_on.is_(None),
        Member.conflict.is_not(True),
        ReportRequest.notified_at.is_not(None),
        ~_REPLIED,
        ~said_otherwise(),
    )
    .exists()
)
"""It is missing still, of who sits at the table, and its superior, who was notified by mail, has
neither replied nor said that it is not for them: 14(3.2)."""
_Mail = aliased(Message)
_ASKED_LATER: Final = (
    select(_Mail.id)
    .where(
        _Mail.life_id == Message.life_id,
        _Mail.template == Message.template,
        _Mail.context["request_id"].astext == Message.context["request_id"].astext,
        _Mail.queued_at > Message.queued_at,
        _Mail.status != MessageStatus.OBSOLETE,
    )
    .exists()
)
"""A server that was away for a week is handed one of two."""
SILENT: Final = and_(_SUPERIOR_SILENT, ~_ASKED_LATER)
