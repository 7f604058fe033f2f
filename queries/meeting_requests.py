"""The meetings that members of a case asked for, each with what became of it: Art. 8(4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, select

from casework.record.table import seats_of
from identity.access import NotThere
from identity.member_links import Guest, case_open_to
from models.case import Case
from models.meeting import Meeting
from models.meeting_request import MeetingRequest, RequestAnswer
from models.session import Work


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    CALLED = "called"
    """A meeting is called for it, or was held."""
    NOT_CALLED = "not_called"
    ENDED = "ended"
    """Answered with the end of the case."""


@dataclass(frozen=True, slots=True)
class RequestedMeeting:
    """One request, with its answers, the oldest first."""

    request: MeetingRequest
    answers: Sequence[RequestAnswer]

    @property
    def answer(self) -> RequestAnswer | None:
        """The one that holds: a meeting called off answers nothing."""
        standing = [each for each in self.answers if not _called_off(each)]
        return standing[-1] if standing else None

    @property
    def state(self) -> RequestState:
        if self.answer is None:
            return RequestState.OPEN
        if self.answer.with_end:
            return RequestState.ENDED
        return RequestState.CALLED if self.answer.meeting_id else RequestState.NOT_CALLED

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN

    @property
    def meeting(self) -> Meeting | None:
        return self.answer.meeting if self.answer else None

    @property
    def fell(self) -> Sequence[Meeting]:
        """The meetings that were called for it and called off."""
        return [each.meeting for each in self.answers if each.meeting and _called_off(each)]

    @property
    def name(self) -> str:
        return self.request.member.professional.name or ""

    @property
    def affiliation(self) -> str:
        return self.request.member.professional.affiliation

    @property
    def recorded_later(self) -> bool:
        return self.request.recorded_by_id is not None


def _called_off(answer: RequestAnswer) -> bool:
    return answer.meeting is not None and answer.meeting.cancelled_at is not None


def of_case(work: Work, case_id: UUID) -> list[RequestedMeeting]:
    """Every request of a case, the newest first."""
    return _found(work, MeetingRequest.life_id == case_id)


def open_ones(work: Work, case_id: UUID) -> list[RequestedMeeting]:
    """What waits for an answer, the oldest first."""
    return [each for each in reversed(of_case(work, case_id)) if each.is_open]


def one(work: Work, case: Case, request_id: UUID) -> RequestedMeeting:
    """One request of this case, its reading on record; raises `NotThere`."""
    found = _found(work, MeetingRequest.id == request_id, MeetingRequest.life_id == case.id)
    if not found:
        raise NotThere
    work.record("request for a meeting read", "18(1)", life=case.life, request=request_id)
    return found[0]


@dataclass(frozen=True, slots=True)
class AskingDesk:
    """What a member asked for at this table."""

    number: str
    asked: Sequence[RequestedMeeting]


def of_guest(work: Work, guest: Guest) -> AskingDesk:
    """Everything this person asked for here, from whatever seat; no member of a case: `NotThere`.

    The municipal table meets each quarter by itself: Art. 8(2).
    """
    case = case_open_to(work, guest)
    theirs = MeetingRequest.member_id.in_(seats_of(work.session, guest.member))
    found = _found(work, theirs)
    if found:
        work.record("own requests read", "18(1)", life=case.life, member=guest.member.id)
    return AskingDesk(case.number, found)


def _found(work: Work, *which: ColumnElement[bool]) -> list[RequestedMeeting]:
    order = (MeetingRequest.asked_on.desc(), MeetingRequest.recorded_at.desc(), MeetingRequest.id)
    rows = work.session.scalars(select(MeetingRequest).where(*which).order_by(*order)).all()
    answers: dict[UUID, list[RequestAnswer]] = {row.id: [] for row in rows}
    if rows:
        query = select(RequestAnswer).where(RequestAnswer.request_id.in_(answers))
        for answer in work.session.scalars(query.order_by(RequestAnswer.answered_at)):
            answers[answer.request_id].append(answer)
    return [RequestedMeeting(row, answers[row.id]) for row in rows]
