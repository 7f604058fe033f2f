"""A last chance runs from the day on which its mail is taken, and the superior hears no sooner:
14(3.2), decision 0174.

A mail server that was away for days held up both, and took them in the same morning.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, cast

from sqlalchemy import and_, func, select

from core.working_days import around
from models.life import Life
from models.outbox import NOT_OVER, NUMBERED, Message, MessageStatus
from models.plan import ReportRequest
from models.session import Work
from notifications import posting
from notifications.at_hand import AtHand, restored
from notifications.notices.reports import LastChance
from notifications.posting import Content, NotYet
from rules.superior import last_chance_from

A_MOMENT: Final = timedelta(seconds=2)


def prepare(
    work: Work, message: Message, known: AtHand
) -> tuple[Content | None, Sequence[Message]]:
    """As `posting.prepare`, with the last day that it has from today."""
    _begin_today(work, message)
    return posting.prepare(work, message, known), ()


def is_over(work: Work, request: ReportRequest) -> bool:
    """Whether its last day has passed. While its mail waits its days have not begun: they are
    counted from today then."""
    for message in _waiting(work, request):
        _put_off(work, request, message)
    return request.last_chance_on is not None and work.clock.today() > request.last_chance_on


def _begin_today(work: Work, message: Message) -> None:
    """Where nobody has had it so far; one that leaves once more keeps its day."""
    notice = _of(message)
    if _until(work, notice) == notice.last_chance_on:
        return
    # Whoever takes the answer has the request first, and then its mails: none waits for the other.
    request = work.session.get(
        ReportRequest, notice.request_id, with_for_update={"skip_locked": True, "key_share": True},
        populate_existing=True,
    )  # fmt: skip
    if request is None:
        raise NotYet(work.clock.now() + A_MOMENT)
    if message in _waiting(work, request):
        _put_off(work, request, message)


def _waiting(work: Work, request: ReportRequest) -> Sequence[Message]:
    """The mails of the last chance on record, as long as no server has taken one of them."""
    mails = (
        Message.life_id == request.case_id,
        Message.template == LastChance.template,
        Message.context["request_id"].astext == str(request.id),
        Message.context["last_chance_on"].astext == str(request.last_chance_on),
    )
    taken = and_(Message.status == MessageStatus.SENT, Message.accepted_at.is_not(None))
    if work.session.scalar(select(func.bool_or(taken)).where(*mails)):
        return ()
    query = select(Message).where(*mails, Message.status.in_(NOT_OVER))
    return work.session.scalars(query.order_by(Message.id)).all()


def _put_off(work: Work, request: ReportRequest, message: Message) -> None:
    until = _until(work, _of(message))
    own = {**message.context, "last_chance_on": until.isoformat()}
    if message.attempts:  # what a try before may have left behind says another day (0161)
        own[NUMBERED] = message.context.get(NUMBERED, 0) + 1
    message.context, request.last_chance_on = own, until
    life = work.session.get_one(Life, request.case_id)
    work.record("last chance put off", "14(3.2)", life=life, request=request.id, until=until)


def _of(message: Message) -> LastChance:
    return cast("LastChance", restored(message))


def _until(work: Work, notice: LastChance) -> date:
    today = work.clock.today()
    return last_chance_from(today, notice.days, notice.last_chance_on, around(today))
