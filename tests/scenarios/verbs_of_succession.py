"""Who leaves a table, and who takes the place: Art. 8(6), 8(11)."""

from casework.table import succession
from casework.table.succession import End
from rules.succession import Departure
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


@verb
def release(
    play: Play,
    *,
    who: str,
    reason: str = "U transferua.",
    departure: Departure = Departure.END_OF_OFFICE,
    successor: str | None = None,
    by: str | None = None,
) -> None:
    """They leave, on the day of the entry."""
    seat = play.seat(who)
    heir = play.people.professional(successor) if successor else None
    with play.as_manager(by) as work:
        end = End(departure, reason, heir, play.happened, play.on())
        succession.release(work, play.case.case, seat, end)


@verb
def name_successor(play: Play, *, of: str, who: str, by: str | None = None) -> None:
    """Somebody takes a place that was left before, or that somebody was recused from; of the
    entry's day."""
    seat, heir = play.seat(of), play.people.professional(who)
    with play.as_manager(by) as work:
        succession.name_successor(work, play.case.case, seat, heir, on=play.on())


@verb
def see_departure(play: Play, *, of: str, by: str = "head") -> None:
    """The head has seen why they left without a successor."""
    seat, officer = play.seat(of), play.people.account(by)
    with play.as_head(by) as work:
        succession.see(work, play.case.case, seat, by=officer)
