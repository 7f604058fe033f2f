"""A stage that keeps a diary: other stories' appointments are kept when their day comes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from core.clock import REMINDERS
from simulation.stage import Stage


@dataclass
class Chronicle:
    """One clock for two stories: whoever moves it passes through the other's days."""

    stage: Stage
    diary: list[tuple[date, time, Callable[[], None]]] = field(default_factory=list)

    def on(self, day: date, hour: time, act: Callable[[], None]) -> None:
        """Have `act` done when the clock comes by."""
        self.diary.append((day, hour, act))

    def today(self) -> date:
        return self.stage.today()

    def settle(self) -> None:
        self.stage.settle()

    def move_to(self, day: date, hour: time = REMINDERS) -> None:
        while due := [each for each in self.diary if (each[0], each[1]) <= (day, hour)]:
            first = min(due, key=lambda each: each[:2])
            self.diary.remove(first)
            if first[0] >= self.today():
                self.stage.move_to(first[0], first[1])
            first[2]()
            self.stage.settle()
        if (day, hour) >= (self.today(), REMINDERS):
            self.stage.move_to(day, hour)

    def finish(self) -> None:
        """Keep every appointment that is left, and those that these make."""
        while self.diary:
            day, hour, _ = min(self.diary, key=lambda each: each[:2])
            self.move_to(day, hour)
        self.settle()
