"""Reports and words on late actions that were typed wrong: Art. 8(9), 14(2), decision 0135."""

from uuid import UUID

from sqlalchemy import or_, select

from casework.case import report_corrections
from models.plan import ReportRequest
from rules.late_actions import ActionWord
from rules.planning import ActionStatus
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_superiors import _question_on_an_action
from tests.scenarios.verbs_of_the_reports import _request


def _word(play: Play, who: str) -> UUID:
    """The last that was put on record, whether or not it stands."""
    asked = _question_on_an_action(play, play.seat(who))
    if asked is None:
        raise NothingYet(f"{who!r} was asked about no action")
    said = ReportRequest.received_at
    with reading() as work:
        query = select(ReportRequest.id).where(
            or_(ReportRequest.id == asked.id, ReportRequest.follows_id == asked.id)
        )
        return work.session.scalars(query.order_by(said.desc().nulls_last())).first() or asked.id


@verb
def correct_report_day(play: Play, *, who: str, reason: str = "Viti ishte gabim.") -> None:
    """The newest that was asked of them came on the entry's day."""
    request = _request(play, who)
    with play.as_manager() as work:
        report_corrections.correct_day(work, request.id, play.happened, reason=reason)


@verb
def take_back_report(play: Play, *, who: str, why: str = "Ishte i dikujt tjetër.") -> None:
    """The newest that was asked of them has not come."""
    request = _request(play, who)
    with play.as_manager() as work:
        report_corrections.take_back(work, request.id, why=why)


@verb
def correct_action_word(
    play: Play,
    *,
    who: str,
    status: ActionStatus,
    done: When | None = None,
    until: When | None = None,
    reason: str = "U shkrua gabim.",
) -> None:
    """Another, of the entry's day, stands for the last that was put on record."""
    done_on = play.day(done) if done is not None else None
    word = ActionWord(status, done_on, play.day(until) if until is not None else None)
    said, on = _word(play, who), play.happened
    with play.as_manager() as work:
        report_corrections.correct_word(work, said, word, words="Jo.", on=on, reason=reason)


@verb
def take_back_action_word(play: Play, *, who: str, why: str = "Ishte veprim tjetër.") -> None:
    """The last that was put on record was none on this action."""
    said = _word(play, who)
    with play.as_manager() as work:
        report_corrections.take_back(work, said, why=why)
