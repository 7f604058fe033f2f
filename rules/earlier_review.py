"""A review that is typed after a later one: its day counts, and nothing newer gives way: 15(2)."""

from datetime import date

from rules.refusals import NotPossible


class PlanChangedSince(NotPossible):
    reason = "A later meeting made another version of the plan; this review is of an earlier one."
    way_out = "Write down what the table found; what is still to change is changed from now on."


def is_earlier(held_on: date, settled_on: date) -> bool:
    """Whether the table had settled the plan anew since: then this review ends the month before it
    and begins the next one, and what was found later stands: Art. 5(1.5), 15(1), 15(2)."""
    return held_on < settled_on


def check_unchanged(*, changes: bool, superseded: bool) -> None:
    """The version in force is the later meeting's: an earlier review words none of it anew."""
    if changes and superseded:
        raise PlanChangedSince
