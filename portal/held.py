"""Meetings that took place, to choose from: none is chosen beforehand."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from core.i18n import N_, Translator
from models.meeting import Meeting

NUMBER: Final = N_("meeting %(number)s")


def held_choices(
    say: Translator, meetings: Iterable[Meeting], today: date
) -> list[tuple[str, str]]:
    """Each with its number and its day, the last one first."""
    return [
        (str(each.id), f"{say.gettext(NUMBER, number=each.number)}, {say.day(each.met_on, today)}")
        for each in sorted(meetings, key=lambda each: each.number, reverse=True)
    ]
