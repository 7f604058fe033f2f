"""What every process does before it works on lives: make their kinds known."""

from casework.case import life as case_life
from casework.municipality import annual, quarterly, reminders
from rules.steps import STEPS
from workflow.kinds import Kind, register

KINDS: tuple[Kind, ...] = (case_life.KIND, quarterly.KIND, reminders.KIND, annual.KIND)


def bootstrap() -> None:
    """Register every kind of life and join its steps; the first thing of every entry point."""
    register(KINDS, STEPS)
