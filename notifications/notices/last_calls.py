"""The last call by SMS: today is the last day of what somebody owes: DEFAULTS.LAST_CALL."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from core.clock import day_begins
from notifications.notices.reminders import OfficerReminder, OwedReminder
from rules.hours import Leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCall(OwedReminder):
    """To a member, by SMS, one a morning: it names a table and a day, and opens nothing."""

    template: ClassVar[str] = "reminders/last_call"
    hours: ClassVar[Leaves] = Leaves.BY_DAY
    unreached: bool = False
    """No mail reaches them: they are not sent to look for one."""

    @property
    def last_lawful(self) -> None:
        """Nobody is called at night, on its last day either."""

    @property
    def over_at(self) -> datetime | None:
        return day_begins(self.morning + timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLastCall(OfficerReminder):
    """To an officer: a day to agree to, a signature or a declaration that nobody gives for them."""

    template: ClassVar[str] = "reminders/last_call_officer"
    hours: ClassVar[Leaves] = Leaves.BY_DAY

    @property
    def last_lawful(self) -> None:
        """Nobody is called at night, on its last day either."""

    @property
    def over_at(self) -> datetime | None:
        return day_begins(self.morning + timedelta(days=1))


OF_A_MORNING: Final = (OwedReminder.template, LastCall.template)
"""What a member is sent of all that they owe in a centre, of whichever tables."""
