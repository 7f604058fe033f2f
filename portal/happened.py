"""The day of what has happened: asked, never ticked by us, one click where it was of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.i18n import N_
from portal.typed import as_typed


@dataclass(frozen=True, slots=True)
class Offered:
    """A day that one click says."""

    day: date
    words: str
    """Still to be translated."""
    typed: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What stands below the question, with what was said already."""

    choices: tuple[Offered, ...]
    written: str
    """Another day, as it was written."""


def offer(
    typed: Sequence[str], today: date, meeting: date | None = None, *, of_table: bool = False
) -> Offer:
    """Today and yesterday, and before them the day on which the table met.

    What is `of_table` is of a day on which it met, and of no other: Art. 13(1), 15(1), 17(3).
    """
    words = {today: N_("today"), today - timedelta(days=1): N_("yesterday")}
    if meeting and meeting <= today:
        words = {meeting: N_("the day of the meeting")} | {
            day: word for day, word in words.items() if day != meeting
        }
    if of_table and meeting and meeting <= today:
        words = {meeting: N_("the day of the meeting")}
    said = [value.strip() for value in typed if value.strip()]
    choices = tuple(
        Offered(day, word, click := as_typed(day)[0], click in said) for day, word in words.items()
    )
    offered = {choice.typed for choice in choices}
    others = [value for value in said if value not in offered]
    return Offer(choices, others[-1].replace("\x00", "") if others else "")
