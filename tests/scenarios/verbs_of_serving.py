"""The head's day accepted, and what is served by hand: Art. 8(3), 8(7)."""

from casework.table import acceptance, service
from rules.service import HandedOver, Served
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People
from tests.scenarios.verb import verb


@verb
def accept(play: Play, *, of: int | None = None, reason: str = "") -> None:
    """The manager accepts the day that the head named, on the day of the entry."""
    meeting = play.numbered(of)
    with play.as_manager() as work:
        acceptance.accept(work, meeting.id, short_notice_reason=reason, on=play.on())


@verb
def serve_by_hand(
    play: Play,
    *,
    who: People,
    what: Served = Served.INVITATION,
    of: int | None = None,
    witness: str = "",
    paper: str = "",
    lies: str = "",
    not_stated: bool = False,
) -> None:
    """Handed over on the day of the entry, whenever it is entered."""
    meeting = play.numbered(of)
    seats = [play.seat(name) for name in play.several(who)]
    said = HandedOver(play.happened, witness, paper, lies, not_stated)
    with play.as_manager() as work:
        service.record(work, meeting.id, seats, what, said)
