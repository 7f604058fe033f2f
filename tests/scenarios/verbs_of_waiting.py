"""What the first page says waits for somebody's word: ours, decision 0128."""

from collections.abc import Mapping

from queries.waiting import of_reader
from rules.waiting import WaitingForWord, WaitingKind
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


@verb
def read_waiting(
    play: Play,
    *,
    by: str = "manager",
    own: Mapping[WaitingKind, int] = {},
    supervised: Mapping[WaitingKind, int] = {},
) -> None:
    """What waits for the word of an officer, and for that of whom they supervise: each kind with
    its number, in the order of the page; left out is none."""
    with play.acting(play.people.account(by)) as work:
        desk = of_reader(work)
    found = (
        [each.waits for each in desk.own],
        [each for case in desk.supervised for each in case.waits],
    )
    assert [_said(each) for each in found] == [list(own.items()), list(supervised.items())], found


def _said(found: list[WaitingForWord]) -> list[tuple[WaitingKind, int]]:
    return [(each.kind, each.number) for each in found]
