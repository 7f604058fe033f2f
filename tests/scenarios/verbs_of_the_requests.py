"""What members ask for, and what the manager answers: Art. 8(4)."""

from sqlalchemy import select

from casework.table import meeting_requests
from models.meeting_request import MeetingRequest
from rules.initiative import RequestMeans
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.verb import verb

WHY = "Fëmija nuk vjen në shkollë."


def request_of(play: Play, name: str) -> MeetingRequest:
    """The meeting that somebody asked for last."""
    seat = play.seat(name)
    with reading() as work:
        query = select(MeetingRequest).where(MeetingRequest.member_id == seat)
        found = work.session.scalars(query.order_by(MeetingRequest.recorded_at.desc())).first()
    if found is None:
        raise NothingYet(f"{name!r} asked for no meeting")
    return found


@verb
def ask_for_meeting(play: Play, *, who: str, reason: str = WHY, wish: str = "") -> None:
    """From the page behind their link, on the day on which it is typed."""
    seat = play.seat(who)
    with play.as_member(seat) as work:
        meeting_requests.ask(work, seat, reason=reason, wish=wish)


@verb
def enter_request(
    play: Play, *, who: str, means: RequestMeans = RequestMeans.PHONE, reason: str = WHY
) -> None:
    """On paper or by telephone on the day of the entry, whenever it is entered."""
    seat, case = play.seat(who), play.case.case
    with play.as_manager() as work:
        meeting_requests.enter(work, case, seat, asked_on=play.happened, means=means, reason=reason)


@verb
def answer_by_planned(play: Play, *, of: str) -> None:
    """The meeting on the calendar is the one they asked for."""
    request = request_of(play, of)
    with play.as_manager() as work:
        meeting_requests.answer_by_planned(work, request.id)


@verb
def refuse_meeting(play: Play, *, of: str, reason: str) -> None:
    """No meeting is called, and why."""
    request = request_of(play, of)
    with play.as_manager() as work:
        meeting_requests.refuse(work, request.id, reason=reason)
