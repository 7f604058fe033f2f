"""Members ask for a meeting; the case manager calls it, or says why not: Art. 8(4)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record import request_facts
from casework.record.closure_facts import decided_on
from casework.record.table import open_case, planned_meeting
from casework.tell import initiative as tell
from identity.access import NotThere
from models.case import Case, Member
from models.meeting import Meeting
from models.meeting_request import MeetingRequest, RequestAnswer
from models.session import Work
from rules.initiative import (
    AskerFacts,
    RequestMeans,
    check_open,
    check_refusal,
    check_request,
)
from workflow.kinds import case_of
from workflow.life import after_act


def ask(work: Work, member_id: UUID, *, reason: str, wish: str = "") -> MeetingRequest:
    """A member asks for a meeting, today, on the page behind their link: Art. 8(4)."""
    member = work.session.get_one(Member, member_id)
    request = _take(
        work, member, work.clock.today(), reason=reason, wish=wish, means=RequestMeans.LINK
    )
    tell.asked(work, request)
    return request


def enter(
    work: Work,
    case_id: UUID,
    member_id: UUID,
    *,
    asked_on: date,
    means: RequestMeans,
    reason: str,
    wish: str = "",
) -> MeetingRequest:
    """The manager writes down what a member asked for on paper or by telephone: Art. 8(4)."""
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case_id:
        raise NotThere
    return _take(work, member, asked_on, reason=reason, wish=wish, means=means)


def _take(
    work: Work, member: Member, asked_on: date, *, reason: str, wish: str, means: RequestMeans
) -> MeetingRequest:
    if case_of(work.session, member.life_id) is None:  # the quarter meets by itself: Art. 8(2)
        raise NotThere
    case = open_case(work, member.life_id)
    work.session.refresh(member)
    declared = member.signed_on is not None  # a conflict that came up later leaves it
    asker = AskerFacts(member.owed_on(asked_on), declared, member.selected_on)
    today, over_on = work.clock.today(), decided_on(work, case.id)
    check_request(asker, asked_on, today, reason=reason, decided_on=over_on, means=means)
    request = MeetingRequest(
        life_id=case.id,
        member_id=member.id,
        asked_on=asked_on,
        recorded_at=work.clock.now(),
        means=means,
        recorded_by_id=None if means is RequestMeans.LINK else work.actor.id,
        reason=reason.strip(),
        wish=wish.strip() or None,
    )
    work.session.add(request)
    work.session.flush()
    detail = {"member": member.id, "request": request.id, "on": asked_on}
    work.record("meeting asked for", "8(4)", life=case.life, **detail)
    if over_on is not None:
        answer_with_end(work, case.id)
    after_act(work, case.id, "meeting asked for")
    return request


def answer_by_planned(work: Work, request_id: UUID, meeting_id: UUID | None = None) -> None:
    """This meeting on the calendar, or the nearest, is the one that was asked for: Art. 8(4)."""
    case = _locked(work, request_id)
    meeting = planned_meeting(work.session, case.id, meeting_id)
    call_for(work, meeting, [request_id])
    after_act(work, case.id, "meeting request answered")


def refuse(work: Work, request_id: UUID, *, reason: str) -> None:
    """No meeting is called; the reason stays on the case, and the member reads it: Art. 8(4)."""
    case = _locked(work, request_id)
    check_refusal(request_id, request_facts.waiting(work.session, case.id), reason)
    answer = _answer(work, request_id, None, reason.strip())
    tell.not_called(work, answer)
    work.record("no meeting called", "8(4)", life=case.life, request=request_id)
    after_act(work, case.id, "no meeting called")


def _locked(work: Work, request_id: UUID) -> Case:
    request = work.session.get(MeetingRequest, request_id)
    if request is None:
        raise NotThere
    return open_case(work, request.life_id)


def call_for(work: Work, meeting: Meeting, request_ids: Collection[UUID]) -> None:
    """A part of planning a meeting: which requests it answers, all of them open: Art. 8(4)."""
    if not request_ids:
        return
    theirs = select(MeetingRequest.id).where(
        MeetingRequest.life_id == meeting.life_id, MeetingRequest.id.in_(request_ids)
    )
    if set(work.session.scalars(theirs)) != set(request_ids):
        raise NotThere
    check_open(request_ids, request_facts.waiting(work.session, meeting.life_id))
    case = work.session.get_one(Case, meeting.life_id)
    for request_id in request_ids:
        tell.called(work, _answer(work, request_id, meeting.id))
        work.record(
            "meeting called for a member",
            "8(4)",
            life=case.life,
            request=request_id,
            meeting=meeting.number,
        )


def pass_on(work: Work, former: Collection[Meeting], meeting: Meeting) -> None:
    """Another day in the place of one that gave way answers the same requests."""
    for gone in former:
        for answer in request_facts.answered_by(work.session, gone.id):
            _answer(work, answer.request_id, meeting.id)


def reopen(work: Work, meeting: Meeting) -> None:
    """A meeting called off answers nothing any more; who asked for it is told: Art. 8(4)."""
    for answer in request_facts.answered_by(work.session, meeting.id):
        tell.open_again(work, answer)


def answer_with_end(work: Work, case_id: UUID) -> None:
    """No meeting follows the end of a case: whoever still waits for one is told so: Art. 8(4)."""
    case = work.session.get_one(Case, case_id)
    for request in request_facts.waiting(work.session, case_id):
        tell.ended(work, _answer(work, request.id, None, with_end=True))
        work.record(
            "request answered with the end of the case", "8(4)", life=case.life, request=request.id
        )


def _answer(
    work: Work,
    request_id: UUID,
    meeting_id: UUID | None,
    reason: str | None = None,
    *,
    with_end: bool = False,
) -> RequestAnswer:
    assert work.actor.id is not None  # an officer acts
    answer = RequestAnswer(
        request_id=request_id,
        meeting_id=meeting_id,
        answered_at=work.clock.now(),
        answered_by_id=work.actor.id,
        reason=reason,
        with_end=with_end,
    )
    work.session.add(answer)
    work.session.flush()
    return answer
