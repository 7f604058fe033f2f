"""A closing falls with a death on record, or with an age that was none, and stands again where the
record changes: Art. 17(3.2), 17(3.5).

Which came first, the decision or what it rests on, is asked whenever the day of either is
corrected.
"""

from collections.abc import Sequence

from sqlalchemy import select

from casework.record.closure_facts import born_on_now, current, proposal_of, way_back
from casework.record.known import child_person
from casework.record.table import planned_meetings
from casework.table import convening, plan_months
from casework.table.closing_form import signatories
from casework.tell import closure as tell_of_closure
from casework.tell.reminders import look_next_morning
from identity import links
from models.case import Case
from models.closure import Closure
from models.meeting import Signature
from models.people import LinkPurpose
from models.session import Work
from rules.closure import falls, is_overtaken, stands_again
from rules.grounds import Ground
from rules.meetings import MeetingKind
from rules.phases import Phase, Transition, after


def overtake(work: Work, case: Case, reason: str) -> bool:
    """What the table decided on another ground, when the child had died, and what is closed on a
    death or an age that was none by then, falls: Art. 17(3.2), 17(3.5)."""
    closure = current(work, case.id)
    proposal = proposal_of(closure)
    if closure is None or proposal is None:
        return False
    child, born_on = child_person(work.session, case.id), born_on_now(work, case, closure)
    if not is_overtaken(proposal, died=child.died, died_on=child.died_on, born_on=born_on):
        return False
    on_nothing = falls(proposal, died=child.died, died_on=child.died_on, born_on=born_on)
    closure.fell_for = reason if on_nothing else None
    make_room(work, case, closure)
    return True


def make_room(work: Work, case: Case, closure: Closure) -> None:
    """What was proposed on another ground falls with the proposal on the death: Art. 17(3.5)."""
    fall(work, case, closure)
    work.session.flush()  # one is open at a time


def fall(work: Work, case: Case, closure: Closure) -> None:
    """The row stays with its form, its signatures and the reason of the correction: 0063."""
    closure.fell_at, closure.fell_by_id = work.clock.now(), work.actor.id
    if closure.approved_at is not None:
        case.phase = after(Phase(case.phase), way_back(work.session, case.id))
    _ask_nobody(work, closure)
    for meeting in planned_meetings(work.session, case.id):
        if meeting.kind == MeetingKind.CLOSURE and meeting.starts_at > work.clock.now():
            convening.cancel(work, case.id, meeting.id)
    of_age = closure.ground == Ground.EIGHTEEN and closure.fell_for is not None
    article, act = "17(3.2)" if of_age else "17(3.5)", "closure fell with its ground"
    if closure.approval_lacked:
        article, act = "17(3)", "closure fell without its approval"
    work.record(act, article, life=case.life, closure=closure.id)
    look_next_morning(work, case.municipality_id)


def _ask_nobody(work: Work, closure: Closure) -> None:
    """Neither for approval nor for a signature: Art. 17(3), 17(5)."""
    tell_of_closure.not_wanted(work, closure)
    for member in signatories(work, closure):
        links.revoke(work, member.id, LinkPurpose.CLOSE, closure.id)


def stand_again(work: Work, case: Case, reason: str) -> None:
    """What the table had decided on what was so, as the record says now, stands: 17(3).

    A proposal on the same ground or the death that was made meanwhile, or that the death overtakes,
    falls with that.
    """
    last = current(work, case.id)
    former = next((row for row in _fallen(work, case) if _stands(work, case, row, last)), None)
    if former is None:
        return
    if last is not None and last.is_open:
        last.fell_for = reason
        make_room(work, case, last)
    former.had_fallen_at, former.fell_at = former.fell_at, None
    former.stood_again_at = work.clock.now()
    if case.phase != Phase.CLOSURE:
        case.phase = after(Phase(case.phase), Transition.APPROVE_CLOSURE)
    work.session.flush()
    _ask_again(work, former)
    work.record("closure stands again", "17(3)", life=case.life, closure=former.id)


def _stands(work: Work, case: Case, former: Closure, last: Closure | None) -> bool:
    child, proposal = child_person(work.session, case.id), proposal_of(former)
    return proposal is not None and stands_again(
        proposal,
        proposal_of(last),
        died=child.died,
        died_on=child.died_on,
        born_on=born_on_now(work, case, former),
    )


def _fallen(work: Work, case: Case) -> Sequence[Closure]:
    """What the table had decided and a death or an age, or that there was none, overtook; the first
    first, after which there was nothing to close."""
    query = select(Closure).where(
        Closure.case_id == case.id, Closure.fell_at.is_not(None), Closure.decided_on.is_not(None)
    )
    query = query.where(Closure.approval_lacked.is_(False))
    in_order = query.order_by(Closure.decided_on, Closure.decision_recorded_at)
    return work.session.scalars(in_order.execution_options(populate_existing=True)).all()


def _ask_again(work: Work, closure: Closure) -> None:
    """Whoever has not signed signs by the link they have; the morning reminds them: Art. 17(5)."""
    query = select(Signature.member_id).where(
        Signature.paper_id == closure.id, Signature.digest == closure.digest, Signature.stands()
    )
    signed = set(work.session.scalars(query))
    for member in signatories(work, closure):
        if member.id not in signed:
            links.open_again(work, member.id, LinkPurpose.CLOSE, closure.id)


def follow_record(work: Work, case: Case, reason: str) -> bool:
    """The day on which the table closed the case, or what it rests on, is another: whether it falls
    with that. What fell may stand again."""
    fell = overtake(work, case, reason)
    stand_again(work, case, reason)
    return fell


def judge(work: Work, case: Case) -> None:
    """The months that it had ended, and that run where it ended none: Art. 5(1.5)."""
    closure = current(work, case.id)
    if closure is not None and closure.decided_on is not None:
        plan_months.judge(work, case.life, {closure.decided_on})
