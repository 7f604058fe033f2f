"""Calls that members ask for behind their link, and what whoever convenes says came of each.

It ends by itself with the seat or the life: nobody is owed a call who sits there no more: 6(1.1).
"""

from uuid import UUID

from sqlalchemy import func, select

from core.working_days import around
from identity.access import NotThere
from models.call_asked import CallAsked
from models.case import Member
from models.session import Work
from rules.calls import CallCameOf, CallFor, call_by, check_end
from rules.contacts import check_untold
from workflow.life import after_act, lock


def ask(work: Work, member: Member, said: CallFor) -> bool:
    """Put on record that they are to be called, and by when; refused while a call is promised."""
    check_untold(standing(work, member.id))
    _promise(work, member, said)
    return True


def standing(work: Work, member_id: UUID) -> CallAsked | None:
    """The call that is promised to who holds this seat."""
    query = select(CallAsked).where(CallAsked.member_id == member_id, CallAsked.ended_at.is_(None))
    return work.session.scalars(query).first()


def ended_before(work: Work, member: Member) -> int:
    """How many calls of this seat have ended."""
    query = select(func.count()).where(
        CallAsked.member_id == member.id, CallAsked.ended_at.is_not(None)
    )
    return work.session.scalar(query) or 0


def end(work: Work, call_id: UUID, came_of: CallCameOf, reason: str = "") -> None:
    """What came of it; whoever was not reached is called again on the next working day."""
    call = work.session.get(CallAsked, call_id)
    if call is None:
        raise NotThere
    life = lock(work, call.life_id)
    work.session.refresh(call)
    call = check_end(call if is_open(call) and life.ended_at is None else None, came_of, reason)
    call.ended_at, call.ended_by_id = work.clock.now(), work.actor.id
    call.came_of, call.reason = came_of, reason.strip() or None
    work.session.flush()  # one is open at a time
    if came_of is CallCameOf.NOT_REACHED:
        _promise(work, call.member, call.said)
    work.record(
        "member called", "6(1.1)", life=life, member=call.member_id, call=call.id, came_of=came_of
    )
    after_act(work, life.id, "member called")


def is_open(call: CallAsked) -> bool:
    """Nobody has said what came of it, and who asked for it still sits there."""
    return call.ended_at is None and call.member.sits


def _promise(work: Work, member: Member, said: CallFor) -> None:
    today = work.clock.today()
    work.session.add(
        CallAsked(
            life_id=member.life_id,
            member_id=member.id,
            said=said,
            asked_at=work.clock.now(),
            call_by=call_by(today, around(today)),
        )
    )
    work.session.flush()
