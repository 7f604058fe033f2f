"""The steps of the Regulation, without those that the benchmark adds to its own process."""

from typing import Final

from rules.steps import STEPS as ALL
from rules.steps import StepInfo

STEPS: Final[dict[str, StepInfo]] = {
    act: step for act, step in ALL.items() if not act.startswith("bench_")
}
