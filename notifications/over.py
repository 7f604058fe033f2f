"""What is of no use any more, whether it waits or rests: its meeting is over, what it asks for was
said, or a later one says all of it. Art. 8(3)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Select,
    Uuid,
    and_,
    cast,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session, aliased

from models.asked import kept, several
from models.case import Case
from models.closure import Closure, came_to_nothing
from models.meeting import Meeting
from models.outbox import Message, MessageStatus
from models.plan import ReportRequest
from models.session import Work
from notifications.notices.appointment import ManagerAppointed
from notifications.notices.attendance import MemberAbsentBySms
from notifications.notices.base import Notice
from notifications.notices.closure import ClosureDecided, ClosureToApprove
from notifications.notices.convening import DateToAgree
from notifications.notices.quarterly import QuarterlyDateToAgree
from notifications.notices.referral import ReferralReceived
from notifications.notices.reminders import OwedReminder
from notifications.notices.reports import LastChance, SuperiorAskedAgain, SuperiorNotifiedBySms
from notifications.outbox import GAVE_BACK
from notifications.silent_superiors import SILENT

OF_A_MEETING: Final = (
    *(
        f"{folder}/{name}"
        for folder in ("convening", "quarterly")
        for name in ("agree_date", "invitation", "cancelled", "not_coming")
    ),
    "convening/papers_added",
)
"""What nobody can act on any more once the meeting's hour has come: `Notice.over_at`."""
STARTS_AT: Final = cast(Message.context["starts_at"].astext, DateTime(timezone=True))
_DAY_ASKED_FOR: Final = (
    select(Meeting.id)
    .where(
        cast(Message.context["meeting_id"].astext, Uuid) == Meeting.id,
        Meeting.starts_at == STARTS_AT,
        *(
            said.is_(None)
            for said in (
                Meeting.agreed_at,
                Meeting.countered_at,
                Meeting.cancelled_at,
                Meeting.held_at,
            )
        ),
    )
    .exists()
)
"""The day was not agreed to, countered, called off or moved: Art. 8(3)."""
_UNMANAGED: Final = (
    select(Case.id).where(Case.id == Message.life_id, Case.manager_id.is_(None)).exists()
)
_CLOSURE: Final = select(Closure.id).where(
    cast(Message.context["closure_id"].astext, Uuid) == Closure.id
)
_WAITS_FOR_APPROVAL: Final = _CLOSURE.where(
    Closure.approved_at.is_(None), ~came_to_nothing()
).exists()
_APPROVED: Final = cast(Message.context["approved"].astext, Boolean)
_DECISION_STANDS: Final = _CLOSURE.where(
    or_(
        and_(_APPROVED, Closure.approved_at.is_not(None), Closure.fell_at.is_(None)),
        and_(~_APPROVED, Closure.returned_at.is_not(None)),
    )
).exists()
_REQUEST: Final = ReportRequest.id == cast(Message.context["request_id"].astext, Uuid)
_CHANCE_STANDS: Final = (
    select(ReportRequest.id)
    .where(
        _REQUEST,
        ReportRequest.last_chance_on == cast(Message.context["last_chance_on"].astext, Date),
    )
    .exists()
)
"""The last chance that it gives is the one on record: 14(3.2)."""
_OF_REPORTS: Final = ("reports/request", "reports/action_late", "reports/inquiry")
"""What asks a member for something that a superior may hear of: 14(3.2)."""
_Mail = aliased(Message)
_OF_MAIL: Final = _Mail.key == Message.context["of_mail"].astext
_MAIL_STANDS: Final = (
    select(_Mail.id)
    .where(
        _Mail.life_id == Message.life_id,
        _Mail.template == func.split_part(Message.context["of_mail"].astext, ":", 1),
        _Mail.recipient_id == Message.recipient_id,
        _Mail.status != MessageStatus.OBSOLETE,
        or_(_OF_MAIL, _Mail.queued_at >= Message.queued_at),
    )
    .exists()
)
"""The mail of which a text tells its reader was not taken back, nor another one to them
of the same moment: 14(3.2)."""
_MANAGES_IT: Final = (
    select(Case.id)
    .where(Case.id == Message.life_id, Case.manager_id == Message.recipient_id)
    .exists()
)
STILL_ASKED: Final[Mapping[str, ColumnElement[bool]]] = {
    DateToAgree.template: _DAY_ASKED_FOR,
    QuarterlyDateToAgree.template: _DAY_ASKED_FOR,
    ReferralReceived.template: _UNMANAGED,  # Art. 4(2)
    ManagerAppointed.template: _MANAGES_IT,  # Art. 4(2)
    LastChance.template: _CHANCE_STANDS,  # Art. 14(3.2)
    SuperiorAskedAgain.template: SILENT,  # Art. 14(3.2)
    SuperiorNotifiedBySms.template: _MAIL_STANDS,  # Art. 14(3.2)
    MemberAbsentBySms.template: _MAIL_STANDS,  # Art. 14(3.2)
    ClosureToApprove.template: _WAITS_FOR_APPROVAL,  # Art. 17(3)
    ClosureDecided.template: _DECISION_STANDS,  # Art. 17(3)
}
"""What asks its reader for one act, as long as nobody has done it; what tells them of a decision,
as long as it stands."""


def is_of_no_use(work: Work, message: Message, notice: Notice) -> bool:
    """Of one that is about to leave; whether another follows is asked of many: `followed`."""
    is_over = notice.over_at is not None and work.clock.now() >= notice.over_at
    return is_over or _is_answered(work, message)


def _is_answered(work: Work, message: Message) -> bool:
    """Nobody is asked for what was said or done meanwhile, nor told what holds no more."""
    still = STILL_ASKED.get(message.template)
    if still is None:
        return False
    return not work.session.scalar(select(still).where(Message.id == message.id))


def followed(session: Session, messages: Collection[Message]) -> frozenset[UUID]:
    """Each says all that its reader owes: a server that was away for weeks is handed the last one
    alone, whether it was asked about this one or spared. Of one morning both hold. An officer's
    says what is new, and each of them something else."""
    # of one whose process died nobody knows whether it left: under its own id
    asked = [
        each.id
        for each in messages
        if each.template == OwedReminder.template and each.status != MessageStatus.SENDING
    ]
    return frozenset(session.scalars(_followed(), {"messages": asked}) if asked else ())


@kept
def _followed() -> Select[UUID]:
    later, morning = aliased(Message), Message.context["morning"].astext
    # As a value, looked up for each: a join may be answered from every mail of the life (0159).
    another = select(true()).where(
        later.recipient_id == Message.recipient_id,
        later.life_id == Message.life_id,
        later.template == Message.template,
        later.channel == Message.channel,
        later.context["morning"].astext > morning,
    )
    follows = another.limit(1).correlate(Message).scalar_subquery()
    return select(Message.id).where(Message.id == several("messages"), follows)


def past(today: date) -> ColumnElement[bool]:
    """What nobody is told once more, though its link is open still: it came, its meeting was held,
    or its day has passed; of what was asked, once the superior has heard of it too: 14(3.2)."""
    day = cast(Message.context["last_chance_on"].astext, Date)
    is_over = (
        select(ReportRequest.id)
        .outerjoin(Meeting, Meeting.id == ReportRequest.meeting_id)
        .where(_REQUEST)
        .where(
            or_(
                ReportRequest.received_at.is_not(None),
                ReportRequest.withdrawn_at.is_not(None),
                Meeting.held_at.is_not(None),
                and_(ReportRequest.notified_at.is_not(None), ReportRequest.due_on < today),
            )
        )
        .exists()
    )
    asks = Message.template.in_((*_OF_REPORTS, LastChance.template))
    # Of one that no server has taken the day has not begun: `last_chances`.
    had = and_(Message.template == LastChance.template, Message.accepted_at.is_not(None))
    return or_(and_(asks, is_over), and_(had, day < today))


def withdraw_what_is_over(work: Work) -> list[UUID]:
    """Take back what rests and is of no use any more; gives the lives. What waits to leave is
    looked at as it leaves."""
    is_answered = or_(
        *(and_(Message.template == name, ~still) for name, still in STILL_ASKED.items())
    )
    is_over = and_(Message.template.in_(OF_A_MEETING), work.clock.now() >= STARTS_AT)
    gone = work.session.scalars(
        update(Message)
        .where(Message.status.in_((*GAVE_BACK, MessageStatus.SET_ASIDE)))
        .where(or_(is_over, is_answered))
        .values(status=MessageStatus.OBSOLETE, lease_until=None)
        .returning(Message.life_id)
        .execution_options(synchronize_session=False)
    )
    return sorted({life for life in gone if life is not None})
