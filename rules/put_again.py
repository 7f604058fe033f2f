"""What a member could not answer, since their own word barred them: Art. 10(2), 14(3.1), 14(3.2).

The day of a question and of a word on a late action is ours, and so is another one: decision 0126.
"""

from datetime import date, timedelta

from rules.defaults import DEFAULTS


def another_day(due: date, declared_on: date, today: date) -> date | None:
    """From the day on which it is on record that the conflict was a mistake: DEFAULTS.PUT_AGAIN.

    Until then every door was closed to them. None where its day had passed before they declared
    it, and stays missed, or is still to come, and stands.
    """
    if not declared_on <= due <= today:
        return None
    return today + timedelta(days=DEFAULTS.PUT_AGAIN.days)


def is_put_again(due: date, declared_on: date) -> bool:
    """Whether it is asked anew, by another day or by its own: the links to it ended with 10(2)."""
    return due >= declared_on
