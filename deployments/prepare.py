"""`python -m deployments.prepare engine|demo`: what a start does once and may safely do again."""

import sys

from core import logs
from core.settings import prepare


def engine() -> None:
    """Tell Prefect about work pool, deployments and schedules."""
    from deployments.register import register  # noqa: PLC0415 - the demo does not load Prefect

    register()


def demo() -> None:
    """Put the invented people and their case there; says how each role signs in."""
    from simulation.seed import seed  # noqa: PLC0415 - production has no simulation

    sys.stdout.write(str(seed() or ""))


if __name__ == "__main__":
    prepare()
    logs.configure()
    {"engine": engine, "demo": demo}[sys.argv[1]]()
