"""What members contribute to the plan, and what the manager makes of it: Art. 6(1.6)."""

from collections.abc import Sequence

from sqlalchemy import select

from casework.case import contributions
from models.case import Case
from models.contribution import Contribution
from queries import contributions as read
from rules.aims import Aim
from rules.initiative import RequestMeans
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb

OFFER = "Kontroll te pediatri"


def contribution_numbered(play: Play, number: int) -> Contribution:
    with reading() as work:
        query = select(Contribution).where(
            Contribution.case_id == play.case.case, Contribution.number == number
        )
        found = work.session.scalars(query).first()
    if found is None:
        raise NothingYet(f"there is no contribution {number}")
    return found


@verb
def contribute(
    play: Play,
    *,
    who: str,
    words: str = OFFER,
    aim: Aim | None = None,
    until: When | None = None,
    needs: str = "",
    typed: RequestMeans | None = None,
) -> None:
    """By the member behind their link today; `typed` by the manager, of the entry's day."""
    seat, due_on = play.seat(who), None if until is None else play.day(until)
    if typed is None:
        with play.as_member(seat) as work:
            contributions.contribute(work, seat, action=words, aim=aim, due_on=due_on, needs=needs)
        return
    case, on = play.case.case, play.happened
    with play.as_manager() as work:
        contributions.enter(
            work,
            case,
            seat,
            said_on=on,
            means=typed,
            action=words,
            aim=aim,
            due_on=due_on,
            needs=needs,
        )


@verb
def leave_contribution(play: Play, *, of: int, words: str = "Bëhet tashmë.") -> None:
    """It stays out of the plan, with a word of the entry's day."""
    contribution = contribution_numbered(play, of)
    with play.as_manager() as work:
        contributions.leave(work, contribution.id, words=words, on=play.happened)


@verb
def read_contributions(
    play: Play,
    *,
    waiting: Sequence[int] = (),
    left: Sequence[int] = (),
    planned: Sequence[int] = (),
    silent: Sequence[str] = (),
) -> None:
    """What waits, what was left out, what is in the plan, by number; who contributed nothing."""
    names = sorted(str(play.seat(each)) for each in silent)
    with play.as_head() as work:
        found = read.of_case(work, work.session.get_one(Case, play.case.case))
        lines = sorted(found.lines, key=lambda line: line.contribution.number)
        waits = [line.contribution.number for line in lines if line.waits]
        out = [line.contribution.number for line in lines if line.left]
        taken = [line.contribution.number for line in lines if line.action]
        nothing = sorted(str(member.id) for member in found.silent)
    assert (waits, out, taken) == (list(waiting), list(left), list(planned)), (waits, out, taken)
    assert nothing == names, nothing
