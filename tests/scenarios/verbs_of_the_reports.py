"""Reports, and the manager's word on superiors: Art. 8(9), 14(2), 14(3)."""

from sqlalchemy import select

from casework.case import reports
from models.plan import ReportRequest
from queries.reported_actions import actions_of
from rules.planning import ActionStatus
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People
from tests.scenarios.verb import verb


def _request(play: Play, who: str) -> ReportRequest:
    """The newest that was asked of somebody's seat."""
    with reading() as work:
        query = select(ReportRequest).where(
            ReportRequest.member_id == play.seat(who), ReportRequest.follows_id.is_(None)
        )
        found = work.session.scalars(query.order_by(ReportRequest.due_on.desc())).first()
    if found is None:
        raise NothingYet(f"no report was asked of {who!r}")
    return found


@verb
def report(
    play: Play, *, who: People, on_paper: bool = False, status: ActionStatus | None = None
) -> None:
    """`status` of every action of theirs."""
    for name in play.several(who):
        request = _request(play, name)
        actor = play.as_manager() if on_paper else play.as_member(request.member_id)
        with actor as work:
            asked = work.session.get_one(ReportRequest, request.id)
            rows = actions_of(work, asked) if status else ()
            reports.receive(
                work,
                request.id,
                done="Puna vijoi.",
                statuses={row.id: status for row in rows if status},
                on_paper=on_paper,
                on=play.on(),
            )


@verb
def instruct(play: Play, *, after_reminders: int, last_chance_days: int) -> None:
    with play.as_manager() as work:
        reports.instruct(
            work,
            play.case.case,
            after_reminders=after_reminders,
            last_chance_days=last_chance_days,
            by=play.manager(),
        )


@verb
def withdraw_instruction(play: Play) -> None:
    with play.as_manager() as work:
        reports.withdraw_instruction(work, play.case.case)


@verb
def confirm_notice(play: Play, *, about: str, all_the_same: bool = False) -> None:
    """The manager's word that this member's superior is told; `all_the_same` where it is early."""
    request = _request(play, about)
    with play.as_manager() as work:
        by = play.manager()
        reports.confirm_notice(work, request.id, by=by, all_the_same=all_the_same)
