"""The official Serbian words of Annex 1, entered by the administrator: Art. 20(1)."""

from datetime import date

from casework.municipality import annex_wording
from core.i18n import translator
from portal.annex_lines import lines_shown
from queries.annex_wording import entered, in_force, words_of
from rules.annex import ALL_LINES
from rules.annex_wording import Officially, how_officially
from tests.builders import ADMIN
from tests.onrecord import reading
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


@verb
def enter_official_words(
    play: Play,
    *,
    words: dict[str, str] = {},  # noqa: B006  pydantic copies it
    whole: bool = False,
    gazette: str = "3/2024",
    printed: date = date(2024, 1, 8),
) -> None:
    """By the administrator; of the `whole` form, each line as its code."""
    lines = {line: f"Zvanično {line}" for line in ALL_LINES} if whole else words
    with play.acting(play.case.account(ADMIN).id) as work:
        annex_wording.enter(work, lines=lines, gazette=gazette, published_on=printed)


@verb
def take_back_words(play: Play, *, lines: list[str], reason: str = "") -> None:
    """What counts of these lines now."""
    with reading() as work:
        held = in_force(entered(work))
        wrong = [held[line].id for line in lines]
    with play.acting(play.case.account(ADMIN).id) as work:
        annex_wording.take_back(work, wrong, reason)


@verb
def read_official(
    play: Play,
    *,
    how: Officially,
    holds: dict[str, str] = {},  # noqa: B006  pydantic copies it
) -> None:
    """What the Serbian form says of these lines, and how much of it is official."""
    with reading() as work:
        held = words_of(in_force(entered(work)))
    assert how_officially(held) is how
    shown = lines_shown(translator("sr"), held)
    assert {line: shown[line] for line in holds} == holds
